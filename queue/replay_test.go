package queue

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// stepper turns bytes into commands on one state, and keeps a second state that only sees what was written.
type stepper struct {
	t        testing.TB
	live     *State
	replayed *State
	at       Instant
}

func newStepper(t testing.TB) *stepper {
	w := &wall{}
	st := &stepper{t: t, live: NewState(), replayed: NewState(), at: w.set(t, monday, "08:25")}
	st.do(SetUp{world()})
	st.do(OpenDay{monday})
	return st
}

func (st *stepper) do(c Command) {
	events, err := st.live.Decide(st.at, c)
	if err != nil {
		return
	}
	if len(events) == 0 {
		st.t.Fatalf("%s: neither event nor refusal", c)
	}
	e := Entry{Seq: st.live.Seq() + 1, At: st.at, By: "fuzz", Events: events}
	written, err := json.Marshal(e)
	if err != nil {
		st.t.Fatal(err)
	}
	st.live.Apply(e)
	var read Entry
	if err := json.Unmarshal(written, &read); err != nil {
		st.t.Fatalf("%s wrote %s: %v", c, written, err)
	}
	if read.Opens(); read.Events[0].Kind() == "day_opened" {
		st.replayed = NewState() // a hall is read from the last DayOpened on
	}
	st.replayed.Apply(read)
}

// step gives the command that two bytes stand for, and lets some time pass.
func (st *stepper) step(what, which byte) {
	st.at = st.at.Add(Millis(which) * 250)
	l := st.live.Layout()
	service := l.Services[int(which)%len(l.Services)].ID
	window := l.Windows[int(which)%len(l.Windows)].Number
	id := TicketID("none")
	if n := len(st.live.Tickets()); n > 0 {
		id = st.live.Tickets()[int(which)*n/256].ID
	}
	switch what % 17 {
	case 0, 1, 2:
		st.do(Take{service, Classes[int(what/17)%len(Classes)], SourceKiosk})
	case 3:
		st.do(SignIn{window, l.Staff[int(which)%len(l.Staff)].Number})
	case 4, 5:
		st.do(CallNext{Window: window, Finish: which&64 != 0})
	case 6:
		st.do(Start{Window: window})
	case 7:
		st.do(Finish{Window: window, Outcome: Outcomes[int(what/17)%len(Outcomes)]})
	case 8, 9:
		st.do(Recall{Window: window})
	case 10:
		st.do(MarkNoShow{Window: window})
	case 11:
		st.do(Requeue{id})
	case 12:
		st.do(Cancel{id})
	case 13:
		st.do(Rate{Ticket: id, Level: int(what/17)%5 + 1})
	case 14:
		st.do(Pause{Window: window, Reason: "会议学习"})
		st.do(Unpause{window})
	case 15:
		st.do(SignOut{window})
	case 16:
		if which > 250 {
			st.at = st.at.Add(24 * 60 * Minute)
			st.do(CloseDay{})
			st.do(OpenDay{DateOf(st.at, shanghai)})
		}
	}
}

// check holds what must be true of every state.
func (st *stepper) check() {
	if l, r := dump(st.live), dump(st.replayed); l != r {
		st.t.Fatalf("live\n%s\nreplayed\n%s", l, r)
	}
	total, numbers, busy := 0, map[TicketNo]Date{}, map[WindowNumber]TicketNo{}
	for _, s := range Statuses {
		total += st.live.Count(s)
	}
	if issued := len(st.live.Tickets()); total != issued {
		st.t.Fatalf("%d issued, %d counted", issued, total)
	}
	for _, t := range st.live.Tickets() {
		day := DateOf(t.IssuedAt, shanghai)
		if numbers[t.Number] == day {
			st.t.Fatalf("number %s twice on %s", t.Number, day)
		}
		numbers[t.Number] = day
		if t.atWindow() {
			if other, ok := busy[t.Window]; ok {
				st.t.Fatalf("window %d has %s and %s", t.Window, other, t.Number)
			}
			busy[t.Window] = t.Number
			if st.live.Current(t.Window).ID != t.ID {
				st.t.Fatalf("window %d does not know its ticket %s", t.Window, t.Number)
			}
		}
	}
	for _, s := range st.live.Layout().Services {
		waiting := 0
		for _, t := range st.live.Tickets() {
			if t.Service == s.ID && t.Status == StatusWaiting {
				waiting++
			}
		}
		if waiting != st.live.WaitingCount(s.ID) {
			st.t.Fatalf("%s: %d wait, the queue has %d", s.ID, waiting, st.live.WaitingCount(s.ID))
		}
	}
}

// FuzzReplay: whatever is asked, the journal rebuilds what is live, and what must be true of a hall is true.
func FuzzReplay(f *testing.F) {
	f.Add([]byte("\x03\x00\x00\x00\x00\x04\x04\x00\x06\x00\x07\x00\x0d\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		st := newStepper(t)
		for i := 0; i+1 < len(data) && i < 400; i += 2 {
			st.step(data[i], data[i+1])
		}
		st.check()
	})
}

func TestRandomDaysReplay(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		st := newStepper(t)
		for range 200 {
			st.step(byte(r.Uint32()), byte(r.Uint32()))
			if seed < 6 {
				st.check()
			}
		}
		st.check()
	}
}
