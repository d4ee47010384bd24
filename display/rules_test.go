package display

import (
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// serving calls a ticket to window n and starts it.
func (st *stage) serving(n queue.WindowNumber) {
	st.t.Helper()
	st.call(n)
	st.do(queue.Start{Window: n})
}

// staffed signs in at windows.
func (st *stage) staffed(windows ...queue.WindowNumber) {
	st.t.Helper()
	for _, n := range windows {
		st.do(queue.SignIn{Window: n})
	}
}

var ruleDrawings = []drawingCase{
	{"a called ticket is paced", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.call(1)
		st.pass(30 * queue.Second)
		st.do(queue.Recall{Window: 1})
	}, CounterOf(1), is{"recall_from": `"2026-11-23T01:00:50.000Z"`, "patience_until": `"2026-11-23T01:01:00.000Z"`}},
	{"somebody who walks slowly has more time", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.do(queue.Take{Service: "social", Class: queue.ClassElder, Source: queue.SourceKiosk})
		st.call(1)
	}, CounterOf(1), is{"patience_until": `"2026-11-23T01:03:00.000Z"`}},
	{"a serving ticket is not paced", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.serving(1)
	}, CounterOf(1), is{"recall_from": "absent", "patience_until": "absent"}},
	{"on hold here", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 2)
		st.serving(1)
		st.pass(queue.Minute)
		st.do(queue.Hold{Window: 1})
	}, CounterOf(1), is{
		"on_hold.0.number": `"A001"`, "on_hold.0.held_at": `"2026-11-23T01:01:00.000Z"`, "on_hold.0.mine": "true", "on_hold.1": "absent",
	}},
	{"on hold elsewhere is not offered at once", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 1)
		st.serving(1)
		st.do(queue.Hold{Window: 1})
		st.pass(9 * queue.Minute)
	}, CounterOf(3), is{"on_hold": "absent"}},
	{"on hold elsewhere for ten minutes, own first", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 1)
		st.serving(1)
		st.do(queue.Hold{Window: 1})
		st.pass(10 * queue.Minute)
		st.take("medical", 1)
		st.serving(3)
		st.do(queue.Hold{Window: 3})
	}, CounterOf(3), is{"on_hold.0.number": `"F001"`, "on_hold.0.mine": "true", "on_hold.1.number": `"A001"`, "on_hold.1.mine": "absent"}},
	{"a no-show may still come", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.noShow(1)
		st.pass(5 * queue.Minute)
	}, CounterOf(1), is{
		"no_shows.0.no_show_at": `"2026-11-23T01:00:40.000Z"`, "no_shows.0.can_arrive": "true", "last_done.number": `"A001"`,
		"last_done.status": `"no_show"`, "last_done.until": `"2026-11-23T01:05:40.000Z"`,
	}},
	{"a no-show is too late", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.noShow(1)
		st.pass(5*queue.Minute + 1)
	}, CounterOf(1), is{"no_shows.0.number": `"A001"`, "no_shows.0.can_arrive": "absent", "last_done": "absent"}},
	{"an end can be undone", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.serve(1, queue.OutcomeAccepted)
	}, CounterOf(1), is{"last_done.id": `"20261123-A001"`, "last_done.status": `"served"`}},
	{"an end cannot be undone under another ticket", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.serve(1, queue.OutcomeAccepted)
		st.call(1)
	}, CounterOf(1), is{"last_done": "absent"}},
	{"whom a window may choose", "09:00:00", func(st *stage) {
		st.staffed(1, 3, 5)
		st.take("social", 2)
		st.pass(queue.Minute)
		st.do(queue.Take{Service: "medical", Class: queue.ClassDisabled, Source: queue.SourceDesk})
		st.do(queue.Defer{Ticket: "20261123-A002"})
		st.take("tax", 1)
		st.serving(5)
		st.do(queue.Transfer{Window: 5, ToWindow: 3, Position: queue.PositionFirst})
	}, CounterOf(3), is{
		"waiting.0.number": `"H001"`, "waiting.1.number": `"F001"`, "waiting.1.class": `"priority"`, "waiting.1.skipped": "absent",
		"waiting.2.number": `"A001"`, "waiting.2.since": `"2026-11-23T01:00:00.000Z"`, "waiting.2.class": "absent",
		"waiting.3.skipped": "true", "waiting.4": "absent", "next": `["H001","F001"]`,
	}},
	{"who asked for later is not next", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.do(queue.Defer{Ticket: "20261123-A001"})
	}, CounterOf(1), is{"next": `["A002"]`, "waiting_count": "2"}},
	{"a suspended service at the counter", "09:00:00", func(st *stage) {
		st.staffed(3)
		st.take("social", 2)
		st.take("medical", 1)
		st.do(queue.SuspendService{Service: "medical", Reason: "省平台故障", BackAt: instant(st.t, "09:40:00")})
	}, CounterOf(3), is{
		"services.0.suspended.reason": `"省平台故障"`, "services.0.suspended.back_at": `"2026-11-23T01:40:00.000Z"`,
		"services.0.suspended.issuing": "false", "services.1.suspended": "absent", "waiting_count": "2", "next": `["A001","A002"]`,
		"waiting.0.skipped": "absent", "waiting.2.skipped": "true",
	}},
	{"a suspended service on the wall", "09:00:00", func(st *stage) {
		st.take("medical", 1)
		st.take("social", 1)
		st.do(queue.SuspendService{Service: "medical", Reason: "省平台故障", BackAt: instant(st.t, "09:40:00"), Issuing: true})
	}, HallOf("1F"), is{
		"services.1.suspended.back_at": `"2026-11-23T01:40:00.000Z"`, "services.1.suspended.reason": "absent",
		"services.0.suspended": "absent", "next": `["A001"]`, "waiting_count": "2",
	}},
	{"a suspended service on the phone", "09:00:00", func(st *stage) {
		st.staffed(3)
		st.take("medical", 1)
		st.do(queue.SuspendService{Service: "medical", Reason: "省平台故障"})
	}, TicketOf("20261123-F001"), is{"ticket.suspended.issuing": "false", "ticket.suspended.back_at": "absent", "ticket.estimated_wait_ms": "null"}},
	{"the phone may ask for later", "09:00:00", func(st *stage) {
		st.take("social", 1)
	}, TicketOf("20261123-A001"), is{"ticket.defer": `{"behind":3,"left":2,"minutes":10}`, "ticket.not_before": "absent"}},
	{"the phone may not ask for ever", "09:00:00", func(st *stage) {
		st.take("social", 1)
		st.do(queue.Defer{Ticket: "20261123-A001"})
		st.do(queue.Defer{Ticket: "20261123-A001"})
	}, TicketOf("20261123-A001"), is{"ticket.defer": "absent", "ticket.not_before": `"2026-11-23T01:10:00.000Z"`}},
	{"the only window", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 1)
		st.do(queue.Pause{Window: 3, Reason: "用餐"})
	}, CounterOf(1), is{"only_here": `[{"service":"social","waiting":1}]`}},
	{"nobody waits for the only window", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("medical", 1)
	}, CounterOf(1), is{"only_here": `[{"service":"social","waiting":0}]`}},
	{"nobody waits for the only window, and the session is over", "11:00:00", func(st *stage) {
		st.staffed(1)
		st.at("12:00:00")
	}, CounterOf(1), is{
		"only_here": "absent", "over": `{"reopens_at":"2026-11-23T06:30:00.000Z","since":"2026-11-23T04:00:00.000Z"}`,
	}},
	{"twelve o'clock, and people wait", "11:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.at("12:00:00")
	}, CounterOf(1), is{"over.asks": "true", "only_here": `[{"service":"social","waiting":2}]`}},
	{"twelve o'clock, and the clerk goes on", "11:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.at("12:01:00")
		st.do(queue.StayOn{Window: 1})
	}, CounterOf(1), is{"over.since": `"2026-11-23T04:00:00.000Z"`, "over.asks": "absent"}},
	{"six o'clock asks anew", "11:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.at("12:01:00")
		st.do(queue.StayOn{Window: 1})
		st.at("18:00:00")
	}, CounterOf(1), is{"over": `{"asks":true,"since":"2026-11-23T10:00:00.000Z"}`}},
	{"within a session nothing is over", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
	}, CounterOf(1), is{"over": "absent"}},
	{"a window that is closed leaves nobody", "09:00:00", func(st *stage) { st.take("social", 1) }, CounterOf(1), is{"only_here": "absent"}},
	{"one of two windows", "09:00:00", func(st *stage) {
		st.staffed(3)
		st.take("medical", 1)
	}, CounterOf(3), is{"only_here": `[{"service":"medical","waiting":1}]`}},
	{"a hold is forgotten", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.serving(1)
		st.do(queue.Hold{Window: 1})
		st.pass(10 * queue.Minute)
	}, CounterOf(1), is{"on_hold.0.remind": "true"}},
	{"a hold is remembered", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.serving(1)
		st.do(queue.Hold{Window: 1})
		st.pass(10*queue.Minute - 1)
	}, CounterOf(1), is{"on_hold.0.remind": "absent"}},
	{"another window's hold is not this clerk's to remember", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 1)
		st.serving(1)
		st.do(queue.Hold{Window: 1})
		st.pass(20 * queue.Minute)
	}, CounterOf(3), is{"on_hold.0.number": `"A001"`, "on_hold.0.remind": "absent"}},
}

func TestTransferredCallIsWordedSo(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	st.staffed(1, 3)
	st.take("social", 1)
	st.serving(1)
	st.do(queue.Transfer{Window: 1, ToWindow: 3})
	st.call(3)
	st.do(queue.Recall{Window: 3})
	var said []string
	st.hall.View(func(s *queue.State) {
		for _, call := range s.Calls() {
			said = append(said, HallOf("1F").speak(&call, s.Layout()).Text)
		}
	})
	onward := strings.Replace(strings.Replace(said[0], "到 1", "到一楼西侧 3", 1), "办理", "继续办理", 1)
	if len(said) != 3 || said[1] != onward || said[2] != onward {
		t.Errorf("said %q, want %q for the second and the third", said, onward)
	}
}
