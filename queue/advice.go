package queue

import (
	"cmp"
	"slices"
)

// Advice is a window that would help if it opened now: what the longest wait for a service becomes, by the same forecast
// as the estimates.
type Advice struct {
	Window     WindowNumber `json:"window"`
	WindowName Text         `json:"window_name"`
	// Status is what the window does now: it is closed or paused.
	Status      WindowStatus `json:"status"`
	Service     ServiceID    `json:"service"`
	ServiceName Text         `json:"service_name"`
	// Waiting is how many wait for the service.
	Waiting int `json:"waiting_count"`
	// Longest is how long whoever waits longest will have waited when called, in half of all futures; nil while no window
	// serves them. Then is the same with the window open.
	Longest *Millis `json:"longest_wait_ms"`
	Then    Millis  `json:"longest_wait_then_ms"`
}

const (
	// mostTried is how many windows advice looks at.
	mostTried = 12
	// worthwhile is by how much a wait has to fall for the window to be named.
	worthwhile = 2 * Minute
)

// Advice says which windows would help most if they opened now, the greatest help first: for each service whose longest
// wait will be past the warning threshold, or that nobody serves, the window that makes it shortest.
func (o *Outlook) Advice() []Advice {
	late := Millis(o.state.layout.Settings.WaitWarningMinutes) * Minute
	now := o.longest()
	best := map[ServiceID]Advice{}
	for _, w := range o.idleWindows() {
		then := o.opening(w).longest()
		for _, id := range w.Services {
			before, served := now[id]
			after, helps := then[id]
			if !helps || served && (before <= late || before-after < worthwhile) {
				continue
			}
			if held, ok := best[id]; ok && held.Then <= after {
				continue
			}
			shift := o.state.Window(w.Number)
			a := Advice{Window: w.Number, WindowName: w.Name, Status: shift.StatusAt(o.at), Service: id, Waiting: len(o.order[id]), Then: after}
			if service, ok := o.state.layout.Service(id); ok {
				a.ServiceName = service.Name
			}
			if served {
				a.Longest = &before
			}
			best[id] = a
		}
	}
	advice := []Advice{}
	for _, id := range sortedKeys(best) {
		advice = append(advice, best[id])
	}
	slices.SortStableFunc(advice, func(a, b Advice) int { return cmp.Compare(b.gain(), a.gain()) })
	return advice
}

// gain is by how much a's window shortens the wait; without a window nothing is longer.
func (a *Advice) gain() Millis {
	if a.Longest == nil {
		return horizon
	}
	return *a.Longest - a.Then
}

// idleWindows gives the windows that nobody works at for whose services people wait, the lowest numbers first.
func (o *Outlook) idleWindows() []*Window {
	var idle []*Window
	for i := range o.state.layout.Windows {
		w := &o.state.layout.Windows[i]
		wanted := slices.ContainsFunc(w.Services, func(id ServiceID) bool {
			_, suspended := o.state.suspended[id]
			return !suspended && len(o.order[id]) > 0
		})
		if !o.works(w) && wanted && !w.Retired {
			idle = append(idle, w)
		}
	}
	slices.SortFunc(idle, func(a, b *Window) int { return cmp.Compare(a.Number, b.Number) })
	return idle[:min(len(idle), mostTried)]
}

// opening gives the outlook with w open from now on.
func (o *Outlook) opening(w *Window) *Outlook {
	with := *o
	with.desks = slices.Clone(o.desks)
	with.add(desk{window: w})
	return &with
}

// longest gives for each service that is served how long whoever waits longest will have waited when called, in half of
// all futures.
func (o *Outlook) longest() map[ServiceID]Millis {
	var wanted []*Ticket
	for _, id := range sortedKeys(o.order) {
		if o.served(id) {
			wanted = append(wanted, o.order[id]...)
		}
	}
	longest := map[ServiceID]Millis{}
	for i, waits := range o.waits(wanted, nil) {
		if e, ok := estimateOf(waits); ok {
			t := wanted[i]
			longest[t.Service] = max(longest[t.Service], o.state.WaitedAt(t, o.at)+e.P50)
		}
	}
	return longest
}
