package access

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestAccountsAreMadeAllOrNone(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	for name, wanted := range map[string][]NewAccount{
		"exists":       {{Name: "wang", Roles: []queue.Role{queue.RoleDesk}}, {Name: "1001", Staff: "1001", Roles: []queue.Role{queue.RoleCounter}}},
		"twice":        {{Name: "wang", Roles: []queue.Role{queue.RoleDesk}}, {Name: "WANG", Roles: []queue.Role{queue.RoleDesk}}},
		"no role":      {{Name: "wang"}},
		"a machine":    {{Name: "wang", Roles: []queue.Role{queue.RoleKiosk}}},
		"unknown role": {{Name: "wang", Roles: []queue.Role{"king"}}},
		"no staff":     {{Name: "wang", Roles: []queue.Role{queue.RoleCounter}}},
		"chief":        {{Name: "wang", Roles: []queue.Role{queue.RoleChief}}},
		"department":   {{Name: "wang", Roles: []queue.Role{queue.RoleDesk}, Department: "hrss"}},
		"forged name":  {{Name: "wang\nadmin", Roles: []queue.Role{queue.RoleDesk}}},
		"forged":       {{Name: "wang", Person: "王\r\n敏", Roles: []queue.Role{queue.RoleDesk}}},
	} {
		if given, err := d.AddAccounts(t.Context(), wanted); err == nil {
			t.Errorf("%s: %v", name, given)
		}
	}
	if all, err := d.Accounts(); err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
	d.store.broken = errors.New("disk gone")
	if _, err := d.AddAccounts(t.Context(), []NewAccount{{Name: "wang", Roles: []queue.Role{queue.RoleDesk}}}); !errors.Is(err, d.store.broken) {
		t.Errorf("over a broken store: %v", err)
	}
}

func TestDisabledIsOutAtOnce(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleDesk)
	secret := d.in("1001", good)
	if err := d.ChangeAccount("1001", AccountChange{Disabled: new(true)}); err != nil {
		t.Fatal(err)
	}
	if got := d.grants(nil, secret); got != "nobody" || len(d.store.logIns) != 0 {
		t.Errorf("a disabled account is %q yet, with %d log-ins", got, len(d.store.logIns))
	}
	if err := d.ChangeAccount("1001", AccountChange{Disabled: new(false)}); err != nil {
		t.Fatal(err)
	}
	if got := d.grants(nil, secret); got != "nobody" {
		t.Errorf("a log-in of before has come back as %q", got)
	}
	d.in("1001", good)
}

func TestRolesChangeForWhoIsIn(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleSupervisor)
	secret := d.in("1001", good)
	department := queue.DepartmentID("hrss")
	if err := d.ChangeAccount("1001", AccountChange{Roles: []queue.Role{queue.RoleChief}, Department: &department}); err != nil {
		t.Fatal(err)
	}
	if got := d.grants(nil, secret); got != "chief of hrss account 1001" {
		t.Errorf("who is in is %q", got)
	}
	if err := d.ChangeAccount("1001", AccountChange{Roles: []queue.Role{queue.RoleDesk}}); err != nil {
		t.Fatal(err)
	}
	if a := d.store.accounts["1001"]; a.Department != "" {
		t.Errorf("the department %q stays", a.Department)
	}
	if err := d.ChangeAccount("9999", AccountChange{}); !errors.Is(err, queue.ErrUnknownAccount) {
		t.Errorf("nobody's account: %v", err)
	}
}

func TestLastAdministratorStays(t *testing.T) {
	d := newDesk(t)
	d.account("wang", queue.RoleAdmin)
	for name, c := range map[string]AccountChange{"disabled": {Disabled: new(true)}, "demoted": {Roles: []queue.Role{queue.RoleDesk}}} {
		if err := d.ChangeAccount("wang", c); !errors.Is(err, queue.ErrLastAdmin) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.account("li", queue.RoleAdmin)
	if err := d.ChangeAccount("wang", AccountChange{Disabled: new(true)}); err != nil {
		t.Errorf("one of two: %v", err)
	}
}

func TestRefusalsAreCounted(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	for range 40 {
		_ = d.try(Attempt{Name: "1001", Password: "x", From: "evil"})
	}
	_ = d.try(Attempt{Name: "MyPassword1", Password: "x", From: "clumsy"}) // typed into the wrong field
	got := d.Refusals()
	want := []queue.AuditEvent{
		{Deed: queue.DeedRefused, From: "clumsy", Count: 1}, {Deed: queue.DeedRefused, Of: "1001", From: "evil", Count: 40},
	}
	if !slices.Equal(got, want) {
		t.Errorf("refusals %+v, want %+v", got, want)
	}
	if again := d.Refusals(); len(again) != 0 {
		t.Errorf("told twice: %+v", again)
	}
	for i := range 500 {
		_ = d.try(Attempt{Name: "1001", Password: "x", From: fmt.Sprint("evil", i)})
	}
	if all := d.Refusals(); len(all) != mostRefusals+1 || all[mostRefusals].Count != 500-mostRefusals {
		t.Errorf("500 addresses make %d entries", len(all))
	}
}

func TestCodeLapsesAndGuessingIsHopeless(t *testing.T) {
	d := newDesk(t)
	code, until, err := d.NewCode([]queue.Grant{kiosk})
	if err != nil || until.Since(d.now) != CodeFor {
		t.Fatalf("until %v, %v", until, err)
	}
	d.pass(CodeFor)
	if _, _, err := d.Enrol(code, "", "kiosk"); !errors.Is(err, ErrInvalidCode) {
		t.Errorf("after ten minutes: %v", err)
	}
	if devices, err := d.Devices(); err != nil || len(devices) != 0 {
		t.Errorf("devices %+v, %v", devices, err)
	}
	if code, _, err = d.NewCode([]queue.Grant{kiosk}); err != nil || len(d.store.kept) != 1 {
		t.Errorf("%d credentials: the lapsed code stays", len(d.store.kept))
	}
	var soon *TooSoon
	for i := range freeCodes {
		if _, _, err := d.Enrol("0000-0000-0000-0000", "", "evil"); !errors.Is(err, ErrInvalidCode) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	if _, _, err := d.Enrol(code, "", "evil"); !errors.As(err, &soon) {
		t.Errorf("a sixth: %v", err)
	}
	if _, _, err := d.Enrol(mint(t, d.store, kiosk), "", "evil"); err != nil {
		t.Errorf("a token is guessed by nobody, but waits: %v", err)
	}
	if _, _, err := d.Enrol(code, "", "kiosk"); err != nil {
		t.Errorf("the kiosk's own address: %v", err)
	}
}

func TestRevokedIsOutAtOnce(t *testing.T) {
	d := newDesk(t)
	secret, c, err := d.Enrol(mint(t, d.store, counter3), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Cookie(secret); err != nil {
		t.Fatal(err)
	}
	if gone, err := d.Revoke(c.ID); err != nil || gone.ID != c.ID || gone.Kind != queue.KindDevice {
		t.Fatalf("revoke: %+v, %v", gone, err)
	}
	if _, err := d.Cookie(secret); !errors.Is(err, queue.ErrUnauthorized) {
		t.Errorf("a revoked cookie: %v", err)
	}
	if _, err := d.Revoke(c.ID); !errors.Is(err, queue.ErrUnknownDevice) {
		t.Errorf("revoked twice: %v", err)
	}
	if _, again, err := d.Enrol(mint(t, d.store, kiosk), secret, ""); err != nil || again.ID == c.ID || len(again.Grants) != 1 {
		t.Errorf("a revoked cookie enrols as %+v, %v", again, err)
	}
}

func TestDeviceInTwoPlacesIsTold(t *testing.T) {
	d := newDesk(t)
	both := func() {
		d.Saw("c3", "10.0.0.3")
		d.Saw("c3", "10.0.0.9")
		d.pass(2000)
	}
	d.Saw("c3", "10.0.0.3")
	d.pass(4000)
	d.Saw("c3", "10.0.0.4") // it was given another address
	for range 10 {
		d.pass(2000)
		d.Saw("c3", "10.0.0.4")
	}
	if told := d.Doubles(); len(told) != 0 {
		t.Errorf("a device that has moved: %v", told)
	}
	for range 8 {
		both()
	}
	told := d.Doubles()
	if len(told) != 1 || told[0].Credential != "c3" || !slices.Equal(told[0].From, []string{"10.0.0.3", "10.0.0.9"}) {
		t.Fatalf("told %v", told)
	}
	both()
	if again := d.Doubles(); len(again) != 0 {
		t.Errorf("told every time: %v", again)
	}
	d.pass(tellAgain)
	for range 8 {
		both()
	}
	if again := d.Doubles(); len(again) != 1 {
		t.Errorf("while it lasts: %v", again)
	}
	for i := range 100 {
		d.Saw("c3", fmt.Sprint(i))
	}
	if n := len(d.seen.of["c3"].by); n > mostAddresses {
		t.Errorf("%d addresses are remembered", n)
	}
}
