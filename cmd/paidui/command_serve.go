package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"runtime"
	"strings"

	"github.com/paidui/paidui/kiosk/messages"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// serveCommand runs a hall.
type serveCommand struct {
	Data        string  `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
	Listen      string  `default:":8080" placeholder:"ADDR" help:"Address for kiosks, counters, screens and phones. Default: ${default}, on every network of the machine."`
	AdminListen string  `default:"127.0.0.1:0" placeholder:"ADDR" help:"Address for metrics and profiles. Default: ${default}; port 0 picks one."`
	Backups     string  `placeholder:"DIR" help:"Folder that gets a backup each night, best on another disk. Default: no backups."`
	TLSCert     string  `name:"tls-cert" and:"tls" placeholder:"FILE" help:"Certificate in PEM, for https."`
	TLSKey      string  `name:"tls-key" and:"tls" placeholder:"FILE" help:"Key of the certificate."`
	TrustProxy  proxies `placeholder:"CIDR,…" help:"Addresses of the reverse proxies before the hall, whose X-Forwarded-For and X-Forwarded-Proto are believed. Default: nobody's are."`
	// The secret stands in no hall file: that goes into the journal.
	WebhookURL    string `name:"webhook-url" and:"webhook" placeholder:"URL" help:"Gateway to which citizens' messages are sent."`
	WebhookSecret string `name:"webhook-secret" and:"webhook" placeholder:"SECRET" help:"whsec_… with which they are signed; better in the environment than on the command line."`
}

// Run serves until it is asked to stop.
func (c *serveCommand) Run(t *terminal) (err error) {
	if c.TLSCert != "" {
		if _, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey); err != nil {
			return fmt.Errorf("certificate: %w", err)
		}
	}
	s, err := store.Open(c.Data, lockWait)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; make the hall with: paidui init --data %s", err, c.Data)
	case err != nil:
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	go tendMemory(t.ctx)
	spareProcessors()
	spool := spoolLog(t.err)
	defer spool.Close()
	log := spool.logger()
	pages := lowerElsewhere(t, c.Data, log)
	hall, err := queue.Open(t.ctx, s, wallClock)
	if err != nil {
		return err
	}
	if !isSetUp(hall) {
		return errors.Join(fmt.Errorf("the hall is not set up; run: paidui init --data %s", c.Data), hall.Close())
	}
	if err := s.KeepRoom(); err != nil {
		log.Warn("no room could be kept for a full disk; no numbers are issued", "error", err)
	}
	bundle, err := pages()
	if err != nil {
		log.Warn("the pages are lowered in this process", "error", err)
	}
	server, err := newServer(serverConfig{
		Pages: bundle, Hall: hall, Store: s, Clock: wallClock, Log: log, TLSCert: c.TLSCert, TLSKey: c.TLSKey, Proxies: c.TrustProxy, Sounds: soundsOf(c.Data),
		Photos: photosOf(c.Data), Media: mediaOf(c.Data), Own: os.DirFS(c.Data),
		Data: c.Data, Backups: c.Backups,
		Webhook: messages.Target{URL: c.WebhookURL, Secret: c.WebhookSecret},
	})
	if err != nil {
		return errors.Join(err, hall.Close())
	}
	if err := server.listen(c.Listen, c.AdminListen); err != nil {
		return errors.Join(err, hall.Close())
	}
	log.Info("serving", "data", c.Data, "journal", s.ID(), "listen", server.url(), "metrics", server.adminURL()+"/metrics")
	fmt.Fprintln(t.out, "listening on", reachable(server.url()))
	if err = server.run(t.ctx); err != nil {
		log.Error("ended", "error", err)
		return err
	}
	log.Info("stopped")
	return nil
}

// spareProcessors has the runtime run two goroutines more than there are processors. Whoever writes the journal is away in the disk
// twice a commit and would wait for its turn each time it comes back, behind all who answer a kiosk; so the system sees to it that it
// goes on. Only with a second one is there mostly one to spare, which keeps the runtime from taking the writer's place away each time.
// It is for the processors that there are at the start. Whoever has set GOMAXPROCS knows better.
func spareProcessors() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 2)
	}
}

func isSetUp(hall *queue.Hall) (is bool) {
	hall.View(func(st *queue.State) { is = len(st.Layout().Windows) > 0 })
	return is
}

// reachable gives a URL that can be opened on this machine: a server on every network is on 127.0.0.1 too.
func reachable(url string) string {
	scheme, address, _ := strings.Cut(url, "://")
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return scheme + "://" + net.JoinHostPort("127.0.0.1", port)
	}
	return url
}
