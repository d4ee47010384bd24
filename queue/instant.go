package queue

import (
	"fmt"
	"time"
)

// Instant is a moment in whole milliseconds since 1970 in UTC. Zero means "has not happened". It is an integer
// rather than a time.Time so that it has one zone, one precision, no monotonic reading, and compares with ==.
type Instant int64

// Millis is a span in milliseconds.
type Millis int64

// Common spans.
const (
	Second Millis = 1000
	Minute        = 60 * Second
)

// LongestPossible is the longest wait or service that statistics and estimates believe: behind a longer one stands a clock
// that was set wrong in between.
const LongestPossible = 24 * 60 * Minute

// At gives the Instant of t, cut down to the millisecond.
func At(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// Time gives i as a UTC time; the zero time for zero.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).UTC()
}

// Add gives the moment d after i.
func (i Instant) Add(d Millis) Instant { return i + Instant(d) }

// Since gives the span from earlier to i; negative when earlier is later.
func (i Instant) Since(earlier Instant) Millis { return Millis(i - earlier) }

// String gives RFC 3339 in UTC with milliseconds.
func (i Instant) String() string {
	text, _ := i.MarshalText() // never fails
	return string(text)
}

// MarshalText writes RFC 3339 in UTC with exactly three digits of milliseconds. Entries and answers have a dozen of them.
func (i Instant) MarshalText() ([]byte, error) {
	t := time.UnixMilli(int64(i)).UTC()
	text := t.AppendFormat(make([]byte, 0, len("2006-01-02T15:04:05.000Z")), time.RFC3339)
	ms := t.Nanosecond() / 1e6
	return append(text[:len(text)-1], '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z'), nil
}

// UnmarshalText reads RFC 3339 with any offset; finer than a millisecond is cut off.
func (i *Instant) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("time %q is not RFC 3339, such as 2026-11-23T09:05:00.000Z", text)
	}
	*i = Instant(t.UnixMilli())
	return nil
}

// Duration gives m for the standard library.
func (m Millis) Duration() time.Duration { return time.Duration(m) * time.Millisecond }

// Date is a day of the hall's calendar, written 2026-11-23. Dates compare as strings. The zero Date is "".
type Date string

// DateOf gives the date of i in loc.
func DateOf(i Instant, loc *time.Location) Date { return Date(i.Time().In(loc).Format(time.DateOnly)) }

// ParseDate reads 2026-11-23; the error names the text.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("date %q is not a day such as 2026-11-23", s)
	}
	return Date(s), nil
}

// AddDays gives the date n days later; d must be a valid Date.
func (d Date) AddDays(n int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, n).Format(time.DateOnly))
}

// Compact gives the eight digits of d, as used in ticket ids: 20261123.
func (d Date) Compact() string {
	if len(d) != len(time.DateOnly) {
		return string(d)
	}
	return string(d[:4]) + string(d[5:7]) + string(d[8:])
}

// at gives the instant of a time of day on d in loc. A time that a clock change skips is moved on by the zone's rules.
func (d Date) at(tod TimeOfDay, loc *time.Location) Instant {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return At(time.Date(t.Year(), t.Month(), t.Day(), int(tod)/60, int(tod)%60, 0, 0, loc))
}

// weekday gives the day of the week of d.
func (d Date) weekday() Weekday {
	t, _ := time.Parse(time.DateOnly, string(d))
	return Weekday(t.Weekday())
}
