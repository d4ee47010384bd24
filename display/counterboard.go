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
	counterHelp
	Window   queue.WindowView `json:"window"`
	Services []CounterService `json:"services"`
	// WaitingCount, LongestSince and Next are about those whom this window would call now: fallback services count when
	// they would be called from, suspended ones never.
	WaitingCount int              `json:"waiting_count"`
	LongestSince queue.Instant    `json:"longest_since,omitempty"`
	Next         []queue.TicketNo `json:"next,omitempty"`
	// Waiting are all whom the window may choose to call, the first of them in order.
	Waiting []WaitingTicket `json:"waiting,omitempty"`
	OnHold  []HeldTicket    `json:"on_hold,omitempty"`
	NoShows []MissedTicket  `json:"no_shows"`
	// LastDone is what reopening would undo; absent while nothing can be undone.
	LastDone *DoneTicket `json:"last_done,omitempty"`
	// Askable: the citizen who was served last may be asked to rate.
	Askable bool `json:"askable,omitempty"`
	// RecallFrom and PatienceUntil are when a paced recall and a paced no-show of the called ticket are accepted.
	RecallFrom    queue.Instant `json:"recall_from,omitempty"`
	PatienceUntil queue.Instant `json:"patience_until,omitempty"`
	// OnlyHere are the services that would be left without a window if this one stopped.
	OnlyHere []queue.LeftAlone `json:"only_here,omitempty"`
	// Over is there while the window is open after a session.
	Over *SessionOver `json:"over,omitempty"`
	// Relief are those of the window's post who can take over.
	Relief       []Reliever      `json:"relief,omitempty"`
	Settings     CounterSettings `json:"settings"`
	PauseReasons []queue.Text    `json:"pause_reasons"`
	Outcomes     []queue.Outcome `json:"outcomes"`
	Today        Today           `json:"today"`
	// Cards are those of whoever sits here that are news to them.
	Cards []CardRow `json:"cards,omitempty"`
	// About is what the clerk reads of the ticket at the window beside its own view; absent without one.
	About *About `json:"about,omitempty"`
}

// CounterService is a queue that the window calls from, as its own or as a fallback.
type CounterService struct {
	ID           queue.ServiceID `json:"id"`
	Prefix       string          `json:"prefix"`
	Name         queue.Text      `json:"name"`
	WaitingCount int             `json:"waiting_count"`
	LongestSince queue.Instant   `json:"longest_since,omitempty"`
	Own          bool            `json:"own"`
	// Suspended is there, with its reason, while nobody is called for the service.
	Suspended *queue.Suspension `json:"suspended,omitempty"`
}

// CounterSettings are those of the hall's settings that the counter's buttons obey.
type CounterSettings struct {
	MaxCalls           int `json:"max_calls"`
	MinPresenceSeconds int `json:"min_presence_seconds"`
	DeadPressMS        int `json:"dead_press_ms"`
	// Keypad are the codes of a numeric pad.
	Keypad map[queue.Key]queue.KeypadCode `json:"keypad"`
	// PoliteCard: what is said in each moment of a service stands beside the ticket.
	PoliteCard bool `json:"polite_card"`
	// OutcomeRequired: no service ends without its outcome.
	OutcomeRequired bool `json:"outcome_required,omitempty"`
	// WaitWarningMinutes is when a wait is too long.
	WaitWarningMinutes int `json:"wait_warning_minutes"`
}

// Today counts the window's tickets of the day by what became of them. Called counts them all, those too that went on to a
// next step; WithoutOutcome are the served ones of which nobody has said how they ended.
type Today struct {
	Called         int `json:"called"`
	Served         int `json:"served"`
	NoShow         int `json:"no_show"`
	WithoutOutcome int `json:"without_outcome,omitempty"`
	// Consultations are those who only asked something since the clerk signed in.
	Consultations int `json:"consultations,omitempty"`
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
	b := &CounterBoard{
		head: drawHead(s, KindCounter), counterHelp: drawCounterHelp(s, n, at), Window: s.WindowView(n, at),
		Next: numbers(s.UpNextAt(n, counterNext, at)), Waiting: waitingAt(s, w, at), OnHold: onHold(s, n, at),
		NoShows: missedAt(s, n, at), LastDone: lastDone(s, n, at), Askable: s.Askable(n, at), OnlyHere: s.OnlyAt(n, at),
		Over: sessionOver(s, n, at), Relief: relievers(s, w),
		Settings: CounterSettings{
			settings.MaxCalls, settings.MinPresenceSeconds, settings.DeadPressMS, settings.Keypad(), settings.PoliteCard, settings.OutcomeRequired,
			settings.WaitWarningMinutes,
		},
		PauseReasons: pauseReasons, Outcomes: queue.Outcomes, Today: today(s, n), About: about(s, n),
		Cards: cardsOf(s, s.Window(n).Staff),
	}
	if t := s.Current(n); t != nil && t.Status == queue.StatusCalled {
		b.RecallFrom, b.PatienceUntil = s.PacedFrom(t)
	}
	callable := s.Callable(w, at)
	for i, id := range slices.Concat(w.Services, w.Fallback) {
		row := counterService(s, id, i < len(w.Services), at)
		if row.Suspended == nil && slices.Contains(callable, id) {
			b.WaitingCount += row.WaitingCount
			b.LongestSince = earlier(b.LongestSince, row.LongestSince)
		}
		b.Services = append(b.Services, row)
	}
	return b, true
}

func counterService(s *queue.State, id queue.ServiceID, own bool, at queue.Instant) CounterService {
	row := CounterService{ID: id, WaitingCount: s.WaitingCount(id), LongestSince: longestSince(s, id, at), Own: own}
	if service, ok := s.Layout().Service(id); ok {
		row.Prefix, row.Name = service.Prefix, service.Name
	}
	if stop, ok := s.Suspension(id); ok {
		row.Suspended = &stop
	}
	return row
}

func today(s *queue.State, n queue.WindowNumber) Today {
	sum := Today{Called: s.SentOn(n), Served: s.SentOn(n), Consultations: s.Window(n).Consultations}
	for _, t := range s.Tickets() {
		if t.Window != n || t.FirstCalledAt == 0 {
			continue
		}
		sum.Called++
		switch t.Status {
		case queue.StatusServed:
			sum.Served++
			if t.Outcome == "" {
				sum.WithoutOutcome++
			}
		case queue.StatusNoShow:
			sum.NoShow++
		}
	}
	return sum
}
