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
