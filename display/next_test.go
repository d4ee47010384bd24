package display

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// swift are intervals for tests that wait for them.
var swift = intervals{
	walls: 5 * time.Millisecond, phones: 20 * time.Millisecond, tick: 10 * time.Millisecond, grace: 100 * time.Millisecond,
	beat: 30 * time.Millisecond, dead: 500 * time.Millisecond,
	write: 250 * time.Millisecond, bye: 250 * time.Millisecond, lease: 300 * time.Millisecond, margin: 30 * time.Millisecond,
}

func (st *stage) hub(journalID string, every intervals) *Hub {
	h := newHub(st.hall, journalID, "b41c", nobodys, every)
	st.t.Cleanup(h.Close)
	return h
}

// spoken gives the numbers of the tickets that a frame speaks of.
func spoken(f Frame) string {
	var list []string
	for _, s := range f.Speak {
		list = append(list, string(s.Number))
	}
	return strings.Join(list, " ")
}

// open signs in all of the stage's windows.
func (st *stage) open() *stage {
	st.t.Helper()
	var windows []queue.WindowNumber
	st.hall.View(func(s *queue.State) {
		for _, w := range s.Layout().Windows {
			windows = append(windows, w.Number)
		}
	})
	for _, n := range windows {
		st.do(queue.SignIn{Window: n})
	}
	return st
}

// await asks until there is a frame with a board.
func await(t *testing.T, h *Hub, p Profile, at Mark) Frame {
	t.Helper()
	timeout := time.After(5 * time.Second)
	for {
		f, changed := h.Next(p, at)
		if f.Board != nil {
			return f
		}
		select {
		case <-changed:
		case <-timeout:
			t.Fatalf("no frame after %+v", at)
		}
	}
}

func TestFirstFrameSpeaksOfNothing(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	st.take("social", 1)
	seq := st.call(1)
	h := st.hub("7f3a", swift)
	f, _ := h.Next(HallOf("1F"), Mark{})
	if f.Seq != seq || f.Epoch != "7f3a/2026-11-23" || f.Assets != "b41c" || f.Board == nil || f.Speak == nil || len(f.Speak) != 0 {
		t.Errorf("first frame is %+v", f)
	}
	if text := string(encode(&f)); !strings.Contains(text, `"speak":[]`) || !strings.Contains(text, `"at":"2026-11-23T01:00:00.000Z"`) {
		t.Errorf("first frame reads %s", text)
	}
}

func TestNothingNewIsAHeartbeat(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	h := st.hub("j", swift)
	f, _ := h.Next(HallOf("1F"), Mark{})
	f, _ = h.Next(HallOf("1F"), f.Mark())
	if text := string(encode(&f)); text != `{"seq":6,"epoch":"j/2026-11-23"}` {
		t.Errorf("heartbeat reads %s", text)
	}
}

func TestSpeak(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	st.take("tax", 1)
	h := st.hub("j", swift)
	before, _ := h.Next(HallOf("1F"), Mark{})
	st.call(5)
	st.do(queue.Recall{Window: 5})
	seq := st.do(queue.Recall{Window: 5}).Seq
	for _, c := range []struct {
		p    Profile
		want is
	}{
		{HallOf("2F"), is{
			"seq": "10", "number": `"H001"`, "window": "5", "place": `{"zh":"二楼东侧"}`, "repeat": "2", "call_count": "3",
			"text": `"请 H001 号,到 5 号窗口办理。这是第3次呼叫。"`, "text_en": `"Number H001, please go to window 5. Call 3."`,
			"clips": `["ding","H","0","0","1","hao","qing","dao","5","hao_chuangkou","banli","di","3","ci_hujiao"]`,
		}},
		{HallOf("1F"), is{
			"text":  `"请 H001 号,到二楼东侧 5 号窗口办理。这是第3次呼叫。"`,
			"clips": `["ding","H","0","0","1","hao","qing","dao","2","lou","5","hao_chuangkou","banli","di","3","ci_hujiao"]`,
		}},
		{WindowOf(5), is{"text": `"请 H001 号,到 5 号窗口办理。这是第3次呼叫。"`}},
		{TicketOf("20261123-H001"), is{"text": `"请 H001 号,到二楼东侧 5 号窗口办理。这是第3次呼叫。"`}},
	} {
		f := await(t, h, c.p, Mark{Epoch: before.Epoch, Seq: seq - 1})
		for f.Seq < seq { // drawn before the last call, which it is told of next
			f = await(t, h, c.p, f.Mark())
		}
		got := fields(t, encode(&f))
		for path, want := range c.want {
			if said := at(got, "speak.0."+path); said != want {
				t.Errorf("%s: %s is %s, want %s", c.p, path, said, want)
			}
		}
		if len(f.Speak) != 1 {
			t.Errorf("%s speaks of %d calls, want 1", c.p, len(f.Speak))
		}
	}
}

func TestPlaceWithoutANameIsItsZone(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	st.take("estate", 1)
	seq := st.call(12)
	h := st.hub("j", swift)
	f, _ := h.Next(TicketOf("20261123-K001"), Mark{Epoch: "j/2026-11-23", Seq: seq - 1})
	if len(f.Speak) != 1 || f.Speak[0].Text != "请 K001 号,到二楼大厅 12 号窗口办理。" {
		t.Errorf("the phone is told %+v", f.Speak)
	}
}

// Everybody hears their own calls and no others.
func TestWhoHearsWhat(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	for _, service := range []queue.ServiceID{"social", "medical", "tax", "estate"} {
		st.take(service, 1)
	}
	h := st.hub("j", swift)
	from, _ := h.Next(Monitor(), Mark{})
	for _, n := range []queue.WindowNumber{12, 1, 5, 3} {
		st.call(n)
	}
	for p, want := range map[Profile]string{
		HallOf("1F"): "A001 H001 F001", HallOf("2F"): "K001 H001", WindowOf(1): "A001", CounterOf(5): "H001",
		TicketOf("20261123-F001"): "F001", Monitor(): "K001 A001 H001 F001",
	} {
		f := await(t, h, p, Mark{Epoch: from.Epoch, Seq: from.Seq})
		for f.Seq < from.Seq+4 {
			f = await(t, h, p, Mark{Epoch: from.Epoch, Seq: from.Seq})
		}
		if got := spoken(f); got != want {
			t.Errorf("%s hears %s, want %s", p, got, want)
		}
	}
}

// A screen that asks once a minute gets one board and every call.
func TestSlowScreenSkipsBoardsButNoCall(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := st.hub("j", swift)
	slow, _ := h.Next(HallOf("1F"), Mark{})
	quick := slow
	boards, calls := 0, []uint64{}
	for range 40 {
		st.take("social", 1)
		calls = append(calls, st.do(queue.CallNext{Window: 1}).Seq)
		st.do(queue.Start{Window: 1})
		st.do(queue.Finish{Window: 1})
		quick = await(t, h, HallOf("1F"), quick.Mark())
		boards++
	}
	for quick.Seq < calls[len(calls)-1]+2 {
		quick = await(t, h, HallOf("1F"), quick.Mark())
	}
	f := await(t, h, HallOf("1F"), slow.Mark())
	var got []uint64
	for _, s := range f.Speak {
		got = append(got, s.Seq)
	}
	if boards < 40 || len(got) != len(calls) {
		t.Fatalf("%d boards for the quick one; the slow one heard %d calls of %d", boards, len(got), len(calls))
	}
	for i := range calls {
		if got[i] != calls[i] {
			t.Fatalf("call %d is %d, want %d", i, got[i], calls[i])
		}
	}
}

func TestAgeLimit(t *testing.T) {
	st := newStage(t, daily(), "09:00:00").open()
	st.take("social", 2)
	h := st.hub("j", defaults)
	first, _ := h.Next(HallOf("1F"), Mark{})
	st.call(1)
	st.pass(30 * queue.Second)
	last := st.call(3)
	await(t, h, HallOf("1F"), first.Mark())
	mark := Mark{Epoch: first.Epoch, Seq: first.Seq}
	for _, c := range []struct {
		pass queue.Millis
		want string
	}{{30 * queue.Second, "A001 A002"}, {1, "A002"}, {30*queue.Second - 1, "A002"}, {1, ""}} {
		st.pass(c.pass)
		f, _ := h.Next(HallOf("1F"), mark)
		for f.Seq < last {
			f, _ = h.Next(HallOf("1F"), mark)
		}
		if got := spoken(f); got != c.want || f.Board == nil {
			t.Errorf("at %s %q is spoken, want %q", st.hall.Now(), got, c.want)
		}
	}
}

func TestMarksOfOtherJournalsAndDays(t *testing.T) {
	st := newStage(t, nightly(), "23:59:40").open()
	st.take("social", 2)
	h := st.hub("7f3a", swift)
	before, _ := h.Next(HallOf("1F"), Mark{})
	st.call(1)
	st.at("2026-11-24 00:00:20")
	st.turn()
	last := st.call(3)
	for _, c := range []struct {
		epoch string
		seq   uint64
		want  string
	}{
		{"7f3a/2026-11-23", before.Seq, "A001 A002"},
		{"7f3a/2026-11-24", before.Seq, "A001 A002"},
		{"7f3a/2026-11-24", last - 1, "A002"},
		{"7f3a/2026-11-24", last, ""},
		{"7f3a/2026-11-24", last + 1, ""},
		{"7f3a/2026-11-25", before.Seq, ""},
		{"0000/2026-11-23", before.Seq, ""},
		{"7f3a/", before.Seq, ""},
		{"7f3a/yesterday", before.Seq, ""},
		{"", before.Seq, ""},
	} {
		f, _ := h.Next(HallOf("1F"), Mark{Epoch: c.epoch, Seq: c.seq})
		for f.Seq < last {
			f, _ = h.Next(HallOf("1F"), Mark{Epoch: c.epoch, Seq: c.seq})
		}
		if got := spoken(f); got != c.want || f.Board == nil || f.Epoch != "7f3a/2026-11-24" {
			t.Errorf("after %d of %q: %q in %s, want %q", c.seq, c.epoch, got, f.Epoch, c.want)
		}
	}
}

// A new day is news to a screen even where its board stays as it was.
func TestNewDayReachesAQuietScreen(t *testing.T) {
	st := newStage(t, nightly(), "23:59:40").open()
	h := st.hub("j", swift)
	before, _ := h.Next(HallOf("1F"), Mark{})
	st.at("2026-11-24 00:00:20")
	st.turn()
	f := await(t, h, HallOf("1F"), before.Mark())
	for f.Epoch == before.Epoch { // drawn between midnight and the turn of the day
		f = await(t, h, HallOf("1F"), f.Mark())
	}
	if f.Epoch != "j/2026-11-24" || string(f.Board) != string(before.Board) {
		t.Errorf("frame of %s with board %s", f.Epoch, f.Board)
	}
}

// What changes with time alone changes Rev and nothing is spoken twice.
func TestTimeAloneIsNews(t *testing.T) {
	st := newStage(t, daily(), "08:20:00").open()
	h := st.hub("j", swift)
	before, _ := h.Next(WindowOf(1), Mark{})
	st.at("08:30:00")
	f := await(t, h, WindowOf(1), before.Mark())
	board := fields(t, f.Board)
	if f.Seq != before.Seq || f.Mark() == before.Mark() || len(f.Speak) != 0 || at(board, "window.status") != `"open"` {
		t.Errorf("frame %+v with status %s", f.Mark(), at(board, "window.status"))
	}
	if again, _ := h.Next(WindowOf(1), f.Mark()); again.Board != nil {
		t.Errorf("the same board came again")
	}
}

// A heartbeat may move the mark over what does not concern the profile, and over nothing else.
func TestHeartbeatSkipsNoCall(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	st.take("estate", 2)
	st.take("social", 1)
	h := st.hub("j", swift)
	mine, _ := h.Next(HallOf("1F"), Mark{})
	st.call(12)
	far := st.do(queue.Recall{Window: 12}).Seq
	deadline := time.Now().Add(5 * time.Second)
	for mine.Seq < far {
		f, _ := h.Next(HallOf("1F"), mine.Mark())
		if f.Board != nil {
			t.Fatalf("a call on another floor is a frame here: %s", f.Board)
		}
		if mine = f; time.Now().After(deadline) {
			t.Fatal("the heartbeat stays behind")
		}
	}
	st.call(1)
	if f := await(t, h, HallOf("1F"), mine.Mark()); spoken(f) != "A001" {
		t.Errorf("after the heartbeat %q is spoken, want A001", spoken(f))
	}
	if f, _ := h.Next(HallOf("1F"), Mark{Epoch: mine.Epoch, Seq: mine.Seq}); spoken(f) != "A001" {
		t.Errorf("coming back to the heartbeat %q is spoken, want A001", spoken(f))
	}
}

func TestFaceIsForgottenAndMadeAgain(t *testing.T) {
	st := newStage(t, nightly(), "09:00:00").open()
	h := st.hub("j", swift)
	f, changed := h.Next(WindowOf(1), Mark{})
	select {
	case <-changed:
	case <-time.After(5 * time.Second):
		t.Fatal("who waits on a forgotten face is not woken")
	}
	h.walls.mu.Lock()
	left := len(h.walls.faces)
	h.walls.mu.Unlock()
	if left != 0 {
		t.Errorf("%d faces are left", left)
	}
	again, _ := h.Next(WindowOf(1), f.Mark())
	if again.Board == nil || again.Mark() == f.Mark() {
		t.Errorf("the face made again takes the old one's mark for its own")
	}
}

func TestVanishedWindowHasNoBoard(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	h := st.hub("j", swift)
	before, _ := h.Next(WindowOf(12), Mark{})
	less := daily()
	less.Windows = less.Windows[:3]
	st.do(queue.SetUp{Layout: less})
	deadline := time.Now().Add(5 * time.Second)
	for {
		f, changed := h.Next(WindowOf(12), before.Mark())
		if f.gone && f.Board == nil {
			return
		}
		select {
		case <-changed:
		case <-time.After(time.Until(deadline)):
			t.Fatal("the window is still drawn")
		}
	}
}

// TestOnlyTheWindowsOwnCounterIsToldTheLastFour looks at every profile while window 1 has a ticket in hand.
func TestOnlyTheWindowsOwnCounterIsToldTheLastFour(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	st.take("social", 2)
	st.do(queue.SignIn{Window: 1})
	shows := func(p Profile) bool {
		t.Helper()
		hub := NewHub(st.hall, "j", "", func(*queue.Ticket) string { return "002X" })
		t.Cleanup(hub.Close)
		frame, _ := hub.Next(p, Mark{})
		text, err := json.Marshal(&frame)
		if err != nil || len(frame.Board) == 0 {
			t.Fatalf("%q: %s, %v", p, text, err)
		}
		return strings.Contains(string(text), "002X")
	}
	if shows(CounterOf(1)) {
		t.Error("an idle counter is told whose ticket it has")
	}
	st.call(1)
	for p, want := range map[Profile]bool{
		CounterOf(1): true, CounterOf(12): false, WindowOf(1): false, HallOf("1F"): false, TicketOf("20261123-A001"): false, Monitor(): false, Desk(): false,
	} {
		if shows(p) != want {
			t.Errorf("%q: shown is %v, want %v", p, !want, want)
		}
	}
}

// A gallery that had nothing to draw, and so slept, draws at once what somebody has begun to look at.
func TestFirstFaceOfASleepingGallery(t *testing.T) {
	every := swift
	every.tick = time.Hour
	st := newStage(t, daily(), "09:00:00").open()
	st.take("social", 1)
	h := st.hub("j", every)
	time.Sleep(4 * every.walls) // nobody looks
	first, _ := h.Next(HallOf("1F"), Mark{})
	st.call(1)
	if f := await(t, h, HallOf("1F"), first.Mark()); spoken(f) != "A001" {
		t.Errorf("heard %q", spoken(f))
	}
}
