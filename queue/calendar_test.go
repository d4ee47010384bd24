package queue

import "testing"

func TestCalendar(t *testing.T) {
	h := world().Hours
	h.Holidays, h.Workdays = []Date{"2026-11-27", "2026-12-02"}, []Date{"2026-11-29"}
	for _, c := range []struct {
		from Date
		n    int
		want Date
	}{
		{monday, 0, monday},
		{monday, 1, "2026-11-24"},
		{"2026-11-26", 1, "2026-11-29"}, // Friday is a holiday, Sunday is worked
		{monday, 10, "2026-12-08"},
		{"2026-11-28", 1, "2026-11-29"}, // from a day that is closed itself
	} {
		if got := h.WorkdayAfter(c.from, c.n); got != c.want {
			t.Errorf("%d workdays after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
	for date, want := range map[Date]CalendarDay{
		"2026-11-26": {Date: "2026-11-26", Open: true},
		"2026-11-27": {Date: "2026-11-27", Holiday: true},
		"2026-11-28": {Date: "2026-11-28"},
		"2026-11-29": {Date: "2026-11-29", Open: true, Workday: true},
	} {
		if got := h.Day(date); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestCalendarWithoutWorkdaysEnds(t *testing.T) {
	if got, want := (BusinessHours{}).WorkdayAfter(monday, 3), monday.AddDays(366); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
