package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

func feedback(t testing.TB, s *Store, from, to queue.Date) (all []queue.Feedback) {
	t.Helper()
	if err := s.Feedback(t.Context(), from, to, func(f *queue.Feedback) error { all = append(all, *f); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// complained is a directory in which a citizen suggested something while waiting and complained a day after the visit.
func complained(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	s, w := openStore(t, dir), newWall()
	h := openHall(t, s, w)
	if got := feedback(t, s, "", ""); len(got) != 0 {
		t.Errorf("before anybody said anything: %+v", got)
	}
	must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	e := must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	id := e.Ticket().ID
	must(t, h, queue.GiveFeedback{Ticket: id, Kind: queue.FeedbackSuggestion, Category: "environment", Sealed: "x"})
	w.add(5 * time.Minute)
	must(t, h, queue.CallNext{Window: 1})
	must(t, h, queue.Start{Window: 1})
	w.add(time.Minute)
	must(t, h, queue.Finish{Window: 1})
	before := visits(t, s, monday, monday)[0]
	w.add(24 * time.Hour)
	must(t, h, queue.GiveFeedback{Ticket: id, Kind: queue.FeedbackComplaint, Category: "attitude", Sealed: "y"})
	if after := visits(t, s, monday, monday)[0]; after != before || after.Waited() != 5*queue.Minute {
		t.Errorf("complained of a day later: %+v, want %+v", after, before)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	return dir
}

func TestFeedbackIsKeptByDay(t *testing.T) {
	dir := complained(t)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
	s := openStore(t, dir)
	all := feedback(t, s, "", "")
	if len(all) != 2 || all[0].Sealed != "x" || all[0].Window != 0 || all[1].Sealed != "y" || all[1].Staff != "1001" || all[1].Ticket != all[0].Ticket {
		t.Errorf("kept %+v", all)
	}
	for _, c := range []struct {
		from, to queue.Date
		want     int
	}{{monday, monday, 1}, {monday.AddDays(1), "", 1}, {monday, monday.AddDays(1), 2}, {monday.AddDays(2), "", 0}, {"", monday.AddDays(-1), 0}} {
		if got := feedback(t, s, c.from, c.to); len(got) != c.want {
			t.Errorf("%s … %s: %d, want %d", c.from, c.to, len(got), c.want)
		}
	}
}

func TestVerifyFindsFeedbackThatWasTamperedWith(t *testing.T) {
	good := complained(t)
	for name, change := range map[string]func(tx *bbolt.Tx) error{
		"1 records are missing": func(tx *bbolt.Tx) error {
			b := tx.Bucket(feedbackBucket)
			k, _ := b.Cursor().First()
			return b.Delete(k)
		},
		"2 records are missing": func(tx *bbolt.Tx) error { return tx.DeleteBucket(feedbackBucket) },
		"is not what the journal says": func(tx *bbolt.Tx) error {
			b := tx.Bucket(feedbackBucket)
			k, v := b.Cursor().First()
			body, err := unseal(k, v)
			if err != nil {
				return err
			}
			return b.Put(k, seal(k, []byte(strings.Replace(string(body), "suggestion", "complaint", 1))))
		},
	} {
		dir := copyOf(t, good)
		tamper(t, dir, change)
		if _, text := damage(t, dir); !strings.Contains(text, name) {
			t.Errorf("found %s; want %q", text, name)
		}
	}
}

func TestCardsAreKeptAsTheyStand(t *testing.T) {
	dir := t.TempDir()
	s, w := openStore(t, dir), newWall()
	h := openHall(t, s, w)
	given := must(t, h, queue.GiveCard{Staff: "1001", Level: queue.LevelYellow, Reason: "离岗"})
	id := given.Card().ID
	w.add(24 * time.Hour)
	must(t, h, queue.AppealCard{ID: id, Appeal: "取资料"})
	must(t, h, queue.RuleCard{ID: id, Ruling: queue.RulingWithdrawn, Note: "属实"})
	for from, want := range map[queue.Date]int{monday: 1, monday.AddDays(1): 0} {
		var cards []queue.Card
		err := s.Cards(t.Context(), from, "", func(c *queue.Card) error { cards = append(cards, *c); return nil })
		if err != nil || len(cards) != want {
			t.Fatalf("from %s: %+v, %v", from, cards, err)
		}
		if want == 1 && (cards[0].Ruling != queue.RulingWithdrawn || cards[0].Appeal != "取资料" || cards[0].Name == "") {
			t.Errorf("kept %+v", cards[0])
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}

// chosen is a directory in which staff called two citizens before others, the first of them a day before the second, and
// saw an alert.
func chosen(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	s, w := openStore(t, dir), newWall()
	h := openHall(t, s, w)
	must(t, h, queue.SignIn{Window: 1, Staff: "1001"})
	for _, reason := range []string{"残疾人", "急事急办"} {
		must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		e := must(t, h, queue.Take{Service: "social", Class: queue.ClassElder, Source: queue.SourceKiosk})
		must(t, h, queue.CallSpecific{Window: 1, Ticket: e.Ticket().ID, Reason: reason})
		must(t, h, queue.Start{Window: 1})
		must(t, h, queue.Finish{Window: 1})
		must(t, h, queue.CallNext{Window: 1})
		w.add(45 * time.Minute)
		must(t, h, queue.Recall{Window: 1})
		must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		w.add(45 * time.Minute)
		must(t, h, queue.AcknowledgeAlert{ID: "wait:social", Reason: "已增开窗口"})
		for range 2 {
			must(t, h, queue.Start{Window: 1})
			must(t, h, queue.Finish{Window: 1})
			_, _ = h.Do(t.Context(), queue.Origin{}, queue.CallNext{Window: 1}) // nobody waits the second time
		}
		w.add(24*time.Hour - 90*time.Minute)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	return dir
}

func TestCallsOutOfOrderAreKeptWithTheirReasons(t *testing.T) {
	dir := chosen(t)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
	s := openStore(t, dir)
	var calls []queue.OutOfOrder
	if err := s.OutOfOrder(t.Context(), monday, "", func(c *queue.OutOfOrder) error { calls = append(calls, *c); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(calls) != 2 || calls[0].Reason != "残疾人" || calls[1].Reason != "急事急办" || calls[0].Why != queue.WhySpecific || calls[0].Class != queue.ClassElder || calls[0].Window != 1 || calls[0].Staff != "1001" {
		t.Errorf("kept %+v", calls)
	}
	whys := map[queue.Why]int{}
	for _, v := range visits(t, s, "", "") {
		if v.Called() && v.Chosen != (v.Why == queue.WhySpecific) {
			t.Errorf("visit %+v", v)
		}
		whys[v.Why]++
	}
	if whys[queue.WhySpecific] != 2 || whys[queue.WhyFirst] == 0 {
		t.Errorf("visits say %v", whys)
	}
	var seen []queue.Alert
	if err := s.AlertsSeen(t.Context(), monday.AddDays(1), "", func(a *queue.Alert) error { seen = append(seen, *a); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 || seen[0].Kind != queue.AlertWait || seen[0].Level != queue.LevelYellow || seen[0].Acknowledged.Reason != "已增开窗口" {
		t.Errorf("seen %+v", seen)
	}
}

// What a version kept that did not know of it is good still: visits that do not say why they were called, and nothing of
// the first days. What is missing later is damage.
func TestVerifyKnowsWhatEarlierVersionsKept(t *testing.T) {
	good := chosen(t)
	withoutWhy := func(tx *bbolt.Tx) error {
		b := tx.Bucket(visitsBucket)
		c := b.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			r, err := decodeVisit(k, v)
			if err != nil {
				return err
			}
			r.Flags &= 1<<whyShift - 1
			if err := b.Put(append([]byte(nil), k...), encodeFixed(k, &r)); err != nil {
				return err
			}
		}
		return nil
	}
	for name, change := range map[string]func(tx *bbolt.Tx) error{
		"visits":           withoutWhy,
		"both registers":   func(tx *bbolt.Tx) error { return errors.Join(tx.DeleteBucket(outOfOrder), tx.DeleteBucket(seenBucket)) },
		"the first record": func(tx *bbolt.Tx) error { c := tx.Bucket(outOfOrder).Cursor(); c.First(); return c.Delete() },
	} {
		dir := copyOf(t, good)
		tamper(t, dir, change)
		if _, err := Verify(dir); err != nil {
			t.Errorf("without %s: %v", name, err)
		}
	}
	dir := copyOf(t, good)
	tamper(t, dir, func(tx *bbolt.Tx) error { c := tx.Bucket(outOfOrder).Cursor(); c.Last(); return c.Delete() })
	if _, text := damage(t, dir); !strings.Contains(text, "1 records are missing") {
		t.Errorf("without the last call: %s", text)
	}
}
