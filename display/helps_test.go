package display

import (
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// helped is daily with departments, their chiefs at windows 3 and 12, and a kiosk by the door.
func helped() queue.Layout {
	l := daily()
	l.Departments = []queue.Department{{ID: "hrss", Name: queue.Text{ZH: "人社局"}}, {ID: "land", Name: queue.Text{ZH: "不动产中心"}}}
	l.Services[0].Department, l.Services[1].Department, l.Services[3].Department = "hrss", "hrss", "land"
	l.Staff = append(l.Staff, queue.Staff{Number: "1003", Name: "王芳", Chief: true}, queue.Staff{Number: "1012", Name: "赵丽华", Chief: true})
	l.Kiosks = []queue.Kiosk{{Number: 1, Name: queue.Text{ZH: "东门取号机"}, Zone: "1F"}}
	return l
}

// manned signs the clerk of window 1 and both chiefs in.
func (st *stage) manned() {
	st.do(queue.SignIn{Window: 1, Staff: "1001"})
	st.do(queue.SignIn{Window: 3, Staff: "1003"})
	st.do(queue.SignIn{Window: 12, Staff: "1012"})
}

// whoSees gives the pages that show a help: the counters by their windows, the desk and the monitor.
func (st *stage) whoSees() string {
	st.t.Helper()
	var seen []string
	for _, p := range []Profile{CounterOf(1), CounterOf(3), CounterOf(5), CounterOf(12), Desk(), Monitor()} {
		if at(st.draw(p), "helps.0.kind") != "absent" {
			seen = append(seen, strings.TrimPrefix(p.String(), "counter "))
		}
	}
	return strings.Join(seen, " ")
}

// TestWhomAHelpAsks follows helps through the minutes in which nobody answers.
func TestWhomAHelpAsks(t *testing.T) {
	ask := func(kind queue.HelpKind, n queue.WindowNumber) func(*stage) {
		return func(st *stage) { st.do(queue.AskHelp{Kind: kind, Window: n}) }
	}
	for _, c := range []struct {
		name        string
		play        func(*stage)
		first, late string
	}{
		{"an alarm asks the department's chief, then the centre", func(st *stage) {
			st.manned()
			ask(queue.HelpAlarm, 1)(st)
		}, "3", "3 desk monitor"},
		{"an alarm without a chief asks the centre at once", func(st *stage) {
			st.manned()
			ask(queue.HelpAlarm, 5)(st)
		}, "desk monitor", "desk monitor"},
		{"a chief's own alarm asks nobody's chief", func(st *stage) {
			st.manned()
			ask(queue.HelpAlarm, 3)(st)
		}, "desk monitor", "desk monitor"},
		{"a chief who is away sees it later, and nobody waits for that", func(st *stage) {
			st.manned()
			st.do(queue.Pause{Window: 3, Reason: "用餐"})
			ask(queue.HelpAlarm, 1)(st)
		}, "3 desk monitor", "3 desk monitor"},
		{"a chief who has signed out is none", func(st *stage) {
			st.manned()
			ask(queue.HelpAlarm, 1)(st)
			st.do(queue.SignOut{Window: 3})
		}, "desk monitor", "desk monitor"},
		{"a citizen at a kiosk asks the centre, then the zone's open windows", func(st *stage) {
			st.manned()
			st.do(queue.SignIn{Window: 5})
			st.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
		}, "desk monitor", "1 3 desk monitor"},
		{"a kiosk that nobody knows asks every open window in the end", func(st *stage) {
			st.manned()
			st.do(queue.Pause{Window: 1, Reason: "用餐"})
			st.do(queue.AskHelp{Kind: queue.HelpAssist})
		}, "desk monitor", "3 12 desk monitor"},
		{"a fault asks the centre and no window", func(st *stage) {
			st.manned()
			st.do(queue.AskHelp{Kind: queue.HelpFault, Window: 1, Device: "printer"})
		}, "desk monitor", "desk monitor"},
		{"what is answered asks nobody", func(st *stage) {
			st.manned()
			asked := st.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 1})
			st.do(queue.AnswerHelp{ID: asked.Help().ID, By: queue.Helper{Role: queue.RoleCounter, Window: 3}})
		}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newStage(t, helped(), "09:00:00")
			c.play(st)
			if got := st.whoSees(); got != c.first {
				t.Errorf("at once: %q, want %q", got, c.first)
			}
			st.pass(59 * queue.Second)
			if got := st.whoSees(); got != c.first {
				t.Errorf("after 59 s: %q, want %q", got, c.first)
			}
			st.pass(queue.Second)
			if got := st.whoSees(); got != c.late {
				t.Errorf("after a minute: %q, want %q", got, c.late)
			}
		})
	}
}

// TestAHallWithoutADeskAsksItsWindowsAtOnce: the time is a setting.
func TestAHallWithoutADeskAsksItsWindowsAtOnce(t *testing.T) {
	l := helped()
	l.Settings.HelpEscalateSeconds = 0
	st := newStage(t, l, "09:00:00")
	st.manned()
	st.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
	if got := st.whoSees(); got != "1 3 desk monitor" {
		t.Errorf("seen by %q", got)
	}
}

var helpDrawings = []drawingCase{
	{"the most urgent first, each with its place", "09:00:00", func(st *stage) {
		st.manned()
		st.do(queue.AskHelp{Kind: queue.HelpFault, Window: 12, Device: "sound", Note: "没有声音"})
		st.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
		st.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
		st.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 1})
		st.pass(queue.Minute)
	}, Desk(), is{
		"helps.0.kind": `"alarm"`, "helps.0.window": "1", "helps.0.place.zh": `"一楼东侧"`, "helps.0.staff": `"张晓梅"`, "helps.0.zone.zh": `"一楼大厅"`,
		"helps.1.kind": `"assist"`, "helps.1.place.zh": `"东门取号机"`, "helps.1.presses": "2", "helps.1.at": `"2026-11-23T01:00:00.000Z"`,
		"helps.2.kind": `"fault"`, "helps.2.device": `"sound"`, "helps.2.note": `"没有声音"`, "helps.2.place": "absent", "helps.3": "absent",
	}},
	{"a clerk sees the own alarm until somebody comes, and a while after", "09:00:00", func(st *stage) {
		st.manned()
		st.do(queue.AskHelp{Kind: queue.HelpFault, Window: 1, Device: "printer"})
		st.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 1})
		st.do(queue.AnswerHelp{ID: st.hallHelp(queue.HelpAlarm), By: queue.Helper{Role: queue.RoleDesk}})
		st.pass(4 * queue.Minute)
	}, CounterOf(1), is{
		"helps": "absent", "own_helps.0.kind": `"alarm"`, "own_helps.0.answered_at": `"2026-11-23T01:00:00.000Z"`,
		"own_helps.1.device": `"printer"`, "own_helps.1.answered_at": "absent", "devices.0": `"screen"`, "settings.polite_card": "true",
	}},
	{"and no longer", "09:00:00", func(st *stage) {
		st.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 1})
		st.do(queue.AnswerHelp{ID: st.hallHelp(queue.HelpAlarm), By: queue.Helper{Role: queue.RoleDesk}})
		st.pass(5 * queue.Minute)
	}, CounterOf(1), is{"own_helps": "absent"}},
	{"an unread notice", "09:00:00", func(st *stage) {
		st.manned()
		st.do(queue.PostStaffNotice{Text: "下午五点开会"})
		st.do(queue.PostStaffNotice{Text: "检查卫生"})
	}, CounterOf(1), is{"staff_notices.0.text": `"下午五点开会"`, "staff_notices.1.text": `"检查卫生"`, "staff_notices.0.reads": "absent"}},
	{"is none where nobody sits", "09:00:00", func(st *stage) { st.do(queue.PostStaffNotice{Text: "下午五点开会"}) }, CounterOf(1), is{"staff_notices": "absent"}},
}

func TestDrawHelps(t *testing.T) {
	for _, d := range helpDrawings {
		d.check(t, helped())
	}
}

// hallHelp gives the id of the day's last help of a kind.
func (st *stage) hallHelp(kind queue.HelpKind) (id queue.HelpID) {
	st.hall.View(func(s *queue.State) {
		for _, h := range s.Helps() {
			if h.Kind == kind {
				id = h.ID
			}
		}
	})
	return id
}

// TestHelpsAreNoScreensBusiness looks at every screen that citizens see while all kinds of help are asked for.
func TestHelpsAreNoScreensBusiness(t *testing.T) {
	st := newStage(t, helped(), "09:00:00")
	st.manned()
	st.take("social", 1)
	st.call(1)
	screens := []Profile{HallOf("1F"), HallOf("2F"), WindowOf(1), TicketOf("20261123-A001")}
	var before []string
	for _, p := range screens {
		before = append(before, at(st.draw(p), ""))
	}
	st.do(queue.AskHelp{Kind: queue.HelpAlarm, Window: 1, Note: "有人闹事"})
	st.do(queue.AskHelp{Kind: queue.HelpFault, Window: 1, Device: "screen", Note: "黑屏"})
	st.do(queue.AskHelp{Kind: queue.HelpAssist, Kiosk: 1})
	st.do(queue.PostStaffNotice{Text: "下午五点开会"})
	st.do(queue.GiveFeedback{Ticket: "20261123-A001", Kind: queue.FeedbackComplaint, Category: "attitude", Sealed: "x"})
	for i, p := range screens {
		if after := at(st.draw(p), ""); after != before[i] {
			t.Errorf("%s changes from\n%s to\n%s", p, before[i], after)
		}
	}
	if counter := at(st.draw(CounterOf(1)), ""); strings.Contains(counter, "feedback") {
		t.Errorf("the clerk reads of the complaint: %s", counter)
	}
}
