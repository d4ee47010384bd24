package queue

import (
	"cmp"
	"maps"
	"slices"
)

// foreseenPlaces is how many places of each queue forecasts reach.
const foreseenPlaces = 500

// Outlook is what the next hours depend on, taken from a State, so that a forecast is made while the hall goes on.
type Outlook struct {
	seq     uint64
	at      Instant
	state   *State // what the calling order asks: queues, layout, who is signed in where
	waiting []*Ticket
	order   map[ServiceID][]*Ticket // as the queues stand
	desks   []desk
	paces   map[ServiceID]*pace
	// walk, missed and turn are means in milliseconds, as in Profile.
	walk, missed, turn float64
	// helped: some window helps out, so that the order of waits matters and who comes later may keep it from that.
	helped bool
	heads  []Millis // the head starts there are, ascending
}

// desk is a window that serves, or will.
type desk struct {
	window *Window
	from   Instant // when it can call, zero at once, without what is there now
	// ticket is what is there now; nil when it is free.
	ticket *Ticket
}

// Outlook gives what the future depends on at the moment at. It shares nothing with s that changes.
func (s *State) Outlook(at Instant) *Outlook {
	o := &Outlook{
		seq: s.seq, at: at, order: map[ServiceID][]*Ticket{}, paces: map[ServiceID]*pace{},
		state: &State{
			seq: s.seq, at: at, date: s.date, layout: s.layout, loc: s.loc, today: s.today, suspended: maps.Clone(s.suspended),
			windows: maps.Clone(s.windows), queues: map[ServiceID]*waiting{}, reserved: map[WindowNumber]*line{},
		},
	}
	o.takeQueues(s)
	o.takeDesks(s)
	o.takePaces(s)
	return o
}

// takeQueues notes who waits. A citizen who is at a window with another number waits on as all others do.
func (o *Outlook) takeQueues(s *State) {
	for _, id := range sortedKeys(s.queues) {
		all := s.queues[id].order.tickets
		o.order[id] = slices.Clone(all[:min(len(all), foreseenPlaces)])
		o.waiting = append(o.waiting, o.order[id]...)
		o.state.queues[id] = newWaiting()
	}
	for i := range s.layout.Services {
		id := s.layout.Services[i].ID
		if o.state.queues[id] == nil {
			o.state.queues[id] = newWaiting()
		}
	}
}

// takeDesks gathers the windows that are open, or will be at a time that is known.
func (o *Outlook) takeDesks(s *State) {
	for i := range s.layout.Windows {
		w := &s.layout.Windows[i]
		shift := s.Window(w.Number)
		d := desk{window: w}
		switch shift.StatusAt(o.at) {
		case WindowOpen:
		case WindowPreparing:
			d.from = shift.OpensAt
		case WindowPaused:
			if shift.Pause.BackAt <= o.at {
				continue // nobody knows when
			}
			d.from = shift.Pause.BackAt
		default:
			continue
		}
		d.ticket = s.current[w.Number]
		o.add(d)
	}
}

func (o *Outlook) add(d desk) {
	o.desks = append(o.desks, d)
	o.helped = o.helped || len(d.window.Fallback) > 0
	slices.SortFunc(o.desks, func(a, b desk) int { return cmp.Compare(a.window.Number, b.window.Number) })
}

// takePaces works out how each service goes.
func (o *Outlook) takePaces(s *State) {
	settings := &s.layout.Settings
	sum := s.before.plus(s.profile)
	patience := max(Millis(settings.MaxCalls*settings.RecallGapSeconds)*Second, Millis(settings.NoShowAfterSeconds)*Second)
	o.walk, o.missed, o.turn = sum.Walk.mean(priorWalk, 3), sum.Missed.mean(patience, 3), sum.Turn.mean(0, 1)
	days, usual := 0.0, &Profile{}
	if s.before != nil {
		days, usual = s.before.Days, s.before
	}
	now, into := halfHour(o.at, s.loc)
	heads := map[Millis]bool{0: true}
	for i := range s.layout.Services {
		service := &s.layout.Services[i]
		p := paceOf(service, sum.Services[service.ID])
		p.expect(days, usual.Services[service.ID], s.profile.Services[service.ID], now, into)
		o.paces[service.ID] = p
		for _, share := range p.shares {
			heads[share.headStart] = true
		}
	}
	for _, minutes := range settings.HeadStartMinutes {
		heads[Millis(minutes)*Minute] = true
	}
	o.heads = sortedKeys(heads)
}

// sortedKeys gives the keys of m in order, so that nothing depends on the order of a map.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
