package queue

import (
	"strings"
	"unicode"
)

// Deed is something that is recorded of who came in and what they took away. What changes the hall is in the journal as
// an event of its own.
type Deed string

// The deeds.
const (
	DeedLogIn       Deed = "log_in"
	DeedLogOut      Deed = "log_out"
	DeedRefused     Deed = "log_in_refused" // wrong passwords, PINs and codes, counted
	DeedPassword    Deed = "password_changed"
	DeedAccountMade Deed = "account_made"
	DeedAccount     Deed = "account_changed"
	DeedReset       Deed = "password_reset"
	DeedEnrolled    Deed = "device_enrolled"
	DeedCode        Deed = "code_made"
	DeedRevoked     Deed = "device_revoked"
	DeedDoubled     Deed = "device_doubled" // one device's secret was used from two addresses at once
	DeedExported    Deed = "exported"
	DeedRestored    Deed = "restored"
)

// Deeds are all deeds.
var Deeds = []Deed{
	DeedLogIn, DeedLogOut, DeedRefused, DeedPassword, DeedAccountMade, DeedAccount, DeedReset, DeedEnrolled, DeedCode, DeedRevoked,
	DeedDoubled, DeedExported, DeedRestored,
}

// AuditEvent is a deed; who did it is in its entry's By.
type AuditEvent struct {
	Deed Deed `json:"deed"`
	// Of is what it is about: an account, a device, what was exported.
	Of string `json:"of,omitempty"`
	// From is the address it came from.
	From string `json:"from,omitempty"`
	// Count is how often, where that is counted.
	Count int `json:"count,omitempty"`
	// Note says more, such as the roles that an account was given.
	Note string `json:"note,omitempty"`
}

// Audit notes a deed in the journal.
type Audit struct {
	AuditEvent
}

// Audited: a deed was noted.
type Audited struct {
	Audit AuditEvent `json:"audit"`
}

var _ = register(func() Event { return new(Audited) })

// Kind implements Event.
func (*Audited) Kind() string { return "audited" }

// mostAuditText bounds each text of a deed, in characters.
const mostAuditText = 200

func (c Audit) decide(s *State, _ Instant) ([]Event, error) {
	known := false
	for _, d := range Deeds {
		known = known || d == c.Deed
	}
	if !known {
		return nil, s.refuse(c, ErrBadRequest, "there is no such deed")
	}
	noted := c.AuditEvent
	noted.Of, noted.From, noted.Note = OneLine(noted.Of), OneLine(noted.From), OneLine(noted.Note)
	return []Event{&Audited{noted}}, nil
}

// OneLine gives text as one line in which nobody can forge another: control characters and what turns the direction of
// writing are shown as �, and of a long text the beginning.
func OneLine(text string) string {
	line := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	if runes := []rune(line); len(runes) > mostAuditText {
		line = string(runes[:mostAuditText-1]) + "…"
	}
	return line
}

func (e *Audited) apply(s *State, n *Entry) {
	if e.Audit.Deed == DeedDoubled {
		s.doubled[e.Audit.Of] = n.At
	}
}

// doubledFor is how long the hall is told of a device that was used twice at once; the deed is noted again while it lasts.
const doubledFor = 30 * Minute

// deviceAlerts adds the devices whose secret is used from two places at once: one of them is a copy.
func (s *State) deviceAlerts(all []Alert, at Instant) []Alert {
	for device, since := range s.doubled {
		if at.Since(since) < doubledFor {
			all = append(all, Alert{ID: AlertID("device:" + device), Kind: AlertDevice, Level: LevelYellow, Device: device, Since: since})
		}
	}
	return all
}

func (c Audit) String() string { return "note " + string(c.Deed) }
