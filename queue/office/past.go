package office

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// pastView is the hall as it was at a moment of the past.
type pastView struct {
	Date queue.Date    `json:"date"`
	At   queue.Instant `json:"at"`
	// Seq is the last entry until then. Previous and Next are when the entries before it and after it were written; zero
	// where the day has none.
	Seq      uint64             `json:"seq"`
	Previous queue.Instant      `json:"previous_at,omitempty"`
	Next     queue.Instant      `json:"next_at,omitempty"`
	Windows  []queue.WindowView `json:"windows"`
	Services []pastService      `json:"services"`
	// Shown is there for the screen that was asked for.
	Shown
}

// Shown is what a screen showed: Board as its socket gave it, Playlist what stood beside the calls, where it had one.
type Shown struct {
	Board    any `json:"board,omitempty"`
	Playlist any `json:"playlist,omitempty"`
}

// pastService is a service with its queue, in the order in which it would have been called.
type pastService struct {
	queue.ServiceView
	Queue []queue.TicketView `json:"queue"`
}

// getPast shows the hall as it was at the moment at, with the board of the screen when one is named.
func (s *Service) getPast(c echo.Context) error {
	ctx := c.Request().Context()
	if _, err := queue.ActorFrom(ctx).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	var at queue.Instant
	if err := at.UnmarshalText([]byte(c.QueryParam("at"))); err != nil {
		return badQuery(err.Error())
	}
	if at > s.hall.Now() {
		return badQuery("at is still to come")
	}
	date, err := s.dayOf(c, at)
	if err != nil {
		return err
	}
	r, err := s.reels.take(ctx, s.store, date, at)
	if err != nil {
		return err
	}
	next, err := r.to(ctx, at, nil)
	if err != nil {
		return err
	}
	// What is shown points into the state, which is left to others only when the answer is out.
	defer s.reels.leave(r)
	v := pastView{Date: date, At: at, Seq: r.state.Seq(), Previous: r.before, Windows: []queue.WindowView{}, Services: []pastService{}}
	if next != nil {
		v.Next = next.At
	}
	v.look(r.state, at)
	if screen := c.QueryParam("screen"); screen != "" {
		shown, ok := s.draw(r.state, at, screen)
		if !ok {
			return badQuery("screen is not hall/ZONE, window/NUMBER, monitor or welcome of that day")
		}
		v.Shown = shown
	}
	return c.JSON(http.StatusOK, v)
}

// dayOf gives the business day that is asked for: the query's date, or that of the moment at. A hall that closes after
// midnight has moments that are of the day before.
func (s *Service) dayOf(c echo.Context, at queue.Instant) (queue.Date, error) {
	return date(c, "date", s.dateOf(at))
}

func (s *Service) dateOf(at queue.Instant) (date queue.Date) {
	s.hall.View(func(state *queue.State) { date = queue.DateOf(at, state.Location()) })
	return date
}

// look enters what the windows and the queues of a state were at a moment. The estimates are those of a forecast that is made
// from that state, as the hall made one each second.
func (v *pastView) look(state *queue.State, at queue.Instant) {
	state.Foresee(state.Outlook(at).Forecast())
	l := state.Layout()
	for i := range l.Windows {
		w := state.WindowView(l.Windows[i].Number, at)
		if t := state.Current(w.Number); t != nil {
			ticket := pastTicket(l, t)
			w.Ticket = &ticket
		}
		v.Windows = append(v.Windows, w)
	}
	for i := range l.Services {
		row := pastService{state.ServiceView(&l.Services[i], at), []queue.TicketView{}}
		id := l.Services[i].ID
		for _, t := range state.UpNext([]queue.ServiceID{id}, state.WaitingCount(id)) {
			row.Queue = append(row.Queue, pastTicket(l, t))
		}
		v.Services = append(v.Services, row)
	}
}

// pastTicket is a ticket as whoever looks back at it may see it: why somebody has priority was for who had it in hand.
func pastTicket(l *queue.Layout, t *queue.Ticket) queue.TicketView {
	v := l.TicketView(t)
	v.Class = v.Class.Public()
	return v
}
