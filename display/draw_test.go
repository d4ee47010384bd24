package display

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paidui/paidui/queue"
)

// noShow calls a ticket to window n until it is passed over.
func (st *stage) noShow(n queue.WindowNumber) {
	st.t.Helper()
	st.call(n)
	st.pass(20 * queue.Second)
	st.do(queue.Recall{Window: n})
	st.pass(20 * queue.Second)
	st.do(queue.Recall{Window: n})
	st.do(queue.MarkNoShow{Window: n})
}

// serve calls a ticket to window n and serves it to the end.
func (st *stage) serve(n queue.WindowNumber, outcome queue.Outcome) {
	st.t.Helper()
	st.call(n)
	st.do(queue.Start{Window: n})
	st.pass(queue.Minute)
	st.do(queue.Finish{Window: n, Result: queue.Result{Outcome: outcome}})
}

// is what a board must say at its paths.
type is map[string]string

// drawingCase is what a board must say after something was played from a time on.
type drawingCase struct {
	name string
	from string
	play func(*stage)
	p    Profile
	want is
}

var drawingCases = []drawingCase{
	{"an empty hall", "09:00:00", func(*stage) {}, HallOf("1F"), is{
		"kind": `"hall"`, "center.zh": `"原州区政务服务中心"`, "time_zone": `"Asia/Shanghai"`, "zone": `{"id":"1F","name":{"zh":"一楼大厅"}}`,
		"state": `"open"`, "opens_at": "absent", "hours": `"08:30–12:00 14:30–18:00"`, "calls": "[]", "next": "[]", "missed": "[]",
		"waiting_count": "0", "services.0.id": `"social"`, "services.1.id": `"medical"`, "services.2.id": `"tax"`, "services.3": "absent",
		"services.0.open": "false", "services.0.estimated_wait_ms": "null", "windows.0.status": `"closed"`, "windows.2": "absent",
	}},
	{"one waits", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
	}, HallOf("1F"), is{
		"next": `["A001"]`, "waiting_count": "1", "services.0.waiting_count": "1", "services.0.open": "true",
		"services.0.estimated_wait_ms.p50": "480000", "windows.0.status": `"open"`, "windows.0.number_called": "absent",
	}},
	{"another floor's people", "09:00:00", func(st *stage) { st.take("estate", 5) }, HallOf("1F"), is{
		"waiting_count": "0", "next": "[]",
	}},
	{"called, and called to another floor", "09:00:00", func(st *stage) {
		for _, n := range []queue.WindowNumber{1, 5, 12} {
			st.do(queue.SignIn{Window: n})
		}
		st.take("social", 1)
		st.take("tax", 1)
		st.take("estate", 1)
		st.call(1)
		st.call(12)
		st.call(5)
	}, HallOf("1F"), is{
		"calls.0.number": `"H001"`, "calls.0.window": "5", "calls.0.place.zh": `"二楼东侧"`, "calls.0.window_name.zh": `"税务窗口"`,
		"calls.0.at": `"2026-11-23T01:00:00.000Z"`, "calls.0.seq": "11", "calls.0.call_count": "1", "calls.0.status": `"called"`,
		"calls.1.number": `"A001"`, "calls.2": "absent", "windows.0.number_called": `"A001"`, "next": "[]",
	}},
	{"a recall comes first, a served one goes", "09:00:00", func(st *stage) {
		for _, n := range []queue.WindowNumber{1, 3, 5} {
			st.do(queue.SignIn{Window: n})
		}
		st.take("social", 2)
		st.take("tax", 1)
		st.call(1)
		st.call(5)
		st.call(3)
		st.do(queue.Start{Window: 5})
		st.do(queue.Finish{Window: 5, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
		st.pass(20 * queue.Second)
		st.do(queue.Recall{Window: 1})
		st.do(queue.Start{Window: 3})
	}, HallOf("1F"), is{
		"calls.0.number": `"A001"`, "calls.0.call_count": "2", "calls.1.number": `"A002"`, "calls.1.status": `"serving"`, "calls.2": "absent",
	}},
	{"missed, one of them back in the queue", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 3)
		st.noShow(1)
		st.noShow(1)
		st.noShow(1)
		st.do(queue.Requeue{Ticket: "20261123-A002"})
	}, HallOf("1F"), is{"missed": `["A003","A001"]`, "next": `["A002"]`}},
	{"noon", "12:30:00", func(*stage) {}, HallOf("1F"), is{"state": `"noon"`, "opens_at": `"2026-11-23T06:30:00.000Z"`}},
	{"closed", "18:00:00", func(*stage) {}, HallOf("1F"), is{"state": `"closed"`, "opens_at": `"2026-11-24T00:30:00.000Z"`}},
	{"before the day", "07:00:00", func(*stage) {}, HallOf("1F"), is{"state": `"preparing"`, "opens_at": `"2026-11-23T00:30:00.000Z"`}},
	{"a paused window keeps its reason", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.do(queue.Pause{Window: 1, Reason: "用餐", GoTo: 3})
	}, HallOf("1F"), is{
		"windows.0.status": `"paused"`, "windows.0.pause": `{"go_to":3,"kind":"go_to","since":"2026-11-23T01:00:00.000Z"}`,
	}},
	{"a window before the session", "08:20:00", func(st *stage) { st.do(queue.SignIn{Window: 1, Staff: "1001"}) }, WindowOf(1), is{
		"kind": `"window"`, "hotline": `"12345"`, "window.status": `"preparing"`, "window.opens_at": `"2026-11-23T00:30:00.000Z"`,
		"window.staff.name": `"张晓梅"`, "ticket": "absent", "last": "absent", "state": `"preparing"`,
	}},
	{"a window back soon", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.do(queue.Pause{Window: 1, Reason: "会议学习", BackAt: instant(st.t, "09:30:00")})
	}, WindowOf(1), is{
		"window.status": `"paused"`, "window.pause.kind": `"back_soon"`, "window.pause.back_at": `"2026-11-23T01:30:00.000Z"`,
		"window.pause.reason": "absent", "window.pause.go_to": "absent",
	}},
	{"a window calls after it has served", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 3)
		st.serve(1, queue.OutcomeCollected)
		st.call(1)
	}, WindowOf(1), is{
		"rate.ticket": `"20261123-A001"`, "rate.number": `"A001"`, "rate.until": `"2026-11-23T01:01:30.000Z"`, "scope.0.zh": `"社会保险"`,
		"ticket.number": `"A002"`, "ticket.status": `"called"`, "ticket.call_count": "1", "window.ticket": "absent",
		"last": `{"finished_at":"2026-11-23T01:01:00.000Z","number":"A001","outcome":"collected"}`,
	}},
	{"nobody is asked to rate once the next is served", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 2)
		st.serve(1, queue.OutcomeCollected)
		st.call(1)
		st.do(queue.Start{Window: 1})
	}, WindowOf(1), is{"rate": "absent", "ticket.status": `"serving"`}},
	{"nor for ever", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.serve(1, queue.OutcomeCollected)
		st.pass(31 * queue.Second)
	}, WindowOf(1), is{"rate": "absent", "last.number": `"A001"`}},
	{"asked once more, on the phone as well", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.serve(1, queue.OutcomeCollected)
		st.pass(40 * queue.Second)
		st.do(queue.AskRating{Window: 1})
	}, TicketOf("20261123-A001"), is{"ticket.rating_asked_at": `"2026-11-23T01:01:40.000Z"`, "ticket.rating": "absent"}},
	{"a held ticket is waited for at its own window", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.call(1)
		st.do(queue.Start{Window: 1})
		st.do(queue.Hold{Window: 1})
	}, WindowOf(1), is{"on_hold": `["A001"]`, "ticket": "absent"}},
	{"a closed window", "09:00:00", func(*stage) {}, WindowOf(12), is{"window.status": `"closed"`, "window.staff": "absent"}},
	{"an idle counter", "09:00:00", func(st *stage) { st.do(queue.SignIn{Window: 3}) }, CounterOf(3), is{
		"kind": `"counter"`, "window.number": "3", "window.ticket": "absent", "waiting_count": "0", "longest_since": "absent",
		"next": "absent", "no_shows": "[]", "settings.dead_press_ms": "3000", "settings.max_calls": "3",
		"settings.min_presence_seconds": "45", "settings.keypad.next": `"01"`, "settings.keypad.help": `"99"`,
		"settings.polite_card": "true",
		"pause_reasons.0":      `{"en":"Short leave","zh":"离岗片刻"}`, "outcomes.0": `"accepted"`, "today": `{"called":0,"no_show":0,"served":0}`,
		"services.0.own": "true", "services.1.own": "false",
	}},
	{"a counter whose own wait leaves its fallback alone", "09:00:00", func(st *stage) {
		st.take("social", 2)
		st.pass(queue.Minute)
		st.take("medical", 1)
		st.pass(queue.Minute)
	}, CounterOf(3), is{
		"waiting_count": "1", "next": `["F001"]`, "longest_since": `"2026-11-23T01:01:00.000Z"`, "services.1.waiting_count": "2",
		"services.1.longest_since": `"2026-11-23T01:00:00.000Z"`,
	}},
	{"a counter that helps out", "09:00:00", func(st *stage) { st.take("social", 2) }, CounterOf(3), is{
		"waiting_count": "2", "next": `["A001","A002"]`,
	}},
	{"a counter before the session counts no wait", "08:10:00", func(st *stage) {
		st.take("medical", 1)
		st.pass(queue.Minute)
	}, CounterOf(3), is{"waiting_count": "1", "longest_since": "absent"}},
	{"a counter at work", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1, Staff: "1001"})
		st.take("social", 4)
		st.serve(1, queue.OutcomeAccepted)
		st.noShow(1)
		st.call(1)
		st.do(queue.Pause{Window: 1, Reason: "用餐"})
	}, CounterOf(1), is{
		"window.ticket.number": `"A003"`, "window.ticket.status": `"called"`, "window.pause.reason": `"用餐"`, "window.staff.name": `"张晓梅"`,
		"no_shows.0.number": `"A002"`, "no_shows.1": "absent", "today": `{"called":3,"no_show":1,"served":1}`, "next": `["A004"]`,
	}},
	{"a phone that waits", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.do(queue.Take{Service: "social", Class: queue.ClassDisabled, Source: queue.SourceDesk})
		st.take("social", 2)
	}, TicketOf("20261123-A004"), is{
		"kind": `"ticket"`, "ticket.number": `"A004"`, "ticket.status": `"waiting"`, "ticket.people_ahead": "3",
		"ticket.estimated_wait_ms.p50": "1440000", "ticket.service_name.zh": `"社会保险"`,
	}},
	{"a phone never tells the class", "09:00:00", func(st *stage) {
		st.do(queue.Take{Service: "social", Class: queue.ClassDisabled, Source: queue.SourceDesk})
	}, TicketOf("20261123-A001"), is{"ticket.class": `"priority"`}},
	{"a phone that is called", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.call(1)
	}, TicketOf("20261123-A001"), is{
		"ticket.status": `"called"`, "ticket.window": "1", "ticket.place.zh": `"一楼东侧"`, "ticket.people_ahead": "0",
		"ticket.estimated_wait_ms": "null", "ticket.why": "absent",
	}},
	{"a phone of a number of the real day, while the hall is tried out", "17:30:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1})
		st.take("social", 1)
		st.serve(1, queue.OutcomeAccepted)
		st.do(queue.SignOut{Window: 1})
		st.at("19:00:00")
		st.do(queue.StartTrial{})
	}, TicketOf("20261123-A001"), is{"ticket.status": `"served"`, "trial": "absent"}},
	{"the monitor", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 1, Staff: "1001"})
		st.take("social", 2)
		st.take("estate", 1)
		st.call(1)
		st.pass(queue.Minute)
	}, Monitor(), is{
		"kind": `"monitor"`, "waiting_count": "2", "tickets": `{"called":1,"waiting":2}`, "windows.0.ticket.number": `"A001"`,
		"windows.0.staff.name": `"张晓梅"`, "services.3.longest_since": `"2026-11-23T01:00:00.000Z"`, "services.3.waiting_count": "1",
	}},
}

func TestDraw(t *testing.T) {
	for _, d := range slices.Concat(drawingCases, ruleDrawings, deskDrawings, welcomeDrawings) {
		d.check(t, daily())
	}
}

// check plays the case in a hall with layout.
func (d *drawingCase) check(t *testing.T, layout queue.Layout) {
	t.Run(d.name, func(t *testing.T) {
		st := newStage(t, layout, d.from)
		d.play(st)
		board := st.draw(d.p)
		for path, want := range d.want {
			if got := at(board, path); got != want {
				t.Errorf("%s is %s, want %s", path, got, want)
			}
		}
	})
}

func TestDrawKnowsWhatTheHallHasNot(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	st.take("social", 1)
	hub := NewHub(st.hall, "j", "", nobodys)
	t.Cleanup(hub.Close)
	for p, want := range map[Profile]bool{
		HallOf("1F"): true, HallOf("3F"): false, HallOf(""): false, WindowOf(12): true, WindowOf(4): false, CounterOf(3): true,
		CounterOf(0): false, TicketOf("20261123-A001"): true, TicketOf("20261123-A002"): false, Monitor(): true, Desk(): true, {}: false,
	} {
		if hub.Has(p) != want {
			t.Errorf("%q: has is %v, want %v", p, !want, want)
		}
	}
}

func TestThreeHundredWait(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	st.take("social", 300)
	board := st.draw(HallOf("1F"))
	for path, want := range (is{
		"waiting_count": "300", "next": `["A001","A002","A003","A004","A005","A006"]`, "services.0.estimated_wait_ms": "null",
	}) {
		if got := at(board, path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestBoardListsTwelveCallsAndWhoIsStillToCome(t *testing.T) {
	st := large(t, 60, 100)
	for n := range 60 {
		st.pass(queue.Second)
		st.call(queue.WindowNumber(n + 1))
	}
	if calls, _ := st.draw(HallOf("1F"))["calls"].([]any); len(calls) != 60 {
		t.Errorf("%d calls while all are still to come, want 60", len(calls))
	}
	for n := range 60 {
		st.do(queue.Start{Window: queue.WindowNumber(n + 1)})
	}
	board := st.draw(HallOf("1F"))
	calls, _ := board["calls"].([]any)
	if len(calls) != boardCalls {
		t.Fatalf("%d calls, want %d", len(calls), boardCalls)
	}
	for i := range calls {
		if got, want := at(calls[i], "window"), fmt.Sprint(60-i); got != want {
			t.Errorf("call %d is at window %s, want %s", i, got, want)
		}
	}
}

func TestServingOverMidnightKeepsItsRow(t *testing.T) {
	st := newStage(t, nightly(), "23:30:00")
	st.do(queue.SignIn{Window: 5})
	st.take("tax", 1)
	st.call(5)
	st.do(queue.Start{Window: 5})
	st.at("2026-11-24 00:01:00")
	st.take("tax", 1)
	for _, zone := range []queue.ZoneID{"1F", "2F"} {
		board := st.draw(HallOf(zone))
		if got := at(board, "calls.0.number") + at(board, "calls.0.seq") + at(board, "calls.0.place.zh"); got != `"H001"absent"二楼东侧"` {
			t.Errorf("zone %s shows %s", zone, got)
		}
	}
}

// What the counter announces as next is what the next press calls.
func TestCounterNextIsCalledNext(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	st.do(queue.SignIn{Window: 3})
	services := []queue.ServiceID{"social", "medical"}
	classes := []queue.Class{queue.ClassNormal, queue.ClassElder, queue.ClassUrgent}
	for i := range 60 {
		if i%7 != 3 {
			st.do(queue.Take{Service: services[i*i%5%2], Class: classes[i%3], Source: queue.SourceKiosk})
		}
		st.pass(queue.Millis(i) * 3 * queue.Second)
		if i%2 == 0 {
			continue
		}
		want := at(st.draw(CounterOf(3)), "next.0")
		if want == "absent" {
			continue
		}
		e := st.do(queue.CallNext{Window: 3, Finish: true})
		if got := fmt.Sprintf("%q", e.Ticket().Number); got != want {
			t.Errorf("round %d: %s was called, the counter said %s", i, got, want)
		}
		st.pass(queue.Minute)
	}
}
