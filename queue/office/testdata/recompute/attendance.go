package main

import (
	"fmt"
	"sort"
	"time"
)

// shift is a turn at a window. pausedSince is when the pause began that lasts.
type shift struct {
	ID          uint64    `json:"id"`
	Window      int       `json:"window"`
	Staff       string    `json:"staff"`
	SignedInAt  time.Time `json:"signed_in_at"`
	OpensAt     time.Time `json:"opens_at"`
	SignedOutAt time.Time `json:"signed_out_at"`
	PausedMS    int64     `json:"paused_ms"`
	AwayMS      int64     `json:"away_ms"`
	Pauses      int       `json:"pause_count"`
	LeftAlone   int       `json:"left_alone"`
	Asked       int       `json:"consultations"`
	Substitute  bool      `json:"substitute"`
	Relief      bool      `json:"relief"`
	Relieved    bool      `json:"relieved"`
	Forgotten   bool      `json:"forgotten"`

	pausedSince time.Time
}

// window is a window as an event left it.
type window struct {
	Number     int       `json:"number"`
	Shift      uint64    `json:"shift"`
	Staff      string    `json:"staff"`
	SignedInAt time.Time `json:"signed_in_at"`
	OpensAt    time.Time `json:"opens_at"`
	PausedMS   int64     `json:"paused_ms"`
	AwayMS     int64     `json:"away_ms"`
	Pauses     int       `json:"pause_count"`
	LeftAlone  int       `json:"left_alone"`
	Asked      int       `json:"consultations"`
	Substitute bool      `json:"substitute"`
	Relief     bool      `json:"relief"`
	Pause      *struct {
		Since time.Time `json:"since"`
	} `json:"pause"`
}

func seeShift(e *event) {
	if w := e.Window; w != nil && w.Shift != 0 {
		s := &shift{
			ID: w.Shift, Window: w.Number, Staff: w.Staff, SignedInAt: w.SignedInAt, OpensAt: w.OpensAt, PausedMS: w.PausedMS, AwayMS: w.AwayMS,
			Pauses: w.Pauses, LeftAlone: w.LeftAlone, Asked: w.Asked, Substitute: w.Substitute, Relief: w.Relief,
		}
		if w.Pause != nil {
			s.pausedSince = w.Pause.Since
		}
		shifts[w.Shift] = s
	}
	if e.Shift != nil {
		shifts[e.Shift.ID] = e.Shift
	}
}

func (s *shift) end() time.Time {
	if s.SignedOutAt.IsZero() {
		return now
	}
	return s.SignedOutAt
}

// paused is all of the time paused.
func (s *shift) paused() int64 {
	if s.pausedSince.IsZero() {
		return s.PausedMS
	}
	return s.PausedMS + s.end().Sub(s.pausedSince).Milliseconds()
}

// openWindows gives how many windows were open in each half hour of the week, summed over those days.
func openWindows(days map[string]bool) map[string]float64 {
	open := map[string]float64{}
	for _, s := range shifts {
		at := s.SignedInAt
		if s.OpensAt.After(at) {
			at = s.OpensAt
		}
		for end := s.end(); at.Before(end); {
			next := at.Truncate(30 * time.Minute).Add(30 * time.Minute)
			if end.Before(next) {
				next = end
			}
			if days[at.In(zone).Format(time.DateOnly)] {
				open[half(at)] += float64(next.Sub(at)) / float64(30*time.Minute)
			}
			at = next
		}
	}
	return open
}

// session is a stretch of service on one day.
type session struct{ open, close time.Time }

func sessions(day string) (all []session) {
	for _, text := range hall.Hours.Sessions {
		at := func(clock string) time.Time {
			t, _ := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, zone)
			return t
		}
		all = append(all, session{at(text[:5]), at(text[6:])})
	}
	return all
}

// attendance holds the turns of each person on each day against the hall's sessions.
func attendance() {
	type person struct {
		day, staff string
		window     int
	}
	turns := map[person][]*shift{}
	for _, s := range shifts {
		p := person{s.SignedInAt.In(zone).Format(time.DateOnly), s.Staff, 0}
		if s.Staff == "" {
			p.window = s.Window
		}
		turns[p] = append(turns[p], s)
	}
	sums := map[string]map[string]int64{"": {}}
	for _, member := range hall.Staff {
		sums[member.Number] = map[string]int64{}
	}
	days := map[string]map[string]bool{}
	for p, list := range turns {
		sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
		for i, s := range list {
			var before, after *shift
			if i > 0 {
				before = list[i-1]
			}
			if i+1 < len(list) {
				after = list[i+1]
			}
			row := s.attended(sessions(p.day), before, after)
			row["date"] = p.day
			write("shifts", fmt.Sprint(s.Window, " ", s.SignedInAt.UTC().Format("2006-01-02T15:04:05.000Z")), row)
			if sums[s.Staff] == nil {
				sums[s.Staff] = map[string]int64{}
			}
			s.addTo(sums[s.Staff], row)
			if days[s.Staff] == nil {
				days[s.Staff] = map[string]bool{}
			}
			days[s.Staff][p.day] = true
		}
	}
	for staff, sum := range sums {
		f := map[string]any{}
		for _, name := range []string{
			"shifts", "substitute_shifts", "relief_shifts", "late_count", "late_ms", "early_count", "early_ms", "unprepared_count", "forgotten_count",
			"signed_in_ms", "paused_ms", "pause_count", "away_ms", "left_alone",
		} {
			f[name] = sum[name]
		}
		f["days"] = len(days[staff])
		write("duty", staff, f)
	}
}

// attended gives the row of one turn.
func (s *shift) attended(day []session, before, after *shift) map[string]any {
	var late, early int64
	var prepared any
	away := s.AwayMS
	for _, x := range day {
		if from, to := latest(s.pausedSince, x.open), earliest(now, x.close); !s.pausedSince.IsZero() && from.Before(to) {
			away += to.Sub(from).Milliseconds()
		}
	}
	for _, x := range day {
		if s.SignedInAt.Before(x.close) { // the session that it began in, or ahead of
			if s.Substitute || s.Relief {
				break
			}
			if before != nil && before.SignedOutAt.After(x.open) {
				if !before.Relieved {
					away += s.SignedInAt.Sub(before.SignedOutAt).Milliseconds()
				}
				break
			}
			prepared = !s.SignedInAt.After(x.open.Add(-time.Duration(hall.Settings.Prepare) * time.Minute))
			if by := s.SignedInAt.Sub(x.open).Milliseconds(); by > hall.Settings.Late*60_000 {
				late = by
			}
			break
		}
	}
	for _, x := range day {
		if s.SignedOutAt.Before(x.close) { // the session that it ended in
			cut := s.SignedOutAt.IsZero() || s.Substitute || s.Relieved || s.Forgotten || !s.SignedOutAt.After(x.open)
			if by := x.close.Sub(s.SignedOutAt).Milliseconds(); !cut && (after == nil || !after.SignedInAt.Before(x.close)) && by > hall.Settings.Early*60_000 {
				early = by
			}
			break
		}
	}
	return map[string]any{
		"staff": s.Staff, "late_ms": late, "early_ms": early, "prepared": prepared, "paused_ms": s.paused(), "away_ms": away,
		"pause_count": s.Pauses, "left_alone": s.LeftAlone, "substitute": s.Substitute, "relief": s.Relief, "relieved": s.Relieved,
		"forgotten": s.Forgotten,
	}
}

// addTo adds the turn to the sums of whose it was.
func (s *shift) addTo(sum map[string]int64, row map[string]any) {
	sum["shifts"]++
	sum["signed_in_ms"] += s.end().Sub(s.SignedInAt).Milliseconds()
	for _, span := range []string{"late_ms", "early_ms", "away_ms", "paused_ms"} {
		sum[span] += row[span].(int64)
	}
	sum["pause_count"] += int64(s.Pauses)
	sum["left_alone"] += int64(s.LeftAlone)
	for name, is := range map[string]bool{
		"substitute_shifts": s.Substitute, "relief_shifts": s.Relief, "forgotten_count": s.Forgotten, "unprepared_count": row["prepared"] == false,
		"late_count": row["late_ms"].(int64) > 0, "early_count": row["early_ms"].(int64) > 0,
	} {
		if is {
			sum[name]++
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
