package office

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// windowRow is one window's figures.
type windowRow struct {
	Window queue.WindowNumber `json:"window"`
	Name   queue.Text         `json:"name"`
	figures
	duty
}

// serviceRow is one service's figures.
type serviceRow struct {
	Service queue.ServiceID `json:"service"`
	Prefix  string          `json:"prefix"`
	Name    queue.Text      `json:"name"`
	ofTickets
}

// staffRow is one member of staff's figures; Staff is empty for who signed in without a number.
type staffRow struct {
	Staff queue.StaffNo `json:"staff"`
	Name  string        `json:"name"`
	figures
	duty
}

// tallies adds up a period by what keyOf and shiftKey give. A visit without a key is left out; a nil shiftKey reads no
// shifts.
func tallies[K comparable](
	ctx context.Context, store Store, p *period, keyOf func(*queue.Visit) (K, bool), shiftKey func(*queue.ShiftRecord) K,
) (map[K]*tally, error) {
	all := map[K]*tally{}
	of := func(key K) *tally {
		if all[key] == nil {
			all[key] = &tally{}
		}
		return all[key]
	}
	if p.from == "" { // no business day has begun yet
		return all, nil
	}
	limits := limitsOf(p.layout)
	err := store.Visits(ctx, p.from, p.to, func(v queue.Visit) error {
		if key, ok := keyOf(&v); ok {
			of(key).visit(&v, limits, p.now)
		}
		return ctx.Err()
	})
	if err != nil || shiftKey == nil {
		return all, err
	}
	return all, store.Shifts(ctx, p.from, p.to, func(r queue.ShiftRecord) error {
		of(shiftKey(&r)).shift(&r, p.now)
		return ctx.Err()
	})
}

// keys gives those of the layout and those that only figures know, sorted, each once.
func keys[K cmp.Ordered](layout []K, all map[K]*tally) []K {
	return slices.Compact(slices.Sorted(func(yield func(K) bool) {
		for _, k := range layout {
			if !yield(k) {
				return
			}
		}
		maps.Keys(all)(yield)
	}))
}

// getWindows reports on every window of the layout and on those that had visits.
func (s *Service) getWindows(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (queue.WindowNumber, bool) { return v.Window, v.Window != 0 },
		func(r *queue.ShiftRecord) queue.WindowNumber { return r.Window })
	if err != nil {
		return err
	}
	var known []queue.WindowNumber
	for i := range p.layout.Windows {
		known = append(known, p.layout.Windows[i].Number)
	}
	rows := []windowRow{}
	for _, n := range keys(known, all) {
		t := cmp.Or(all[n], &tally{})
		row := windowRow{Window: n, figures: t.figures(), duty: t.duty()}
		if w, ok := p.layout.Window(n); ok {
			row.Name = w.Name
		}
		rows = append(rows, row)
	}
	return send(c, p, "windows", rows)
}

// getServices reports on every service of the layout and on those that had visits.
func (s *Service) getServices(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (queue.ServiceID, bool) { return v.Service, true }, nil)
	if err != nil {
		return err
	}
	var known []queue.ServiceID
	for i := range p.layout.Services {
		known = append(known, p.layout.Services[i].ID)
	}
	rows := []serviceRow{}
	for _, id := range keys(known, all) {
		row := serviceRow{Service: id, ofTickets: cmp.Or(all[id], &tally{}).ofTickets()}
		if service, ok := p.layout.Service(id); ok {
			row.Prefix, row.Name = service.Prefix, service.Name
		}
		rows = append(rows, row)
	}
	return send(c, p, "services", rows)
}

// getStaff reports on every member of staff of the layout and on those that had visits.
func (s *Service) getStaff(c echo.Context) error {
	p, err := s.readPeriod(c)
	if err != nil {
		return err
	}
	all, err := tallies(c.Request().Context(), s.store, p,
		func(v *queue.Visit) (queue.StaffNo, bool) { return v.Staff, v.Window != 0 },
		func(r *queue.ShiftRecord) queue.StaffNo { return r.Staff })
	if err != nil {
		return err
	}
	var known []queue.StaffNo
	for i := range p.layout.Staff {
		known = append(known, p.layout.Staff[i].Number)
	}
	rows := []staffRow{}
	for _, no := range keys(known, all) {
		t := cmp.Or(all[no], &tally{})
		row := staffRow{Staff: no, figures: t.figures(), duty: t.duty()}
		if member, ok := p.layout.StaffMember(no); ok {
			row.Name = member.Name
		}
		rows = append(rows, row)
	}
	return send(c, p, "staff", rows)
}

// send answers with rows as JSON, or as the table that was asked for.
func send[R row](c echo.Context, p *period, name string, rows []R) error {
	file := name + "-" + p.from.Compact() + "-" + p.to.Compact()
	switch p.format {
	case formatCSV:
		return sendCSV(c, file+".csv", rows)
	case formatXLSX:
		return sendXLSX(c, file+".xlsx", name, rows)
	}
	return c.JSON(http.StatusOK, rows)
}
