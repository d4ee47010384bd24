package queue

import "slices"

// CalendarDay is a day as the hall's calendar has it, for who counts workdays.
type CalendarDay struct {
	Date Date `json:"date"`
	// Open: everybody is served on it.
	Open bool `json:"open"`
	// Holiday: it is closed whatever the day of the week (放假). Workday: it is open likewise (调休).
	Holiday bool `json:"holiday,omitempty"`
	Workday bool `json:"workday,omitempty"`
}

// Day gives date as the calendar has it.
func (h BusinessHours) Day(date Date) CalendarDay {
	return CalendarDay{
		Date: date, Open: h.regular(date),
		Holiday: slices.Contains(h.Holidays, date), Workday: slices.Contains(h.Workdays, date),
	}
}

// WorkdayAfter gives the n-th day after date on which everybody is served; where the calendar has no such day within a
// year, the last day of that.
func (h BusinessHours) WorkdayAfter(date Date, n int) Date {
	for looked := 0; n > 0 && looked < 366; looked++ {
		if date = date.AddDays(1); h.regular(date) {
			n--
		}
	}
	return date
}
