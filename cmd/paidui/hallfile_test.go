package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// smallestHall is the least that works, as the manual gives it.
const smallestHall = `hall: {name: {zh: 原州区政务服务中心, en: Yuanzhou Government Service Centre}, time_zone: Asia/Shanghai}
hours: {days: [mon, tue, wed, thu, fri], sessions: ["08:30-12:00", "14:30-18:00"]}
zones: [{id: 1F, name: {zh: 一楼大厅, en: Ground floor}}]
services: [{id: social, prefix: A, name: {zh: 社会保险, en: Social insurance}, standard_minutes: 8}]
windows: [{number: 3, name: {zh: 社保窗口}, location: {zh: 一楼东侧}, zone: 1F, services: [social], fallback: []}]
staff: [{number: "1001", name: 张晓梅, title: 科员, post: 社保受理}]
settings: {max_calls: 3, kiosk_per_minute: 20, min_presence_seconds: 45, public_board: true, public_url: ""}
`

func TestSmallestHall(t *testing.T) {
	l, err := parseHall("hall.yaml", []byte(smallestHall))
	if err != nil {
		t.Fatal(err)
	}
	if l.Name.EN != "Yuanzhou Government Service Centre" || l.Services[0].StandardMinutes != 8 || l.Windows[0].Location.ZH != "一楼东侧" {
		t.Errorf("layout %+v", l)
	}
	if l.Staff[0] != (queue.Staff{Number: "1001", Name: "张晓梅", Title: "科员", Post: "社保受理"}) {
		t.Errorf("staff %+v", l.Staff)
	}
	if l.Settings.RatingDays != 3 || l.Settings.HeadStartMinutes[queue.ClassElder] != 60 {
		t.Errorf("settings that the file leaves out lost their defaults: %+v", l.Settings)
	}
}

// TestValuesAsWritten holds the file to what is written where YAML would read numbers, times or truth into it.
func TestValuesAsWritten(t *testing.T) {
	l, err := parseHall("hall.yaml", []byte("\xef\xbb\xbf"+`hall: {name: 中心}
hours:
  sessions: [08:30-12:00]
  holidays: [2026-10-01]
zones: [{id: 1E3, name: no}, {id: 007, name: 二楼}]
services: [{id: on, prefix: 8, name: 一, zones: [007]}, {id: "12", prefix: N, name: 二, standard_minutes: 480}]
windows: [{number: 3, name: 三, zone: 1E3, services: [12, on], fallback: }]
staff: [{number: 0042, name: true, title: 08:30}]
media: [{file: 1.png, seconds: 20, until: 2026-12-31, times: "08:30-12:00"}]
settings: {head_start_minutes: {elder: 30, urgent: }, keypad_codes: {next: 77, help: "", hold: }, public_url: "https://hall.example/"}
`))
	if err != nil {
		t.Fatal(err)
	}
	if l.Zones[0].ID != "1E3" || l.Zones[0].Name.ZH != "no" || l.Services[0].ID != "on" || l.Services[0].Zones[0] != "007" {
		t.Errorf("ids %+v %+v", l.Zones, l.Services)
	}
	if l.Services[0].Prefix != "8" || l.Services[0].StandardMinutes != 10 || l.Services[1].StandardMinutes != 480 {
		t.Errorf("services %+v", l.Services)
	}
	if l.Staff[0].Number != "0042" || l.Staff[0].Title != "08:30" {
		t.Errorf("staff %+v", l.Staff)
	}
	if m := l.Media[0]; m.File != "1.png" || m.Seconds != 20 || m.Until != "2026-12-31" || m.Times != (queue.Session{Open: 510, Close: 720}) {
		t.Errorf("media %+v", l.Media)
	}
	head := l.Settings.HeadStartMinutes
	if head[queue.ClassElder] != 30 || head[queue.ClassUrgent] != 90 || head[queue.ClassDisabled] != 60 {
		t.Errorf("head starts %v", head)
	}
	if codes := l.Settings.KeypadCodes; codes[queue.KeyNext] != "77" || codes[queue.KeyHelp] != "" || codes[queue.KeyHold] != "06" {
		t.Errorf("codes %v", codes)
	}
	if l.Settings.PublicURL != "https://hall.example" || l.TimeZone != "Asia/Shanghai" || len(l.Hours.Days) != 5 || l.Hours.Holidays[0] != "2026-10-01" {
		t.Errorf("layout %+v", l)
	}
}

// edited gives smallestHall with one line replaced, counted from 1.
func edited(line int, text string) string {
	lines := strings.Split(smallestHall, "\n")
	lines[line-1] = text
	return strings.Join(lines, "\n")
}

var badHalls = []struct {
	name, file string
	line       int
	says       []string
}{
	{"empty", "", 1, []string{"empty"}},
	{"only a comment", "# nothing\n", 1, []string{"empty"}},
	{"a list", "- a\n- b\n", 1, []string{"a list", "hall, hours, zones"}},
	{"a word", "hall", 1, []string{`"hall"`, "hall, hours, zones"}},
	{"not YAML", "hall: {name: 中心\nzones: []\n", 2, []string{"not YAML"}},
	{"bracket", edited(6, "staff: [{number: 1, name: 一}"), 6, []string{"not YAML", "']'"}},
	{"quote", edited(6, "staff:\n  - number: '1'2"), 7, []string{"not YAML"}},
	{"indent", edited(6, "staff:\n  - number: 1\n   name: 一"), 7, []string{"not YAML", "from this line on"}},
	{"GBK", edited(6, "staff: [{number: 1, name: \xd5\xc5}]"), 6, []string{"UTF-8"}},
	{"control character", edited(6, "staff: [{number: 1, name: a\x07}]"), 6, []string{"U+0007"}},
	{"tab", "hall:\n\tname: 中心\n", 2, []string{"not YAML"}},
	{"two documents", smallestHall + "---\nhall: {}\n", 8, []string{"second document"}},
	{"anchor", edited(6, "staff: &a []"), 6, []string{"anchors"}},
	{"alias", edited(3, "zones:\n  - &z {id: 1F, name: 一楼}\n  - *z"), 4, []string{"anchors"}},
	{"unknown key", edited(4, "services:\n  - id: social\n    prefx: A\n    name: 社保"), 6, []string{`"prefx"`, "id, prefix, name, department"}},
	{"unknown top key", smallestHall + "window: []\n", 8, []string{`"window"`, "hall, hours, zones"}},
	{"key twice", smallestHall + "zones: []\n", 8, []string{"twice"}},
	{"no name", edited(1, "hall: {time_zone: Asia/Shanghai}"), 1, []string{"hall.name.zh", "missing"}},
	{"no hall", edited(1, ""), 2, []string{"hall.name.zh", "missing"}},
	{"time zone", edited(1, "hall:\n  name: 中心\n  time_zone: Beijing"), 3, []string{"hall.time_zone", "Asia/Shanghai"}},
	{"day", edited(2, "hours:\n  days:\n    - mon\n    - Tuesday"), 5, []string{"hours.days[1]", "mon, tue, wed"}},
	{"session", edited(2, "hours:\n  sessions:\n    - 8:30-12:00"), 4, []string{"hours.sessions[0]", "08:30-12:00"}},
	{"session backwards", edited(2, `hours: {sessions: ["12:00-08:30"]}`), 2, []string{"hours.sessions[0]", "OPEN-CLOSE"}},
	{"sessions overlap", edited(2, "hours:\n  sessions:\n    - 08:30-12:00\n    - 11:00-18:00"), 5, []string{"hours.sessions[1]"}},
	{"sexagesimal", edited(2, "hours: {sessions: [08:30]}"), 2, []string{"hours.sessions[0]", `"08:30"`}},
	{"holiday", edited(2, "hours:\n  holidays: [2026-02-30]"), 3, []string{"hours.holidays[0]", "2026-11-23"}},
	{"no zones", edited(3, "zones: []"), 3, []string{"zones", "at least one"}},
	{"zone id", edited(3, "zones: [{id: 一楼, name: 一楼}]"), 3, []string{"zones[0].id", "letters, digits"}},
	{"zone is a word", edited(3, "zones: [1F]"), 3, []string{"zones[0]", `"1F"`, "id, name, floor"}},
	{"zones is a word", edited(3, "zones: 1F"), 3, []string{"zones", "a list"}},
	{"id is a list", edited(3, "zones: [{id: [1F], name: 一楼}]"), 3, []string{"zones[0].id", "a list"}},
	{"prefix", edited(4, "services:\n  - id: social\n    prefix: 社\n    name: 社保"), 6, []string{"services[0].prefix", "capital letters"}},
	{"standard minutes 0", edited(4, "services: [{id: social, prefix: A, name: 社保,\n  standard_minutes: 0}]"), 5, []string{"standard_minutes", "1 to 480"}},
	{"service without name", edited(4, "services:\n\n  - id: social\n    prefix: A"), 6, []string{"services[0].name.zh", "missing"}},
	{"department", edited(4, "services: [{id: social, prefix: A, name: 社保, department: hrss}]"), 4, []string{"services[0].department", `"hrss"`}},
	{"window number", edited(5, "windows: [{number: three, name: 三, zone: 1F, services: [social]}]"), 5, []string{"windows[0].number", "whole number"}},
	{"window number 1000", edited(5, "windows: [{number: 1000, name: 三, zone: 1F, services: [social]}]"), 5, []string{"1 to 999"}},
	{"window zone", edited(5, "windows:\n  - number: 3\n    name: 三\n    zone: 9F\n    services: [social]"), 8, []string{"windows[0].zone", `"9F"`, "the file has 1F"}},
	{"window service", edited(5, "windows:\n  - number: 3\n    name: 三\n    zone: 1F\n    services:\n      - social\n      - tax"), 11, []string{"windows[0].services[1]", `"tax"`, "the file has social"}},
	{"window fallback", edited(5, "windows:\n  - {number: 3, name: 三, zone: 1F, services: [social],\n     fallback: [social]}"), 7, []string{"windows[0].fallback[0]", "twice"}},
	{"staff name in two languages", edited(6, "staff: [{number: 1001, name: {zh: 张晓梅}}]"), 6, []string{"staff[0].name", "a mapping"}},
	{"staff twice", edited(6, "staff:\n  - {number: 1001, name: 甲}\n  - {number: 1001, name: 乙}"), 8, []string{"staff[1].number", "twice"}},
	{"post", edited(5, "windows:\n  - {number: 3, name: 三, zone: 1F, services: [social],\n     post: {a_staff: 1001, b_staff: 9}}"), 7, []string{"windows[0].post.b_staff", `"9"`, "the file has 1001"}},
	{"keypad key", edited(7, "settings:\n  keypad_codes:\n    nxt: 01"), 9, []string{"settings.keypad_codes", `"nxt"`, "next, recall"}},
	{"keypad code", edited(7, "settings:\n  keypad_codes:\n    next: 1"), 9, []string{"settings.keypad_codes.next", "two digits"}},
	{"keypad code twice", edited(7, "settings:\n  keypad_codes: {next: 02}"), 8, []string{"settings.keypad_codes.", `"02"`}},
	{"kiosk number", edited(7, "kiosks: [{number: 0, name: 东门, zone: 1F}]"), 7, []string{"kiosks[0].number", "1 to 99"}},
	{"kiosk twice", edited(7, "kiosks:\n  - {number: 1, name: 东门, zone: 1F}\n  - {number: 1, name: 西门, zone: 1F}"), 9, []string{"kiosks[1].number", "twice"}},
	{"kiosk zone", edited(7, "kiosks: [{number: 1, name: 东门, zone: 9F}]"), 7, []string{"kiosks[0].zone", `"9F"`, "the file has 1F"}},
	{"kiosk printer", edited(7, "kiosks: [{number: 1, name: 东门, zone: 1F, printer: p1}]"), 7, []string{"kiosks[0].printer", `"p1"`}},
	{"printer paper", edited(7, "printers: [{id: p1, name: 东门, address: \"tcp://p1\", paper_mm: 76}]"), 7, []string{"printers[0].paper_mm", "58 nor 80"}},
	{"printer of no agent", edited(7, "printers: [{id: p1, name: 东门, address: agent}]"), 7, []string{"printers[0].address", "one kiosk"}},
	{"printer address", edited(7, "printers:\n  - id: p1\n    name: 东门\n    address: 192.168.1.50:9100"), 10, []string{"printers[0].address", "tcp://192.168.1.50:9100", "agent"}},
	{"printer none", edited(7, "printers: [{id: p1, name: 东门, address: none}]"), 7, []string{"printers[0].address"}},
	{"printer columns", edited(7, "printers:\n  - {id: p1, name: 东门, address: \"tcp://p1\", columns: 64}"), 8, []string{"printers[0]", "576 dots for 64 columns"}},
	{"template", edited(7, "settings:\n  slip_template: |\n    # ours\n\n    center 6x6 | {ticket}\n    bold | {servce}"), 12, []string{"settings.slip_template", "unknown name: servce"}},
	{"template in one line", edited(7, "settings:\n  slip_template: \"bold | {ticket}\""), 8, []string{"settings.slip_template", "4x4"}},
	{"template without a line", edited(7, "settings:\n  slip_template: |\n    bold | {ticket}"), 8, []string{"settings.slip_template", "4x4"}},
	{"desk printer", edited(7, "settings: {desk_printer: p1}"), 7, []string{"settings.desk_printer", `"p1"`}},
	{"media file", edited(7, "media:\n  - file: a.png\n  - file: ../a.png"), 9, []string{"media[1].file", "folder media"}},
	{"media time", edited(7, "media:\n  - file: a.png\n    times: 9:00"), 9, []string{"media[0].times", "08:30-12:00"}},
	{"media key", edited(7, "media: [{fil: a.png}]"), 7, []string{`"fil"`, "from, until, times"}},
	{"setting", edited(7, "settings:\n  max_call: 3"), 8, []string{`"max_call"`, "max_calls"}},
	{"setting out of bounds", edited(7, "settings:\n  max_calls: 0"), 8, []string{"settings.max_calls", "1 to 20"}},
	{"setting is no number", edited(7, "settings: {max_calls: 3.0}"), 7, []string{"settings.max_calls", "whole number"}},
	{"yes", edited(7, "settings: {public_board: yes}"), 7, []string{"settings.public_board", "true nor false"}},
	{"class", edited(7, "settings:\n  head_start_minutes:\n    old: 60"), 9, []string{`"old"`, "normal, elder"}},
	{"head start", edited(7, "settings:\n  head_start_minutes:\n    elder: 1000"), 9, []string{"head_start_minutes.elder", "0 to 480"}},
	{"public url", edited(7, "settings:\n  public_url: hall.example"), 8, []string{"settings.public_url", "http://"}},
}

func TestBadHalls(t *testing.T) {
	for _, c := range badHalls {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseHall("hall.yaml", []byte(c.file))
			var fault *hallFault
			if !errors.As(err, &fault) {
				t.Fatalf("error %v", err)
			}
			if fault.Line != c.line {
				t.Errorf("line %d, want %d: %v", fault.Line, c.line, err)
			}
			for _, words := range c.says {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not say %q", err, words)
				}
			}
			if !strings.HasPrefix(err.Error(), "hall.yaml:") {
				t.Errorf("%q does not name the file", err)
			}
		})
	}
}

func TestSeveralFaultsAreToldAtOnce(t *testing.T) {
	_, err := parseHall("hall.yaml", []byte(edited(2, "hours: {days: [noday]}")+"extra: 1\n"))
	if err == nil || strings.Count(err.Error(), "hall.yaml:") != 2 {
		t.Errorf("error %v", err)
	}
}

func TestDemoHall(t *testing.T) {
	l, err := loadHall("")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Services) != 8 || len(l.Departments) != 4 || len(l.Windows) != 12 || len(l.Zones) != 2 || len(l.Staff) < 12 {
		t.Errorf("%d services, %d departments, %d windows, %d zones, %d staff",
			len(l.Services), len(l.Departments), len(l.Windows), len(l.Zones), len(l.Staff))
	}
	for _, w := range l.Windows {
		if w.Name.EN == "" || w.Location.EN == "" {
			t.Errorf("%s lacks its English", w.Number)
		}
	}
}

func FuzzHallFile(f *testing.F) {
	f.Add(smallestHall)
	f.Add(string(demoHall))
	for _, c := range badHalls {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, file string) {
		l, err := parseHall("hall.yaml", []byte(file))
		if err == nil {
			if err := queue.CheckLayout(l); err != nil {
				t.Errorf("a bad hall was taken: %v", err)
			}
			return
		}
		var fault *hallFault
		if !errors.As(err, &fault) || fault.Line < 1 || fault.Line > strings.Count(file, "\n")+2 {
			t.Errorf("error %v names no line of the file", err)
		}
	})
}
