package display

import (
	"testing"

	"github.com/paidui/paidui/queue"
)

// shared is the hall with a post of two at window 1, where the public hears why a window is paused.
func shared() queue.Layout {
	l := daily()
	l.Staff = append(l.Staff, queue.Staff{Number: "1002", Name: "李建国"}, queue.Staff{Number: "1003", Name: "王丽华"})
	l.Windows[0].Post = queue.Post{AStaff: "1001", BStaff: "1002"}
	l.Settings.PublicPauseReason = true
	return l
}

func TestDrawPosts(t *testing.T) {
	for _, d := range []drawingCase{
		{"a closed window needs no relief", "09:00:00", func(*stage) {}, CounterOf(1), is{"relief": "absent"}},
		{"B relieves A", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1, Staff: "1001"})
		}, CounterOf(1), is{"relief": `[{"name":"李建国","number":"1002"}]`}},
		{"A relieves B", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1, Staff: "1002"})
		}, CounterOf(1), is{"relief.0.number": `"1001"`, "relief.0.title": `"科员"`, "relief.1": "absent"}},
		{"both relieve a third, B first, but for who sits elsewhere", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1, Staff: "1003"})
			st.do(queue.SignIn{Window: 3, Staff: "1002"})
		}, CounterOf(1), is{"relief.0.number": `"1002"`, "relief.0.window": "3", "relief.1.number": `"1001"`, "relief.1.window": "absent"}},
		{"a window without a post", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 3, Staff: "1003"})
		}, CounterOf(3), is{"relief": "absent"}},
		{"who stands in says so on the plate", "09:00:00", func(st *stage) {
			st.do(queue.AppointSubstitute{Staff: "1002", Until: "2026-11-23"})
			st.do(queue.SignIn{Window: 1, Staff: "1002"})
		}, WindowOf(1), is{"window.staff.name": `"李建国"`, "window.substitute": "true"}},
		{"who does not, does not", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1, Staff: "1001"})
		}, WindowOf(1), is{"window.substitute": "absent"}},
		{"the public hears why, in both languages", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1})
			st.do(queue.Pause{Window: 1, Reason: "用餐"})
		}, WindowOf(1), is{"window.pause.reason": `{"en":"Meal","zh":"用餐"}`}},
		{"or in that of the clerk", "09:00:00", func(st *stage) {
			st.do(queue.SignIn{Window: 1})
			st.do(queue.Pause{Window: 1, Reason: "送老人下楼"})
		}, HallOf("1F"), is{"windows.0.pause.reason": `{"zh":"送老人下楼"}`}},
	} {
		t.Run(d.name, func(t *testing.T) {
			st := newStage(t, shared(), d.from)
			d.play(st)
			board := st.draw(d.p)
			for path, want := range d.want {
				if got := at(board, path); got != want {
					t.Errorf("%s is %s, want %s", path, got, want)
				}
			}
		})
	}
}
