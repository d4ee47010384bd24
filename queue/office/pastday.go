package office

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// pastDay is what a day has to be looked for in: when something happened, and on which screens it was seen.
type pastDay struct {
	Date queue.Date `json:"date"`
	// Earlier and Later are the next days before and after it that the journal has; empty where there is none near.
	Earlier queue.Date `json:"earlier,omitempty"`
	Later   queue.Date `json:"later,omitempty"`
	// From and Until are when its first and its last entry were written.
	From    queue.Instant `json:"from"`
	Until   queue.Instant `json:"until"`
	Screens []pastScreen  `json:"screens"`
	Calls   []pastCall    `json:"calls"`
	Alerts  []pastAlert   `json:"alerts"`
}

// pastScreen is a screen of the hall, by the name under which the time machine shows it.
type pastScreen struct {
	Screen string     `json:"screen"`
	Name   queue.Text `json:"name"`
}

// pastCall is a call or a recall.
type pastCall struct {
	Seq    uint64             `json:"seq"`
	At     queue.Instant      `json:"at"`
	Number queue.TicketNo     `json:"number"`
	Window queue.WindowNumber `json:"window"`
	Again  bool               `json:"again,omitempty"`
}

// pastAlert is an alert as it was when it was gravest, seen first and last at these moments; it is looked for each minute.
type pastAlert struct {
	queue.Alert
	From  queue.Instant `json:"from"`
	Until queue.Instant `json:"until"`
}

// farthestDay is how far the next day is looked for: past the longest holiday.
const farthestDay = 31

// getDay tells what happened on a day, for who looks for the moment to see.
func (s *Service) getDay(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := queue.ActorFrom(ctx).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	now := s.hall.Now()
	date, err := s.dayOf(c, now)
	if err != nil {
		return err
	}
	r, err := newReel(ctx, s.store, date)
	if err != nil {
		return err
	}
	v := pastDay{Date: date, Calls: []pastCall{}, Alerts: []pastAlert{}}
	if err := v.live(ctx, r, now); err != nil {
		return err
	}
	v.Screens = screensOf(r.state.Layout())
	if v.Earlier, err = s.nextDay(ctx, date, -1); err != nil {
		return err
	}
	if v.Later, err = s.nextDay(ctx, date, 1); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// live lives through the whole day and notes what there is to see.
func (v *pastDay) live(ctx context.Context, r *reel, now queue.Instant) error {
	lasting := map[queue.AlertID]int{}
	for minute := queue.Instant(0); ; {
		e, err := r.peek(ctx)
		if err != nil {
			return err
		}
		if e == nil {
			break
		}
		if minute == 0 {
			v.From = e.At
			minute = e.At - e.At%queue.Instant(queue.Minute)
		}
		for ; minute <= e.At && minute <= now; minute = minute.Add(queue.Minute) {
			if minute >= v.From {
				v.alerts(r.state, minute, lasting)
			}
		}
		v.Until = r.step().At
	}
	if !r.over && now > v.Until { // the day is today's: what lasts, lasts until now
		v.Until = now
		v.alerts(r.state, now, lasting)
	}
	for _, call := range r.state.Calls() {
		v.Calls = append(v.Calls, pastCall{call.Seq, call.At, call.Number, call.Window, call.CallCount > 1})
	}
	return nil
}

// alerts notes what is wrong at a moment; lasting are those that were the last time, by their place in the list.
func (v *pastDay) alerts(state *queue.State, at queue.Instant, lasting map[queue.AlertID]int) {
	is := map[queue.AlertID]bool{}
	if state.Trial() != nil { // nobody was waited for
		clear(lasting)
		return
	}
	for _, a := range state.Alerts(at) {
		a.Acknowledged, is[a.ID] = nil, true
		i, was := lasting[a.ID]
		if !was {
			i = len(v.Alerts)
			lasting[a.ID] = i
			v.Alerts = append(v.Alerts, pastAlert{a, at, at})
		}
		if was && !v.Alerts[i].Level.GraverThan(a.Level) {
			v.Alerts[i].Alert = a
		}
		v.Alerts[i].Until = at
	}
	for id := range lasting {
		if !is[id] {
			delete(lasting, id)
		}
	}
}

// nextDay gives the next day that the journal has, in steps of so many days; empty for none near.
func (s *Service) nextDay(ctx context.Context, date queue.Date, step int) (queue.Date, error) {
	today := s.dateOf(s.hall.Now())
	for range farthestDay {
		if date = date.AddDays(step); date > today {
			break
		}
		if has, _, err := dayStart(ctx, s.store, date); has || err != nil {
			return date, err
		}
	}
	return "", nil
}

// screensOf names the screens that a hall has by its layout: the supervisor's page, each zone, the entrance, each window.
func screensOf(l *queue.Layout) []pastScreen {
	screens := []pastScreen{{"monitor", queue.Text{}}}
	for i := range l.Zones {
		screens = append(screens, pastScreen{"hall/" + string(l.Zones[i].ID), l.Zones[i].Name})
	}
	screens = append(screens, pastScreen{"welcome", queue.Text{}})
	windows := slices.Clone(l.Windows)
	slices.SortFunc(windows, func(a, b queue.Window) int { return int(a.Number) - int(b.Number) })
	for i := range windows {
		screens = append(screens, pastScreen{fmt.Sprintf("window/%d", windows[i].Number), windows[i].Name})
	}
	return screens
}
