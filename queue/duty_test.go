package queue

import (
	"strings"
	"testing"
	"time"
)

// when reads "08:25" on monday.
func when(t *testing.T, tod string) Instant {
	t.Helper()
	if tod == "" {
		return 0
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", string(monday)+" "+tod, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return At(at)
}

// turn reads "08:25-12:00", or "08:25-" for one that lasts, with words for what is special about it.
func turn(t *testing.T, text string) ShiftRecord {
	t.Helper()
	span, words, _ := strings.Cut(text, " ")
	from, to, _ := strings.Cut(span, "-")
	r := ShiftRecord{Shift: Shift{Window: 1, SignedInAt: when(t, from), SignedOutAt: when(t, to)}}
	for _, w := range strings.Fields(words) {
		name, value, _ := strings.Cut(w, "=")
		switch name {
		case "relief":
			r.Relief = true
		case "relieved":
			r.Relieved = true
		case "substitute":
			r.Substitute = true
		case "forgotten":
			r.Forgotten = true
		case "tidal":
			r.Window = 2
		case "away":
			d, err := time.ParseDuration(value)
			if err != nil {
				t.Fatal(err)
			}
			r.Away = Millis(d.Milliseconds())
		case "paused":
			r.PausedSince = when(t, value)
		default:
			t.Fatalf("no word %q", w)
		}
	}
	return r
}

// says writes a duty as the table below does.
func says(d Duty) string {
	var parts []string
	for _, p := range []struct {
		name string
		took Millis
	}{{"late", d.Late}, {"early", d.Early}, {"away", d.Away}} {
		if p.took != 0 {
			parts = append(parts, p.name+" "+p.took.Duration().String())
		}
	}
	if d.Prepared != nil && *d.Prepared {
		parts = append(parts, "prepared")
	}
	return strings.Join(parts, ", ")
}

func TestDuties(t *testing.T) {
	l := world()
	l.Windows[1].Mode = ModeTidal
	for _, c := range []struct {
		name        string
		turns, want []string
	}{
		{"a day as it should be", []string{"08:20-12:00", "14:19-18:00"}, []string{"prepared", "prepared"}},
		{"just in time is not prepared", []string{"08:30-12:00"}, []string{""}},
		{"five minutes are let pass", []string{"08:35-11:55"}, []string{""}},
		{"six are not", []string{"08:36-11:54"}, []string{"late 6m0s, early 6m0s"}},
		{"over noon", []string{"08:20-18:00"}, []string{"prepared"}},
		{"over noon, and gone at three", []string{"08:20-15:00"}, []string{"prepared, early 3h0m0s"}},
		{"gone at noon", []string{"08:20-13:00"}, []string{"prepared"}},
		{"late after noon", []string{"08:20-12:00", "14:40-18:00"}, []string{"prepared", "late 10m0s"}},
		{"away for an hour", []string{"08:20-10:00", "11:00-12:00"}, []string{"prepared", "away 1h0m0s"}},
		{"away and never back", []string{"08:20-10:00", "14:20-18:00"}, []string{"prepared, early 2h0m0s", "prepared"}},
		{"relieved by B, who goes on", []string{"08:20-10:00 relieved"}, []string{"prepared"}},
		{"B", []string{"10:00-12:00 relief"}, []string{""}},
		{"relieved and back", []string{"08:20-10:00 relieved", "10:30-12:00 relief"}, []string{"prepared", ""}},
		{"a substitute comes when called", []string{"10:00-11:00 substitute"}, []string{""}},
		{"a tidal window", []string{"09:30-11:00 tidal"}, []string{""}},
		{"a forgotten sign-out is not early", []string{"08:20-09:00 forgotten"}, []string{"prepared"}},
		{"pauses", []string{"08:20-12:00 away=20m"}, []string{"away 20m0s, prepared"}},
		{"a pause that lasts over noon", []string{"08:20- paused=11:30"}, []string{"away 1h0m0s, prepared"}},
		{"while it lasts", []string{"08:50-"}, []string{"late 20m0s"}},
		{"after the last session", []string{"18:30-19:00"}, []string{""}},
		{"before the first", []string{"08:00-08:10"}, []string{"prepared"}},
	} {
		turns := make([]ShiftRecord, len(c.turns))
		for i, text := range c.turns {
			turns[i] = turn(t, text)
		}
		for i, d := range l.Duties(turns, when(t, "15:00")) {
			want := strings.Split(c.want[i], ", ")
			for _, w := range want {
				if !strings.Contains(says(d), w) || len(says(d)) != len(c.want[i]) {
					t.Errorf("%s: turn %d is %q, want %q", c.name, i+1, says(d), c.want[i])
					break
				}
			}
		}
	}
}

func TestAHallThatNeverClosesHasNoLateComers(t *testing.T) {
	l := roundTheClock()
	d := l.Duties([]ShiftRecord{turn(t, "03:00- paused=04:00")}, when(t, "05:00"))
	if says(d[0]) != "away 1h0m0s" || d[0].Prepared != nil {
		t.Errorf("round the clock: %q", says(d[0]))
	}
}
