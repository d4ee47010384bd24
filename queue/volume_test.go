package queue

import (
	"errors"
	"testing"
	"time"
)

func TestVolumeAt(t *testing.T) {
	clock := func(text string) (t TimeOfDay) {
		if err := t.UnmarshalText([]byte(text)); err != nil {
			panic(err)
		}
		return t
	}
	noon := []VoiceHours{
		{From: clock("12:00"), To: clock("14:30"), Volume: 40}, {From: clock("13:00"), To: clock("15:00"), Volume: 10},
		{From: clock("22:00"), To: clock("06:00"), Volume: 0},
	}
	shanghai := time.FixedZone("CST", 8*3600)
	for _, c := range []struct {
		zone  Zone
		clock string
		want  int
	}{
		{Zone{}, "09:00", 100},
		{Zone{Volume: 70}, "09:00", 70},
		{Zone{Volume: 70, Silent: true}, "09:00", 0},
		{Zone{Volume: 70, Voice: noon}, "11:59", 70},
		{Zone{Volume: 70, Voice: noon}, "12:00", 40},
		{Zone{Volume: 70, Voice: noon}, "13:30", 40},
		{Zone{Volume: 70, Voice: noon}, "14:30", 10},
		{Zone{Volume: 70, Voice: noon}, "15:00", 70},
		{Zone{Voice: noon}, "23:30", 0},
		{Zone{Voice: noon}, "00:00", 0},
		{Zone{Voice: noon}, "06:00", 100},
	} {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+c.clock, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.zone.VolumeAt(At(when), shanghai); got != c.want {
			t.Errorf("%+v at %s: %d, want %d", c.zone, c.clock, got, c.want)
		}
	}
}

func TestVoiceIsChecked(t *testing.T) {
	for path, change := range map[string]func(*Layout){
		"zones[0].volume":          func(l *Layout) { l.Zones[0].Volume = 101 },
		"zones[0].voice[0].volume": func(l *Layout) { l.Zones[0].Voice = []VoiceHours{{From: 1, To: 2, Volume: -1}} },
		"zones[0].voice[1].to":     func(l *Layout) { l.Zones[0].Voice = []VoiceHours{{From: 1, To: 2}, {From: 60, To: 60}} },
		"settings.digit_one":       func(l *Layout) { l.Settings.DigitOne = "one" },

		"settings.voice_closing_minutes": func(l *Layout) { l.Settings.VoiceClosingMinutes = 2 },
		"settings.voice_test_minutes":    func(l *Layout) { l.Settings.VoiceTestMinutes = 61 },
	} {
		l := world()
		change(&l)
		var fault *LayoutFault
		if err := CheckLayout(&l); !errors.As(err, &fault) || fault.Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
}
