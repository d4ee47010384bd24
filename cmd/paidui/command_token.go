package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// tokenCommand prints a bearer token.
type tokenCommand struct {
	Data   string             `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
	Role   queue.Role         `required:"" enum:"admin,manager,supervisor,desk,operator,kiosk,counter,screen" help:"One of ${enum}."`
	Window queue.WindowNumber `placeholder:"N" help:"For counter and screen: the window."`
	Staff  queue.StaffNo      `placeholder:"NUMBER" help:"For counter: who works there."`
	Zone   queue.ZoneID       `placeholder:"ID" help:"For kiosk and screen: the zone."`
	Kiosk  queue.KioskNumber  `placeholder:"N" help:"For kiosk: which of the hall file's kiosks it is, or whose agent."`
}

// Run prints the token alone, so that a script can take it.
func (c *tokenCommand) Run(t *terminal) (err error) {
	s, err := store.Open(c.Data, lockWait)
	if errors.Is(err, store.ErrLocked) {
		return fmt.Errorf("%s is in use by a running server: make the token on its administrator's page (/admin), or stop it first", c.Data)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	state, err := readState(t.ctx, s)
	if err != nil {
		return err
	}
	grant := queue.Grant{Role: c.Role, Window: c.Window, Zone: c.Zone, Staff: c.Staff, Kiosk: c.Kiosk}
	if err := checkGrant(state.Layout(), grant); err != nil {
		return err
	}
	token, err := mintNoted(t.ctx, s, grant)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, token)
	return err
}

// mintNoted makes a token, and gives it once it is in the journal that it was made.
func mintNoted(ctx context.Context, s *store.Store, grant queue.Grant) (token string, err error) {
	if token, err = access.Mint(s, []queue.Grant{grant}, wallClock()); err != nil {
		return "", err
	}
	actor, err := access.New(access.Config{Store: s, Clock: wallClock}).Bearer(token)
	if err != nil {
		return "", err
	}
	hall, err := queue.Open(ctx, s, wallClock)
	if err != nil {
		return "", err
	}
	made := queue.AuditEvent{Deed: queue.DeedEnrolled, Of: deviceOf(actor.Credential), Note: grant.String()}
	_, err = hall.Do(ctx, console(), queue.Audit{AuditEvent: made})
	return token, errors.Join(err, hall.Close())
}

// console is who works at the hall's own machine, for the journal.
func console() queue.Origin {
	by := "console"
	if u, err := user.Current(); err == nil {
		by += " " + queue.OneLine(u.Username)
	}
	return queue.Origin{By: by}
}

// readState gives the state of the last day in a journal, without opening today.
func readState(ctx context.Context, journal queue.Journal) (*queue.State, error) {
	state := queue.NewState()
	after, err := journal.DayStart(ctx, "")
	if err != nil {
		return nil, err
	}
	for {
		entries, err := journal.Read(ctx, after, 1000)
		if err != nil || len(entries) == 0 {
			return state, err
		}
		for _, e := range entries {
			state.Apply(e)
		}
		after = state.Seq()
	}
}

// checkGrant tells whether a credential with g makes sense in the hall.
func checkGrant(l *queue.Layout, g queue.Grant) error {
	counter, screen := g.Role == queue.RoleCounter, g.Role == queue.RoleScreen
	switch {
	case len(l.Windows) == 0:
		return errors.New("the hall is not set up; run init again")
	case counter && g.Window == 0:
		return errors.New("a counter needs --window")
	case g.Window != 0 && !counter && !screen:
		return fmt.Errorf("--window is for counter and screen, not for %s", g.Role)
	case g.Staff != "" && !counter:
		return fmt.Errorf("--staff is for counter, not for %s", g.Role)
	case g.Zone != "" && !screen && g.Role != queue.RoleKiosk:
		return fmt.Errorf("--zone is for kiosk and screen, not for %s", g.Role)
	case g.Kiosk != 0 && g.Role != queue.RoleKiosk:
		return fmt.Errorf("--kiosk is for kiosk, not for %s", g.Role)
	}
	if _, ok := l.Window(g.Window); g.Window != 0 && !ok {
		return fmt.Errorf("the hall has no %s", g.Window)
	}
	if _, ok := l.Kiosk(g.Kiosk); g.Kiosk != 0 && !ok {
		return fmt.Errorf("the hall has no kiosk %d", g.Kiosk)
	}
	if _, ok := l.StaffMember(g.Staff); g.Staff != "" && !ok {
		return fmt.Errorf("the hall has no member of staff with number %s", g.Staff)
	}
	if _, ok := l.Zone(g.Zone); g.Zone != "" && !ok {
		return fmt.Errorf("the hall has no zone %s", g.Zone)
	}
	return nil
}
