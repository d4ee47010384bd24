package queue

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// stepper turns bytes into commands on one state, and keeps a second state that only sees what was written.
type stepper struct {
	t        rapid.TB
	live     *State
	replayed *State
	at       Instant
	// encoded: the second state sees entries as they are read back from their written form.
	encoded bool
	given   map[string]int
	told    []told
}

// told is the ticket of an event, with what that said when it was decided.
type told struct {
	ticket *Ticket
	was    Ticket
}

func newStepper(t rapid.TB, encoded bool) *stepper {
	layout := world()
	layout.Services[0].SlotCapacity, layout.Services[0].NextStep = 2, "tax"
	return openStepper(t, layout, 1795393500000, encoded)
}

// openStepper gives a stepper whose hall opens at the moment at.
func openStepper(t rapid.TB, layout Layout, at Instant, encoded bool) *stepper {
	st := &stepper{t: t, live: NewState(), replayed: NewState(), at: at, encoded: encoded, given: map[string]int{}}
	st.do(SetUp{Layout: layout})
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
	st.given[reflect.TypeOf(c).Name()]++
	e := Entry{Seq: st.live.Seq() + 1, At: st.at, By: "fuzz", Trial: st.live.ofTrial(events), Events: events}
	for _, ev := range events {
		if called, ok := ev.(*Called); ok {
			st.inBound(called.After())
		}
		switch ev := ev.(type) {
		case TicketEvent:
			st.told = append(st.told, told{ev.After(), *ev.After()})
		case *DayOpened:
			for _, carried := range [][]Ticket{ev.Carried.Tickets, ev.Carried.Past} {
				for i := range carried {
					st.told = append(st.told, told{&carried[i], carried[i]})
				}
			}
		}
	}
	read := e
	if st.encoded {
		written, err := json.Marshal(e)
		if err == nil {
			err = json.Unmarshal(written, &read)
		}
		if err != nil {
			st.t.Fatalf("%s wrote %s: %v", c, written, err)
		}
	}
	st.live.Apply(e)
	if _, ok := read.Opens(); ok {
		st.replayed = NewState() // a hall is read from the last DayOpened on
	}
	st.replayed.Apply(read)
}

// inBound holds a call to the bound: nobody who waits in plain order was issued longer before it than the largest
// head start.
func (st *stepper) inBound(called *Ticket) {
	if called.Placed != "" || called.Why == WhySpecific || called.Why == WhyWalkUp || called.Slot != 0 {
		return
	}
	w, _ := st.live.Layout().Window(called.Window)
	for _, t := range st.live.queue(called.Service).order.tickets {
		passed := called.IssuedAt.Since(t.IssuedAt) > st.live.layout.Settings.Bound()
		if passed && t.Placed == "" && t.Slot == 0 && st.live.callable(t, w, st.at) {
			st.t.Fatalf("%s, issued %s, was called before %s, issued %s", called.Number, called.IssuedAt, t.Number, t.IssuedAt)
		}
	}
}

// result gives how a service ended.
func result(what, which byte) Result {
	r := Result{Outcome: Outcomes[int(what/32)%len(Outcomes)], Reason: "理由", Matters: int(which) % 3, Stay: which%5 == 0}
	if r.Outcome == OutcomeIncomplete {
		r.Missing, r.Note = []string{"户口簿"}, "原件"
	}
	if r.Outcome == OutcomeAccepted {
		r.Due, r.PickUp = monday.AddDays(int(which)%9), monday.AddDays(int(which)%12)
	}
	return r
}

// step gives the command that two bytes stand for, and lets some time pass.
func (st *stepper) step(what, which byte) {
	st.at = st.at.Add(Millis(which) * 250)
	l := st.live.Layout()
	service := l.Services[int(which)%len(l.Services)].ID
	window := l.Windows[int(which)%len(l.Windows)].Number
	staff := l.Staff[int(what/8)%len(l.Staff)].Number
	id := TicketID("none")
	if n := len(st.live.Tickets()); n > 0 {
		id = st.live.Tickets()[int(which)*n/256].ID
	}
	positions := []Position{PositionFirst, PositionByTime, PositionLast}
	holder := []Holder{"", "", "h1", "h2"}[int(what/32)%4]
	switch what % 33 {
	case 0, 1, 2, 3:
		st.do(Take{
			Service: service, Class: Classes[int(which/8)%len(Classes)], Source: SourceKiosk, Holder: holder,
			Typed: holder != "" && which%3 == 0, Sealed: string(holder),
		})
	case 4, 5:
		st.do(SignIn{window, staff})
	case 6, 7, 8:
		st.do(CallNext{Window: window, Finish: which&64 != 0})
	case 9, 10:
		st.do(Start{Window: window})
	case 11:
		st.do(Finish{Window: window, Result: result(what, which)})
	case 12, 13, 14:
		st.do(Recall{Window: window, Paced: which&64 != 0})
	case 15:
		st.do(MarkNoShow{Window: window, Paced: which&64 != 0})
	case 16:
		st.do(Requeue{id})
	case 17:
		st.do(Cancel{id, which&1 == 0})
		if which%4 == 0 {
			for _, slip := range slices.Sorted(maps.Keys(st.live.slips)) {
				st.do(Take{Return: slip, Source: SourceKiosk, Holder: holder})
			}
		}
	case 18:
		st.do(AskRating{Window: window})
		if t, _ := st.live.RatingAskedFor(window, st.at); t != nil && which&64 != 0 {
			st.do(Rate{Ticket: t.ID, Level: 1, Window: window})
		}
		st.do(SetOutcome{Window: window, Ticket: id, Result: result(what, which)})
		st.do(Rate{Ticket: id, Level: int(what/32)%5 + 1})
		st.do(GiveFeedback{id, FeedbackComplaint, FeedbackCategories[int(which)%5], "sealed"})
	case 19:
		ask := which&64 != 0
		st.do(Pause{Window: window, Reason: "会议学习", BackAt: st.at.Add(5 * Minute), Ask: ask, Anyway: which&32 != 0})
	case 20:
		st.do(Unpause{window})
		st.do(StayOn{window})
		st.do(Consult{window})
		st.help(window, which)
	case 21:
		st.do(SignOut{Window: window, Ask: which&64 != 0, Anyway: which&32 != 0})
	case 22:
		st.do(Hold{Window: window})
	case 23:
		if held := st.live.OnHold(); len(held) > 0 {
			st.do(Resume{Window: held[int(which)%len(held)].Window, Ticket: held[int(which)%len(held)].ID})
		}
	case 24:
		to := l.Windows[int(what/32)%len(l.Windows)].Number
		st.do(Transfer{Window: window, ToService: service, ToWindow: to, Position: positions[int(which)%3]})
	case 25:
		st.do(ReturnToQueue{Window: window})
		for _, t := range st.live.Tickets() {
			if t.Status == StatusNoShow {
				st.do(Arrive{t.Window, t.ID})
			}
		}
	case 26:
		st.do(Reopen{Window: window})
		st.supervise(staff, which)
	case 27:
		st.do(Defer{id})
		st.do(Uncancel{id})
		st.do(Move{Ticket: id, ToService: service})
		if n := len(st.live.Tickets()); n > 0 {
			st.do(Link{id, st.live.Tickets()[n-1].ID})
		}
		st.do(SetNeeds{Ticket: id, Needs: "deaf", Class: Classes[int(what/32)%len(Classes)], Reason: "残疾证"})
	case 28:
		st.do(WalkUp{Window: window, Service: service, Reason: "只问一句"})
		st.do(CallSpecific{window, id, "残疾人"})
	case 29:
		st.do(TakeOver{window, staff})
		st.do(AppointSubstitute{staff, monday.AddDays(int(which) % 4)})
	case 30:
		st.do(SuspendService{Service: service, Reason: "故障", Issuing: which&64 != 0})
		if which < 200 {
			st.do(UnsuspendService{service})
		}
		if which > 250 {
			st.do(RaiseEmergency{})
			st.do(SetSlipTemplate{"{ticket}"})
			st.do(NotePrinted{Paper: PaperSlip, Ticket: id, Printer: "east", State: "ok"})
			st.do(NoteBackup{File: "a.db", Bytes: 1})
		} else {
			st.do(EndEmergency{})
		}
	case 32:
		for _, a := range st.live.sortedAppointments() {
			st.do(CheckIn{Appointment: a.ID, Source: SourceKiosk, Holder: holder})
			if which&32 != 0 {
				st.do(CancelBooking{Appointment: a.ID})
			}
		}
		for _, date := range st.live.BookableDates(st.at)[:1] {
			slots := st.live.SlotsOn(&l.Services[0], date)
			st.do(Book{Service: "social", Slot: slots[int(which)%3].Start, Holder: Holder(rune('a' + which%16))})
		}
	case 31:
		for _, c := range st.live.due(st.at) {
			st.do(c)
		}
		if which > 225 && which <= 240 {
			st.at = st.at.Add(4 * 60 * Minute) // past the end of the session
		}
		if which > 150 && which <= 200 || which > 240 {
			st.do(EndTrial{})
		}
		if which > 240 {
			st.at = st.at.Add(24 * 60 * Minute)
			st.do(CloseDay{})
			st.do(OpenDay{DateOf(st.at, shanghai)})
		}
	}
}

// supervise says what is done about what is wrong, gives cards, and looks after the hall.
func (st *stepper) supervise(staff StaffNo, which byte) {
	for i, a := range st.live.Alerts(st.at) {
		if i == int(which)%3 {
			st.do(AcknowledgeAlert{ID: a.ID, Reason: "已处理"})
		}
	}
	if which&64 != 0 {
		st.do(GiveCard{Staff: staff, Level: LevelYellow, Reason: "离岗"})
	}
	for _, card := range st.live.Cards() {
		st.do(AppealCard{card.ID, "取资料"})
		st.do(RuleCard{ID: card.ID, Ruling: RulingUpheld, Note: "有录像"})
	}
	for _, f := range st.live.FollowUps() {
		st.do(CallBack{f.ID, "已道歉"})
		st.do(CloseFollowUp{ID: f.ID, Note: "已改正"})
	}
	items := []CheckItem{}
	for _, key := range CheckItems(CheckMorning) {
		items = append(items, CheckItem{Key: key, OK: true})
	}
	st.do(RecordCheck{Kind: CheckMorning, Items: items})
	st.do(Audit{AuditEvent{Deed: DeedDoubled, Of: "0011"}})
}

// help asks for help, answers what is open, and tells the clerks something.
func (st *stepper) help(window WindowNumber, which byte) {
	st.do(AskHelp{Kind: HelpAlarm, Window: window})
	st.do(AskHelp{Kind: HelpAssist, Zone: "1F"})
	st.do(AskHelp{Kind: HelpFault, Window: window, Device: Devices[int(which)%len(Devices)]})
	if n := len(st.live.Helps()); which&64 != 0 {
		st.do(AnswerHelp{ID: st.live.Helps()[int(which)*n/256].ID, By: Helper{Role: RoleDesk}})
	}
	st.do(PostStaffNotice{"开会"})
	for _, n := range st.live.StaffNotices() {
		if st.do(ReadStaffNotice{n.ID, window}); which&32 != 0 {
			st.do(WithdrawStaffNotice{n.ID})
		}
	}
}

// check holds what must be true of every state.
func (st *stepper) check() {
	if l, r := dump(st.live), dump(st.replayed); l != r {
		st.t.Fatalf("live\n%s\nreplayed\n%s", l, r)
	}
	for i := range st.told {
		if told := &st.told[i]; *told.ticket != told.was {
			st.t.Fatalf("an event said %+v and says %+v now: states keep the events' own tickets", told.was, *told.ticket)
		}
	}
	st.quickCheck()
}

// quickCheck is check without writing the states out.
func (st *stepper) quickCheck() {
	if different := difference(st.live, st.replayed); different != "" {
		st.t.Fatalf("the replayed state has other %s", different)
	}
	total, busy := 0, map[WindowNumber]TicketNo{}
	for _, s := range Statuses {
		total += st.live.Count(s)
	}
	if issued := len(st.live.Tickets()); total != issued || issued != len(st.live.places) {
		st.t.Fatalf("%d issued, %d counted, %d known: a number twice?", issued, total, len(st.live.places))
	}
	waiting := map[ServiceID]int{}
	for _, t := range st.live.Tickets() {
		if t.Status == StatusWaiting {
			waiting[t.Service]++
		}
		if !t.atWindow() {
			continue
		}
		if other, ok := busy[t.Window]; ok {
			st.t.Fatalf("window %d has %s and %s", t.Window, other, t.Number)
		}
		busy[t.Window] = t.Number
		if st.live.Current(t.Window).ID != t.ID {
			st.t.Fatalf("window %d does not know its ticket %s", t.Window, t.Number)
		}
	}
	for id, n := range waiting {
		if n != st.live.WaitingCount(id) {
			st.t.Fatalf("%s: %d wait, the queue has %d", id, n, st.live.WaitingCount(id))
		}
	}
	for _, q := range st.live.queues {
		if !slices.IsSortedFunc(q.order.tickets, func(a, b *Ticket) int { return map[bool]int{true: -1, false: 1}[inOrder(a, b)] }) {
			st.t.Fatalf("a queue is out of order")
		}
	}
}

// difference names what two states do not share; "" when they are the same.
func difference(a, b *State) string {
	sameTicket := func(x, y *Ticket) bool { return *x == *y }
	sameLine := func(x, y *line) bool { return slices.EqualFunc(x.tickets, y.tickets, sameTicket) }
	switch {
	case a.seq != b.seq || a.at != b.at || a.date != b.date || a.running != b.running:
		return "head"
	case !slices.EqualFunc(a.issued, b.issued, sameTicket) || !maps.Equal(a.places, b.places):
		return "tickets"
	case !maps.EqualFunc(a.current, b.current, sameTicket):
		return "current tickets"
	case !maps.EqualFunc(a.queues, b.queues, func(x, y *waiting) bool { return sameLine(&x.order, &y.order) && sameLine(&x.wait, &y.wait) }):
		return "queues"
	case !reflect.DeepEqual(a.windows, b.windows):
		return "windows"
	case !maps.Equal(a.numbers, b.numbers) || !maps.Equal(a.learned, b.learned) || !maps.Equal(a.suspended, b.suspended) || a.emergency != b.emergency:
		return "numbers, learned, suspended or emergency"
	case !maps.Equal(a.done, b.done) || !maps.Equal(a.substitute, b.substitute) || !maps.Equal(a.taken, b.taken):
		return "done, substitutes or taken"
	case !reflect.DeepEqual(a.appointments, b.appointments) || !slices.Equal(a.misses, b.misses):
		return "appointments"
	case !slices.Equal(a.helps, b.helps) || !reflect.DeepEqual(a.notices, b.notices):
		return "helps or notices"
	case !maps.EqualFunc(a.past, b.past, sameTicket) || !maps.Equal(a.sent, b.sent):
		return "past or sent tickets"
	case !reflect.DeepEqual(a.slips, b.slips):
		return "slips of missing papers"
	case !reflect.DeepEqual(a.before, b.before) || !reflect.DeepEqual(a.profile, b.profile):
		return "what was learned"
	case !maps.EqualFunc(a.history, b.history, slices.Equal[[]Step]):
		return "histories"
	case !maps.Equal(a.acks, b.acks) || !maps.Equal(a.doubled, b.doubled) || !slices.Equal(a.cards, b.cards) || !reflect.DeepEqual(a.checks, b.checks):
		return "acknowledgements, cards or checks"
	case !reflect.DeepEqual(a.followUps, b.followUps):
		return "follow-ups"
	case a.revision != b.revision || len(a.revisions) != len(b.revisions) || !reflect.DeepEqual(a.changes, b.changes):
		return "revisions of the layout"
	case len(a.calls) != len(b.calls):
		return "calls"
	case (a.aside == nil) != (b.aside == nil) || a.trial != b.trial:
		return "trials"
	case a.aside != nil:
		return difference(a.aside, b.aside)
	}
	return ""
}

// FuzzReplay: whatever is asked, the journal rebuilds what is live, and what must be true of a hall is true.
func FuzzReplay(f *testing.F) {
	f.Add([]byte("\x04\x00\x00\x00\x00\x04\x06\x00\x09\x00\x0b\x00\x12\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		st := newStepper(t, true)
		for i := 0; i+1 < len(data) && i < 400; i += 2 {
			st.step(data[i], data[i+1])
		}
		st.check()
	})
}

// TestRandomMornings runs random mornings of 200 commands and looks after every one: five hundred, or ten thousand
// in the long suite, most of them on entries as they are and every twentieth through their written form.
func TestRandomMornings(t *testing.T) {
	mornings := 500
	if os.Getenv("PAIDUI_LONG") != "" {
		mornings = 10_000
	}
	given := map[string]int{}
	for n := range mornings {
		rapidly := rapid.SliceOfN(rapid.Byte(), 400, 400).Example(n)
		st := newStepper(t, n%20 == 0)
		if n%25 == 0 {
			st.do(StartTrial{})
		}
		for i := 0; i < len(rapidly); i += 2 {
			st.step(rapidly[i], rapidly[i+1])
			st.quickCheck()
		}
		st.check()
		for k, v := range st.given {
			given[k] += v
		}
	}
	for _, c := range scripted {
		if name := reflect.TypeOf(c).Name(); given[name] == 0 && name != "NumbersFrom" {
			t.Errorf("no morning had a %s", name)
		}
	}
}
