package display

import (
	"testing"

	"github.com/paidui/paidui/queue"
)

var welcomeDrawings = []drawingCase{
	{"a floor with what is served there", "09:00:00", func(st *stage) {
		st.do(queue.SignIn{Window: 12})
		st.do(queue.SignIn{Window: 1})
		st.do(queue.Pause{Window: 1, Reason: "用餐", GoTo: 3})
		st.take("estate", 2)
	}, Welcome(), is{
		"kind": `"welcome"`, "waiting_count": "2", "floors.0.floor": `"1F"`, "floors.1.floor": `"2F"`, "floors.2": "absent",
		"floors.0.zones.0.name.zh": `"一楼大厅"`, "floors.0.zones.0.services.0.id": `"social"`, "floors.0.zones.0.services.0.windows": "[]",
		"floors.0.zones.0.services.2": "absent", "floors.1.zones.0.services.1.id": `"estate"`, "floors.1.zones.0.services.1.windows": "[12]",
		"floors.1.zones.0.services.1.waiting_count": "2", "floors.1.zones.0.services.1.open": "true",
	}},
}

var deskDrawings = []drawingCase{
	{"the desk can stand in at a window", "09:00:00", func(st *stage) {
		st.staffed(1, 3)
		st.take("social", 2)
		st.serving(1)
	}, Desk(), is{
		"windows.0.ticket": `"20261123-A001"`, "windows.0.ticket_status": `"serving"`, "windows.0.number_called": `"A001"`,
		"windows.0.only_here": `[{"service":"social","waiting":1}]`, "windows.1.ticket": "absent", "windows.2.only_here": "absent",
	}},
	{"nobody at the desk", "09:00:00", func(*stage) {}, Desk(), is{
		"kind": `"desk"`, "waiting": "[]", "no_shows": "[]", "waiting_count": "0", "needs": `["deaf","blind","wheelchair","interpreter","proxy"]`,
	}},
	{"who waits, with class and needs", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 2)
		st.pass(4 * queue.Minute)
		st.do(queue.Take{Service: "social", Class: queue.ClassDisabled, Source: queue.SourceDesk, Needs: "deaf,wheelchair"})
		st.do(queue.Move{Ticket: "20261123-A002", ToWindow: 3})
	}, Desk(), is{
		"waiting_count": "3", "waiting.0.number": `"A003"`, "waiting.0.class": `"disabled"`, "waiting.0.needs": `["deaf","wheelchair"]`,
		"waiting.0.ahead": "0", "waiting.0.since": "absent", "waiting.1.number": `"A001"`, "waiting.1.ahead": "1", "waiting.1.class": "absent",
		"waiting.1.since": `"2026-11-23T01:00:00.000Z"`, "waiting.2.for_window": "3", "windows.0.staff": "absent",
	}},
	{"a suspended service says why, and a no-show is listed for half an hour", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.noShow(1)
		st.do(queue.SuspendService{Service: "medical", Reason: "省平台故障"})
	}, Desk(), is{"services.1.suspended.reason": `"省平台故障"`, "no_shows.0.number": `"A001"`, "no_shows.0.window": "1"}},
	{"an old no-show is not", "09:00:00", func(st *stage) {
		st.staffed(1)
		st.take("social", 1)
		st.noShow(1)
		st.pass(31 * queue.Minute)
	}, Desk(), is{"no_shows": "[]"}},
}

func TestTheDeskListsAtMost300(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00")
	st.take("tax", 200)
	st.take("social", 200)
	st.hall.View(func(s *queue.State) {
		b := drawDesk(s, st.hall.Now())
		if len(b.Waiting) != 300 || b.WaitingCount != 400 || b.Waiting[0].Number != "A001" || b.Waiting[299].Ahead != 99 {
			t.Errorf("%d of %d, from %s to %+v", len(b.Waiting), b.WaitingCount, b.Waiting[0].Number, b.Waiting[len(b.Waiting)-1])
		}
	})
}
