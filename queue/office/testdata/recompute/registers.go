package main

import "time"

type followUp struct {
	ID           uint64    `json:"id"`
	CallBackBy   string    `json:"call_back_by"`
	CorrectBy    string    `json:"correct_by"`
	CalledBackAt time.Time `json:"called_back_at"`
	ClosedAt     time.Time `json:"closed_at"`
}

type feedback struct {
	Kind     string `json:"kind"`
	Category string `json:"category"`
}

type card struct {
	ID     uint64 `json:"id"`
	Level  string `json:"level"`
	Appeal string `json:"appeal"`
	Ruling string `json:"ruling"`
}

type alert struct {
	Kind  string `json:"kind"`
	Level string `json:"level"`
}

var (
	followUps = map[uint64]*followUp{}
	cards     = map[uint64]*card{}
	said      = map[feedback]int{}
	seen      = map[alert]int{}
)

func seeRegisters(e *event) {
	switch {
	case e.FollowUp != nil:
		followUps[e.FollowUp.ID] = e.FollowUp
	case e.Card != nil:
		cards[e.Card.ID] = e.Card
	case e.Kind == "feedback_given":
		said[*e.Feedback]++
	case e.Kind == "alert_acknowledged":
		seen[*e.Alert]++
	}
}

func registers() {
	n := map[string]int{}
	today := now.In(zone).Format(time.DateOnly)
	for _, f := range followUps {
		n["bad"]++
		if !f.CalledBackAt.IsZero() {
			n["called_back"]++
			if f.CalledBackAt.In(zone).Format(time.DateOnly) <= f.CallBackBy {
				n["called_back_in_time"]++
			}
		}
		if !f.ClosedAt.IsZero() {
			n["closed"]++
			if f.ClosedAt.In(zone).Format(time.DateOnly) <= f.CorrectBy {
				n["closed_in_time"]++
			}
		} else if f.CalledBackAt.IsZero() && f.CallBackBy < today || f.CorrectBy < today {
			n["overdue"]++
		}
	}
	row := map[string]any{"call_back_rate": per(n["called_back"], n["bad"]), "correction_rate": per(n["closed"], n["bad"])}
	for _, name := range []string{"bad", "called_back", "called_back_in_time", "closed", "closed_in_time", "overdue"} {
		row[name] = n[name]
	}
	write("follow-ups", "", row)
	for f, n := range said {
		write("feedback", f.Kind+" "+f.Category, map[string]any{"count": n})
	}
	for _, level := range []string{"yellow", "red"} {
		row := map[string]any{"given": 0, "appealed": 0, "upheld": 0, "withdrawn": 0}
		for _, c := range cards {
			if c.Level != level {
				continue
			}
			row["given"] = row["given"].(int) + 1
			if c.Appeal != "" {
				row["appealed"] = row["appealed"].(int) + 1
			}
			if c.Ruling != "" {
				row[c.Ruling] = row[c.Ruling].(int) + 1
			}
		}
		write("cards", level, row)
	}
	for _, kind := range []string{"wait", "unserved", "pause", "idle", "service", "unstaffed"} {
		row := map[string]any{}
		for _, level := range []string{"warning", "yellow", "red"} {
			row[level] = seen[alert{kind, level}]
		}
		write("alerts", kind, row)
	}
}
