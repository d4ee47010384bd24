package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/store"
)

// rig is a server over a real store in a directory of the test's, with a clock that the test moves.
type rig struct {
	t      testing.TB
	dir    string
	clock  atomic.Int64
	log    logged
	store  *store.Store
	hall   *queue.Hall
	server *server
	tokens map[string]string
	// over, when set, stands between the server and the store.
	over    func(*store.Store) journalStore
	demo    func(queue.Grant) (queue.Grant, error)
	proxies proxies
}

// journalStore is all that the hall and the server ask of a store.
type journalStore interface {
	queue.Journal
	hallStore
}

// logged keeps what was logged.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// roleGrants are the credentials that a rig mints, by name.
var roleGrants = map[string][]queue.Grant{
	"admin":      {{Role: queue.RoleAdmin}},
	"manager":    {{Role: queue.RoleManager}},
	"supervisor": {{Role: queue.RoleSupervisor}},
	"chief":      {{Role: queue.RoleChief, Department: "hrss"}},
	"operator":   {{Role: queue.RoleOperator}},
	"desk":       {{Role: queue.RoleDesk}},
	"kiosk":      {{Role: queue.RoleKiosk}},
	"kiosk2":     {{Role: queue.RoleKiosk}},
	"eastkiosk":  {{Role: queue.RoleKiosk, Kiosk: 1}},
	"westkiosk":  {{Role: queue.RoleKiosk, Kiosk: 2}},
	"counter3":   {{Role: queue.RoleCounter, Window: 3, Staff: "1001"}},
	"counter5":   {{Role: queue.RoleCounter, Window: 5}},
	"counter1F":  {{Role: queue.RoleCounter, Zone: "1F"}},
	"screen3":    {{Role: queue.RoleScreen, Window: 3}},
	"screen2F":   {{Role: queue.RoleScreen, Zone: "2F"}},
}

// rigLayout is a hall that never closes, with no limit and no delay that a test does not set itself.
func rigLayout() queue.Layout {
	settings := queue.DefaultSettings()
	settings.KioskPerMinute, settings.MinPresenceSeconds, settings.MaxCalls = 0, 0, 1
	settings.PublicURL = "http://hall.test:8080/"
	var always queue.Session
	_ = always.UnmarshalText([]byte("00:00-24:00"))
	return queue.Layout{
		Name: queue.Text{ZH: "原州区政务服务中心", EN: "Yuanzhou Government Service Centre"}, TimeZone: "Asia/Shanghai",
		Hours: queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{always}},
		Zones: []queue.Zone{{ID: "1F", Name: queue.Text{ZH: "一楼大厅"}}, {ID: "2F", Name: queue.Text{ZH: "二楼大厅"}}},
		Services: []queue.Service{
			{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社会保险", EN: "Social insurance"}, Group: "people", StandardMinutes: 8},
			{ID: "tax", Prefix: "H", Name: queue.Text{ZH: "税务"}, StandardMinutes: 10},
		},
		Windows: []queue.Window{
			{Number: 5, Name: queue.Text{ZH: "税务窗口"}, Location: queue.Text{ZH: "二楼东侧"}, Zone: "2F", Services: []queue.ServiceID{"tax"}},
			{Number: 3, Name: queue.Text{ZH: "社保窗口"}, Location: queue.Text{ZH: "一楼东侧"}, Zone: "1F", Services: []queue.ServiceID{"social"}},
		},
		Kiosks: []queue.Kiosk{
			{Number: 1, Name: queue.Text{ZH: "东门取号机"}, Zone: "1F"}, {Number: 2, Name: queue.Text{ZH: "西门取号机"}, Zone: "1F"},
		},
		Staff:    []queue.Staff{{Number: "1001", Name: "张晓梅"}, {Number: "1002", Name: "李建国"}},
		Settings: settings,
	}
}

// newRig gives a running rig; change, unless nil, alters the layout.
func newRig(t testing.TB, change func(*queue.Layout)) *rig {
	t.Helper()
	g := &rig{t: t, dir: t.TempDir(), tokens: map[string]string{}}
	g.clock.Store(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC).UnixMilli())
	if err := store.Create(g.dir); err != nil {
		t.Fatal(err)
	}
	g.start()
	layout := rigLayout()
	if change != nil {
		change(&layout)
	}
	if _, err := g.hall.Do(t.Context(), queue.Origin{By: "test"}, queue.SetUp{Layout: layout}); err != nil {
		t.Fatal(err)
	}
	// The day opens with the first command after the set-up, refused or not.
	if _, err := g.hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}); !errors.Is(err, queue.ErrUnknownTicket) {
		t.Fatal(err)
	}
	for name, grants := range roleGrants {
		token, err := access.Mint(g.store, grants, g.now())
		if err != nil {
			t.Fatal(err)
		}
		g.tokens[name] = token
	}
	t.Cleanup(func() { g.stop() })
	return g
}

func (g *rig) now() queue.Instant { return queue.Instant(g.clock.Load()) }

func (g *rig) pass(d time.Duration) { g.clock.Add(d.Milliseconds()) }

// start opens store, hall and server.
func (g *rig) start() {
	g.t.Helper()
	opened, err := store.Open(g.dir, time.Second)
	if err != nil {
		g.t.Fatal(err)
	}
	var journal journalStore = opened
	if g.over != nil {
		journal = g.over(opened)
	}
	hall, err := queue.Open(g.t.Context(), journal, g.now)
	if err != nil {
		g.t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(&g.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s, err := newServer(serverConfig{Hall: hall, Store: journal, Clock: g.now, Log: log, Demo: g.demo, Own: os.DirFS(g.dir), Proxies: g.proxies, Sounds: soundsOf(g.dir), Photos: photosOf(g.dir), Media: mediaOf(g.dir), PasswordCost: access.Cost{MemoryKiB: 8, Passes: 1}})
	if err != nil {
		g.t.Fatal(err)
	}
	g.store, g.hall, g.server = opened, hall, s
}

// stop closes hall and store; a second time does nothing.
func (g *rig) stop() {
	if g.store == nil {
		return
	}
	g.server.printers.Close(context.Background())
	g.server.agents.Close()
	g.server.hub.Close()
	_ = g.hall.Close()
	if err := g.store.Close(); err != nil {
		g.t.Error(err)
	}
	g.store = nil
}

// restart opens everything anew over the same directory.
func (g *rig) restart() {
	g.t.Helper()
	g.stop()
	g.start()
}

// echo gives the router, for a test that looks at its routes.
func (g *rig) echo() *echo.Echo { return g.server.Handler().(*echo.Echo) }

// asked is a request with its answer.
type asked struct {
	*httptest.ResponseRecorder
	t    testing.TB
	what string
}

// ask sends a request as who, a name of roleGrants or "". headers are pairs.
func (g *rig) ask(who, method, path, body string, headers ...string) *asked {
	g.t.Helper()
	return g.askIn(g.t, who, method, path, body, headers...)
}

func (g *rig) askIn(t testing.TB, who, method, path, body string, headers ...string) *asked {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+g.tokens[who])
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	a := &asked{httptest.NewRecorder(), t, who + " " + method + " " + path}
	g.server.Handler().ServeHTTP(a, r)
	return a
}

// want checks the status and, for a problem, the code.
func (a *asked) want(status int, code ...string) *asked {
	a.t.Helper()
	if a.Code != status || len(code) > 0 && a.problem().Code != code[0] {
		a.t.Fatalf("%s: %d %s; want %d %v", a.what, a.Code, a.Body, status, code)
	}
	return a
}

func (a *asked) problem() (p problem) {
	if a.Header().Get("Content-Type") == problemType {
		_ = json.Unmarshal(a.Body.Bytes(), &p)
	}
	return p
}

// object reads the answer as an object.
func (a *asked) object() map[string]any {
	a.t.Helper()
	var o map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &o); err != nil {
		a.t.Fatalf("%s: %v in %s", a.what, err, a.Body)
	}
	return o
}

// list reads the answer as a list of objects.
func (a *asked) list() []map[string]any {
	a.t.Helper()
	var l []map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &l); err != nil {
		a.t.Fatalf("%s: %v in %s", a.what, err, a.Body)
	}
	return l
}

// str gives a string field of the answer.
func (a *asked) str(field string) string {
	a.t.Helper()
	s, ok := a.object()[field].(string)
	if !ok {
		a.t.Fatalf("%s: no text %q in %s", a.what, field, a.Body)
	}
	return s
}

// take issues a number of social.
func (g *rig) take() *asked {
	g.t.Helper()
	return g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"social"}`).want(http.StatusCreated)
}

// window sends an order to window 3.
func (g *rig) window(order, body string) *asked {
	g.t.Helper()
	return g.ask("counter3", http.MethodPost, "/api/v1/windows/3/"+order, body)
}

// live serves the rig on a port, for what needs a line.
func (g *rig) live() string {
	ts := httptest.NewServer(g.server.Handler())
	g.t.Cleanup(ts.Close)
	return ts.URL
}

// read gives a live answer's body.
func read(t testing.TB, r *http.Response) string {
	t.Helper()
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
