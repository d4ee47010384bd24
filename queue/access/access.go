// Package access says who asks: it turns bearer tokens, device cookies, one-time codes and the log-ins of people into the
// grants that services check with queue.Actor.
//
// Invariants a change must not break:
//   - A secret is kept nowhere but with its bearer; the store knows its SHA-256 alone.
//   - A one-time code is spent before its grants are given, so that it never enrols two browsers.
//   - A password or PIN is kept as argon2id makes it, is in no log, no journal and no answer, and every guess is counted
//     before it is looked at. Whether a name or its password was wrong shows neither in the answer nor in its time.
//   - At a counter the device says which window, the log-in says who.
//   - A token is a program's and a cookie a browser's: neither is taken where the other belongs, and a code opens nothing
//     but an enrolment.
package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/paidui/paidui/queue"
)

// Store keeps credentials and log-ins under the hexadecimal SHA-256 of their secrets, and accounts under their names.
type Store interface {
	// Credential gives the credential under hash, false when there is none.
	Credential(hash string) (queue.Credential, bool, error)
	Credentials() (map[string]queue.Credential, error)
	PutCredential(hash string, c queue.Credential) error
	DeleteCredential(hash string) error
	Accounts() ([]queue.Account, error)
	// PutAccounts keeps all of them or none.
	PutAccounts(accounts ...queue.Account) error
	LogIns() (map[string]queue.LogIn, error)
	// PutLogIn keeps l and takes away those under gone, both or neither.
	PutLogIn(hash string, l queue.LogIn, gone ...string) error
	DeleteLogIns(hashes ...string) error
}

// ErrInvalidCode is returned when an enrolment names no code or token that is good.
var ErrInvalidCode = errors.New("the code is not known or has been used")

// Config is what a Service runs on.
type Config struct {
	Store Store
	Clock queue.Clock
	// Cost is that of a password; zero: DefaultCost.
	Cost Cost
	// Settings gives those in force.
	Settings func() queue.Settings
	// AtWork tells whether somebody is signed in at a window: then no log-in of theirs ends for want of a touch.
	AtWork func(queue.StaffNo) bool
}

// Service knows who bears which secret. It is safe for many goroutines and must be the only one over its store while it
// runs, since it remembers what it has read.
type Service struct {
	Config

	enrolling sync.Mutex // one enrolment at a time: a code is looked up and spent, a cookie read and added to

	mu    sync.RWMutex
	known map[string]*queue.Actor // by hash

	hash    *hasher
	delays  delays
	refused refusals
	people  people
	seen    seen
}

// mostKnown bounds the memory; a hall has far fewer credentials.
const mostKnown = 4096

// New gives the service over what c names.
func New(c Config) *Service {
	return &Service{Config: c, known: map[string]*queue.Actor{}, hash: newHasher(c.Cost)}
}

// Mint keeps a new credential with grants and gives its bearer token, pd_ and 43 characters.
func Mint(store Store, grants []queue.Grant, now queue.Instant) (token string, err error) {
	token = newSecret(tokenPrefix)
	return token, store.PutCredential(hashOf(token), credential(queue.KindToken, grants, now))
}

// MintCode keeps a new credential with grants that is good for one enrolment before until, or whenever for zero, and
// gives its code: four groups of four letters and digits that are read out and typed.
func MintCode(store Store, grants []queue.Grant, now, until queue.Instant) (code string, err error) {
	code = newCode()
	c := credential(queue.KindCode, grants, now)
	c.Once, c.Until = true, until
	return code, store.PutCredential(hashOf(plainCode(code)), c)
}

func credential(kind queue.CredentialKind, grants []queue.Grant, now queue.Instant) queue.Credential {
	return queue.Credential{ID: newID(), Kind: kind, Grants: slices.Clone(grants), CreatedAt: now}
}

// Bearer gives who bears a token. queue.ErrUnauthorized: nobody does; any other error is the store's.
func (s *Service) Bearer(token string) (*queue.Actor, error) { return s.actor(token, tokenPrefix) }

// Cookie gives who has a device cookie, with the errors of Bearer.
func (s *Service) Cookie(secret string) (*queue.Actor, error) { return s.actor(secret, cookiePrefix) }

func (s *Service) actor(secret, prefix string) (*queue.Actor, error) {
	if !wellFormed(secret, prefix) {
		return nil, queue.ErrUnauthorized
	}
	hash := hashOf(secret)
	s.mu.RLock()
	a, ok := s.known[hash]
	s.mu.RUnlock()
	if ok {
		return a, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok, err := s.Store.Credential(hash)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read credential: %w", err)
	case !ok || c.Once:
		return nil, queue.ErrUnauthorized
	}
	if len(s.known) >= mostKnown {
		clear(s.known)
	}
	a = &queue.Actor{Credential: c.ID, Grants: c.Grants}
	s.known[hash] = a
	return a, nil
}

// Wrong codes cost nothing as often as this from an address, and from all addresses together; then each makes wait.
const (
	freeCodes    = 5
	freeCodesAll = 200
)

// Enrol adds what code stands for, a one-time code or a token, to the grants of a browser's cookie, and gives the
// cookie's secret: a new one unless cookie is good. from is the browser's address. ErrInvalidCode when the code is not
// good; a TooSoon when too many were not; any other error is the store's.
func (s *Service) Enrol(code, cookie, from string) (secret string, c queue.Credential, err error) {
	s.enrolling.Lock()
	defer s.enrolling.Unlock()
	hash, names := hashOf(plainCode(code)), []held{{"code from " + from, freeCodes}, {"code", freeCodesAll}}
	if token := strings.TrimSpace(code); wellFormed(token, tokenPrefix) {
		hash, names = hashOf(token), nil // nobody guesses 256 bits
	}
	if wait := s.delays.begin(s.Clock(), names...); wait > 0 {
		s.refused.note("code", from)
		return "", queue.Credential{}, &TooSoon{wait}
	}
	given, ok, err := s.Store.Credential(hash)
	switch {
	case err != nil:
		s.delays.good(names...)
		return "", queue.Credential{}, fmt.Errorf("read credential: %w", err)
	case !ok, given.Until != 0 && given.Until <= s.Clock():
		s.refused.note("code", from)
		return "", queue.Credential{}, ErrInvalidCode
	}
	s.delays.good(names...)
	if given.Once {
		if err := s.Store.DeleteCredential(hash); err != nil {
			return "", queue.Credential{}, fmt.Errorf("spend code: %w", err)
		}
	}
	return s.add(cookie, given.Grants)
}

// Add adds grants to those of a browser's cookie, as Enrol does, without any code.
func (s *Service) Add(cookie string, grants ...queue.Grant) (secret string, c queue.Credential, err error) {
	s.enrolling.Lock()
	defer s.enrolling.Unlock()
	return s.add(cookie, grants)
}

// add needs enrolling.
func (s *Service) add(cookie string, grants []queue.Grant) (string, queue.Credential, error) {
	secret, c, err := s.device(cookie)
	if err != nil {
		return "", c, err
	}
	c.Grants = merge(c.Grants, grants)
	hash := hashOf(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, hash)
	if err := s.Store.PutCredential(hash, c); err != nil {
		return "", c, fmt.Errorf("keep credential: %w", err)
	}
	return secret, c, nil
}

// device gives the credential of a cookie, a new one when the cookie is not good.
func (s *Service) device(cookie string) (string, queue.Credential, error) {
	if wellFormed(cookie, cookiePrefix) {
		c, ok, err := s.Store.Credential(hashOf(cookie))
		if err != nil {
			return "", c, fmt.Errorf("read credential: %w", err)
		}
		if ok {
			return cookie, c, nil
		}
	}
	return newSecret(cookiePrefix), credential(queue.KindDevice, nil, s.Clock()), nil
}

// merge adds the grants of more to have. Of two that differ in the member of staff alone the later counts, and so it does of
// two kiosks: a machine is one, and must not hear of the cards that are laid on another.
func merge(have, more []queue.Grant) []queue.Grant {
	merged := slices.Clone(have)
	for _, g := range more {
		merged = slices.DeleteFunc(merged, func(h queue.Grant) bool {
			h.Staff = g.Staff
			return h == g || h.Role == queue.RoleKiosk && g.Role == queue.RoleKiosk
		})
		merged = append(merged, g)
	}
	return merged
}
