package queue

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/synctest"
	"time"
)

// fullHall is a hall at ten o'clock with people waiting at each of its services, some of them with head starts.
func fullHall(services, windows, waiting int) (*State, Instant) {
	l := &Layout{
		Name: Text{ZH: "厅"}, TimeZone: "Asia/Shanghai", Zones: []Zone{{ID: "1F"}}, Settings: DefaultSettings(),
		Hours: BusinessHours{Days: []Weekday{1, 2, 3, 4, 5}, Sessions: []Session{{0, endOfDay}}},
	}
	for i := range services {
		l.Services = append(l.Services, Service{ID: ServiceID(fmt.Sprintf("s%d", i)), Prefix: string(rune('A' + i)), StandardMinutes: 5 + i%10})
	}
	for i := range windows {
		l.Windows = append(l.Windows, Window{
			Number: WindowNumber(i + 1), Zone: "1F",
			Services: []ServiceID{l.Services[i%services].ID, l.Services[(i+1)%services].ID},
		})
	}
	r := rand.New(rand.NewPCG(1, 1))
	at := Date("2026-01-05").at(10*60, l.Location())
	day := &Profile{}
	for range 400 {
		id := l.Services[r.IntN(services)].ID
		came := at.Add(Millis(r.IntN(480)-90) * Minute)
		day.Issue(id, l.Settings.headStart(Classes[r.IntN(8)/6]), came, l.Location())
		day.Call(id)
		day.Start(20 * Second)
		day.Finish(id, WindowNumber(1+r.IntN(windows)), Millis(2+r.IntN(12))*Minute)
	}
	s := NewState()
	do := func(c Command) {
		events, err := s.Decide(at, c)
		if err != nil {
			panic(err)
		}
		s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
	}
	s.Apply(Entry{Seq: 1, At: at, Events: []Event{&DayOpened{"2026-01-05", *l, Carried{Profile: (*Profile)(nil).Day(day)}}}})
	for n := range windows {
		do(SignIn{Window: WindowNumber(n + 1)})
	}
	for i := range waiting + windows {
		do(Take{Service: l.Services[i%services].ID, Class: Classes[r.IntN(8)/6], Source: SourceKiosk})
		at = at.Add(Second)
	}
	for n := range windows {
		do(CallNext{Window: WindowNumber(n + 1)})
		at = at.Add(Second)
	}
	for n := range windows {
		do(Start{Window: WindowNumber(n + 1)})
	}
	return s, at
}

// BenchmarkForecastOf300 makes the forecast of a hall where 300 wait, as it is made once a second, and says what share of
// one core that is.
func BenchmarkForecastOf300(b *testing.B) {
	s, at := fullHall(10, 20, 300)
	for b.Loop() {
		s.Outlook(at).Forecast()
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*100, "%core")
}

// BenchmarkForecastOf is the same for more and more people.
func BenchmarkForecastOf(b *testing.B) {
	for _, n := range []int{0, 30, 100, 300, 1000} {
		b.Run(fmt.Sprintf("waiting=%d", n), func(b *testing.B) {
			s, at := fullHall(10, 20, n)
			for b.Loop() {
				s.Outlook(at).Forecast()
			}
		})
	}
}

// TestForecastIsOfTheState: the same state gives the same forecast, which changes nothing, and what the hall does next
// does not change an outlook that was taken.
func TestForecastIsOfTheState(t *testing.T) {
	s, at := fullHall(4, 6, 60)
	before := dump(s)
	o := s.Outlook(at)
	once := o.Forecast()
	if len(once.tickets) != 60 || len(once.next) != 4*4 {
		t.Fatalf("%d tickets and %d who may come are foreseen", len(once.tickets), len(once.next))
	}
	s.Foresee(once)
	if again := s.Outlook(at).Forecast(); !reflect.DeepEqual(once, again) || dump(s) != before {
		t.Error("another forecast of the same state differs, or the state does")
	}
	events, err := s.Decide(at, CallNext{Window: 1, Finish: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
	if again := o.Forecast(); !reflect.DeepEqual(once, again) {
		t.Error("an outlook changed with its hall")
	}
}

// one is a hall of one window at which every service takes exactly so long.
func one(t *testing.T, takes Millis) *stepper {
	st := newStepper(t, false)
	day := &Profile{}
	for range 1000 {
		day.Finish("tax", 5, takes)
		day.Call("tax")
		day.Start(30 * Second)
	}
	st.live.before = (*Profile)(nil).Day(day)
	st.at = st.at.Add(30 * Minute) // in the session
	st.do(SignIn{Window: 5})
	return st
}

// TestEstimatesOfACertainFuture: where chance has nothing to say, estimates are what happens.
func TestEstimatesOfACertainFuture(t *testing.T) {
	st := one(t, 6*Minute)
	take := Take{Service: "tax", Class: ClassNormal, Source: SourceKiosk}
	foresee := func() { st.live.Foresee(st.live.Outlook(st.at).Forecast()) }
	foresee()
	if e := st.live.EstimateNext("tax", st.at); *e != (Estimate{}) {
		t.Errorf("before a free window the wait is %v", e)
	}
	for range 4 {
		st.do(take)
	}
	st.do(CallNext{Window: 5})
	foresee()
	waiting := st.live.UpNext([]ServiceID{"tax"}, 9)
	near := func(what string, e *Estimate, want Millis) {
		t.Helper()
		if e == nil || e.P50 < want-45*Second || e.P50 > want+45*Second || e.P90 < e.P50 || e.P90 > want+2*Minute+want/5 {
			t.Errorf("%s: the estimate is %v, want about %s", what, e, want.Duration())
		}
	}
	each := 6*Minute + 30*Second
	for i, ticket := range waiting {
		near(string(ticket.Number), st.live.EstimateOf(ticket, st.at), Millis(i+1)*each)
		near("two minutes later", st.live.EstimateOf(ticket, st.at.Add(20*Second)), Millis(i+1)*each-20*Second)
	}
	near("whoever comes", st.live.EstimateNext("tax", st.at), 4*each)
	elder := &Ticket{Service: "tax", IssuedAt: st.at, EffectiveAt: st.at.Add(-60 * Minute), Place: 99}
	near("an elder", st.live.EstimateOf(elder, st.at), each)
	st.do(take)
	near("whoever comes after one who came since", st.live.EstimateNext("tax", st.at), 5*each)
	if e := st.live.EstimateOf(waiting[0], st.at.Add(forecastLasts+Minute)); e == nil {
		t.Error("when no forecast is made any more something is said still")
	}
	st.do(SuspendService{Service: "tax", Reason: "系统故障"})
	if e := st.live.EstimateNext("tax", st.at); e != nil {
		t.Errorf("of a suspended service %v is said", e)
	}
	st.do(UnsuspendService{Service: "tax"})
	st.do(Pause{Window: 5, Reason: "用餐"})
	if e := st.live.EstimateOf(waiting[0], st.at); e != nil {
		t.Errorf("while no window is open %v is said", e)
	}
}

// TestPlacesThatAreForeseen: beyond so many places nothing is said.
func TestPlacesThatAreForeseen(t *testing.T) {
	s, at := fullHall(1, 2, foreseenPlaces+20)
	s.Foresee(s.Outlook(at).Forecast())
	for i, ticket := range s.UpNext([]ServiceID{"s0"}, foreseenPlaces+20) {
		if e := s.EstimateOf(ticket, at); (e != nil) != (i < foreseenPlaces) {
			t.Fatalf("place %d: %v", i, e)
		}
	}
	if e := s.EstimateNext("s0", at); e != nil {
		t.Errorf("whoever comes is told %v", e)
	}
}

// TestWouldCallIsWhatIsCalled holds the question that forecasts ask for who may come against the order itself: with
// them in the queue.
func TestWouldCallIsWhatIsCalled(t *testing.T) {
	asked := map[bool]int{}
	for seed := range 150 {
		st, r := newStepper(t, false), rand.New(rand.NewPCG(uint64(seed), 5))
		for range 60 {
			st.step(byte(r.IntN(256)), byte(r.IntN(256)))
		}
		s := st.live
		for i := range s.layout.Windows {
			w := &s.layout.Windows[i]
			best := s.first(w, st.at)
			for _, service := range []ServiceID{"social", "medical", "tax", "estate"} {
				if _, suspended := s.suspended[service]; suspended {
					continue
				}
				for _, head := range []Millis{0, 30 * Minute, 60 * Minute} {
					p := &Ticket{ID: "probe", Service: service, Status: StatusWaiting, WaitFrom: st.at, EffectiveAt: st.at.Add(-head), Place: s.seq + 1}
					said := s.wouldCall(w, p, best, st.at)
					if s.queues[service] == nil {
						s.queues[service] = newWaiting()
					}
					s.queue(service).insert(p)
					called := s.first(w, st.at) == p
					s.queue(service).remove(p)
					if said != called {
						t.Fatalf("seed %d, %s, %s, head start %s: said %t, in the queue %t; first is %+v", seed, w.Number, service, head.Duration(), said, called, best)
					}
					asked[said]++
				}
			}
		}
	}
	if asked[true] == 0 || asked[false] == 0 {
		t.Errorf("one answer alone was given: %v", asked)
	}
}

// TestProfileOutlivesTheDay: what was learned is carried by DayOpened and fades.
func TestProfileOutlivesTheDay(t *testing.T) {
	st := one(t, 4*Minute)
	st.do(Take{Service: "tax", Class: ClassElder, Source: SourceKiosk})
	st.do(CallNext{Window: 5})
	st.at = st.at.Add(20 * Second)
	st.do(Start{Window: 5})
	st.at = st.at.Add(4 * Minute)
	st.do(Finish{Window: 5})
	learned := st.live.before.Day(st.live.profile)
	tax := learned.Services["tax"]
	if tax.Took.N != 1001 || tax.Windows[5].N != mostAtOne || tax.HeadStarts[60] != 1 || learned.Walk.N != 1001 || tax.Called != 1001 || learned.Days != 1 {
		t.Errorf("learned is %+v, of tax %+v", learned, tax)
	}
	st.do(Reopen{Window: 5})
	if again := st.live.profile.Services["tax"].Took; again.N != 0 {
		t.Errorf("a finish that was undone is still known: %+v", again)
	}
	for range 50 {
		learned = learned.Day(st.live.profile)
	}
	if tax = learned.Services["tax"]; learned.Days != mostDays || tax.Took.N != 1001 || tax.HeadStarts[60] > 21 {
		t.Errorf("after many days: %+v, of tax %+v", learned, tax)
	}
}

// TestHallForesees: readers and commands are told what the last forecast says, without asking for it.
func TestHallForesees(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, w := &MemoryJournal{}, &wall{}
		w.set(t, monday, "09:00")
		h := openHall(t, j, w, world())
		defer h.Close()
		mustDo(t, h, SignIn{Window: 5})
		take := Take{Service: "tax", Class: ClassNormal, Source: SourceKiosk}
		for range 3 {
			mustDo(t, h, take)
		}
		go h.Foresee(t.Context())
		time.Sleep(3 * time.Second)
		if h.Forecast() == nil || len(h.Forecast().tickets) != 3 {
			t.Fatal("nothing is foreseen")
		}
		var told, reckoned *Estimate
		h.View(func(s *State) { told, reckoned = s.EstimateNext("tax", s.At()), s.reckon("tax", 3, s.At()) })
		e := mustDo(t, h, take)
		if got := e.Events[0].(*Issued).Estimate; *got != *told || *got == *reckoned {
			t.Errorf("the number's citizen was told %v, readers %v; without a forecast it is %v", got, told, reckoned)
		}
	})
}

// TestACalmHallForeseesLess: while nobody waits and nothing happens the hall is looked at every twenty seconds, and as soon as
// somebody comes every second again.
func TestACalmHallForeseesLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, w := &MemoryJournal{}, &wall{}
		w.set(t, monday, "09:00")
		h := openHall(t, j, w, world())
		defer h.Close()
		mustDo(t, h, SignIn{Window: 5})
		made := func(in time.Duration) int {
			n := 0
			for last := h.Forecast(); in > 0; in -= 100 * time.Millisecond {
				time.Sleep(100 * time.Millisecond)
				if now := h.Forecast(); now != last {
					last, n = now, n+1
				}
			}
			return n
		}
		go h.Foresee(t.Context())
		if n := made(60 * time.Second); n < 2 || n > 4 {
			t.Errorf("a calm hall is looked at %d times a minute, want some 3", n)
		}
		mustDo(t, h, Take{Service: "tax", Class: ClassNormal, Source: SourceKiosk})
		if n := made(60 * time.Second); n < 55 {
			t.Errorf("with somebody waiting it is looked at %d times a minute, want some 60", n)
		}
	})
}

// TestForecastOfWhoMayOpen: in the instant in which a window opens, its people are told what they would be told a second
// later; and where the forecast knows of nobody who could ever serve them, nothing.
func TestForecastOfWhoMayOpen(t *testing.T) {
	s, at := fullHall(2, 3, 60)
	do := func(c Command) {
		t.Helper()
		events, err := s.Decide(at, c)
		if err != nil {
			t.Fatal(err)
		}
		s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
	}
	for n := range WindowNumber(3) {
		do(Finish{Window: n + 1})
		do(Pause{Window: n + 1, Reason: "用餐"})
	}
	s.Foresee(s.Outlook(at).Forecast())
	waiting := s.UpNext([]ServiceID{"s0"}, 20)
	if e := s.EstimateOf(waiting[9], at); e != nil {
		t.Errorf("while every window is paused %v is said", e)
	}
	do(Unpause{Window: 1})
	at = at.Add(200)
	soon, next := s.EstimateOf(waiting[9], at), s.EstimateNext("s0", at)
	if soon == nil || next == nil {
		t.Fatalf("when a window has opened %v and %v are said", soon, next)
	}
	s.Foresee(s.Outlook(at).Forecast())
	if then := s.EstimateOf(waiting[9], at); *then != *soon {
		t.Errorf("when a window has opened %v is said, a moment later %v", soon, then)
	}
	s.foreseen.next = nil
	if e := s.EstimateNext("s0", at); e != nil {
		t.Errorf("where nothing is foreseen %v is said", e)
	}
}
