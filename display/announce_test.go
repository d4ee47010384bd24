package display

import (
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// dueIn gives what is to be said in a zone between two times, in short.
func (st *stage) dueIn(zone queue.ZoneID, from, to string) string {
	st.t.Helper()
	var said []string
	st.hall.View(func(s *queue.State) {
		for _, a := range due(s, zone, instant(st.t, from), instant(st.t, to)) {
			said = append(said, string(a.matter)+" "+a.words.Text.ZH)
		}
	})
	return strings.Join(said, " / ")
}

func TestWhatTheHoursWantToBeSaid(t *testing.T) {
	for _, c := range []struct {
		from, to, want string
		change         func(*queue.Layout)
	}{
		{"08:19:00", "08:19:59", "", nil},
		{"08:19:59", "08:20:00", "test 现在测试声音，听到的请确认。", nil},
		{"08:20:00", "08:20:30", "", nil},
		{"08:29:59", "08:30:00", "opening 您好，原州区政务服务中心现在开始服务。", nil},
		{"07:00:00", "08:30:40", "opening 您好，原州区政务服务中心现在开始服务。", nil}, // what is older than a minute is no news
		{"07:00:00", "08:32:00", "", nil},
		{"11:49:59", "11:50:00", "closing 各位群众您好，10 分钟后停止取号；已取号的请放心等候。", nil},
		{"14:29:59", "14:30:00", "opening 您好，原州区政务服务中心现在开始服务。", nil},
		{"14:19:59", "14:20:00", "", nil}, // one test a day
		{"17:19:59", "17:20:00", "closing 各位群众您好，10 分钟后停止取号；已取号的请放心等候。",
			func(l *queue.Layout) { l.Settings.IssueStopMinutes = 30 }},
		{"17:49:59", "17:50:00", "", func(l *queue.Layout) { l.Settings.IssueStopMinutes = 30 }},
		{"17:49:59", "17:50:00", "", func(l *queue.Layout) { l.Settings.VoiceClosingMinutes = 0 }},
		{"08:29:59", "08:30:00", "", func(l *queue.Layout) { l.Settings.VoiceOpen = false }},
		{"08:19:59", "08:20:00", "", func(l *queue.Layout) { l.Settings.VoiceTestMinutes = 0 }},
		{"08:29:59", "08:30:00", "", func(l *queue.Layout) { l.Hours = nightly().Hours }},
		{"08:29:59", "08:30:00", "", func(l *queue.Layout) { l.Hours.Holidays = []queue.Date{"2026-11-23"} }},
	} {
		l := daily()
		if c.change != nil {
			c.change(&l)
		}
		if got := newStage(t, l, "07:00:00").dueIn("1F", c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestAServiceThatStandsStillIsToldWhereItsPeopleWait(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	st.do(queue.SuspendService{Service: "tax", Reason: "省平台故障", BackAt: instant(t, "10:30:00"), Issuing: true})
	const sorry = "sorry 对不起，税务因系统故障暂停，预计 10:30 恢复，您的号仍然有效。"
	for zone, want := range map[queue.ZoneID]string{"1F": sorry, "2F": sorry} {
		if got := st.dueIn(zone, "08:59:59", "09:00:01"); got != want {
			t.Errorf("%s: %s", zone, got)
		}
	}
	st.do(queue.SuspendService{Service: "social", Reason: "停电", BackAt: instant(t, "2026-11-24 10:30:00"), Issuing: true})
	if got := st.dueIn("1F", "08:59:59", "09:00:01"); got != "sorry 对不起，社会保险因系统故障暂停，您的号仍然有效。 / "+sorry {
		t.Errorf("back tomorrow: %s", got)
	}
	if got := st.dueIn("2F", "08:59:59", "09:00:01"); got != sorry {
		t.Errorf("upstairs: %s", got)
	}
	if got := st.dueIn("1F", "09:00:01", "09:00:30"); got != "" {
		t.Errorf("again: %s", got)
	}
}
