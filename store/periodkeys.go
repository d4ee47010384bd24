package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// ErrShredded is returned for the key of a period whose keys have been shredded.
var ErrShredded = errors.New("the key has been shredded")

// periodKeys are the secrets beside the hall key that are made for a time and then shredded, and with them the sense of
// all that was sealed. A key's name is its kind and period, such as day-2026-11-23; periods of a kind compare as text.
type periodKeys struct {
	dir string

	mu sync.Mutex
	// known are the keys that were looked for, nil for one that is not there; before is, by kind, how far keys have
	// been shredded.
	known  map[string][]byte
	before map[string]string
}

// keyName finds kind and period in a key's name.
var keyName = regexp.MustCompile(`^([a-z]+)-([0-9]{4}[0-9-]{0,20})$`)

const keySuffix = ".key"

func (p *periodKeys) path(name string) string { return filepath.Join(p.dir, name+keySuffix) }

// MakeKey gives the key of that name, such as day-2026-11-23. Where there is none one is made, which is durable before
// it is given. ErrShredded: the period is over and its key gone.
func (s *Store) MakeKey(name string) ([]byte, error) {
	p := &s.periods
	parts := keyName.FindStringSubmatch(name)
	if parts == nil {
		return nil, fmt.Errorf("make key: %q is no name of a key", name)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key, err := p.find(name)
	if key != nil || err != nil {
		return key, err
	}
	if parts[2] < p.before[parts[1]] {
		return nil, fmt.Errorf("make key %s: %w", name, ErrShredded)
	}
	delete(p.known, name)
	if err := makeKeyFile(p.path(name)); err != nil {
		return nil, fmt.Errorf("make key %s: %w", name, err)
	}
	return p.find(name)
}

// Key gives the key of that name, not to be changed; false where there is none, or no longer, or it cannot be read.
func (s *Store) Key(name string) ([]byte, bool) {
	p := &s.periods
	if !keyName.MatchString(name) {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key, err := p.find(name)
	return key, key != nil && err == nil
}

// find gives the key of that name, nil where there is none.
func (p *periodKeys) find(name string) ([]byte, error) {
	if key, ok := p.known[name]; ok {
		return key, nil
	}
	key, err := readKeyFile(p.path(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read key: %w", err)
	}
	if p.known == nil {
		p.known = map[string][]byte{}
	}
	p.known[name] = key
	return key, nil
}

// ShredKeys ends for ever the keys of a kind, such as day, whose period is before that one, such as 2026-11-23: they
// are overwritten and deleted, durably so on return, and not made again. What cannot be deleted is tried again by
// calling again.
func (s *Store) ShredKeys(kind, before string) error {
	p := &s.periods
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.before == nil {
		p.before = map[string]string{}
	}
	p.before[kind] = max(p.before[kind], before)
	files, err := os.ReadDir(p.dir)
	if err != nil {
		return fmt.Errorf("shred keys: %w", err)
	}
	shredded := false
	var faults []error
	for _, f := range files {
		if !over(f.Name(), kind, before) {
			continue
		}
		shredded = true
		delete(p.known, strings.TrimSuffix(f.Name(), keySuffix))
		if err := shred(filepath.Join(p.dir, f.Name())); err != nil {
			faults = append(faults, fmt.Errorf("shred keys: %w", err))
		}
	}
	if shredded {
		faults = append(faults, syncDir(p.dir))
	}
	return errors.Join(faults...)
}

// over tells whether a file is the key of an ended period, or what a crash left of the making of one.
func over(file, kind, before string) bool {
	name, rest, _ := strings.Cut(file, keySuffix)
	parts := keyName.FindStringSubmatch(name)
	if parts == nil || parts[1] != kind {
		return false
	}
	return rest == "" && parts[2] < before || strings.HasSuffix(rest, ".tmp")
}

// shred overwrites a file where it lies, as far as the disk does so, and deletes it.
func shred(path string) error {
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		_, _ = f.Write(make([]byte, keySize))
		_ = f.Sync()
		_ = f.Close()
	}
	return os.Remove(path)
}
