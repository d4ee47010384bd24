package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/measured"
)

func TestVerifyOfAGoodDatabase(t *testing.T) {
	dir := played(t, 300)
	s := openStore(t, dir)
	if err := s.PutCredential("aa", queue.Credential{ID: "c"}); err != nil {
		t.Fatal(err)
	}
	entries, id := readAll(t, s), s.ID()
	want := Report{
		ID: id, Entries: uint64(len(entries)), First: 1, Last: uint64(len(entries)), FirstAt: entries[0].At,
		LastAt: entries[len(entries)-1].At, Hash: entries[len(entries)-1].Hash, FirstDay: monday, LastDay: monday.AddDays(3),
		Days: 4, Visits: len(visits(t, s, "", "")), Shifts: len(shifts(t, s, "", "")), Credentials: 1,
	}
	closeStore(t, s)
	got, err := Verify(dir)
	if got.Bytes == 0 {
		t.Error("the file has no length")
	}
	got.Bytes = 0
	if err != nil || got != want {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestVerifyOfAnEmptyDatabase(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir); err != nil {
		t.Fatal(err)
	}
	if r, err := Verify(dir); err != nil || r.Entries != 0 || r.ID == "" {
		t.Errorf("%+v, %v", r, err)
	}
}

// tamper changes the closed database in dir within bbolt's rules, as nothing but this program or malice would.
func tamper(t testing.TB, dir string, write func(tx *bbolt.Tx) error) {
	t.Helper()
	if err := change(filepath.Join(dir, fileName), write); err != nil {
		t.Fatal(err)
	}
}

// damage verifies dir and gives the first bad sequence number and the error's text.
func damage(t testing.TB, dir string) (uint64, string) {
	t.Helper()
	r, err := Verify(dir)
	var damaged *ErrDamaged
	if !errors.As(err, &damaged) {
		t.Fatalf("verify: %+v, %v", r, err)
	}
	if r.BadSeq != damaged.Seq {
		t.Errorf("the report says %d, the error %d", r.BadSeq, damaged.Seq)
	}
	return r.BadSeq, err.Error()
}

// rewriteRecord changes the payload of entry seq and seals it anew, with the old link to the entry before.
func rewriteRecord(tx *bbolt.Tx, seq uint64, edit func(payload string) string) error {
	b := tx.Bucket(journalBucket)
	body, err := unseal(seqKey(seq), b.Get(seqKey(seq)))
	if err != nil {
		return err
	}
	payload := edit(string(body[len(digest{}):]))
	return b.Put(seqKey(seq), encodeRecord(seq, digest(body[:len(digest{})]), []byte(payload)))
}

// tamperings are changes, and the first bad sequence number and a part of the reason that verify gives for each.
var tamperings = []struct {
	name   string
	seq    uint64
	reason string
	change func(tx *bbolt.Tx) error
}{
	{"a bit of a record", 30, "checksum", func(tx *bbolt.Tx) error {
		b := tx.Bucket(journalBucket)
		v := bytes.Clone(b.Get(seqKey(30)))
		v[len(v)-3] ^= 4
		return b.Put(seqKey(30), v)
	}},
	{"an entry with a good checksum", 30, "after another entry 30", func(tx *bbolt.Tx) error {
		return rewriteRecord(tx, 30, func(p string) string { return strings.Replace(p, `"by":"test"`, `"by":"boss"`, 1) })
	}},
	{"an entry that is another's", 30, "holds another entry", func(tx *bbolt.Tx) error {
		return rewriteRecord(tx, 30, func(p string) string { return strings.Replace(p, `"seq":30`, `"seq":31`, 1) })
	}},
	{"an entry that cannot be read", 30, "unknown kind", func(tx *bbolt.Tx) error {
		return rewriteRecord(tx, 30, func(p string) string { return strings.Replace(p, `{"kind":"`, `{"kind":"x`, 1) })
	}},
	{"an entry that is gone", 30, "missing", func(tx *bbolt.Tx) error { return tx.Bucket(journalBucket).Delete(seqKey(30)) }},
	{"a first entry that is gone", 1, "missing", func(tx *bbolt.Tx) error { return tx.Bucket(journalBucket).Delete(seqKey(1)) }},
	{"a key that is none", 1, "missing", func(tx *bbolt.Tx) error { return tx.Bucket(journalBucket).Put([]byte{0}, []byte{1}) }},
	{"no journal", 1, "bucket journal is missing", func(tx *bbolt.Tx) error { return tx.DeleteBucket(journalBucket) }},
	{"a visit", 0, "visits", func(tx *bbolt.Tx) error {
		k, v := tx.Bucket(visitsBucket).Cursor().First()
		var r visitRecord
		if err := decodeFixed(k, v, &r); err != nil {
			return err
		}
		r.Rating++
		return tx.Bucket(visitsBucket).Put(k, encodeFixed(k, &r))
	}},
	{"a visit too few", 0, "1 records are missing", func(tx *bbolt.Tx) error {
		k, _ := tx.Bucket(visitsBucket).Cursor().Last()
		return tx.Bucket(visitsBucket).Delete(bytes.Clone(k))
	}},
	{"a shift too many", 0, "shifts", func(tx *bbolt.Tx) error {
		k := seqKey(99999)
		return tx.Bucket(shiftsBucket).Put(k, encodeFixed(k, &shiftRecord{}))
	}},
	{"a day", 0, "days", func(tx *bbolt.Tx) error {
		k := []byte(monday)
		return tx.Bucket(daysBucket).Put(k, seal(k, binary.BigEndian.AppendUint64(nil, 5)))
	}},
	{"a word", 0, "words", func(tx *bbolt.Tx) error {
		k := []byte("tax")
		return tx.Bucket(wordsBucket).Put(k, seal(k, []byte{0, 1}))
	}},
	{"a credential", 0, "credential", func(tx *bbolt.Tx) error {
		return tx.Bucket(credentialsBucket).Put([]byte("bb"), seal([]byte("aa"), []byte("{}")))
	}},
	{"the id", 0, "checksum", func(tx *bbolt.Tx) error {
		return tx.Bucket(metaBucket).Put(idKey, seal(formatKey, []byte("00000000")))
	}},
	{"a bucket in a bucket", 1, "among the values", func(tx *bbolt.Tx) error {
		_, err := tx.Bucket(journalBucket).CreateBucket([]byte{0})
		return err
	}},
}

func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	good := played(t, 120)
	for _, test := range tamperings {
		t.Run(test.name, func(t *testing.T) {
			dir := copyOf(t, good)
			tamper(t, dir, test.change)
			if got, text := damage(t, dir); got != test.seq || !strings.Contains(text, test.reason) {
				t.Errorf("found %d: %s; want %q at %d", got, text, test.reason, test.seq)
			}
		})
	}
}

// copyOf gives a copy of a closed database.
func copyOf(t testing.TB, dir string) string {
	t.Helper()
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return other
}

// Reading stops at the damaged entry, and not before.
func TestReadOfADamagedEntry(t *testing.T) {
	dir := played(t, 60)
	tamper(t, dir, func(tx *bbolt.Tx) error {
		b := tx.Bucket(journalBucket)
		v := bytes.Clone(b.Get(seqKey(30)))
		v[0] ^= 1
		return b.Put(seqKey(30), v)
	})
	s := openStore(t, dir)
	if entries, err := s.Read(t.Context(), 0, 29); err != nil || len(entries) != 29 {
		t.Errorf("before the damage: %d entries, %v", len(entries), err)
	}
	var damaged *ErrDamaged
	if _, err := s.Read(t.Context(), 20, 20); !errors.As(err, &damaged) || damaged.Seq != 30 {
		t.Errorf("over the damage: %v", err)
	}
}

// Flip any bit of the file, or cut it off anywhere: either verify finds it, or nothing that is read has changed. And no
// file makes anything panic or hang. PAIDUI_LONG tries more of them.
func TestBitFlips(t *testing.T) {
	flips := 150
	if os.Getenv("PAIDUI_LONG") != "" {
		flips = 2000
	}
	good := played(t, 90)
	s := openStore(t, good)
	want := contents(t, s)
	closeStore(t, s)
	data, err := os.ReadFile(filepath.Join(good, fileName))
	if err != nil {
		t.Fatal(err)
	}
	used := len(bytes.TrimRight(data, "\x00"))
	r := rand.New(rand.NewPCG(3, 4))
	dir, found, cut := copyOf(t, good), 0, 0
	for range flips {
		at, bit := r.IntN(used), byte(1)<<r.IntN(8)
		if r.IntN(3) == 0 {
			at = at &^ 4095 % used // in the head of a page
			at += r.IntN(48)
		}
		broken := bytes.Clone(data)
		broken[at] ^= bit
		if r.IntN(5) == 0 {
			broken[at] ^= bit
			broken = broken[:at]
			cut++
		}
		if err := os.WriteFile(filepath.Join(dir, fileName), broken, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Verify(dir)
		var damaged *ErrDamaged
		switch {
		case errors.As(err, &damaged):
			found++
			continue
		case err != nil:
			t.Fatalf("bit %d of byte %d: %v", bit, at, err)
		}
		s, err := Open(dir, time.Second)
		if err != nil {
			t.Fatalf("bit %d of byte %d: verify found it good, but: %v", bit, at, err)
		}
		if contents(t, s) != want {
			t.Fatalf("bit %d of byte %d changes what is read, and verify did not find it", bit, at)
		}
		closeStore(t, s)
	}
	if found < flips/4 {
		t.Errorf("of %d flips %d were found: the test does not reach what is in use", flips, found)
	}
	measured.Tell(t, "damage: %d bits flipped, %d files cut off: %d found, %d harmless, 0 wrong", flips-cut, cut, found, flips-found)
}

// contents is all that can be read of a store.
func contents(t testing.TB, s *Store) string {
	t.Helper()
	start, err := s.DayStart(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return asJSON([]any{s.ID(), start, readAll(t, s), visits(t, s, "", ""), shifts(t, s, monday, monday.AddDays(1))})
}

// What is no database, or only a part of one, is told apart from one that is not there.
func TestVerifyOfNoDatabase(t *testing.T) {
	dir := played(t, 60)
	path := filepath.Join(dir, fileName)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"nothing": {}, "text": []byte("hello"), "zeros": make([]byte, 1<<16), "meta pages only": data[:8192], "one page": data[:4096],
		"five pages": data[:5*4096], "another file": bytes.Repeat([]byte("PK\x03\x04"), 1<<14),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if seq, text := damage(t, dir); seq != 1 {
			t.Errorf("%s: %d, %s", name, seq, text)
		}
		if s, err := Open(dir, time.Second); err == nil {
			closeStore(t, s)
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := Verify(t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
}
