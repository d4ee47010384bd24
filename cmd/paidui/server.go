package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/display/roll"
	"github.com/paidui/paidui/kiosk"
	"github.com/paidui/paidui/kiosk/agents"
	"github.com/paidui/paidui/kiosk/messages"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
	"github.com/paidui/paidui/queue/counter"
	"github.com/paidui/paidui/queue/office"
)

// hallStore is what a server asks of the store.
type hallStore interface {
	access.Store
	office.Store
	kiosk.Keys
	messageStore
	nightStore
	// ID names the journal, HallKey is the secret that access words are made of, Commits counts transactions,
	// CommitTime is how long they took together, and LastCommit when the last one was durable.
	ID() string
	HallKey() []byte
	Commits() uint64
	CommitTime() time.Duration
	LastCommit() time.Time
	// Broken tells of a write, whoever's it was, whose outcome is unknown.
	Broken() <-chan error
}

// serverConfig is what a server runs on.
type serverConfig struct {
	// Hall is closed by the server, Store by its owner after that.
	Hall  *queue.Hall
	Store hallStore
	Clock queue.Clock
	Log   *slog.Logger
	// TLSCert and TLSKey are files in PEM; both empty: plain HTTP.
	TLSCert, TLSKey string
	// Proxies are believed when they say for whom they ask.
	Proxies proxies
	// Pages are lowered already; nil: newServer does it.
	Pages *assets.Bundle
	// Sounds are the hall's own clips, in place of those of the pack.
	Sounds soundFolder
	// Photos are those of the staff.
	Photos photoFolder
	// Media are the pictures and videos of the play-list.
	Media mediaFolder
	// Data is the hall's folder, Backups the one that gets a backup each night; empty: none does.
	Data, Backups string
	// Own is the folder of the hall's data, of which photos are served; nil: none.
	Own fs.FS
	// Webhook is the gateway that citizens are told through; zero: none.
	Webhook messages.Target
	// PasswordCost is what a log-in costs; zero: access.DefaultCost.
	PasswordCost access.Cost
	// Demo, when set, gives the grant for a role that a visitor of a demo hall picks; nobody else gets any without a code.
	Demo func(queue.Grant) (queue.Grant, error)
}

// errJournalUnknown is what run returns when the hall has ended by itself: what the journal holds is not known, and only
// a new process can read it.
var errJournalUnknown = errors.New("the hall has ended by itself")

// server serves one hall over HTTP: the faces, the interface for programs, the sockets, and beside them, on a listener of
// their own, metrics and profiles.
type server struct {
	cfg      serverConfig
	log      *slog.Logger
	access   *access.Service
	printers *printing.Printers
	kiosk    *kiosk.Service
	centre   *office.Service
	// messages is nil without a gateway.
	messages *messages.Service
	hub      *display.Hub
	agents   *agents.Relay
	roll     *roll.Roll
	nights   *nights
	lines    lines
	exported lately
	metrics  *metrics
	routes   map[string]bool // the patterns there are
	// bundles are replaced when recordings are put to use, by one renewing at a time.
	bundles  atomic.Pointer[bundles]
	renewing sync.Mutex
	// refusedAt is the sequence number that the store refused to write last, plus one.
	refusedAt atomic.Uint64

	handler                         http.Handler
	public, admin                   *http.Server
	publicListener, adminListener   net.Listener
	headWithin, idleFor, stopWithin time.Duration
}

// openAssets lowers the embedded pages, once for all servers of the process.
var openAssets = sync.OnceValues(assets.Open)

// newServer joins the services. It opens nothing but the embedded pages.
func newServer(cfg serverConfig) (*server, error) {
	bundle := cfg.Pages
	if bundle == nil {
		var err error
		if bundle, err = openBundle(cfg.Sounds.recorded()); err != nil {
			return nil, fmt.Errorf("open pages: %w", err)
		}
	}
	relay := agents.NewRelay(cfg.Clock, cfg.Log)
	printers, err := openPrinters(cfg, relay)
	if err != nil {
		return nil, err
	}
	citizens := kiosk.New(cfg.Hall, cfg.Store.HallKey(), cfg.Store, printers, bundle.Hash(), cfg.Demo != nil)
	s := &server{
		cfg: cfg, log: cfg.Log, printers: printers, kiosk: citizens,
		hub:    display.NewHub(cfg.Hall, cfg.Store.ID(), bundle.Hash(), citizens.Last4),
		agents: relay,
		roll:   roll.New(), nights: newNights(cfg),
		headWithin: 5 * time.Second, idleFor: 2 * time.Minute, stopWithin: 10 * time.Second,
	}
	s.access = access.New(access.Config{Store: cfg.Store, Clock: cfg.Clock, Cost: cfg.PasswordCost, Settings: s.settings, AtWork: s.atWork})
	s.bundles.Store(&bundles{now: bundle})
	s.metrics = newMetrics(s)
	if err := s.openMessages(); err != nil {
		return nil, err
	}
	s.centre = office.New(cfg.Hall, cfg.Store, s.statement, drawScreen, chinese, cfg.Log)
	s.handler = s.routeAll(counter.New(cfg.Hall, s.kiosk.Last4))
	return s, nil
}

// drawScreen gives what a public screen or the supervisor's page shows of a state, for the office: the time machine has
// states of the past.
func drawScreen(state *queue.State, at queue.Instant, screen string) (shown office.Shown, ok bool) {
	kind, of, _ := strings.Cut(screen, "/")
	var profile display.Profile
	switch display.Kind(kind) {
	case display.KindHall:
		profile, shown.Playlist = display.HallOf(queue.ZoneID(of)), playlistOf(state.Layout(), queue.ZoneID(of), at)
	case display.KindWindow:
		n, err := strconv.Atoi(of)
		if err != nil {
			return shown, false
		}
		profile = display.WindowOf(queue.WindowNumber(n))
	case display.KindMonitor:
		profile = display.Monitor()
	case display.KindWelcome:
		profile, shown.Playlist = display.Welcome(), playlistOf(state.Layout(), "", at)
	default:
		return shown, false
	}
	shown.Board, ok = display.Draw(state, at, profile)
	return shown, ok
}

// statement gives what a citizen wrote, for the office.
func (s *server) statement(f *queue.Feedback) (text, contact string, ok bool) {
	said, ok := s.kiosk.Statement(f)
	return said.Text, said.Contact, ok
}

// openPrinters gives the hall's printers, none of which is tried yet. An address that nothing prints at is an error; a
// template that this version cannot read is not, since slips are printed without it.
func openPrinters(cfg serverConfig, agents printing.Agents) (printers *printing.Printers, err error) {
	cfg.Hall.View(func(state *queue.State) {
		if err = printing.Check(state.Layout()); err != nil {
			return
		}
		if _, bad := printing.Template(state.Layout()); bad != nil {
			cfg.Log.Error("settings.slip_template is left aside", "error", bad)
		}
	})
	return printing.New(printing.Config{Hall: cfg.Hall, Agents: agents, Text: assets.Text, Log: cfg.Log}), err
}

// Handler gives what the public listener serves.
func (s *server) Handler() http.Handler { return s.handler }

// seq gives the sequence number of the last durable entry.
func (s *server) seq() (seq uint64) {
	s.cfg.Hall.View(func(state *queue.State) { seq = state.Seq() })
	return seq
}

// listen takes both addresses; port 0 picks one. Nothing is answered before run.
func (s *server) listen(address, adminAddress string) (err error) {
	if s.publicListener, err = net.Listen("tcp", address); err != nil {
		return err
	}
	if s.adminListener, err = net.Listen("tcp", adminAddress); err != nil {
		return errors.Join(err, s.publicListener.Close())
	}
	s.public, s.admin = s.httpServer(s.handler), s.httpServer(s.metrics.handler())
	if s.cfg.TLSCert != "" {
		s.public.TLSConfig.GetCertificate = (&certificate{certFile: s.cfg.TLSCert, keyFile: s.cfg.TLSKey, log: s.log}).get
	}
	return nil
}

func (s *server) httpServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: s.headWithin, IdleTimeout: s.idleFor, MaxHeaderBytes: 32 << 10,
		ErrorLog:  slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12},
	}
}

// url gives where the hall is reached, after listen.
func (s *server) url() string {
	scheme := "http"
	if s.cfg.TLSCert != "" {
		scheme = "https"
	}
	return scheme + "://" + s.publicListener.Addr().String()
}

// adminURL gives where metrics and profiles are, after listen.
func (s *server) adminURL() string { return "http://" + s.adminListener.Addr().String() }

// run serves until ctx ends, and returns nil when all that was in flight has been answered; it ends with the hall
// closed. errJournalUnknown: the hall ended first, or the store broke. Any other error is of a listener.
func (s *server) run(ctx context.Context) error {
	beside, stopBeside := context.WithCancel(ctx)
	defer stopBeside()
	defer s.startMessages(ctx)()
	defer s.startLED(ctx)()
	if s.cfg.Demo == nil { // nothing of a demo hall is kept
		defer s.nights.start(ctx)()
	}
	go s.printers.Watch(beside)
	s.cfg.Hall.ForeseeNow()
	go s.guard(beside)
	go s.cfg.Hall.Foresee(beside)
	go s.centre.Prove(beside)
	go s.centre.Advise(beside)
	go s.kiosk.ShredKeys(beside, func(err error) { s.log.Error("keys of days past were not shredded", "error", err) })
	ended := make(chan error, 2)
	go func() { ended <- s.servePublic() }()
	go func() { ended <- s.admin.Serve(s.adminListener) }()
	var why error
	select {
	case <-ctx.Done():
	case <-s.cfg.Hall.Done():
		why = fmt.Errorf("%w: %w", errJournalUnknown, s.cfg.Hall.Err())
	case broken := <-s.cfg.Store.Broken():
		why = fmt.Errorf("%w: %w", errJournalUnknown, broken)
	case why = <-ended:
	}
	stopped := s.stop()
	if errors.Is(why, errJournalUnknown) {
		return why // and the end of the hall says the same again
	}
	return errors.Join(why, stopped)
}

func (s *server) servePublic() error {
	if s.cfg.TLSCert != "" {
		return s.public.ServeTLS(s.publicListener, "", "")
	}
	return s.public.Serve(s.publicListener)
}

// stop takes no more requests, lets those in flight and the slips that were begun finish, sends screens, kiosks and their
// agents away and closes the hall. What is still in flight after stopWithin is cut off.
func (s *server) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), s.stopWithin)
	defer cancel()
	if err := s.public.Shutdown(ctx); err != nil {
		s.log.Warn("requests were cut off", "error", err)
		_ = s.public.Close()
	}
	s.printers.Close(ctx)
	s.agents.Close()
	s.hub.Close()
	s.noteRefusals(ctx)
	_ = s.admin.Close()
	err := s.cfg.Hall.Close()
	if err != nil {
		err = fmt.Errorf("%w: %w", errJournalUnknown, err)
	}
	return err
}

// getHealth tells that the process answers.
func (s *server) getHealth(c echo.Context) error { return c.JSON(http.StatusOK, status{"ok"}) }

type status struct {
	Status string `json:"status"`
}

// getReady tells whether the hall can work: its writer runs, its journal can be read, and the last thing it was asked to
// write was written.
func (s *server) getReady(c echo.Context) error {
	select {
	case <-s.cfg.Hall.Done():
		return queue.ErrClosed
	default:
	}
	seq := s.seq()
	if s.refusedAt.Load() == seq+1 {
		return queue.ErrStorage
	}
	if _, err := s.cfg.Store.Read(c.Request().Context(), max(seq, 1)-1, 1); err != nil {
		return &queue.Refused{Op: "read journal", Err: queue.ErrStorage, Detail: err.Error()}
	}
	return c.JSON(http.StatusOK, status{"ready"})
}

// chinese gives a text as it stands in the table.
func chinese(key string) string { return zh(key) }
