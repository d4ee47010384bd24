package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// jobHall is open day and night, as the test runs at any hour; all else is as a hall has it.
const jobHall = `hall: {name: {zh: 原州区政务服务中心, en: Yuanzhou District Government Service Centre}}
hours: {days: [mon, tue, wed, thu, fri, sat, sun], sessions: ["00:00-24:00"]}
zones: [{id: 1F, name: {zh: 一楼大厅, en: Ground floor}}]
services:
  - {id: social, prefix: A, name: {zh: 社会保险, en: Social insurance}, standard_minutes: 8}
  - {id: medical, prefix: H, name: {zh: 医保参保与报销, en: Medical insurance}}
windows:
  - {number: 3, name: {zh: 社保窗口, en: Social insurance}, location: {zh: 一楼东侧, en: ground floor east}, zone: 1F, services: [social]}
  - {number: 4, name: {zh: 医保窗口, en: Medical insurance}, location: {zh: 一楼西侧, en: ground floor west}, zone: 1F, services: [medical]}
staff: [{number: 1001, name: 张晓梅, title: 科员, post: 社保受理}]
settings: {public_url: "http://hall.test:PORT"}
`

// Sizes of the screens that a hall has.
var (
	uprightKiosk  = size{1080, 1920}
	lyingKiosk    = size{1280, 1024}
	counterScreen = size{1366, 768}
	hallScreen    = size{1920, 1080}
	windowScreen  = size{1280, 800}
	phone         = size{390, 844}
	desk          = size{1280, 800}
)

// offlineWithin and backWithin are what a page takes at most to say that its server is gone, and to come back by itself
// once it is there again.
const (
	offlineWithin = 10 * time.Second
	backWithin    = 10 * time.Second
)

// job is a real hall, served by the real binary and reached by a name that browsers do not trust.
type job struct {
	t       *testing.T
	data    string
	port    string
	url     string
	process *process
	tokens  map[string]string
	admin   *crashClient
}

func newJob(t *testing.T) *job {
	t.Helper()
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	j := &job{t: t, data: filepath.Join(dir, "data"), port: strconv.Itoa(l.Addr().(*net.TCPAddr).Port), tokens: map[string]string{}}
	j.url = "http://hall.test:" + j.port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "hall.yaml")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(jobHall, "PORT", j.port)), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "init", "--data", j.data, "--hall", file)
	for name, args := range map[string][]string{
		"admin": {"--role", "admin"}, "kiosk": {"--role", "kiosk"},
		"counter": {"--role", "counter", "--window", "3"}, "screen": {"--role", "screen", "--window", "3"},
	} {
		j.tokens[name] = strings.TrimSpace(command(t, append([]string{"token", "--data", j.data}, args...)...))
	}
	j.admin = newCrashClient(j.tokens["admin"])
	j.serve()
	return j
}

func (j *job) serve() {
	j.t.Helper()
	j.process = start(j.t, "serve", "--data", j.data, "--listen", "127.0.0.1:"+j.port)
}

// open opens a page on a new device and types its token into the box that the page shows, unless it needs none.
func (j *job) open(name, path string, s size, token string) *face {
	j.t.Helper()
	f := open(j.t, name, j.url+path, s)
	if token != "" {
		f.typeInto(`.enrol input[name="code"]`, j.tokens[token]+"\r")
		f.gone(".enrol")
	}
	return f
}

// TestMainJobOnPages is a morning's first citizen, on the pages as their users see them: a number is taken, called, started and
// finished, with the server killed in the middle.
func TestMainJobOnPages(t *testing.T) {
	t.Parallel()
	chromium(t)
	j := newJob(t)
	kiosk := j.open("kiosk", "/kiosk", uprightKiosk, "kiosk")
	counter := j.open("counter", "/counter", counterScreen, "counter")
	hall := j.open("hall", "/hall/1F", hallScreen, "")
	window := j.open("window", "/window/3", windowScreen, "screen")
	if ask[bool](kiosk, `window.isSecureContext || "randomUUID" in crypto || "wakeLock" in navigator`) {
		t.Fatal("the pages are in a secure context, which a hall without certificates is not")
	}

	number, access := takeNumber(kiosk)
	kiosk.rest()
	kiosk.shot("job-kiosk")
	holder := j.open("phone", "/t/"+access, phone, "")
	holder.see(`[data-state="waiting"]`)
	holder.read(".waiting-number", number)

	counter.see(`.sign-in input[name="staff"]:focus`)
	counter.key("1")
	counter.key("0")
	counter.key("0")
	counter.key("1")
	counter.key("\r")
	counter.see(`.desk[data-state="open"]`)
	counter.key(" ")
	counter.see(`[data-status="called"]`)
	hall.see(`[data-call="` + number + `"][data-window="3"]`)
	window.see(`[data-state="called"] [data-number="` + number + `"]`)
	holder.see(`[data-state="called"] [data-window="3"]`)
	hall.rest()
	hall.shot("job-hall-called")
	holder.rest()
	holder.shot("job-phone-called")

	counter.key("s")
	counter.see(`[data-status="serving"]`)
	window.see(`[data-state="serving"] [data-number="` + number + `"]`)
	holder.see(`[data-state="serving"]`)

	// The number at the kiosk stays for ten seconds: by now somebody else may stand there.
	kiosk.press(`[data-action="home"]`)
	kiosk.see(`[data-page="services"]`)
	all := []*face{kiosk, counter, hall, window, holder}
	j.process.kill()
	j.allOffline(all)
	j.serve()
	back := time.Now()
	for f, css := range map[*face]string{
		kiosk: `[data-page="services"] [data-service="social"]`, counter: `.desk[data-state="open"] [data-status="serving"]`,
		hall: `.hall[data-state="open"]`, window: `[data-state="serving"] [data-number="` + number + `"]`, holder: `[data-state="serving"]`,
	} {
		f.within(backWithin-time.Since(back), "back by itself: "+css, shown(css)+` && !document.querySelector('[data-state="offline"]')`)
	}
	t.Logf("all pages were back after %v", time.Since(back).Round(10*time.Millisecond))
	counter.read(".current-number", number)

	counter.key("o")
	counter.see(`[data-panel="outcome"]`)
	counter.key("5")
	counter.read(`[data-message="done"]`, number)
	counter.gone("[data-ticket]")
	holder.see(`[data-state="served"]`)
	hall.gone(`[data-number="` + number + `"][data-window="3"]`)
	j.checkRecords(number)
}

// takeNumber takes a number with a finger and gives it with the word of its phone page.
func takeNumber(kiosk *face) (number, access string) {
	kiosk.t.Helper()
	kiosk.see(`[data-page="services"]`)
	// A page that has just come up takes no touch: it may be the second of two meant for the page before.
	time.Sleep(500 * time.Millisecond)
	kiosk.touch(`[data-service="social"]`)
	kiosk.see(`[data-page="confirm"]`)
	time.Sleep(500 * time.Millisecond)
	kiosk.touch(`[data-action="take"]`)
	kiosk.see(`[data-page="done"]`)
	number = ask[string](kiosk, `document.querySelector("[data-number]").dataset.number`)
	access = ask[string](kiosk, `document.querySelector(".done-code img").getAttribute("src").split("/")[4]`)
	if number != "A001" || access == "" {
		kiosk.fatalf("number %q, access %q", number, access)
	}
	return number, access
}

// allOffline holds the pages to saying that the server is gone, soon and for as long as it is.
func (j *job) allOffline(all []*face) {
	j.t.Helper()
	const offline = `[data-state="offline"]`
	began := time.Now()
	for said := map[*face]bool{}; len(said) < len(all); time.Sleep(30 * time.Millisecond) {
		for _, f := range all {
			if !said[f] && ask[bool](f, shown(offline)) {
				said[f] = true
				j.t.Logf("%s: offline after %v", f.name, time.Since(began).Round(10*time.Millisecond))
			}
			if !said[f] && time.Since(began) > offlineWithin {
				f.fatalf("does not say after %v that the server is gone", offlineWithin)
			}
		}
	}
	for range 5 {
		time.Sleep(200 * time.Millisecond)
		for _, f := range all {
			if !ask[bool](f, shown(offline)) {
				f.fatalf("shows an old state as if it were live")
			}
			if ask[bool](f, `[...document.querySelectorAll("[data-action]")].some(e => !e.disabled && getComputedStyle(e).pointerEvents !== "none" && e.dataset.action !== "unenrol")`) {
				f.fatalf("has a button that cannot work")
			}
		}
	}
	for _, f := range all {
		f.shot("job-" + f.name + "-offline")
	}
}

// checkRecords looks at what the centre reads of the visit.
func (j *job) checkRecords(number string) {
	j.t.Helper()
	var rows []struct{ Window, Called, Served int }
	if err := j.admin.get(j.process.url+"/api/v1/statistics/windows", &rows); err != nil {
		j.t.Fatal(err)
	}
	found := false
	for _, row := range rows {
		if found = found || row.Window == 3; row.Window == 3 && (row.Called != 1 || row.Served != 1) {
			j.t.Errorf("statistics of window 3: %+v", row)
		}
	}
	if !found {
		j.t.Errorf("no statistics of window 3: %+v", rows)
	}
	var entries []struct {
		Events []struct {
			Kind   string
			Ticket struct{ Number, Outcome string }
		}
	}
	if err := j.admin.get(j.process.url+"/api/v1/journal?limit=1000", &entries); err != nil {
		j.t.Fatal(err)
	}
	var finished []string
	for _, e := range entries {
		for _, event := range e.Events {
			if event.Kind == "finished" {
				finished = append(finished, fmt.Sprint(event.Ticket.Number, " ", event.Ticket.Outcome))
			}
		}
	}
	if want := number + " consulted"; len(finished) != 1 || finished[0] != want {
		j.t.Errorf("finished %q, want %q", finished, want)
	}
}
