package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// differencesText writes differences a line each, as tests compare them.
func differencesText(all []layoutDifference) string {
	var lines []string
	for _, d := range all {
		lines = append(lines, fmt.Sprintf("%s/%s/%s: %v → %v", d.Part, d.Item, d.Field, d.Old, d.New))
	}
	return strings.Join(lines, "\n")
}

// TestLayoutDifferences names what differs as people look for it, and puts back one change with what came later kept.
func TestLayoutDifferences(t *testing.T) {
	first, second, third := rigLayout(), rigLayout(), rigLayout()
	change := func(l *queue.Layout) {
		l.Services[0].StandardMinutes, l.Settings.MaxCalls, l.Hours.Holidays = 12, 5, []queue.Date{"2027-01-01"}
		l.Staff = append(l.Staff[1:], queue.Staff{Number: "1003", Name: "王芳"})
		l.Services[0].Guide.Fee.ZH = "免费"
		l.Notices = []queue.Notice{{Text: queue.Text{ZH: "办事免费"}}}
	}
	change(&second)
	got, err := layoutDifferences(&first, &second)
	want := `hours//holidays: <nil> → [2027-01-01]
notices//: <nil> → [map[text:map[zh:办事免费]]]
services/社会保险/guide: <nil> → map[fee:map[zh:免费]]
services/社会保险/standard_minutes: 8 → 12
settings//max_calls: 1 → 5
staff/张晓梅/: map[name:张晓梅 number:1001] → <nil>
staff/王芳/: <nil> → map[name:王芳 number:1003]`
	if err != nil || differencesText(got) != want {
		t.Errorf("%v:\n%s\nwant\n%s", err, differencesText(got), want)
	}
	change(&third)
	third.Services[0].Quota, third.Settings.Hotline, third.Staff[0].Title = 40, "12345", "科长"
	back, err := withoutChange(&third, &first, &second)
	if err != nil {
		t.Fatal(err)
	}
	got, err = layoutDifferences(&first, back)
	want = `services/社会保险/quota: <nil> → 40
settings//hotline: <nil> → 12345
staff/李建国/title: <nil> → 科长`
	if err != nil || differencesText(got) != want {
		t.Errorf("%v: what came later is\n%s\nwant\n%s", err, differencesText(got), want)
	}
	if len(back.Staff) != 2 || back.Staff[0].Number != "1002" || back.Staff[1].Number != "1001" {
		t.Errorf("staff %+v", back.Staff)
	}
}

// TestAnOldChangeIsUndone: a change of last week is put back while later ones stay, or the hall becomes what it was before it.
func TestAnOldChangeIsUndone(t *testing.T) {
	g := newRig(t, nil)
	set := func(change func(*queue.Layout)) uint64 {
		is := g.setUp(http.MethodGet, "", "")
		change(&is.Layout)
		is = g.setUp(http.MethodPost, "", fmt.Sprintf(`{"over":%d,"layout":%s}`, is.Revision, jsonOf(t, is.Layout)))
		return is.Changes[len(is.Changes)-1].Seq
	}
	set(func(l *queue.Layout) { l.Services[0].Quota = 7 })
	old := set(func(l *queue.Layout) { l.Services[0].StandardMinutes = 12 })
	set(func(l *queue.Layout) { l.Settings.Hotline = "12345" })
	g.pass(7 * 24 * time.Hour)
	g.take()
	set(func(l *queue.Layout) { l.Services[1].Quota = 30 })
	g.restart()
	is := g.setUp(http.MethodGet, "", "")
	if n := len(is.Changes); n != 5 || is.Changes[2].Seq != old || strings.Join(is.Changes[2].Parts, " ") != "services" {
		t.Fatalf("%d changes are remembered: %+v", n, is.Changes)
	}
	var told changeAnswer
	answer := g.ask("admin", http.MethodGet, fmt.Sprintf("/api/v1/layout/changes/%d", old), "").want(http.StatusOK)
	if err := json.Unmarshal(answer.Body.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	if got := differencesText(told.Did) + "\n" + differencesText(told.Only); got != "services/社会保险/standard_minutes: 8 → 12\nservices/社会保险/standard_minutes: 12 → 8" {
		t.Errorf("told %s", got)
	}
	if got := differencesText(told.Whole); got != "services/社会保险/standard_minutes: 12 → 8\nservices/税务/quota: 30 → <nil>\nsettings//hotline: 12345 → <nil>" {
		t.Errorf("the whole would change %s", got)
	}
	is = g.setUp(http.MethodPost, "/undo", fmt.Sprintf(`{"seq":%d,"only":true}`, old))
	if l := is.Layout; l.Services[0].StandardMinutes != 8 || l.Services[0].Quota != 7 || l.Services[1].Quota != 30 || l.Settings.Hotline != "12345" {
		t.Errorf("put back: %+v", l.Services)
	}
	is = g.setUp(http.MethodPost, "/undo", fmt.Sprintf(`{"seq":%d}`, old))
	if l := is.Layout; l.Services[1].Quota != 0 || l.Settings.Hotline != "" || l.Services[0].Quota != 7 {
		t.Errorf("as it was: %+v", l.Services)
	}
	first := is.Changes[0].Seq
	g.ask("admin", http.MethodGet, fmt.Sprintf("/api/v1/layout/changes/%d", first), "").want(http.StatusOK)
	g.ask("admin", http.MethodPost, "/api/v1/layout/undo", fmt.Sprintf(`{"seq":%d}`, first)).want(http.StatusBadRequest)
	g.ask("admin", http.MethodGet, "/api/v1/layout/changes/9999", "").want(http.StatusBadRequest)
	g.ask("supervisor", http.MethodGet, fmt.Sprintf("/api/v1/layout/changes/%d", old), "").want(http.StatusForbidden)
}
