package access

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/paidui/paidui/queue"
)

// people are all accounts and log-ins, read once and then kept in step with the store.
type people struct {
	mu       sync.Mutex
	read     bool
	accounts map[queue.AccountName]queue.Account
	logIns   map[string]queue.LogIn   // by hash
	touched  map[string]queue.Instant // by hash: when its person last did something
}

// mostLogIns is in how many browsers somebody is logged in; the oldest make room.
const mostLogIns = 5

// open reads the store at the first use, and is left with mu held.
func (p *people) open(s *Service) error {
	p.mu.Lock()
	if p.read {
		return nil
	}
	accounts, err := s.Store.Accounts()
	if err != nil {
		p.mu.Unlock()
		return fmt.Errorf("read accounts: %w", err)
	}
	logIns, err := s.Store.LogIns()
	if err != nil {
		p.mu.Unlock()
		return fmt.Errorf("read log-ins: %w", err)
	}
	p.accounts, p.logIns, p.touched, p.read = map[queue.AccountName]queue.Account{}, logIns, map[string]queue.Instant{}, true
	for _, a := range accounts {
		p.accounts[a.Name] = a
	}
	return nil
}

// account gives the account of that name.
func (s *Service) account(name queue.AccountName) (queue.Account, bool, error) {
	if err := s.people.open(s); err != nil {
		return queue.Account{}, false, err
	}
	defer s.people.mu.Unlock()
	a, ok := s.people.accounts[name]
	return a, ok, nil
}

// change alters an account and keeps it, unless alter refuses. queue.ErrUnknownAccount: there is none.
func (s *Service) change(name queue.AccountName, alter func(*queue.Account) error) error {
	if err := s.people.open(s); err != nil {
		return err
	}
	defer s.people.mu.Unlock()
	a, ok := s.people.accounts[name]
	if !ok {
		return &queue.Refused{Op: "change account " + string(name), Err: queue.ErrUnknownAccount}
	}
	a.Roles = slices.Clone(a.Roles)
	if err := alter(&a); err != nil {
		return err
	}
	if err := s.Store.PutAccounts(a); err != nil {
		return fmt.Errorf("keep account: %w", err)
	}
	s.people.accounts[name] = a
	return nil
}

// enter keeps a log-in and ends those under gone, and the oldest of the same person where there are too many.
func (p *people) enter(s *Service, hash string, l queue.LogIn, gone ...string) error {
	if err := p.open(s); err != nil {
		return err
	}
	defer p.mu.Unlock()
	gone = slices.DeleteFunc(gone, func(h string) bool { _, ok := p.logIns[h]; return !ok })
	var own []string
	for h, other := range p.logIns {
		switch {
		case s.over(h, other):
			gone = append(gone, h)
		case other.Account == l.Account && !slices.Contains(gone, h):
			own = append(own, h)
		}
	}
	if len(own) >= mostLogIns {
		slices.SortFunc(own, func(a, b string) int { return cmp.Compare(p.logIns[a].At, p.logIns[b].At) })
		gone = append(gone, own[:len(own)-mostLogIns+1]...)
	}
	if err := s.Store.PutLogIn(hash, l, gone...); err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	for _, h := range gone {
		p.forget(h)
	}
	p.logIns[hash], p.touched[hash] = l, s.Clock()
	return nil
}

// forget needs mu.
func (p *people) forget(hash string) {
	delete(p.logIns, hash)
	delete(p.touched, hash)
}

// leave ends log-ins.
func (p *people) leave(s *Service, hashes ...string) error {
	if err := p.open(s); err != nil {
		return err
	}
	defer p.mu.Unlock()
	if err := s.Store.DeleteLogIns(hashes...); err != nil {
		return fmt.Errorf("end log-in: %w", err)
	}
	for _, h := range hashes {
		p.forget(h)
	}
	return nil
}

// alter changes a log-in; one that is not there is left so.
func (p *people) alter(s *Service, hash string, how func(*queue.LogIn)) error {
	if err := p.open(s); err != nil {
		return err
	}
	defer p.mu.Unlock()
	l, ok := p.logIns[hash]
	if !ok {
		return nil
	}
	how(&l)
	if err := s.Store.PutLogIn(hash, l); err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	p.logIns[hash] = l
	return nil
}

// of gives the hashes of a person's log-ins.
func (p *people) of(s *Service, name queue.AccountName) (hashes []string, err error) {
	if err := p.open(s); err != nil {
		return nil, err
	}
	defer p.mu.Unlock()
	for h, l := range p.logIns {
		if l.Account == name {
			hashes = append(hashes, h)
		}
	}
	return hashes, nil
}

// over tells whether a log-in has ended by itself; it needs people.mu.
func (s *Service) over(hash string, l queue.LogIn) bool {
	settings := s.Settings()
	idle, most := settings.LogInLimits()
	at := s.Clock()
	account := s.people.accounts[l.Account]
	if at.Since(l.At) >= most || account.Disabled {
		return true
	}
	// What was touched before a restart is not known, and counts from there on.
	last, ok := s.people.touched[hash]
	if !ok {
		s.people.touched[hash] = at
		return false
	}
	return at.Since(last) >= idle && (account.Staff == "" || !s.AtWork(account.Staff))
}

// person gives the log-in that is kept under hash, unless it is over.
func (s *Service) person(hash string) (queue.LogIn, bool, error) {
	if err := s.people.open(s); err != nil {
		return queue.LogIn{}, false, err
	}
	defer s.people.mu.Unlock()
	l, ok := s.people.logIns[hash]
	if !ok || s.over(hash, l) {
		return queue.LogIn{}, false, nil
	}
	return l, true, nil
}

// Person gives who has logged in by the cookie with that secret; false for nobody.
func (s *Service) Person(secret string) (l queue.LogIn, a queue.Account, ok bool, err error) {
	if !wellFormed(secret, logInPrefix) {
		return l, a, false, nil
	}
	if l, ok, err = s.person(hashOf(secret)); err != nil || !ok {
		return l, a, false, err
	}
	a, ok, err = s.account(l.Account)
	return l, a, ok, err
}

// Join gives who asks from a browser: what its device may, nil for none, with what the person may who has logged in by
// the secret, empty for nobody. touch: the person does something now. The result is nil where there is neither.
func (s *Service) Join(device *queue.Actor, secret string, touch bool) (*queue.Actor, error) {
	l, account, in, err := s.Person(secret)
	if err != nil {
		return nil, err
	}
	if !in && device == nil {
		return nil, nil
	}
	if in && touch {
		s.people.mu.Lock()
		s.people.touched[hashOf(secret)] = s.Clock()
		s.people.mu.Unlock()
	}
	joined := &queue.Actor{}
	if device != nil {
		joined.Credential = device.Credential
	}
	if in {
		joined.Account, joined.Locked = account.Name, l.Locked
		joined.Credential += "/" + string(account.Name)
	}
	able := in && !l.MustChange
	settings := s.Settings()
	if device != nil {
		for _, g := range device.Grants {
			if g, ok := s.atDevice(g, account, able, settings.CounterLogIn); ok {
				joined.Grants = append(joined.Grants, g)
			}
		}
	}
	if able {
		joined.Grants = append(joined.Grants, own(account)...)
	}
	return joined, nil
}

// atDevice gives a device's grant as it is while somebody, or nobody, is logged in there: the device says which window,
// the log-in says who. False: it wants a log-in.
func (s *Service) atDevice(g queue.Grant, account queue.Account, in, must bool) (queue.Grant, bool) {
	switch {
	case g.Role != queue.RoleCounter:
	case in && account.Is(queue.RoleCounter):
		g.Staff, g.Account = account.Staff, account.Name
	case g.Staff == "" && must:
		return g, false
	}
	return g, true
}

// own are the grants that a person has wherever they log in.
func own(a queue.Account) []queue.Grant {
	var grants []queue.Grant
	for _, role := range a.Roles {
		g := queue.Grant{Role: role, Account: a.Name}
		switch {
		case role == queue.RoleCounter || !role.Personal():
			continue
		case role == queue.RoleChief:
			g.Department = a.Department
		}
		grants = append(grants, g)
	}
	return grants
}
