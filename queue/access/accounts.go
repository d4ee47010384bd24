package access

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paidui/paidui/queue"
)

// temporaryFor is how long a password is good that somebody else has given: made on Friday, it is used on Monday.
const temporaryFor = 7 * 24 * 60 * queue.Minute

// mostAccounts bounds the memory that every account takes.
const mostAccounts = 2000

// NewAccount is an account to be made, or what one is to be: the staff number or another name, and what the person may.
type NewAccount struct {
	Name       string
	Person     string
	Staff      queue.StaffNo // empty: none of the layout's staff
	Roles      []queue.Role
	Department queue.DepartmentID
}

// Given is an account with its first password, which is nowhere else.
type Given struct {
	Name     queue.AccountName
	Password string
}

// Accounts gives all accounts by name, without what they are let in by.
func (s *Service) Accounts() ([]queue.Account, error) {
	if err := s.people.open(s); err != nil {
		return nil, err
	}
	defer s.people.mu.Unlock()
	all := []queue.Account{}
	for _, name := range slices.Sorted(maps.Keys(s.people.accounts)) {
		all = append(all, s.people.accounts[name])
	}
	return all, nil
}

// checkAccount refuses what no account can be.
func checkAccount(n NewAccount) error {
	bad := func(why string) error {
		return &queue.Refused{Op: "keep account " + queue.OneLine(n.Name), Err: queue.ErrBadRequest, Detail: why}
	}
	switch {
	case len(n.Roles) == 0:
		return bad("an account has a role")
	case slices.ContainsFunc(n.Roles, func(r queue.Role) bool { return !r.Personal() }):
		return bad("people have no such role")
	case slices.Contains(n.Roles, queue.RoleCounter) && n.Staff == "":
		return bad("who works at a counter is a member of staff")
	case slices.Contains(n.Roles, queue.RoleChief) != (n.Department != ""):
		return bad("a chief, and nobody else, has a department")
	case len([]rune(n.Person)) > 40 || queue.OneLine(n.Person) != n.Person:
		return bad("the person's name is longer than 40 characters or not one line")
	}
	return nil
}

// AddAccounts makes accounts, all or none, each with a password of its own that must be changed at the first log-in.
// queue.ErrAccountExists names the first that is there already.
func (s *Service) AddAccounts(ctx context.Context, wanted []NewAccount) ([]Given, error) {
	given := make([]Given, len(wanted))
	accounts := make([]queue.Account, len(wanted))
	at := s.Clock()
	for i, n := range wanted {
		name, ok := CleanName(n.Name)
		if err := checkAccount(n); err != nil || !ok {
			if err == nil {
				err = &queue.Refused{Op: "keep account", Err: queue.ErrBadRequest, Detail: "a name is of 1 to 32 letters, digits, dots and dashes"}
			}
			return nil, err
		}
		given[i] = Given{name, newPassword()}
		accounts[i] = queue.Account{
			Name: name, Person: n.Person, Staff: n.Staff, Roles: slices.Clone(n.Roles), Department: n.Department, CreatedAt: at, TemporaryUntil: at.Add(temporaryFor),
		}
	}
	for i := range accounts {
		kept, err := s.hash.hash(ctx, given[i].Password)
		if err != nil {
			return nil, err
		}
		accounts[i].Password = kept
	}
	return given, s.keepNew(accounts)
}

func (s *Service) keepNew(accounts []queue.Account) error {
	if err := s.people.open(s); err != nil {
		return err
	}
	defer s.people.mu.Unlock()
	names := map[queue.AccountName]bool{}
	for _, a := range accounts {
		if _, ok := s.people.accounts[a.Name]; ok || names[a.Name] {
			return &queue.Refused{Op: "add account " + string(a.Name), Err: queue.ErrAccountExists}
		}
		names[a.Name] = true
	}
	if len(s.people.accounts)+len(accounts) > mostAccounts {
		return &queue.Refused{Op: "add accounts", Err: queue.ErrBadRequest, Detail: fmt.Sprintf("a hall has at most %d accounts", mostAccounts)}
	}
	if err := s.Store.PutAccounts(accounts...); err != nil {
		return fmt.Errorf("keep accounts: %w", err)
	}
	for _, a := range accounts {
		s.people.accounts[a.Name] = a
	}
	return nil
}

// AccountChange is what is to be different; nil: as it is.
type AccountChange struct {
	Person     *string
	Roles      []queue.Role
	Department *queue.DepartmentID
	Disabled   *bool
	// ClearPIN takes the PIN away.
	ClearPIN bool
}

// ChangeAccount says what an account may from now on. One that is disabled is logged out everywhere.
// queue.ErrLastAdmin: nobody could undo it.
func (s *Service) ChangeAccount(name queue.AccountName, c AccountChange) error {
	err := s.change(name, func(a *queue.Account) error {
		was := a.Is(queue.RoleAdmin)
		if c.Person != nil {
			a.Person = *c.Person
		}
		if c.Roles != nil {
			a.Roles = slices.Clone(c.Roles)
		}
		if c.Department != nil {
			a.Department = *c.Department
		}
		if !slices.Contains(a.Roles, queue.RoleChief) {
			a.Department = ""
		}
		if c.Disabled != nil {
			a.Disabled = *c.Disabled
		}
		if c.ClearPIN {
			a.PIN, a.PINTries = "", 0
		}
		if was && !a.Is(queue.RoleAdmin) && !s.otherAdmin(name) {
			return &queue.Refused{Op: "change account " + string(name), Err: queue.ErrLastAdmin}
		}
		return checkAccount(NewAccount{string(name), a.Person, a.Staff, a.Roles, a.Department})
	})
	if err != nil || c.Disabled == nil || !*c.Disabled {
		return err
	}
	return s.endAll(name)
}

// otherAdmin tells whether an administrator has an account other than name; it needs people.mu.
func (s *Service) otherAdmin(name queue.AccountName) bool {
	for other, a := range s.people.accounts {
		if other != name && a.Is(queue.RoleAdmin) {
			return true
		}
	}
	return false
}

func (s *Service) endAll(name queue.AccountName) error {
	hashes, err := s.people.of(s, name)
	if err != nil || len(hashes) == 0 {
		return err
	}
	return s.people.leave(s, hashes...)
}

// ResetPassword gives an account a password that must be changed at the next log-in, takes its PIN away and logs it out
// everywhere.
func (s *Service) ResetPassword(ctx context.Context, name queue.AccountName) (Given, error) {
	given := Given{name, newPassword()}
	kept, err := s.hash.hash(ctx, given.Password)
	if err != nil {
		return Given{}, err
	}
	err = s.change(name, func(a *queue.Account) error {
		a.Password, a.TemporaryUntil, a.PIN, a.PINTries = kept, s.Clock().Add(temporaryFor), "", 0
		return nil
	})
	if err != nil {
		return Given{}, err
	}
	return given, s.endAll(name)
}

// RoleNames lists roles for the journal.
func RoleNames(roles []queue.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}
