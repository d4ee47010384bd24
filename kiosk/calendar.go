package kiosk

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// calendarDays is how many days a calendar shows: two months, and the rest of the month after.
const calendarDays = 93

// getCalendar lists the days from the business day on, so that who tells a citizen a day can count workdays.
func (s *Service) getCalendar(c echo.Context) error {
	today, _ := s.today()
	hours := s.layout().Hours
	days := make([]queue.CalendarDay, 0, calendarDays)
	for date := today; len(days) < calendarDays; date = date.AddDays(1) {
		days = append(days, hours.Day(date))
	}
	return c.JSON(http.StatusOK, days)
}
