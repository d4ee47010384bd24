package access

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paidui/paidui/queue"
)

// TooSoon is returned to who failed often, and must wait.
type TooSoon struct{ Wait queue.Millis }

func (t *TooSoon) Error() string {
	return fmt.Sprintf("too many wrong tries; wait %s", t.Wait.Duration())
}

// Unwrap gives the refusal.
func (t *TooSoon) Unwrap() error { return queue.ErrRateLimited }

// Attempt is somebody who says who they are: by Password, or by PIN at an enrolled counter.
type Attempt struct {
	Name          string
	Password, PIN string
	// Device is whose cookie came along; nil for none.
	Device *queue.Actor
	From   string
}

// How often a name may be wrong before each try makes wait, and an address for any name: a hall's may stand for many.
const (
	freeTries        = 5
	freeTriesAddress = 20
	// mostPINTries are heard for an account, at whichever counter; then only the password is.
	mostPINTries = 5
)

// CleanName gives the account name of what somebody typed; false when no account can have it.
func CleanName(typed string) (queue.AccountName, bool) {
	name := strings.ToLower(strings.TrimSpace(typed))
	good := name != "" && utf8.RuneCountInString(name) <= 32 && utf8.ValidString(name)
	for _, r := range name {
		good = good && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r))
	}
	return queue.AccountName(name), good
}

// check says whether the attempt is of who it says it is. queue.ErrLogIn: no, whatever is wrong with it; a TooSoon: not
// yet.
func (s *Service) check(ctx context.Context, a Attempt) (queue.Account, error) {
	name, ok := CleanName(a.Name)
	if !ok {
		name = "" // nobody's, and of bounded length
	}
	device := ""
	if a.Device != nil {
		device = a.Device.Credential
	}
	// Who guesses from outside delays nobody at an enrolled counter.
	names := []held{{"account " + string(name) + " at " + device, freeTries}, {"address " + a.From, freeTriesAddress}}
	if wait := s.delays.begin(s.Clock(), names...); wait > 0 {
		s.note(name, a.From)
		return queue.Account{}, &TooSoon{wait}
	}
	account, known, err := s.account(name)
	if err != nil {
		s.delays.good(names...)
		return queue.Account{}, err
	}
	kept, given := account.Password, a.Password
	if a.PIN != "" {
		if kept, err = s.spendPIN(account, known, a.Device); err != nil {
			return queue.Account{}, err
		}
		given = a.PIN
	}
	match, err := s.hash.matches(ctx, kept, given)
	lapsed := a.PIN == "" && account.TemporaryUntil != 0 && account.TemporaryUntil <= s.Clock()
	switch {
	case err != nil: // nothing was looked at
		s.delays.good(names...)
		if a.PIN != "" && kept != "" {
			_ = s.change(name, func(now *queue.Account) error { now.PINTries = max(0, now.PINTries-1); return nil })
		}
		return queue.Account{}, err
	case !match || !known || account.Disabled || lapsed:
		s.note(name, a.From)
		return queue.Account{}, queue.ErrLogIn
	}
	s.delays.good(names...)
	return s.forgivePIN(name)
}

// note counts a refused log-in. A name that nobody has is not written down: it may be a password typed into the wrong
// field.
func (s *Service) note(name queue.AccountName, from string) {
	if _, known, err := s.account(name); err != nil || !known {
		name = ""
	}
	s.refused.note(string(name), from)
}

// spendPIN counts a PIN as wrong before it is looked at, in the store: neither many counters nor a restart give more
// tries. It gives the hash to compare with; "" where no PIN is good.
func (s *Service) spendPIN(a queue.Account, known bool, device *queue.Actor) (string, error) {
	if device == nil || len(counters(device)) == 0 || !known || !a.Is(queue.RoleCounter) || a.PIN == "" {
		return "", nil
	}
	spent := false
	err := s.change(a.Name, func(now *queue.Account) error {
		if spent = now.PINTries < mostPINTries; spent {
			now.PINTries++
		}
		return nil
	})
	if !spent {
		return "", err
	}
	return a.PIN, err
}

// forgivePIN forgets the wrong PINs of somebody who has come in, and gives their account.
func (s *Service) forgivePIN(name queue.AccountName) (after queue.Account, err error) {
	err = s.change(name, func(now *queue.Account) error {
		now.PINTries, now.LastLogIn = 0, s.Clock()
		after = *now
		return nil
	})
	return after, err
}

// counters are the grants by which a device is a counter.
func counters(device *queue.Actor) []queue.Grant {
	var all []queue.Grant
	for _, g := range device.Grants {
		if g.Role == queue.RoleCounter {
			all = append(all, g)
		}
	}
	return all
}

// LogIn lets somebody in, and gives the secret of the cookie that says so; before, the log-in of the same browser, ends.
// Errors are those of check.
func (s *Service) LogIn(ctx context.Context, a Attempt, before string) (secret string, l queue.LogIn, err error) {
	account, err := s.check(ctx, a)
	if err != nil {
		return "", l, err
	}
	l = queue.LogIn{ID: newID(), Account: account.Name, At: s.Clock(), From: a.From, MustChange: a.PIN == "" && account.TemporaryUntil != 0}
	secret = newSecret(logInPrefix)
	return secret, l, s.people.enter(s, hashOf(secret), l, hashOf(before))
}

// LogOut ends a log-in, and gives whose it was; false when it was none.
func (s *Service) LogOut(secret string) (queue.AccountName, bool, error) {
	hash := hashOf(secret)
	p, ok, err := s.person(hash)
	if err != nil || !ok {
		return "", false, err
	}
	return p.Account, true, s.people.leave(s, hash)
}

// Lock keeps what a log-in may for who made it, until Unlock.
func (s *Service) Lock(secret string) error {
	return s.people.alter(s, hashOf(secret), func(l *queue.LogIn) { l.Locked = true })
}

// Unlock lets the person of a log-in go on, with the errors of check: ErrLogIn for anybody else.
func (s *Service) Unlock(ctx context.Context, secret string, a Attempt) error {
	p, ok, err := s.person(hashOf(secret))
	if err != nil || !ok {
		return orUnauthorized(err)
	}
	a.Name = string(p.Account)
	if _, err := s.check(ctx, a); err != nil {
		return err
	}
	return s.people.alter(s, hashOf(secret), func(l *queue.LogIn) { l.Locked = false })
}

// ChangePassword gives the person of a log-in a password of their own choice, and ends all log-ins of theirs but this one,
// whose secret is another from here on. Errors are those of check for the old password, and queue.ErrWeakPassword.
func (s *Service) ChangePassword(ctx context.Context, secret string, old Attempt, password string) (string, error) {
	p, ok, err := s.person(hashOf(secret))
	if err != nil || !ok {
		return "", orUnauthorized(err)
	}
	old.Name, old.PIN = string(p.Account), ""
	if _, err := s.check(ctx, old); err != nil {
		return "", err
	}
	if err := checkPassword(p.Account, password); err != nil {
		return "", err
	}
	if old.Password == password {
		return "", weak("the password is the one there was")
	}
	kept, err := s.hash.hash(ctx, password)
	if err != nil {
		return "", err
	}
	err = s.change(p.Account, func(now *queue.Account) error {
		now.Password, now.TemporaryUntil, now.PINTries = kept, 0, 0
		return nil
	})
	if err != nil {
		return "", err
	}
	next := newSecret(logInPrefix)
	p.MustChange, p.Locked = false, false
	gone, err := s.people.of(s, p.Account)
	if err != nil {
		return "", err
	}
	return next, s.people.enter(s, hashOf(next), p, gone...)
}

// SetPIN gives the person of a log-in a PIN for counters; an empty one takes it away.
func (s *Service) SetPIN(ctx context.Context, secret string, a Attempt, pin string) error {
	p, ok, err := s.person(hashOf(secret))
	if err != nil || !ok {
		return orUnauthorized(err)
	}
	a.Name, a.PIN = string(p.Account), ""
	if _, err := s.check(ctx, a); err != nil {
		return err
	}
	kept := ""
	if pin != "" {
		if err := checkPIN(p.Account, pin); err != nil {
			return err
		}
		if kept, err = s.hash.hash(ctx, pin); err != nil {
			return err
		}
	}
	return s.change(p.Account, func(now *queue.Account) error {
		now.PIN, now.PINTries = kept, 0
		return nil
	})
}

func orUnauthorized(err error) error {
	if err != nil {
		return err
	}
	return queue.ErrUnauthorized
}
