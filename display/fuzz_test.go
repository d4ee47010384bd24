package display

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/paidui/paidui/queue"
)

// FuzzResume: whatever a screen says it has got to, it gets a board, and no call that is not after its mark; a mark that
// means nothing here gets no call at all.
func FuzzResume(f *testing.F) {
	st := newStage(f, daily(), "09:00:00")
	st.do(queue.SignIn{Window: 1})
	st.take("social", 3)
	st.call(1)
	st.do(queue.Recall{Window: 1})
	hub := NewHub(st.hall, "7f3a", "assets", nobodys)
	f.Cleanup(hub.Close)
	f.Add("after=1&epoch=7f3a%2F2026-11-23")
	f.Add("after=-1&epoch=7f3a/2026-11-23")
	f.Add("after=18446744073709551615&epoch=7f3a/2026-11-23")
	f.Add("after=1&epoch=7f3a/2026-11-24")
	f.Add("after=1;epoch=&after=2")
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", "/ws/hall/1F", nil)
		r.URL = &url.URL{Path: "/ws/hall/1F", RawQuery: query}
		mark := markOf(r)
		frame, _ := hub.Next(HallOf("1F"), mark)
		if frame.Board == nil && mark == (Mark{}) {
			t.Fatalf("%q: no board for a screen without a mark", query)
		}
		var last uint64
		st.hall.View(func(s *queue.State) { last = s.Seq() })
		known := knows("7f3a", "2026-11-23", mark.Epoch) && mark.Seq <= last
		for _, call := range frame.Speak {
			if !known || call.Seq <= mark.Seq {
				t.Fatalf("%q: call %d is spoken again", query, call.Seq)
			}
		}
	})
}
