package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// tidy moves what is over before a day.
func tidy(t testing.TB, s *Store, keep Keep) Tidied {
	t.Helper()
	done, err := s.Tidy(t.Context(), keep)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// everything is what can be read of a database, in one text.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	return asJSON(readAll(t, s)) + asJSON(visits(t, s, "", "")) + asJSON(shifts(t, s, "", ""))
}

func TestTidyMovesClosedDays(t *testing.T) {
	dir := played(t, 300)
	s := openStore(t, dir)
	want := everything(t, s)
	before, err := s.DayStart(t.Context(), monday.AddDays(2))
	if err != nil {
		t.Fatal(err)
	}
	done := tidy(t, s, Keep{Live: monday.AddDays(2)})
	if done.Moved != before || done.After >= done.Before {
		t.Errorf("%+v; %d entries are of earlier days", done, before)
	}
	if everything(t, s) != want {
		t.Error("what can be read is no longer the same")
	}
	if values, moved, err := s.liveRecords(0, 10); !moved || len(values) > 0 || err != nil {
		t.Errorf("the live file still has the first entries: %d, %v, %v", len(values), moved, err)
	}
	if again := tidy(t, s, Keep{Live: monday.AddDays(2)}); again.Moved > 0 || again.After != again.Before {
		t.Errorf("once more: %+v", again)
	}
	h := openHall(t, s, newWall())
	must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	want = everything(t, s)
	if far := tidy(t, s, Keep{Live: "2999-01-01"}); far.Moved == 0 {
		t.Errorf("all that is over: %+v", far)
	}
	if everything(t, s) != want {
		t.Error("what can be read is no longer the same")
	}
	if before, err := s.DayStart(t.Context(), ""); err != nil || before == 0 {
		t.Errorf("the last day begins after %d, %v", before, err)
	}
	closeStore(t, s)
	r, err := Verify(dir)
	if err != nil || r.First != 1 || r.Archived == 0 || r.Unseen != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if got := everything(t, openStore(t, dir)); got != want {
		t.Error("opened anew, what can be read is not the same")
	}
}

// TestOpeningReadsNoArchive: a hall opens though its archives cannot be read.
func TestOpeningReadsNoArchive(t *testing.T) {
	dir := played(t, 100)
	s := openStore(t, dir)
	tidy(t, s, Keep{Live: monday.AddDays(3)})
	closeStore(t, s)
	file := filepath.Join(archiveDir(dir), "2026.db")
	if err := os.WriteFile(file, []byte("sick"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	h := openHall(t, s, newWall())
	must(t, h, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk})
	var damaged *ErrDamaged
	if _, err := s.Read(t.Context(), 0, 10); !errors.As(err, &damaged) {
		t.Errorf("read of a sick archive: %v", err)
	}
	if _, err := s.Tidy(t.Context(), Keep{Live: "2999-01-01"}); !errors.As(err, &damaged) {
		t.Errorf("moved to a sick archive: %v", err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	if seq, _ := damage(t, dir); seq != 1 {
		t.Errorf("first bad entry %d", seq)
	}
}

// TestTidyWhileAHallWorks: nothing is lost or refused while days are moved again and again under load, with readers and
// with other writes, and the journal stays that of a hall in memory.
func TestTidyWhileAHallWorks(t *testing.T) {
	for name, closed := range map[string]bool{"as on Linux": false, "as on Windows": true} {
		t.Run(name, func(t *testing.T) {
			defer func(was bool) { closesFirst = was }(closesFirst)
			closesFirst = closed
			tidyUnderLoad(t)
		})
	}
}

func tidyUnderLoad(t *testing.T) {
	dir, w := played(t, 120), newWall()
	w.add(3 * 24 * time.Hour)
	s := openStore(t, dir)
	h := openHall(t, s, w)
	var taken, credentials atomic.Int64
	var stop atomic.Bool
	var working sync.WaitGroup
	for range 4 {
		working.Go(func() {
			for !stop.Load() {
				if _, err := h.Do(t.Context(), queue.Origin{}, queue.Take{Service: "tax", Class: queue.ClassNormal, Source: queue.SourceKiosk}); err != nil {
					t.Error(err)
					return
				}
				taken.Add(1)
			}
		})
	}
	working.Go(func() {
		for n := 0; !stop.Load(); n++ {
			if err := s.PutCredential(string(rune('a'+n%20)), queue.Credential{ID: "c"}); err != nil {
				t.Error(err)
				return
			}
			credentials.Add(1)
		}
	})
	working.Go(func() {
		for !stop.Load() {
			if e, err := s.Read(t.Context(), 0, 20); err != nil || len(e) != 20 || e[0].Seq != 1 {
				t.Errorf("%d entries, %v", len(e), err)
				return
			}
		}
	})
	for day := range 3 {
		for moment := taken.Load(); taken.Load() < moment+20; {
			time.Sleep(time.Millisecond)
		}
		tidy(t, s, Keep{Live: monday.AddDays(day + 1)})
	}
	stop.Store(true)
	working.Wait()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	issued := int64(0)
	var m queue.MemoryJournal
	all := readAll(t, s)
	for _, e := range all {
		for _, ev := range e.Events {
			if i, ok := ev.(*queue.Issued); ok && i.Ticket.Service == "tax" && e.By == "" {
				issued++
			}
		}
		if err := m.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if issued != taken.Load() || credentials.Load() == 0 {
		t.Errorf("%d numbers were given, %d are in the journal", taken.Load(), issued)
	}
	closeStore(t, s)
	if r, err := Verify(dir); err != nil || r.Archived == 0 || r.Credentials != min(20, int(credentials.Load())) {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestJournalOverArchives: by chance, whatever is moved and when, the journal reads as that of a hall in memory, from
// any entry, by any number.
func TestJournalOverArchives(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	dir, w := t.TempDir(), newWall()
	s := openStore(t, dir)
	m := &queue.MemoryJournal{}
	h := openHall(t, twin{s, m}, w)
	for day := range 30 {
		play(t, h, w, r, r.IntN(12))
		w.add(time.Duration(1+r.IntN(20)) * 24 * time.Hour)
		if r.IntN(3) == 0 {
			tidy(t, s, Keep{Live: monday.AddDays(day*10 - r.IntN(50))})
		}
		if r.IntN(6) == 0 {
			closeStore(t, s)
			s = openStore(t, dir)
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			h = openHall(t, twin{s, m}, w)
		}
		last, _ := m.DayStart(t.Context(), "")
		after, limit := uint64(r.Int64N(int64(last)+10)), r.IntN(200)
		// The hall's own clock may turn the day between the two.
		want, _ := m.Read(t.Context(), after, limit)
		got, err := s.Read(t.Context(), after, limit)
		got = got[:min(len(got), len(want))]
		for i := range got {
			got[i].Hash = ""
		}
		if err != nil || asJSON(got) != asJSON(want) {
			t.Fatalf("after %d, %d entries: %d, want %d: %v", after, limit, len(got), len(want), err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	names, err := archivesIn(archiveDir(dir))
	if err != nil || len(names) < 2 {
		t.Errorf("archives %v, %v", names, err)
	}
	if rep, err := Verify(dir); err != nil || rep.First != 1 {
		t.Errorf("%+v, %v", rep, err)
	}
}

// tamperedArchives are changes of an archive, and the first bad sequence number that verify gives.
var tamperedArchives = []struct {
	name   string
	seq    uint64
	change func(tx *bbolt.Tx) error
}{
	{"a bit of a record", 30, func(tx *bbolt.Tx) error {
		b := tx.Bucket(journalBucket)
		v := bytes.Clone(b.Get(seqKey(30)))
		v[len(v)-3] ^= 4
		return b.Put(seqKey(30), v)
	}},
	{"an entry with a good checksum", 30, func(tx *bbolt.Tx) error {
		return rewriteRecord(tx, 30, func(p string) string { return p + " " })
	}},
	{"an entry that is gone", 30, func(tx *bbolt.Tx) error { return tx.Bucket(journalBucket).Delete(seqKey(30)) }},
	{"a first entry that is gone", 1, func(tx *bbolt.Tx) error { return tx.Bucket(journalBucket).Delete(seqKey(1)) }},
	{"no journal", 1, func(tx *bbolt.Tx) error { return tx.DeleteBucket(journalBucket) }},
}

func TestVerifyFindsWhatIsWrongWithAnArchive(t *testing.T) {
	for _, c := range tamperedArchives {
		t.Run(c.name, func(t *testing.T) {
			dir := played(t, 200)
			s := openStore(t, dir)
			tidy(t, s, Keep{Live: monday.AddDays(2)})
			closeStore(t, s)
			if err := change(filepath.Join(archiveDir(dir), "2026.db"), c.change); err != nil {
				t.Fatal(err)
			}
			if seq, why := damage(t, dir); seq != c.seq {
				t.Errorf("first bad entry %d: %s", seq, why)
			}
		})
	}
}

func TestVerifyFindsThatAnArchiveIsMissing(t *testing.T) {
	dir := played(t, 200)
	s := openStore(t, dir)
	tidy(t, s, Keep{Live: monday.AddDays(2)})
	closeStore(t, s)
	if err := os.RemoveAll(archiveDir(dir)); err != nil {
		t.Fatal(err)
	}
	if seq, _ := damage(t, dir); seq != 1 {
		t.Errorf("first bad entry %d", seq)
	}
	s = openStore(t, dir)
	var damaged *ErrDamaged
	if _, err := s.Read(t.Context(), 0, 10); !errors.As(err, &damaged) || damaged.Seq != 1 {
		t.Errorf("read: %v", err)
	}
	if _, err := s.Tidy(t.Context(), Keep{Live: monday.AddDays(3)}); !errors.As(err, &damaged) || damaged.Seq != 1 {
		t.Errorf("tidy: %v", err)
	}
}

// twin writes to two journals and reads from the first.
type twin struct {
	*Store
	memory *queue.MemoryJournal
}

// Append implements queue.Journal.
func (j twin) Append(ctx context.Context, entries ...queue.Entry) error {
	return errors.Join(j.Store.Append(ctx, entries...), j.memory.Append(ctx, entries...))
}
