package kiosk

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// running gives the service over a hall that never closes and whose clock the test moves.
func running(t *testing.T) (*Service, *queue.Hall, *atomic.Int64) {
	t.Helper()
	var clock atomic.Int64
	clock.Store(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC).UnixMilli())
	hall, err := queue.Open(t.Context(), new(queue.MemoryJournal), func() queue.Instant { return queue.Instant(clock.Load()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hall.Close() })
	var session queue.Session
	if err := session.UnmarshalText([]byte("08:30-24:00")); err != nil {
		t.Fatal(err)
	}
	do(t, hall, queue.SetUp{Layout: queue.Layout{
		Name: queue.Text{ZH: "中心"}, TimeZone: "Asia/Shanghai", Zones: []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼"}}},
		Hours:    queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{session}},
		Services: []queue.Service{{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社保"}, StandardMinutes: 8}},
		Windows:  []queue.Window{{Number: 3, Name: queue.Text{ZH: "窗口"}, Zone: "1F", Services: []queue.ServiceID{"social"}}},
		Settings: queue.DefaultSettings(),
	}})
	return New(hall, []byte("key of the hall"), new(memoryKeys), nil, "", false), hall, &clock
}

func do(t *testing.T, hall *queue.Hall, command queue.Command) *queue.Ticket {
	t.Helper()
	e, err := hall.Do(t.Context(), queue.Origin{}, command)
	if err != nil {
		t.Fatal(err)
	}
	return e.Ticket()
}

func TestWordsAreUnguessableAndStay(t *testing.T) {
	s, hall, _ := running(t)
	word := s.Word("20261123-A001")
	if len(word) != 22 || word != s.Word("20261123-A001") {
		t.Errorf("word %q", word)
	}
	if other := New(hall, []byte("another key"), new(memoryKeys), nil, "", false); other.Word("20261123-A001") == word || s.Word("20261123-A002") == word {
		t.Error("the word does not depend on key and ticket")
	}
	if _, ok := s.Lookup(word); ok {
		t.Error("a word opens a ticket that was never issued")
	}
}

// TestLookupOverTheDays follows words to the end of their tickets: a served one can be rated for days, others end with
// their day.
func TestLookupOverTheDays(t *testing.T) {
	s, hall, clock := running(t)
	var ids []queue.TicketID
	for range 3 {
		id := do(t, hall, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk}).ID
		if got, ok := s.Lookup(s.Word(id)); !ok || got != id {
			t.Fatalf("%s: %s, %v right after its issue", id, got, ok)
		}
		ids = append(ids, id)
	}
	do(t, hall, queue.SignIn{Window: 3})
	do(t, hall, queue.CallNext{Window: 3})
	do(t, hall, queue.Start{Window: 3})
	clock.Add(60_000)
	do(t, hall, queue.Finish{Window: 3})
	clock.Add(24 * 3600_000)
	next := do(t, hall, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk}).ID
	for id, open := range map[queue.TicketID]bool{ids[0]: true, ids[1]: false, ids[2]: false, next: true} {
		if got, ok := s.Lookup(s.Word(id)); ok != open || ok && got != id {
			t.Errorf("%s on the next day: %s, %v, want %v", id, got, ok, open)
		}
	}
}

func TestPhoneURL(t *testing.T) {
	for public, want := range map[string]string{
		"": "w", "http://hall.test": "http://hall.test/t/w", "https://hall.test:8443/": "https://hall.test:8443/t/w",
	} {
		if got := phoneURL(&queue.Layout{Settings: queue.Settings{PublicURL: public}}, "w"); got != want {
			t.Errorf("%q: %q, want %q", public, got, want)
		}
	}
}

func TestRatingsAreBounded(t *testing.T) {
	ok := ratingBody{Level: 3, Reasons: make([]string, mostReasons)}
	if err := ok.check(); err != nil {
		t.Errorf("as many reasons as allowed: %v", err)
	}
	bad := ratingBody{Level: 3, Reasons: make([]string, mostReasons+1)}
	if bad.check() == nil {
		t.Error("too many reasons are taken")
	}
}

func TestGroupsInTheOrderOfServices(t *testing.T) {
	l := &queue.Layout{Services: []queue.Service{{Group: "b"}, {}, {Group: "a"}, {Group: "b"}}}
	if got := groups(l); len(got) != 2 || got[0].ID != "b" || got[1].ID != "a" {
		t.Errorf("groups %v", got)
	}
}
