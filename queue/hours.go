package queue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// TimeOfDay is a wall-clock time in minutes after midnight, 0 to 1440 (24:00).
type TimeOfDay int

// endOfDay is 24:00.
const endOfDay TimeOfDay = 24 * 60

// MarshalText writes HH:MM.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// String gives HH:MM.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// UnmarshalText reads HH:MM from 00:00 to 24:00.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	h, m, ok := strings.Cut(string(text), ":")
	hours, errH := strconv.Atoi(h)
	minutes, errM := strconv.Atoi(m)
	v := TimeOfDay(hours*60 + minutes)
	if !ok || errH != nil || errM != nil || len(h) != 2 || len(m) != 2 || minutes < 0 || minutes > 59 || hours < 0 || v > endOfDay {
		return fmt.Errorf("time of day %q is not HH:MM between 00:00 and 24:00", text)
	}
	*t = v
	return nil
}

// Weekday is a day of the week, written mon … sun.
type Weekday time.Weekday

var weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// MarshalText writes mon … sun.
func (d Weekday) MarshalText() ([]byte, error) { return []byte(weekdayNames[d%7]), nil }

// UnmarshalText reads mon … sun.
func (d *Weekday) UnmarshalText(text []byte) error {
	i := slices.Index(weekdayNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("day %q is none of mon, tue, wed, thu, fri, sat, sun", text)
	}
	*d = Weekday(i)
	return nil
}

// Session is one stretch of service within a day, written 08:30-12:00.
type Session struct {
	Open, Close TimeOfDay
}

// MarshalText writes HH:MM-HH:MM.
func (s Session) MarshalText() ([]byte, error) {
	return []byte(s.Open.String() + "-" + s.Close.String()), nil
}

// UnmarshalText reads HH:MM-HH:MM; the close must be after the open.
func (s *Session) UnmarshalText(text []byte) error {
	from, to, ok := strings.Cut(string(text), "-")
	var read Session
	if !ok || read.Open.UnmarshalText([]byte(from)) != nil || read.Close.UnmarshalText([]byte(to)) != nil || read.Close <= read.Open {
		return fmt.Errorf("session %q is not OPEN-CLOSE, such as 08:30-12:00", text)
	}
	*s = read
	return nil
}

// BusinessHours say when the hall serves.
type BusinessHours struct {
	Days     []Weekday `json:"days"`
	Sessions []Session `json:"sessions"`
	// Holidays are closed whatever the day of the week; Workdays are open likewise (调休).
	Holidays []Date `json:"holidays,omitempty"`
	Workdays []Date `json:"workdays,omitempty"`
	// BookingDays are further days of the week on which the hall serves in BookingSessions, by appointment only.
	BookingDays     []Weekday `json:"booking_days,omitempty"`
	BookingSessions []Session `json:"booking_sessions,omitempty"`
	// Closed are stretches of every week in which nobody is served, such as a meeting.
	Closed []ClosedTime `json:"closed,omitempty"`
}

// ClosedTime is a stretch of a day of the week.
type ClosedTime struct {
	Day  Weekday `json:"day"`
	Time Session `json:"time"`
}

// Span is a session of one real day, Open included, Close not.
type Span struct {
	Open, Close Instant
}

// On gives the sessions of date in loc, in order; none on a closed day.
func (h BusinessHours) On(date Date, loc *time.Location) []Span {
	sessions := h.Sessions
	switch {
	case h.bookedOnly(date):
		sessions = h.BookingSessions
	case !h.regular(date):
		return nil
	}
	spans := make([]Span, 0, len(sessions))
	for _, s := range h.without(sessions, date.weekday()) {
		spans = append(spans, Span{date.at(s.Open, loc), date.at(s.Close, loc)})
	}
	return spans
}

// without cuts what is closed every week out of the sessions of a day.
func (h BusinessHours) without(sessions []Session, day Weekday) []Session {
	for _, c := range h.Closed {
		if c.Day != day {
			continue
		}
		var left []Session
		for _, s := range sessions {
			for _, part := range []Session{{s.Open, min(s.Close, c.Time.Open)}, {max(s.Open, c.Time.Close), s.Close}} {
				if part.Open < part.Close {
					left = append(left, part)
				}
			}
		}
		sessions = left
	}
	return sessions
}

// overlap gives how much of the time between two moments lies within spans.
func overlap(spans []Span, from, to Instant) Millis {
	sum := Millis(0)
	for _, span := range spans {
		sum += max(0, min(to, span.Close).Since(max(from, span.Open)))
	}
	return sum
}

// endingAfter gives the first of spans that ends after the moment at.
func endingAfter(spans []Span, at Instant) (Span, bool) {
	for _, span := range spans {
		if at < span.Close {
			return span, true
		}
	}
	return Span{}, false
}

// regular tells whether everybody is served on date.
func (h BusinessHours) regular(date Date) bool {
	open := slices.Contains(h.Days, date.weekday()) && !slices.Contains(h.Holidays, date)
	return open || slices.Contains(h.Workdays, date)
}

// bookedOnly tells whether on date only people with an appointment are served.
func (h BusinessHours) bookedOnly(date Date) bool {
	return !h.regular(date) && slices.Contains(h.BookingDays, date.weekday()) && !slices.Contains(h.Holidays, date)
}

// AlwaysOpen tells whether the hall never closes: numbers and people then go over midnight.
func (h BusinessHours) AlwaysOpen() bool {
	return len(h.Sessions) == 1 && h.Sessions[0] == Session{0, endOfDay}
}

// String gives the sessions as people read them: 08:30–12:00 14:30–18:00.
func (h BusinessHours) String() string {
	parts := make([]string, len(h.Sessions))
	for i, s := range h.Sessions {
		parts[i] = s.Open.String() + "–" + s.Close.String()
	}
	return strings.Join(parts, " ")
}
