package main

import (
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/paidui/paidui/queue/measured"
)

// TestStatisticsOfAYear tells what reports cost of a hall of 3,000 visits a day: the time of one processor, which does not depend
// on what else the machine does.
func TestStatisticsOfAYear(t *testing.T) {
	inLongSuite(t)
	g := newRig(t, nil)
	g.fillJournal(264, 3000)
	months := map[string]string{"a year of 792,000 visits": "?from=2026-01-01", "a month of 66,000": "?from=" + dateBefore(g, 21)}
	for _, of := range []string{"a month of 66,000", "a year of 792,000 visits"} {
		var lines []string
		for _, report := range []string{"services", "windows", "hours", "peaks", "report"} {
			path := "/api/v1/statistics/" + report + months[of]
			g.ask("admin", http.MethodGet, path, "").want(http.StatusOK)
			before := processor(t)
			g.ask("admin", http.MethodGet, path, "").want(http.StatusOK)
			lines = append(lines, fmt.Sprintf("%s %v", report, (processor(t)-before).Round(time.Millisecond)))
		}
		t.Run(of, func(t *testing.T) {
			measured.Tell(t, "statistics of %s, time of one processor: %s", of, strings.Join(lines, ", "))
		})
	}
}

// processor gives the time that processors have spent on this process.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// dateBefore gives the date that many days before the last.
func dateBefore(g *rig, days int) string {
	return time.UnixMilli(g.clock.Load()).AddDate(0, 0, -days).Format(time.DateOnly)
}
