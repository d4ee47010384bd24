package queue

import "slices"

// FeedbackKind says whether a citizen complains or suggests something.
type FeedbackKind string

// The kinds of feedback (投诉, 意见建议).
const (
	FeedbackComplaint  FeedbackKind = "complaint"
	FeedbackSuggestion FeedbackKind = "suggestion"
)

// FeedbackCategory is what feedback is about.
type FeedbackCategory string

// FeedbackCategories are what citizens choose from: 服务效率, 服务水平, 服务态度, 环境设施, 其他.
var FeedbackCategories = []FeedbackCategory{"speed", "skill", "attitude", "environment", "other"}

// FeedbackID names a complaint or suggestion for ever: the sequence number of its entry.
type FeedbackID uint64

// Feedback is a complaint or a suggestion. What was written, and how to reach who wrote it, are Sealed: only the key of
// its month opens them, as long as there is one.
type Feedback struct {
	ID       FeedbackID       `json:"id"`
	Kind     FeedbackKind     `json:"kind"`
	Category FeedbackCategory `json:"category"`
	At       Instant          `json:"at"`
	// Ticket is that of the citizen; Window and Staff are where it was then, when it had been called.
	Ticket  TicketID     `json:"ticket"`
	Number  TicketNo     `json:"number"`
	Service ServiceID    `json:"service"`
	Window  WindowNumber `json:"window,omitempty"`
	Staff   StaffNo      `json:"staff,omitempty"`
	Sealed  string       `json:"sealed,omitempty"`
}

// mostFeedback is how often one ticket's citizen is heard.
const mostFeedback = 3

// GiveFeedback is a citizen's complaint or suggestion, also days later while the ticket may be rated.
type GiveFeedback struct {
	Ticket   TicketID
	Kind     FeedbackKind
	Category FeedbackCategory
	Sealed   string
}

// FeedbackGiven: a citizen complained or suggested something.
type FeedbackGiven struct {
	of
	Feedback Feedback `json:"feedback"`
}

var _ = register(func() Event { return new(FeedbackGiven) })

// Kind implements Event.
func (*FeedbackGiven) Kind() string { return "feedback_given" }

func (c GiveFeedback) decide(s *State, at Instant) ([]Event, error) {
	known := c.Kind == FeedbackComplaint || c.Kind == FeedbackSuggestion
	if !known || !slices.Contains(FeedbackCategories, c.Category) || c.Sealed == "" {
		return nil, s.refuse(c, ErrBadRequest, "kind or category is not known, or there is no text")
	}
	held, ok := s.Ticket(c.Ticket)
	if !ok {
		if held, ok = s.Past(c.Ticket); !ok {
			return nil, s.refuse(c, ErrUnknownTicket)
		}
	}
	if held.FeedbackCount >= mostFeedback {
		return nil, s.refuse(c, ErrFeedbackLimit)
	}
	t := *held
	t.FeedbackCount++
	return []Event{&FeedbackGiven{of{t}, Feedback{
		ID: FeedbackID(s.seq + 1), Kind: c.Kind, Category: c.Category, At: at, Ticket: t.ID, Number: t.Number, Service: t.Service,
		Window: t.Window, Staff: t.Staff, Sealed: c.Sealed,
	}}}, nil
}

func (e *FeedbackGiven) apply(s *State, _ *Entry) { s.putPast(&e.Ticket) }

func (c GiveFeedback) String() string { return "give feedback on ticket " + string(c.Ticket) }
