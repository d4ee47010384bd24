package queue

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the scripted mornings with what happened")

// scripted are the commands that scripts know by name.
var scripted = []Command{
	Take{}, Cancel{}, SignIn{}, SignOut{}, Pause{}, Unpause{}, CallNext{}, Recall{}, Start{}, Finish{}, MarkNoShow{},
	Requeue{}, Rate{}, CloseDay{}, OpenDay{}, NumbersFrom{}, SetUp{}, Hold{}, Resume{}, LapseHold{}, Transfer{}, ReturnToQueue{},
	Arrive{}, Reopen{}, Defer{}, WalkUp{}, CallSpecific{}, TakeOver{}, AppointSubstitute{}, SuspendService{}, UnsuspendService{},
	Book{}, CancelBooking{}, CheckIn{}, Link{}, SetNeeds{}, Move{}, Uncancel{}, RaiseEmergency{}, EndEmergency{}, AskRating{},
	StayOn{}, Consult{}, StartTrial{}, EndTrial{},
	AskHelp{}, AnswerHelp{}, PostStaffNotice{}, ReadStaffNotice{}, WithdrawStaffNotice{}, GiveFeedback{},
	SetSlipTemplate{}, SetOutcome{}, AcknowledgeAlert{}, GiveCard{}, AppealCard{}, RuleCard{}, RecordCheck{}, CallBack{}, CloseFollowUp{}, NotePrinted{}, NoteBackup{}, Audit{},
}

// TestMornings runs testdata/*.txt. A line "09:42:10 CallNext Window=3 Finish" gives a command at a moment; the
// indented lines under it are the events or the refusal it caused. "day 2026-11-24" goes to another day, "hall NAME"
// chooses the layout, "set Field=N" changes a setting. After every command the journal must rebuild what is live.
func TestMornings(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runScript(t, string(text), seen)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(text) {
				t.Errorf("%s does not go as written; it goes:\n%s", file, got)
			}
		})
	}
	for _, c := range scripted {
		if name := reflect.TypeOf(c).Name(); !seen[name] {
			t.Errorf("no script gives the command %s", name)
		}
	}
	elsewhere := []*Refusal{ErrUnknownScreenCode, ErrStorage, ErrClosed, ErrUnauthorized, ErrForbidden, ErrRateLimited, ErrInternal, ErrKeyReused, ErrInvalidIDNumber,
		ErrPrinterStopped, ErrNoPrinter, ErrBadTemplate, ErrNoBackupFolder, ErrLocked, ErrLogIn, ErrWeakPassword, ErrUnknownAccount, ErrAccountExists, ErrLastAdmin, ErrUnknownDevice}
	for _, r := range Refusals() {
		if !seen[r.Code()] && !slices.Contains(elsewhere, r) {
			t.Errorf("no script meets the refusal %s", r.Code())
		}
	}
}

type script struct {
	t       *testing.T
	out     strings.Builder
	wall    wall
	journal *MemoryJournal
	hall    *Hall
	layout  Layout
	date    Date
	seq     uint64
	seen    map[string]bool
}

func runScript(t *testing.T, text string, seen map[string]bool) string {
	s := &script{t: t, layout: world(), journal: &MemoryJournal{}, date: monday, seen: seen}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "  "):
			continue // what happened, written anew
		case line == "" || strings.HasPrefix(line, "#"):
		default:
			s.out.WriteString(line + "\n")
			s.line(strings.Fields(line))
			continue
		}
		s.out.WriteString(line + "\n")
	}
	return s.out.String()
}

func (s *script) line(words []string) {
	switch words[0] {
	case "hall":
		switch words[1] {
		case "round-the-clock":
			s.layout = roundTheClock()
		case "booking":
			s.layout.Services[0].SlotCapacity, s.layout.Services[0].Quota = 2, 1
			s.layout.Hours.BookingDays, s.layout.Hours.BookingSessions = []Weekday{6}, []Session{{9 * 60, 11 * 60}}
		case "real-name":
			s.layout.Services[0].RealName = RealNameRequired
		case "chiefs":
			s.layout = chiefs()
		case "quota":
			s.layout.Services[0].Quota = 2
		case "journey":
			s.layout.Services[0].NextStep, s.layout.Services[1].NextStep = "medical", "tax"
		case "guide":
			s.layout.Services[0].Guide.Materials = []Material{{Name: Text{ZH: "户口簿", EN: "Household register"}}, {Name: Text{ZH: "照片"}}}
			s.layout.Hours.Holidays, s.layout.Hours.Workdays = []Date{"2026-11-27", "2026-12-02"}, []Date{"2026-11-29"}
		}
	case "set":
		settings := reflect.ValueOf(&s.layout.Settings).Elem()
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			s.assign(settings.FieldByName(name), value)
		}
	case "day":
		s.date = Date(words[1])
	case "restart":
		if err := s.hall.Close(); err != nil {
			s.t.Fatal(err)
		}
		s.hall = openHall(s.t, s.journal, &s.wall, s.layout)
	default:
		s.wall.set(s.t, s.date, words[0])
		s.command(words[1:])
	}
}

func (s *script) command(words []string) {
	if s.hall == nil {
		s.hall = openHall(s.t, s.journal, &s.wall, s.layout)
		// The day opens by the clock alone; let it, so that scripts begin with people.
		_, _ = s.hall.Do(s.t.Context(), Origin{}, Cancel{Ticket: "-"})
		s.hall.View(func(v *State) { s.seq = v.Seq() })
	}
	_, err := s.hall.Do(s.t.Context(), Origin{By: "script"}, s.parse(words))
	entries, readErr := s.journal.Read(s.t.Context(), s.seq, 1000)
	if readErr != nil {
		s.t.Fatal(readErr)
	}
	for _, e := range entries {
		for _, ev := range e.Events {
			fmt.Fprintf(&s.out, "  %s\n", describe(ev))
		}
		s.seq = e.Seq
	}
	var refused *Refused
	if errors.As(err, &refused) {
		s.seen[refused.Err.Code()] = true
		fmt.Fprintf(&s.out, "  refused %s: %v\n", refused.Err.Code(), refused)
	} else if err != nil {
		s.t.Fatal(err)
	}
	if l, r := live(s.hall), replayed(s.t, s.journal); l != r {
		s.t.Fatalf("after %v the journal does not rebuild what is live:\n%s\n---\n%s", words, l, r)
	}
}

// parse makes a command from its name and Field=value words; a field alone is true.
func (s *script) parse(words []string) Command {
	for _, c := range scripted {
		if reflect.TypeOf(c).Name() != words[0] {
			continue
		}
		s.seen[words[0]] = true
		v := reflect.New(reflect.TypeOf(c)).Elem()
		if take, ok := v.Addr().Interface().(*Take); ok {
			take.Class, take.Source = ClassNormal, SourceKiosk
		}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			s.assign(v.FieldByName(name), value)
		}
		return v.Interface().(Command)
	}
	s.t.Fatalf("no command %q", words[0])
	return nil
}

func (s *script) assign(field reflect.Value, value string) {
	switch field.Interface().(type) {
	case TicketID:
		field.SetString(s.ticketID(value))
		return
	case Instant:
		at := s.wall.clock()
		date := s.date
		if day, tod, ok := strings.Cut(value, "T"); ok {
			date, value = Date(day), tod
		}
		field.SetInt(int64(s.wall.set(s.t, date, value)))
		s.wall.now.Store(int64(at))
		return
	case Text:
		field.Set(reflect.ValueOf(Text{ZH: value}))
		return
	case Helper:
		who := strings.Split(value+"::", ":")
		n, _ := strconv.Atoi(who[1])
		field.Set(reflect.ValueOf(Helper{Role(who[0]), WindowNumber(n), StaffNo(who[2])}))
		return
	case []CheckItem: // all of a kind's, of which one is wrong
		kind, wrong, _ := strings.Cut(value, ":")
		var items []CheckItem
		for _, key := range CheckItems(CheckKind(kind)) {
			items = append(items, CheckItem{Key: key, OK: key != wrong, Note: map[bool]string{true: "坏了"}[key == wrong]})
		}
		field.Set(reflect.ValueOf(items))
		return
	case Layout:
		var l Layout
		s.hall.View(func(v *State) { l = *v.Layout() })
		s.changeLayout(&l, value)
		field.Set(reflect.ValueOf(l))
		return
	}
	switch field.Kind() {
	case reflect.Slice:
		field.Set(reflect.Append(field, reflect.ValueOf(value).Convert(field.Type().Elem())))
	case reflect.String:
		field.SetString(value)
	case reflect.Bool:
		field.SetBool(value != "false")
	case reflect.Int:
		n, err := strconv.Atoi(value)
		if err != nil {
			s.t.Fatal(err)
		}
		field.SetInt(int64(n))
	case reflect.Uint64:
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			s.t.Fatal(err)
		}
		field.SetUint(n)
	default:
		s.t.Fatalf("a script cannot set a %s", field.Type())
	}
}

// ticketID turns a number such as A001 into the id of the day's ticket; what is no ticket stays as it is.
func (s *script) ticketID(number string) string {
	id := number
	if strings.Contains(number, "-") {
		return id
	}
	s.hall.View(func(v *State) {
		if t, ok := v.TicketByNumber(TicketNo(number)); ok {
			id = string(t.ID)
		}
	})
	return id
}

// changeLayout makes the change that a SetUp in a script names.
func (s *script) changeLayout(l *Layout, change string) {
	l.Services, l.Windows, l.Staff = slices.Clone(l.Services), slices.Clone(l.Windows), slices.Clone(l.Staff)
	what, name, _ := strings.Cut(change, ":")
	switch what {
	case "without-service":
		l.Services = slices.DeleteFunc(l.Services, func(v Service) bool { return string(v.ID) == name })
		for i := range l.Windows {
			w := &l.Windows[i]
			w.Services = slices.DeleteFunc(slices.Clone(w.Services), func(id ServiceID) bool { return string(id) == name })
			w.Fallback = slices.DeleteFunc(slices.Clone(w.Fallback), func(id ServiceID) bool { return string(id) == name })
		}
		l.Windows = slices.DeleteFunc(l.Windows, func(w Window) bool { return len(w.Services) == 0 })
	case "without-window":
		l.Windows = slices.DeleteFunc(l.Windows, func(w Window) bool { return w.Number.String() == "window "+name })
	case "without-staff":
		l.Staff = slices.DeleteFunc(l.Staff, func(p Staff) bool { return string(p.Number) == name })
	case "new-service":
		l.Services = append(l.Services, Service{ID: ServiceID(name), Prefix: "M", Name: Text{ZH: "新业务"}, StandardMinutes: 5})
		l.Windows[0].Services = append(slices.Clone(l.Windows[0].Services), ServiceID(name))
	case "closed-tuesdays":
		l.Hours.Closed = []ClosedTime{{2, Session{9 * 60, 16 * 60}}, {2, Session{17 * 60, 24 * 60}}}
	case "no-name":
		l.Name.ZH = ""
	case "again":
		*l = world()
	default:
		s.t.Fatalf("no change %q", change)
	}
}
