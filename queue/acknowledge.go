package queue

// AcknowledgeAlert says that somebody has seen an alert, and what is done about it.
type AcknowledgeAlert struct {
	ID     AlertID
	Reason string
	By     Helper
}

// Acknowledgement is who has seen an alert, when, at which level, and what is done about it.
type Acknowledgement struct {
	Level  Level   `json:"level"`
	Reason string  `json:"reason"`
	At     Instant `json:"at"`
	By     Helper  `json:"by"`
}

// AlertAcknowledged: somebody has seen an alert. Alert is as it was then.
type AlertAcknowledged struct {
	Alert Alert `json:"alert"`
}

var _ = register(func() Event { return new(AlertAcknowledged) })

// Kind implements Event.
func (*AlertAcknowledged) Kind() string { return "alert_acknowledged" }

// quietFor is how long an alert that does not grow worse stays quiet: whatever was done about it should have helped. A citizen
// who did not answer the telephone is called again after hours, and what is put right takes days.
const (
	quietFor      = 30 * Minute
	quietForTerms = 4 * 60 * Minute
)

// quiet is for how long an alert of the kind stays quiet.
func (k AlertKind) quiet() Millis {
	if k == AlertCallBack || k == AlertCorrection {
		return quietForTerms
	}
	return quietFor
}

// quiets tells whether the alert needs nobody at the moment at, since somebody has seen it.
func (k *Acknowledgement) quiets(a *Alert, at Instant) bool {
	return a.Level.grade() <= k.Level.grade() && at.Since(k.At) < a.Kind.quiet()
}

func (c AcknowledgeAlert) decide(s *State, at Instant) ([]Event, error) {
	alert, ok := s.Alert(c.ID, at)
	switch {
	case !ok:
		return nil, s.refuse(c, ErrUnknownAlert)
	case alert.Acknowledged != nil:
		return nil, s.refuse(c, ErrAnswered)
	case c.Reason == "":
		return nil, s.refuse(c, ErrReasonRequired)
	}
	alert.Acknowledged = &Acknowledgement{Level: alert.Level, Reason: c.Reason, At: at, By: c.By}
	return []Event{&AlertAcknowledged{alert}}, nil
}

func (e *AlertAcknowledged) apply(s *State, _ *Entry) {
	if e.Alert.Acknowledged != nil {
		s.acks[e.Alert.ID] = *e.Alert.Acknowledged
	}
}

func (c AcknowledgeAlert) String() string { return "acknowledge alert " + string(c.ID) }
