package simulate

import (
	"maps"
	"slices"
	"time"

	"github.com/paidui/paidui/queue"
)

// unbounded gives l without what would keep a number from being issued or send a citizen on: hours, quotas, capacity,
// names and next steps. All days are one day of a hundred years, so that numbers go on and no night comes.
func unbounded(l *queue.Layout) *queue.Layout {
	const century = 100 * 365 * 24 * 60
	free := *l
	free.Hours = queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{{Close: century}}}
	free.Services = slices.Clone(l.Services)
	for i := range free.Services {
		s := &free.Services[i]
		s.Quota, s.RealName, s.NextStep, s.Retired = 0, "", "", false
	}
	free.Settings.IssueStopMinutes, free.Settings.HolderOpenMax = 0, 0
	return &free
}

// learned gives what history says of how long each service takes.
func learned(history []Result) map[queue.ServiceID]queue.Learned {
	learned := map[queue.ServiceID]queue.Learned{}
	for i := range history {
		if r := &history[i]; r.FinishedAt > r.StartedAt && r.StartedAt != 0 {
			l := learned[r.Service]
			learned[r.Service] = queue.Learned{Visits: l.Visits + 1, Sum: l.Sum + r.FinishedAt.Since(r.StartedAt)}
		}
	}
	return learned
}

// profile gives what history teaches, day after day.
func profile(l *queue.Layout, history []Result) (sum *queue.Profile) {
	loc := l.Location()
	days := map[queue.Date]*queue.Profile{}
	for i := range history {
		r := &history[i]
		date := queue.DateOf(r.IssuedAt, loc)
		if days[date] == nil {
			days[date] = &queue.Profile{}
		}
		r.teach(days[date], l, loc)
	}
	for _, date := range slices.Sorted(maps.Keys(days)) {
		sum = sum.Day(days[date])
	}
	return sum
}

// teach enters r into its day.
func (r *Result) teach(day *queue.Profile, l *queue.Layout, loc *time.Location) {
	head := queue.Millis(l.Settings.HeadStartMinutes[r.Class]) * queue.Minute
	day.Issue(r.Service, head, r.IssuedAt, loc)
	if r.CalledAt == 0 {
		return
	}
	day.Call(r.Service)
	switch {
	case r.Status == queue.StatusNoShow:
		calls := queue.Millis(l.Settings.MaxCalls * l.Settings.RecallGapSeconds)
		day.NoShow(r.Service, calls*queue.Second)
	case r.StartedAt != 0:
		day.Start(r.StartedAt.Since(r.CalledAt))
		if r.FinishedAt > r.StartedAt {
			day.Finish(r.Service, r.Window, r.FinishedAt.Since(r.StartedAt))
		}
	}
}
