package queue

import "cmp"

// Emergency is why everybody has to leave the hall, in the words that every face shows.
type Emergency struct {
	Text  Text    `json:"text"`
	Since Instant `json:"since"`
}

// MostEmergencyRunes bounds the Chinese of an emergency's text, which screens show as large as they can; the English may be
// twice as long.
const MostEmergencyRunes = 100

// RaiseEmergency tells everybody in the hall to leave (紧急): until it ends no number is issued and nobody is called.
// Without a Text the settings' is shown. While one is raised it is said anew; its beginning stays.
type RaiseEmergency struct {
	Text Text
}

// EndEmergency lets the hall go on. Nothing else ends an emergency, the end of the day included.
type EndEmergency struct{}

// EmergencyRaised: everybody has to leave.
type EmergencyRaised struct {
	Emergency Emergency `json:"emergency"`
}

// EmergencyEnded: the hall goes on. Emergency is what ended.
type EmergencyEnded struct {
	Emergency Emergency `json:"emergency"`
}

var _ = register(func() Event { return new(EmergencyRaised) }, func() Event { return new(EmergencyEnded) })

// Kind implements Event.
func (*EmergencyRaised) Kind() string { return "emergency_raised" }

// Kind implements Event.
func (*EmergencyEnded) Kind() string { return "emergency_ended" }

func (c RaiseEmergency) decide(s *State, at Instant) ([]Event, error) {
	// A journal from before there was such a setting has no text.
	text := cmp.Or(c.Text, s.layout.Settings.EmergencyText, DefaultSettings().EmergencyText)
	return []Event{&EmergencyRaised{Emergency{text, cmp.Or(s.emergency.Since, at)}}}, nil
}

func (c EndEmergency) decide(s *State, _ Instant) ([]Event, error) {
	if s.emergency.Since == 0 {
		return nil, s.refuse(c, ErrWrongState, "there is no emergency")
	}
	return []Event{&EmergencyEnded{s.emergency}}, nil
}

func (e *EmergencyRaised) apply(s *State, _ *Entry) { s.emergency = e.Emergency }

func (e *EmergencyEnded) apply(s *State, _ *Entry) { s.emergency = Emergency{} }

// Emergency gives the emergency that lasts; nil when there is none.
func (s *State) Emergency() *Emergency {
	if s.emergency.Since == 0 {
		return nil
	}
	e := s.emergency
	return &e
}

// calm refuses c while an emergency lasts.
func (s *State) calm(c Command) error {
	if s.emergency.Since != 0 {
		return s.refuse(c, ErrEmergency)
	}
	return nil
}

func (c RaiseEmergency) String() string { return "raise emergency" }

func (c EndEmergency) String() string { return "end emergency" }
