package kiosk

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"

	"testing"

	"github.com/paidui/paidui/queue"
)

// memoryKeys are Keys that end with the test.
type memoryKeys struct {
	mu     sync.Mutex
	keys   map[string][]byte
	before map[string]string // by kind
	// fail, when set, is what shredding gives; shredded counts.
	fail     error
	shredded int
}

func (k *memoryKeys) MakeKey(name string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	kind, period, _ := strings.Cut(name, "-")
	if period < k.before[kind] {
		return nil, errors.New("shredded")
	}
	if k.keys[name] == nil {
		key := make([]byte, 32)
		_, _ = rand.Read(key)
		if k.keys == nil {
			k.keys = map[string][]byte{}
		}
		k.keys[name] = key
	}
	return k.keys[name], nil
}

func (k *memoryKeys) Key(name string) ([]byte, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key, ok := k.keys[name]
	return key, ok
}

func (k *memoryKeys) ShredKeys(kind, before string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.shredded++
	if k.fail != nil {
		return k.fail
	}
	if k.before == nil {
		k.before = map[string]string{}
	}
	k.before[kind] = before
	for name := range k.keys {
		if strings.HasPrefix(name, kind+"-") && name < kind+"-"+before {
			delete(k.keys, name)
		}
	}
	return nil
}

func mustParse(t *testing.T, text string) IDNumber {
	t.Helper()
	n, err := ParseIDNumber(text, today)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestHoldersAreOfPersonAndDay(t *testing.T) {
	keys := new(memoryKeys)
	monday, _ := keys.MakeKey("day-2026-11-23")
	tuesday, _ := keys.MakeKey("day-2026-11-24")
	one, other := mustParse(t, goodIDs[0]), mustParse(t, goodIDs[1])
	h := holder(monday, one)
	if len(h) != 22 || h != holder(monday, mustParse(t, strings.ToLower(goodIDs[0]))) {
		t.Errorf("the same person on the same day: %q", h)
	}
	if h == holder(monday, other) || h == holder(tuesday, one) {
		t.Error("another person, or the same on another day, has the same holder")
	}
}

func TestSealedIsReadWhileTheKeyLasts(t *testing.T) {
	keys := new(memoryKeys)
	s := &Service{seals: seals{keys}}
	key, _ := keys.MakeKey("day-2026-11-23")
	if _, err := keys.MakeKey("day-2026-11-24"); err != nil {
		t.Fatal(err)
	}
	said := Identity{Last4: "002X", BirthYear: 1949, Phone: "13800138000"}
	sealed, err := seal("day-2026-11-23", key, said)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := seal("day-2026-11-23", key, said)
	if again == sealed {
		t.Error("two seals of the same are the same")
	}
	for _, plain := range []string{"002X", "1949", "13800138000"} {
		if strings.Contains(sealed, plain) {
			t.Errorf("%s can be read in %s", plain, sealed)
		}
	}
	if got := s.Identity(&queue.Ticket{Holder: "h", Sealed: sealed}); got != said {
		t.Errorf("opened: %+v", got)
	}
	for name, bad := range map[string]*queue.Ticket{
		"nothing sealed": {Holder: "h"}, "another day's": {Holder: "h", Sealed: strings.Replace(sealed, "23", "24", 1)}, "cut": {Holder: "h", Sealed: sealed[:30]},
		"no text": {Holder: "h", Sealed: "day-2026-11-23"}, "no encoding": {Holder: "h", Sealed: "day-2026-11-23.***"},
		"changed": {Holder: "h", Sealed: sealed[:len(sealed)-2] + "AA"}, "no key": {Holder: "h", Sealed: "文"},
	} {
		if got := s.Identity(bad); got != (Identity{}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if err := keys.ShredKeys("day", "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	if got := s.Identity(&queue.Ticket{Holder: "h", Sealed: sealed}); got != (Identity{}) {
		t.Errorf("after the day: %+v", got)
	}
}
