package access

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paidui/paidui/queue"
)

// memory is a Store that can break.
type memory struct {
	mu       sync.Mutex
	kept     map[string]queue.Credential
	accounts map[queue.AccountName]queue.Account
	logIns   map[string]queue.LogIn
	broken   error
}

func (m *memory) Credential(hash string) (queue.Credential, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.kept[hash]
	return c, ok, m.broken
}

func (m *memory) Credentials() (map[string]queue.Credential, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.kept), m.broken
}

// write changes the store, unless it is broken.
func (m *memory) write(how func()) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken == nil {
		how()
	}
	return m.broken
}

func (m *memory) PutCredential(hash string, c queue.Credential) error {
	return m.write(func() { m.kept[hash] = c })
}

func (m *memory) DeleteCredential(hash string) error {
	return m.write(func() { delete(m.kept, hash) })
}

func (m *memory) Accounts() ([]queue.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.accounts)), m.broken
}

func (m *memory) PutAccounts(accounts ...queue.Account) error {
	return m.write(func() {
		for _, a := range accounts {
			m.accounts[a.Name] = a
		}
	})
}

func (m *memory) LogIns() (map[string]queue.LogIn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.logIns), m.broken
}

func (m *memory) PutLogIn(hash string, l queue.LogIn, gone ...string) error {
	return m.write(func() {
		for _, h := range gone {
			delete(m.logIns, h)
		}
		m.logIns[hash] = l
	})
}

func (m *memory) DeleteLogIns(hashes ...string) error {
	return m.write(func() {
		for _, h := range hashes {
			delete(m.logIns, h)
		}
	})
}

func newMemory() *memory {
	return &memory{kept: map[string]queue.Credential{}, accounts: map[queue.AccountName]queue.Account{}, logIns: map[string]queue.LogIn{}}
}

// cheap lets tests hash in microseconds.
var cheap = Cost{MemoryKiB: 8, Passes: 1}

// newService gives a service whose clock stands still.
func newService(m *memory) *Service {
	return New(Config{Store: m, Clock: clock, Cost: cheap, Settings: queue.DefaultSettings, AtWork: func(queue.StaffNo) bool { return false }})
}

func clock() queue.Instant { return 1 }

var (
	counter3 = queue.Grant{Role: queue.RoleCounter, Window: 3, Staff: "1001"}
	kiosk    = queue.Grant{Role: queue.RoleKiosk}
)

func mint(t *testing.T, m *memory, grants ...queue.Grant) string {
	t.Helper()
	token, err := Mint(m, grants, 1)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTokenIsKnownByItsBearerAlone(t *testing.T) {
	m := newMemory()
	token := mint(t, m, counter3)
	if !strings.HasPrefix(token, "pd_") || len(token) != 46 {
		t.Errorf("token %q is not pd_ and 43 characters", token)
	}
	for hash := range m.kept {
		if strings.Contains(token, hash) || strings.Contains(hash, token) || len(hash) != 64 {
			t.Errorf("token kept under %q", hash)
		}
	}
	s := newService(m)
	a, err := s.Bearer(token)
	if err != nil || len(a.Grants) != 1 || a.Grants[0] != counter3 || a.Credential == "" {
		t.Fatalf("bearer = %v, %v", a, err)
	}
	m.broken = errors.New("disk gone")
	if again, err := s.Bearer(token); err != nil || again != a {
		t.Errorf("a known bearer was read again: %v", err)
	}
	if _, err := s.Bearer(mint2(t)); !errors.Is(err, m.broken) {
		t.Errorf("unknown bearer over a broken store: %v, want the store's error", err)
	}
}

// mint2 gives a token of another store.
func mint2(t *testing.T) string { return mint(t, newMemory(), kiosk) }

func TestSecretsAreTakenWhereTheyBelong(t *testing.T) {
	m := newMemory()
	token := mint(t, m, kiosk)
	code, err := MintCode(m, []queue.Grant{{Role: queue.RoleAdmin}}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := newService(m)
	cookie, _, err := s.Enrol(token, "", "10.0.0.7")
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]func() (*queue.Actor, error){
		"cookie as bearer":  func() (*queue.Actor, error) { return s.Bearer(cookie) },
		"token as cookie":   func() (*queue.Actor, error) { return s.Cookie(token) },
		"code as bearer":    func() (*queue.Actor, error) { return s.Bearer(code) },
		"code as cookie":    func() (*queue.Actor, error) { return s.Cookie(code) },
		"foreign token":     func() (*queue.Actor, error) { return s.Bearer(mint2(t)) },
		"empty":             func() (*queue.Actor, error) { return s.Bearer("") },
		"hash of the token": func() (*queue.Actor, error) { return s.Bearer(hashOf(token)) },
		"token cut short":   func() (*queue.Actor, error) { return s.Bearer(token[:45]) },
		"token with a tail": func() (*queue.Actor, error) { return s.Bearer(token + "A") },
	} {
		if a, err := try(); !errors.Is(err, queue.ErrUnauthorized) || a != nil {
			t.Errorf("%s: %v, %v, want unauthorized", name, a, err)
		}
	}
	if _, _, err := s.Enrol(cookie, "", "10.0.0.7"); !errors.Is(err, ErrInvalidCode) {
		t.Errorf("a cookie enrolled: %v", err)
	}
}

func TestCodeEnrolsOnceHoweverTyped(t *testing.T) {
	for _, typed := range []func(string) string{
		func(c string) string { return c },
		strings.ToLower,
		func(c string) string { return " " + strings.ReplaceAll(c, "-", " ") + "\n" },
		func(c string) string { return strings.NewReplacer("0", "o", "1", "l").Replace(c) },
	} {
		m := newMemory()
		code, err := MintCode(m, []queue.Grant{{Role: queue.RoleAdmin}}, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(code) != 19 || strings.ContainsAny(code, "ILOU") {
			t.Errorf("code %q is not four groups without letters taken for others", code)
		}
		s := newService(m)
		secret, c, err := s.Enrol(typed(code), "", "10.0.0.7")
		if err != nil || c.Once || len(c.Grants) != 1 || c.Grants[0].Role != queue.RoleAdmin {
			t.Fatalf("enrol %q: %+v, %v", typed(code), c, err)
		}
		if _, err := s.Cookie(secret); err != nil {
			t.Errorf("enrolled cookie: %v", err)
		}
		if _, _, err := s.Enrol(code, "", "10.0.0.7"); !errors.Is(err, ErrInvalidCode) {
			t.Errorf("second use: %v, want invalid code", err)
		}
	}
}

func TestCodeRacedEnrolsOneBrowser(t *testing.T) {
	m := newMemory()
	code, err := MintCode(m, []queue.Grant{kiosk}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := newService(m)
	var wg sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for range 16 {
		wg.Go(func() {
			if _, _, err := s.Enrol(code, "", "10.0.0.7"); err == nil {
				mu.Lock()
				good++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if good != 1 {
		t.Errorf("%d browsers enrolled by one code", good)
	}
}

func TestEnrolAddsToTheSameCookie(t *testing.T) {
	m := newMemory()
	s := newService(m)
	secret, first, err := s.Enrol(mint(t, m, kiosk), "", "10.0.0.7")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cookie(secret); err != nil { // remembered, and must be forgotten by the next enrolment
		t.Fatal(err)
	}
	again, second, err := s.Enrol(mint(t, m, counter3), secret, "10.0.0.7")
	if err != nil || again != secret || second.ID != first.ID {
		t.Fatalf("second enrolment: %q %+v, %v; want the same cookie and id", again, second, err)
	}
	later := counter3
	later.Staff = "1002"
	if _, _, err := s.Add(secret, kiosk, later); err != nil {
		t.Fatal(err)
	}
	a, err := s.Cookie(secret)
	if err != nil {
		t.Fatal(err)
	}
	if want := "kiosk, counter window 3 staff 1002"; a.String() != want {
		t.Errorf("grants %q, want %q", a.String(), want)
	}
	second1 := queue.Grant{Role: queue.RoleKiosk, Kiosk: 2}
	if _, c, err := s.Add(secret, queue.Grant{Role: queue.RoleKiosk, Kiosk: 1}, second1); err != nil || len(c.Grants) != 2 || c.Grants[1] != second1 {
		t.Errorf("a machine is the kiosks %v, %v; want the last", c.Grants, err)
	}
	other, c, err := s.Enrol(mint(t, m, kiosk), newSecret(cookiePrefix), "10.0.0.7")
	if err != nil || other == secret || c.ID == first.ID {
		t.Errorf("an unknown cookie was taken over: %q %+v, %v", other, c, err)
	}
}

func TestEnrolOverABrokenStore(t *testing.T) {
	m := newMemory()
	s := newService(m)
	token := mint(t, m, kiosk)
	m.broken = errors.New("disk gone")
	if _, _, err := s.Enrol(token, "", "10.0.0.7"); !errors.Is(err, m.broken) {
		t.Errorf("enrol: %v, want the store's error", err)
	}
	if _, _, err := s.Add("", kiosk); !errors.Is(err, m.broken) {
		t.Errorf("add: %v, want the store's error", err)
	}
}
