package queue

import "testing"

// TestUnstaffed: a window with a post is missed when nobody signs in, and when whoever was there leaves before the session ends;
// what is counted is since when.
func TestUnstaffed(t *testing.T) {
	var w wall
	w.set(t, monday, "08:00")
	layout := world()
	layout.Windows[0].Post = Post{AStaff: "1001"}
	h := openHall(t, &MemoryJournal{}, &w, layout)
	is := func(tod, since string) {
		t.Helper()
		w.set(t, monday, tod)
		var got Instant
		h.View(func(s *State) {
			for _, a := range s.Alerts(when(t, tod)) {
				if a.Kind == AlertUnstaffed && a.Window == layout.Windows[0].Number {
					got = a.Since
				}
			}
		})
		if got != when(t, since) {
			t.Errorf("at %s it is missed since %v, want %q", tod, got, since)
		}
	}
	mustDo(t, h, SignIn{Window: layout.Windows[1].Number}) // opens the day
	is("08:34", "")
	is("08:36", "08:30")
	mustDo(t, h, SignIn{Window: layout.Windows[0].Number, Staff: "1001"})
	is("08:40", "")
	w.set(t, monday, "11:40")
	mustDo(t, h, SignOut{Window: layout.Windows[0].Number})
	is("11:44", "")
	is("11:46", "11:40")
	is("12:10", "")
}

// TestWaitsWhileAServiceStandsStill: the approval system is down for forty minutes, and nobody is warned of those.
func TestWaitsWhileAServiceStandsStill(t *testing.T) {
	var w wall
	w.set(t, monday, "08:30")
	h := openHall(t, &MemoryJournal{}, &w, world())
	level := func() (level Level) {
		h.View(func(s *State) {
			if a, ok := s.Alert("wait:social", w.clock()); ok {
				level = a.Level
			}
		})
		return level
	}
	step := func(tod string, c Command, want Level) {
		t.Helper()
		w.set(t, monday, tod)
		if c != nil {
			mustDo(t, h, c)
		}
		if got := level(); got != want {
			t.Errorf("at %s the wait is %q, want %q", tod, got, want)
		}
	}
	step("08:30", Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}, "")
	step("08:35", SuspendService{Service: "social", Reason: "省系统故障", Issuing: true}, "")
	step("09:10", nil, "")
	step("09:15", UnsuspendService{Service: "social"}, "")
	step("09:29", nil, "")
	step("09:30", nil, LevelWarning)
}

// TestTimeForWhoNeedsIt: nobody is warned of a clerk who explains patiently to somebody who does not hear.
func TestTimeForWhoNeedsIt(t *testing.T) {
	for needs, want := range map[Needs]bool{"": true, "proxy": true, "deaf": false, "proxy,wheelchair": false} {
		var w wall
		w.set(t, monday, "08:30")
		h := openHall(t, &MemoryJournal{}, &w, world())
		mustDo(t, h, SignIn{Window: 1})
		taken := mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
		if needs != "" {
			mustDo(t, h, SetNeeds{Ticket: taken.Ticket().ID, Needs: needs})
		}
		mustDo(t, h, CallNext{Window: 1})
		mustDo(t, h, Start{Window: 1})
		w.set(t, monday, "08:55")
		warned := false
		h.View(func(s *State) {
			for _, a := range s.Alerts(w.clock()) {
				warned = warned || a.Kind == AlertService
			}
		})
		if warned != want {
			t.Errorf("needs %q: warned %t, want %t", needs, warned, want)
		}
	}
}

// TestOverdueFollowUps: who was not called back within a workday, and what was not put right within fifteen, is told until it is
// done; another one is news though the first was acknowledged, and the terms outlive the day.
func TestOverdueFollowUps(t *testing.T) {
	var w wall
	w.set(t, monday, "09:00")
	h := openHall(t, &MemoryJournal{}, &w, world())
	rated := func() FollowUpID {
		t.Helper()
		mustDo(t, h, SignIn{Window: 1})
		taken := mustDo(t, h, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
		mustDo(t, h, CallNext{Window: 1})
		mustDo(t, h, Start{Window: 1})
		mustDo(t, h, Finish{Window: 1})
		mustDo(t, h, SignOut{Window: 1})
		bad := mustDo(t, h, Rate{Ticket: taken.Ticket().ID, Level: 1})
		return bad.FollowUp().ID
	}
	overdue := func() (all []Alert) {
		h.View(func(s *State) {
			for _, a := range s.Alerts(w.clock()) {
				if a.Kind == AlertCallBack || a.Kind == AlertCorrection {
					all = append(all, a)
				}
			}
		})
		return all
	}
	is := func(date Date, tod string, kind AlertKind, count int, since Date) Alert {
		t.Helper()
		w.set(t, date, tod)
		for _, a := range overdue() {
			if a.Kind != kind {
				continue
			}
			if a.Count != count || a.Since != since.at(0, shanghai) || a.Level != LevelYellow {
				t.Errorf("%s %s: %+v, want %d since %s", date, tod, a, count, since)
			}
			return a
		}
		if count > 0 {
			t.Errorf("%s %s: nothing is said of %s", date, tod, kind)
		}
		return Alert{}
	}
	first := rated() // on Monday: to be called back by Tuesday
	is(monday.AddDays(1), "23:59", AlertCallBack, 0, "")
	w.set(t, monday.AddDays(2), "09:00")
	second := rated() // on Wednesday, by Thursday
	one := is(monday.AddDays(2), "09:00", AlertCallBack, 1, monday.AddDays(2))
	mustDo(t, h, AcknowledgeAlert{ID: one.ID, Reason: "电话没人接"})
	if one := is(monday.AddDays(2), "12:59", AlertCallBack, 1, monday.AddDays(2)); one.Acknowledged == nil {
		t.Error("it does not stay quiet until the citizen can be called again")
	}
	if one := is(monday.AddDays(2), "13:01", AlertCallBack, 1, monday.AddDays(2)); one.Acknowledged != nil {
		t.Error("it stays quiet for ever")
	}
	mustDo(t, h, AcknowledgeAlert{ID: one.ID, Reason: "电话没人接"})
	if both := is(monday.AddDays(4), "00:00", AlertCallBack, 2, monday.AddDays(2)); both.Acknowledged != nil || both.ID == one.ID {
		t.Errorf("another one is no news: %+v", both)
	}
	mustDo(t, h, CallBack{ID: first, Note: "已道歉"})
	is(monday.AddDays(4), "09:00", AlertCallBack, 1, monday.AddDays(4))
	mustDo(t, h, CallBack{ID: second, Note: "已道歉"})
	is(monday.AddDays(4), "09:01", AlertCallBack, 0, "")

	is(monday.AddDays(21), "23:59", AlertCorrection, 0, "") // fifteen workdays after Monday
	is(monday.AddDays(22), "00:00", AlertCorrection, 1, monday.AddDays(22))
	mustDo(t, h, CloseFollowUp{ID: first, Note: "已培训"})
	is(monday.AddDays(22), "09:00", AlertCorrection, 0, "")
	is(monday.AddDays(24), "00:00", AlertCorrection, 1, monday.AddDays(24))
}
