package access

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/paidui/paidui/queue"
)

// CodeFor is how long a code for a device can be used.
const CodeFor = 10 * queue.Minute

// Device is an enrolled browser, a token, or a code that nobody has used yet.
type Device struct {
	queue.Credential
	// SeenAt and SeenFrom are when and where it last asked for something since the hall was started; zero: it has not.
	SeenAt   queue.Instant
	SeenFrom string
}

// Devices gives what is enrolled, the last one first.
func (s *Service) Devices() ([]Device, error) {
	all, err := s.Store.Credentials()
	if err != nil {
		return nil, fmt.Errorf("read credentials: %w", err)
	}
	devices := []Device{}
	for _, c := range all {
		if c.Until != 0 && c.Until <= s.Clock() {
			continue
		}
		d := Device{Credential: c}
		d.SeenAt, d.SeenFrom = s.seen.last(c.ID)
		devices = append(devices, d)
	}
	slices.SortFunc(devices, func(a, b Device) int {
		return cmp.Or(-cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return devices, nil
}

// NewCode gives a code by which one device is enrolled within CodeFor, and forgets codes that have lapsed.
func (s *Service) NewCode(grants []queue.Grant) (code string, until queue.Instant, err error) {
	s.enrolling.Lock()
	defer s.enrolling.Unlock()
	at := s.Clock()
	all, err := s.Store.Credentials()
	if err != nil {
		return "", 0, fmt.Errorf("read credentials: %w", err)
	}
	for hash, c := range all {
		if c.Until != 0 && c.Until <= at {
			if err := s.Store.DeleteCredential(hash); err != nil {
				return "", 0, fmt.Errorf("forget code: %w", err)
			}
		}
	}
	until = at.Add(CodeFor)
	code, err = MintCode(s.Store, grants, at, until)
	return code, until, err
}

// Revoke makes the credential with that id good for nothing, and gives what it was. queue.ErrUnknownDevice: there is
// none.
func (s *Service) Revoke(id string) (queue.Credential, error) {
	s.enrolling.Lock()
	defer s.enrolling.Unlock()
	all, err := s.Store.Credentials()
	if err != nil {
		return queue.Credential{}, fmt.Errorf("read credentials: %w", err)
	}
	for hash, c := range all {
		if c.ID != id {
			continue
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if err := s.Store.DeleteCredential(hash); err != nil {
			return queue.Credential{}, fmt.Errorf("revoke: %w", err)
		}
		delete(s.known, hash)
		return c, nil
	}
	return queue.Credential{}, &queue.Refused{Op: "revoke", Err: queue.ErrUnknownDevice}
}

// seen is where each credential was used from lately. One that is used from two addresses at once has been copied, or
// carried to a second machine.
type seen struct {
	mu sync.Mutex
	of map[string]*sightings // by the credential's id
}

// sightings are a credential's, by address.
type sightings struct {
	at       queue.Instant
	from     string
	by       map[string]span
	told     queue.Instant
	everTold bool
}

// span is from when to when a credential was used from an address without a longer gap than goneAfter.
type span struct{ first, last queue.Instant }

const (
	// goneAfter without a word an address has been left; bothFor two must be there to be two, since a device that is
	// given another address is at both for a moment.
	goneAfter = queue.Millis(10_000)
	bothFor   = queue.Millis(12_000)
	// tellAgain is how often it is told while it lasts.
	tellAgain = 10 * queue.Minute
	mostSeen  = 4096
	// mostAddresses of one credential are told apart.
	mostAddresses = 8
)

// Saw notes that a credential is used from an address now.
func (s *Service) Saw(credential, from string) {
	if credential == "" {
		return
	}
	at := s.Clock()
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	if s.seen.of == nil {
		s.seen.of = map[string]*sightings{}
	}
	c, ok := s.seen.of[credential]
	if !ok {
		if len(s.seen.of) >= mostSeen {
			clear(s.seen.of)
		}
		c = &sightings{by: map[string]span{}}
		s.seen.of[credential] = c
	}
	c.at, c.from = at, from
	for address, was := range c.by {
		if at.Since(was.last) > goneAfter {
			delete(c.by, address)
		}
	}
	is, ok := c.by[from]
	switch {
	case ok:
		is.last = at
	case len(c.by) >= mostAddresses:
		return
	default:
		is = span{at, at}
	}
	c.by[from] = is
}

func (s *seen) last(credential string) (queue.Instant, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.of[credential]; ok {
		return c.at, c.from
	}
	return 0, ""
}

// Double is a credential that is used from two addresses at once.
type Double struct {
	Credential string
	From       []string
}

// Doubles gives those that are found now, each again after a while for as long as it lasts.
func (s *Service) Doubles() []Double {
	at := s.Clock()
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	var found []Double
	for id, c := range s.seen.of {
		var from []string
		for address, is := range c.by {
			if at.Since(is.last) <= goneAfter && is.last.Since(is.first) >= bothFor {
				from = append(from, address)
			}
		}
		if len(from) < 2 || c.everTold && at.Since(c.told) < tellAgain {
			continue
		}
		c.told, c.everTold = at, true
		slices.Sort(from)
		found = append(found, Double{id, from})
	}
	slices.SortFunc(found, func(a, b Double) int { return cmp.Compare(a.Credential, b.Credential) })
	return found
}
