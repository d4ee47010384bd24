package access

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/paidui/paidui/queue"
)

// desk is a service over a store, with a clock that the test moves.
type desk struct {
	*Service
	t     *testing.T
	store *memory
	now   queue.Instant
	work  map[queue.StaffNo]bool
}

const good = "right horse 马"

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, store: newMemory(), now: 1_800_000_000_000, work: map[queue.StaffNo]bool{}}
	d.restart()
	return d
}

// restart forgets what is in memory alone.
func (d *desk) restart() {
	d.Service = New(Config{
		Store: d.store, Clock: func() queue.Instant { return d.now }, Cost: cheap, Settings: queue.DefaultSettings,
		AtWork: func(no queue.StaffNo) bool { return d.work[no] },
	})
}

func (d *desk) pass(m queue.Millis) { d.now = d.now.Add(m) }

// account makes an account with a password of its own.
func (d *desk) account(name string, roles ...queue.Role) {
	d.t.Helper()
	given := d.first(name, roles...)
	_, err := d.ChangePassword(d.t.Context(), d.in(name, given.Password), Attempt{Password: given.Password}, good)
	if err != nil {
		d.t.Fatal(err)
	}
}

// first makes an account as the administrator does.
func (d *desk) first(name string, roles ...queue.Role) Given {
	d.t.Helper()
	given, err := d.AddAccounts(d.t.Context(), []NewAccount{{Name: name, Staff: queue.StaffNo(name), Roles: roles}})
	if err != nil {
		d.t.Fatal(err)
	}
	return given[0]
}

// in logs somebody in and gives their secret.
func (d *desk) in(name, password string) string {
	d.t.Helper()
	secret, _, err := d.LogIn(d.t.Context(), Attempt{Name: name, Password: password, From: "10.0.0.1"}, "")
	if err != nil {
		d.t.Fatalf("log in as %s: %v", name, err)
	}
	return secret
}

// try logs in from an address and gives what came of it.
func (d *desk) try(a Attempt) error {
	_, _, err := d.LogIn(d.t.Context(), a, "")
	return err
}

func (d *desk) grants(device *queue.Actor, secret string) string {
	d.t.Helper()
	a, err := d.Join(device, secret, false)
	if err != nil {
		d.t.Fatal(err)
	}
	if a == nil {
		return "nobody"
	}
	return a.String()
}

// window3 is a device that is a counter, whoever sits there.
var window3 = &queue.Actor{Credential: "c3", Grants: []queue.Grant{{Role: queue.RoleCounter, Window: 3}}}

func TestPasswordIsKeptAsItsHashAlone(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	a := d.store.accounts["1001"]
	if !strings.HasPrefix(a.Password, "$argon2id$v=19$m=8,t=1,p=1$") || strings.Contains(a.Password, good) {
		t.Errorf("the password is kept as %q", a.Password)
	}
	secret := d.in("1001", good)
	for hash := range d.store.logIns {
		if strings.Contains(secret, hash) || len(hash) != 64 {
			t.Errorf("a log-in is kept under %q", hash)
		}
	}
	if len(secret) != len("li_")+43 {
		t.Errorf("the secret %q has not 256 bits", secret)
	}
}

func TestFirstPasswordOpensNothingButItsChange(t *testing.T) {
	d := newDesk(t)
	given := d.first("wang", queue.RoleAdmin)
	secret := d.in("WANG ", given.Password) // however typed
	if got := d.grants(nil, secret); got != "" {
		t.Errorf("with a first password one may %q", got)
	}
	for _, bad := range []string{"", "short", "12345678", "Password1", "aaaaaaaaaaaa", "wang-2026", given.Password, strings.Repeat("长", 129)} {
		if _, err := d.ChangePassword(t.Context(), secret, Attempt{Password: given.Password}, bad); !errors.Is(err, queue.ErrWeakPassword) {
			t.Errorf("password %q: %v, want weak", bad, err)
		}
	}
	next, err := d.ChangePassword(t.Context(), secret, Attempt{Password: given.Password}, good)
	if err != nil || next == secret {
		t.Fatalf("change: %q, %v; want another secret", next, err)
	}
	if old, now := d.grants(nil, secret), d.grants(nil, next); old != "nobody" || now != "admin account wang" {
		t.Errorf("the old secret may %q, the new one %q", old, now)
	}
	late := d.first("li", queue.RoleDesk)
	d.pass(temporaryFor)
	if err := d.try(Attempt{Name: "li", Password: late.Password}); !errors.Is(err, queue.ErrLogIn) {
		t.Errorf("a first password after a week: %v", err)
	}
}

func TestWrongIsWrongWhateverIsWrong(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	d.account("1002", queue.RoleCounter)
	if err := d.ChangeAccount("1002", AccountChange{Disabled: new(true)}); err != nil {
		t.Fatal(err)
	}
	for i, a := range []Attempt{
		{Name: "1001", Password: "wrong"}, {Name: "9999", Password: good}, {Name: "1002", Password: good}, {Name: "", Password: good},
		{Name: strings.Repeat("x", 1<<20), Password: good}, {Name: "a\nb", Password: good}, {Name: "1001", PIN: "7305", Device: window3}, {Name: "1001", PIN: "7305"},
	} {
		a.From = string(rune('a' + i))
		if err := d.try(a); err == nil || err.Error() != queue.ErrLogIn.Error() {
			t.Errorf("attempt %d: %v, want just %v", i, err, queue.ErrLogIn)
		}
	}
}

func TestWhoGuessesWaits(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	var soon *TooSoon
	for i := range freeTries {
		if err := d.try(Attempt{Name: "1001", Password: "x", From: "evil"}); !errors.Is(err, queue.ErrLogIn) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	if err := d.try(Attempt{Name: "1001", Password: good, From: "evil"}); !errors.As(err, &soon) || soon.Wait != 1000 {
		t.Fatalf("the right password while it is too soon: %v", err)
	}
	if err := d.try(Attempt{Name: "1001", Password: good, From: "clerk", Device: window3}); err != nil {
		t.Errorf("the clerk at an enrolled counter is kept out by who guesses outside: %v", err)
	}
	waited := queue.Millis(0)
	for range 12 {
		d.pass(soon.Wait)
		waited = soon.Wait
		if err := d.try(Attempt{Name: "1001", Password: "x", From: "evil"}); !errors.Is(err, queue.ErrLogIn) {
			t.Fatal(err)
		}
		if err := d.try(Attempt{Name: "1001", Password: "x", From: "evil"}); !errors.As(err, &soon) || soon.Wait < waited {
			t.Fatalf("after waiting %v: %v", waited, err)
		}
	}
	if soon.Wait != mostDelay {
		t.Errorf("the wait grows to %v, not %v", soon.Wait, mostDelay)
	}
	d.pass(mostDelay)
	if err := d.try(Attempt{Name: "1001", Password: good, From: "evil"}); err != nil {
		t.Errorf("the right password after the wait: %v", err)
	}
}

func TestOneAddressGuessesNoMoreForManyNames(t *testing.T) {
	d := newDesk(t)
	heard := 0
	for i := range 100 {
		if err := d.try(Attempt{Name: "n" + string(rune('a'+i%26)) + string(rune('a'+i/26)), Password: "x", From: "evil"}); errors.Is(err, queue.ErrLogIn) {
			heard++
		}
	}
	if heard != freeTriesAddress {
		t.Errorf("%d guesses were heard at once, want %d", heard, freeTriesAddress)
	}
}

func TestManyGuessesAtOnceAreNoWayRound(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	var wg sync.WaitGroup
	var mu sync.Mutex
	heard := 0
	for range 30 {
		wg.Go(func() {
			if _, _, err := d.LogIn(context.Background(), Attempt{Name: "1001", Password: "x", From: "evil"}, ""); errors.Is(err, queue.ErrLogIn) {
				mu.Lock()
				heard++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if heard > freeTries {
		t.Errorf("%d guesses at once were heard", heard)
	}
}

func TestPINIsForEnrolledCountersAndFiveTries(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	secret := d.in("1001", good)
	for _, bad := range []string{"123", "1234", "4321", "0000", "1001", "12345678", "12a4", "１２３４"} {
		if err := d.SetPIN(t.Context(), secret, Attempt{Password: good}, bad); !errors.Is(err, queue.ErrWeakPassword) {
			t.Errorf("PIN %q: %v", bad, err)
		}
	}
	if err := d.SetPIN(t.Context(), secret, Attempt{Password: good}, "7305"); err != nil {
		t.Fatal(err)
	}
	if err := d.try(Attempt{Name: "1001", PIN: "7305", From: "z"}); !errors.Is(err, queue.ErrLogIn) {
		t.Errorf("a PIN without a device: %v", err)
	}
	kiosk := &queue.Actor{Credential: "k", Grants: []queue.Grant{{Role: queue.RoleKiosk}}}
	if err := d.try(Attempt{Name: "1001", PIN: "7305", Device: kiosk, From: "z"}); !errors.Is(err, queue.ErrLogIn) {
		t.Errorf("a PIN at a kiosk: %v", err)
	}
	if err := d.try(Attempt{Name: "1001", PIN: "7305", Device: window3}); err != nil {
		t.Fatal(err)
	}
	for i := range mostPINTries { // each from a counter of its own, over restarts
		at := &queue.Actor{Credential: string(rune('a' + i)), Grants: window3.Grants}
		if err := d.try(Attempt{Name: "1001", PIN: "0001", Device: at, From: at.Credential}); !errors.Is(err, queue.ErrLogIn) {
			t.Fatal(err)
		}
		d.restart()
	}
	if err := d.try(Attempt{Name: "1001", PIN: "7305", Device: window3}); !errors.Is(err, queue.ErrLogIn) {
		t.Errorf("the right PIN after five wrong ones: %v", err)
	}
	d.in("1001", good) // the password is heard, and the PIN again
	if err := d.try(Attempt{Name: "1001", PIN: "7305", Device: window3}); err != nil {
		t.Errorf("the PIN after the password: %v", err)
	}
}

func TestDeviceSaysWhereAndLogInSaysWho(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter, queue.RoleDesk)
	d.account("1002", queue.RoleSupervisor)
	clerk, supervisor := d.in("1001", good), d.in("1002", good)
	staffed := &queue.Actor{Credential: "c5", Grants: []queue.Grant{{Role: queue.RoleCounter, Window: 5, Staff: "1009"}}}
	for _, c := range []struct {
		device *queue.Actor
		secret string
		want   string
	}{
		{nil, "", "nobody"}, {nil, "li_none", "nobody"}, {nil, newSecret(logInPrefix), "nobody"}, {window3, "", "counter window 3"},
		{window3, clerk, "counter window 3 staff 1001, desk account 1001"}, {staffed, clerk, "counter window 5 staff 1001, desk account 1001"},
		{staffed, "", "counter window 5 staff 1009"}, {nil, clerk, "desk account 1001"}, {window3, supervisor, "counter window 3, supervisor account 1002"},
	} {
		if got := d.grants(c.device, c.secret); got != c.want {
			t.Errorf("%v with %q: %q, want %q", c.device, c.secret, got, c.want)
		}
	}
	must := queue.DefaultSettings()
	must.CounterLogIn = true
	d.Config.Settings = func() queue.Settings { return must }
	for device, want := range map[*queue.Actor]string{window3: "", staffed: "counter window 5 staff 1009"} {
		if got := d.grants(device, ""); got != want {
			t.Errorf("where a log-in is wanted, %v without one: %q, want %q", device, got, want)
		}
	}
	if got := d.grants(window3, supervisor); got != "supervisor account 1002" {
		t.Errorf("a supervisor at a counter: %q", got)
	}
}

func TestLogInsEnd(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	secret := d.in("1001", good)
	d.pass(29 * queue.Minute)
	if _, err := d.Join(nil, secret, true); err != nil {
		t.Fatal(err)
	}
	d.pass(29 * queue.Minute)
	if _, _, ok, _ := d.Person(secret); !ok {
		t.Error("somebody who is there was logged out")
	}
	d.pass(queue.Minute)
	if _, _, ok, _ := d.Person(secret); ok {
		t.Error("half an hour without a touch ends nothing")
	}
	d.work["1001"] = true
	if _, _, ok, _ := d.Person(secret); !ok {
		t.Error("a clerk at work was logged out")
	}
	d.pass(12 * 60 * queue.Minute)
	if _, _, ok, _ := d.Person(secret); ok {
		t.Error("a log-in lasts for ever")
	}
}

func TestOtherLogInsEndWithThePassword(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleDesk)
	first, second := d.in("1001", good), d.in("1001", good)
	next, err := d.ChangePassword(t.Context(), second, Attempt{Password: good}, good+"2")
	if err != nil {
		t.Fatal(err)
	}
	for secret, want := range map[string]bool{first: false, second: false, next: true} {
		if _, _, ok, _ := d.Person(secret); ok != want {
			t.Errorf("a log-in is good: %v, want %v", ok, want)
		}
	}
	if _, err := d.ResetPassword(t.Context(), "1001"); err != nil {
		t.Fatal(err)
	}
	if _, _, ok, _ := d.Person(next); ok {
		t.Error("a reset ends no log-in")
	}
}

func TestNobodyIsLoggedInEverywhere(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleDesk)
	oldest := d.in("1001", good)
	d.pass(1000)
	for range mostLogIns {
		d.in("1001", good)
		d.pass(1)
	}
	if _, _, ok, _ := d.Person(oldest); ok || len(d.store.logIns) != mostLogIns {
		t.Errorf("%d log-ins, the oldest good: %v", len(d.store.logIns), ok)
	}
}

func TestLogInTakesThePlaceOfTheBrowsersOwn(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleDesk)
	d.account("1002", queue.RoleDesk)
	before := d.in("1001", good)
	after, _, err := d.LogIn(t.Context(), Attempt{Name: "1002", Password: good}, before)
	if err != nil || after == before {
		t.Fatalf("%q, %v; want a secret of its own", after, err)
	}
	if _, _, ok, _ := d.Person(before); ok {
		t.Error("the browser's first log-in goes on")
	}
	if _, was, err := d.LogOut(after); !was || err != nil {
		t.Error("nobody was logged out")
	}
	if _, was, _ := d.LogOut(after); was {
		t.Error("logged out twice")
	}
}

func TestLockedCounterOpensForItsClerkAlone(t *testing.T) {
	d := newDesk(t)
	d.account("1001", queue.RoleCounter)
	d.account("1002", queue.RoleCounter)
	secret := d.in("1001", good)
	if err := d.Lock(secret); err != nil {
		t.Fatal(err)
	}
	d.restart()
	if a, _ := d.Join(window3, secret, false); !a.Locked {
		t.Error("a restart unlocks")
	}
	if err := d.Unlock(t.Context(), secret, Attempt{Name: "1002", Password: good + "x"}); !errors.Is(err, queue.ErrLogIn) {
		t.Errorf("somebody else: %v", err)
	}
	if err := d.Unlock(t.Context(), secret, Attempt{Password: good}); err != nil {
		t.Fatal(err)
	}
	if a, _ := d.Join(window3, secret, false); a.Locked {
		t.Error("it is locked yet")
	}
}

func TestHashingIsBounded(t *testing.T) {
	h := newHasher(cheap)
	for range cap(h.slots) {
		h.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range mostWaiting {
		wg.Go(func() { _, _ = h.matches(ctx, "", "x") })
	}
	for len(h.waiting) < mostWaiting {
	}
	if _, err := h.hash(ctx, "x"); !errors.Is(err, queue.ErrRateLimited) {
		t.Errorf("one more: %v", err)
	}
	cancel()
	wg.Wait()
	if len(h.waiting) != 0 {
		t.Errorf("%d wait yet", len(h.waiting))
	}
}

func TestDamagedHashMatchesNothing(t *testing.T) {
	h := newHasher(cheap)
	kept := h.seal(good)
	if ok, err := h.matches(t.Context(), kept, good); !ok || err != nil {
		t.Fatalf("%v, %v", ok, err)
	}
	for _, bad := range []string{
		"", "plain", strings.Replace(kept, "argon2id", "argon2i", 1), strings.Replace(kept, "m=8", "m=4294967295", 1),
		strings.Replace(kept, "t=1", "t=0", 1), kept[:len(kept)-30], strings.Replace(kept, "v=19", "v=16", 1), kept + "$",
	} {
		if ok, err := h.matches(t.Context(), bad, good); ok || err != nil {
			t.Errorf("%q matches: %v, %v", bad, ok, err)
		}
	}
}
