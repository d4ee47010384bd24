package display

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// How much of each list a counter shows.
const (
	counterNext    = 5
	counterNoShows = 5
)

// CounterBoard is the page of the clerk at one window.
type CounterBoard struct {
	head
	Window   queue.WindowView `json:"window"`
	Services []CounterService `json:"services"`
	// WaitingCount, LongestSince and Next are about those whom this window would call now: fallback services count when
	// they would be called from.
	WaitingCount int                `json:"waiting_count"`
	LongestSince queue.Instant      `json:"longest_since,omitempty"`
	Next         []queue.TicketNo   `json:"next,omitempty"`
	NoShows      []queue.TicketView `json:"no_shows"`
	Settings     CounterSettings    `json:"settings"`
	PauseReasons []queue.Text       `json:"pause_reasons"`
	Outcomes     []queue.Outcome    `json:"outcomes"`
	Today        Today              `json:"today"`
}

// CounterService is a queue that the window calls from, as its own or as a fallback.
type CounterService struct {
	ID           queue.ServiceID `json:"id"`
	Prefix       string          `json:"prefix"`
	Name         queue.Text      `json:"name"`
	WaitingCount int             `json:"waiting_count"`
	LongestSince queue.Instant   `json:"longest_since,omitempty"`
	Own          bool            `json:"own"`
}

// CounterSettings are those of the hall's settings that the counter's buttons obey.
type CounterSettings struct {
	MaxCalls           int `json:"max_calls"`
	MinPresenceSeconds int `json:"min_presence_seconds"`
	DeadPressMS        int `json:"dead_press_ms"`
}

// Today counts the window's tickets of the day by what became of them. Called counts them all.
type Today struct {
	Called int `json:"called"`
	Served int `json:"served"`
	NoShow int `json:"no_show"`
}

// pauseReasons are what a clerk may choose from.
var pauseReasons = []queue.Text{
	{ZH: "离岗片刻", EN: "Short leave"},
	{ZH: "回部门交换资料", EN: "Exchange papers"},
	{ZH: "业务系统故障", EN: "System fault"},
	{ZH: "设备故障", EN: "Device fault"},
	{ZH: "用餐", EN: "Meal"},
	{ZH: "会议学习", EN: "Meeting"},
	{ZH: "交接班", EN: "Handover"},
}

func drawCounter(s *queue.State, at queue.Instant, n queue.WindowNumber) (any, bool) {
	w, ok := s.Layout().Window(n)
	if !ok {
		return nil, false
	}
	settings := &s.Layout().Settings
	callable := s.Callable(w, at)
	b := &CounterBoard{
		head: drawHead(s, KindCounter), Window: s.WindowView(n, at),
		Next: numbers(s.UpNext(callable, counterNext)), NoShows: []queue.TicketView{},
		Settings:     CounterSettings{settings.MaxCalls, settings.MinPresenceSeconds, settings.DeadPressMS},
		PauseReasons: pauseReasons, Outcomes: queue.Outcomes, Today: today(s, n),
	}
	for i, id := range slices.Concat(w.Services, w.Fallback) {
		row := CounterService{
			ID: id, WaitingCount: s.WaitingCount(id), LongestSince: longestSince(s, id, at), Own: i < len(w.Services),
		}
		if service, ok := s.Layout().Service(id); ok {
			row.Prefix, row.Name = service.Prefix, service.Name
		}
		if slices.Contains(callable, id) {
			b.WaitingCount += row.WaitingCount
			b.LongestSince = earlier(b.LongestSince, row.LongestSince)
		}
		b.Services = append(b.Services, row)
	}
	for _, t := range missed(s, counterNoShows, func(t *queue.Ticket) bool { return t.Window == n }) {
		b.NoShows = append(b.NoShows, s.Layout().TicketView(t))
	}
	return b, true
}

func today(s *queue.State, n queue.WindowNumber) Today {
	var sum Today
	for _, t := range s.Tickets() {
		if t.Window != n || t.FirstCalledAt == 0 {
			continue
		}
		sum.Called++
		switch t.Status {
		case queue.StatusServed:
			sum.Served++
		case queue.StatusNoShow:
			sum.NoShow++
		}
	}
	return sum
}
