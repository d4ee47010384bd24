package simulate

import (
	"slices"

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

// learn gives what history says of how long each service takes.
func learn(history []Result) map[queue.ServiceID]queue.Learned {
	learned := map[queue.ServiceID]queue.Learned{}
	for i := range history {
		if r := &history[i]; r.FinishedAt > r.StartedAt && r.StartedAt != 0 {
			l := learned[r.Service]
			learned[r.Service] = queue.Learned{Visits: l.Visits + 1, Sum: l.Sum + r.FinishedAt.Since(r.StartedAt)}
		}
	}
	return learned
}
