package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// doctorCommand looks over a hall and says what to do.
type doctorCommand struct {
	Data    string `required:"" placeholder:"DIR" help:"Directory of the hall's data."`
	Server  string `default:"http://127.0.0.1:8080" placeholder:"URL" help:"Where the hall runs. Default: ${default}."`
	Token   string `placeholder:"TOKEN" help:"Bearer token of an administrator, to ask for printers and voices; better in the environment."`
	Backups string `placeholder:"DIR" help:"Directory where backups are kept."`
}

// errUnwell is what doctor ends with when something is to be done.
var errUnwell = errors.New("there is something to do")

// What doctor finds too little or too old.
const (
	roomEnough    = 1 << 30 // bytes
	backupWithin  = 24 * time.Hour
	clockOff      = time.Minute
	doctorPatient = 5 * time.Second
)

// examination writes what is found, a line each.
type examination struct {
	t      *terminal
	unwell bool
}

func (e *examination) well(what, format string, args ...any) {
	fmt.Fprintf(e.t.out, "ok  %-9s %s\n", what, fmt.Sprintf(format, args...))
}

// ill writes what is wrong and what to do.
func (e *examination) ill(what, wrong, remedy string) {
	e.unwell = true
	fmt.Fprintf(e.t.out, "!!  %-9s %s\n    %-9s → %s\n", what, wrong, "", remedy)
}

// Run prints a line for each thing it looks at; errUnwell when one of them needs somebody.
func (c *doctorCommand) Run(t *terminal) error {
	e := &examination{t: t}
	c.addresses(e)
	c.clock(e, c.database(e))
	c.disk(e)
	c.backups(e)
	c.devices(e)
	if e.unwell {
		return errUnwell
	}
	return nil
}

// addresses tells what devices are to open, and whether the hall answers.
func (c *doctorCommand) addresses(e *examination) {
	scheme, at, _ := strings.Cut(c.Server, "://")
	_, port, err := net.SplitHostPort(at)
	if err != nil {
		port = map[string]string{"https": "443"}[scheme]
	}
	found, _ := net.InterfaceAddrs()
	for _, a := range found {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() {
			e.well("address", "%s://%s", scheme, strings.TrimSuffix(net.JoinHostPort(ip.IP.String(), port), ":"))
		}
	}
	if err := c.ask("/readyz", new(any)); err != nil {
		e.ill("server", fmt.Sprintf("%s: %v", c.Server, err), "start it: paidui serve, or systemctl start paidui; another address: --server URL")
		return
	}
	e.well("server", "%s is ready", c.Server)
}

// database looks at the data as far as no server has it open, and gives when its last entry is of.
func (c *doctorCommand) database(e *examination) (last queue.Instant) {
	if _, err := os.Stat(filepath.Join(c.Data, "keys", "hall.key")); err != nil {
		e.ill("keys", err.Error(), "put hall.key back from where it is kept; without it slips' codes lead nowhere")
	}
	s, err := store.Open(c.Data, 100*time.Millisecond)
	if errors.Is(err, store.ErrLocked) {
		e.well("data", "%s is in use by the server", c.Data)
		return 0
	}
	if err != nil {
		e.ill("data", err.Error(), "paidui verify --data "+c.Data+" tells more; a new hall: paidui init")
		return 0
	}
	defer func() { _ = s.Close() }()
	state, err := readState(e.t.ctx, s)
	if err != nil {
		e.ill("data", err.Error(), "paidui verify --data "+c.Data+" tells how to go on")
		return 0
	}
	e.well("data", "%s: %d entries, the last of %v", c.Data, state.Seq(), state.At())
	if z, err := s.Sizes(); err == nil {
		e.well("size", "%s", sizeWords(&z))
	}
	return state.At()
}

// clock tells the time of this machine, and whether it can be right; those of screens are told with them.
func (c *doctorCommand) clock(e *examination, last queue.Instant) {
	const remedy = "set the clock before the hall opens: timedatectl set-ntp true"
	now := time.Now()
	switch halls := c.hallClock(); {
	case queue.At(now) < last:
		e.ill("clock", fmt.Sprintf("it is %v by this machine, before the last entry", now), remedy)
	case !halls.IsZero() && halls.Sub(now).Abs() > clockOff:
		e.ill("clock", fmt.Sprintf("it is %s by the hall's machine, %s by this one", halls.Local().Format(time.RFC1123Z), now.Format(time.RFC1123Z)), remedy)
	default:
		e.well("clock", "%s", now.Format(time.RFC1123Z))
	}
}

// hallClock gives the time by the machine on which the hall runs; zero where it does not answer.
func (c *doctorCommand) hallClock() time.Time {
	answer, err := (&http.Client{Timeout: doctorPatient}).Get(c.Server + "/healthz")
	if err != nil {
		return time.Time{}
	}
	_ = answer.Body.Close()
	at, _ := http.ParseTime(answer.Header.Get("Date"))
	return at
}

func (c *doctorCommand) disk(e *examination) {
	room, err := store.Room(c.Data)
	switch {
	case err != nil:
		e.ill("disk", err.Error(), "look at the directory and its rights")
	case room < roomEnough:
		e.ill("disk", fmt.Sprintf("%d MB are free", room>>20), "make room: when the disk is full no numbers are issued")
	default:
		e.well("disk", "%d GB are free", room>>30)
	}
}

// sizeWords tells how long the data are and for how long the room lasts.
func sizeWords(z *store.Sizes) string {
	archived := int64(0)
	for _, a := range z.Archives {
		archived += a.Bytes
	}
	said := fmt.Sprintf("%.1f MB live from %s on, %.1f MB in %d archives", float64(z.Live)/1e6, z.LiveFrom, float64(archived)/1e6, len(z.Archives))
	if left, ok := z.YearsLeft(); ok {
		said += fmt.Sprintf("; a day costs %.1f MB, the room lasts %.1f years", float64(z.PerDay)/1e6, left)
	}
	return said
}

// backups looks for a file that is young enough, and asks a running hall how its backups stand.
func (c *doctorCommand) backups(e *examination) {
	const remedy = "take one: paidui backup, or GET /api/v1/backup while the hall runs; keep it on another machine"
	if c.Token != "" {
		c.runningBackups(e)
	}
	if c.Backups == "" {
		e.ill("backup", "not looked at", "name the place: --backups DIR, also for paidui serve, which then makes one each night")
		return
	}
	if store.SameDisk(c.Backups, c.Data) {
		e.ill("backup", c.Backups+" is on the disk of the data, and lost with it", "name a folder on another disk or machine")
	}
	files, err := os.ReadDir(c.Backups)
	if err != nil {
		e.ill("backup", err.Error(), remedy)
		return
	}
	var last time.Time
	for _, f := range files {
		if filepath.Ext(f.Name()) == ".tmp" {
			continue // it was not finished
		}
		if info, err := f.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	switch {
	case last.IsZero():
		e.ill("backup", "there is none in "+c.Backups, remedy)
	case time.Since(last) > backupWithin:
		e.ill("backup", "the last is of "+last.Format(time.DateTime), remedy)
	default:
		e.well("backup", "the last is of %s", last.Format(time.DateTime))
	}
}

// runningBackups asks the running hall how its nightly work goes.
func (c *doctorCommand) runningBackups(e *examination) {
	var v backupsView
	if err := c.ask("/api/v1/backups", &v); err != nil {
		return // that the hall does not answer is told elsewhere
	}
	remedies := map[trouble]string{
		troubleUnset:       "start the hall with --backups DIR, or PAIDUI_BACKUPS=DIR",
		troubleUnreachable: "plug the disk in or look after the share; it is tried again each hour",
		troubleFull:        "make room there; it is tried again each hour",
		troubleFailed:      "paidui verify tells whether the data are damaged; stop the hall for that",
		troubleMissing:     "make one on the page of backups, and leave the machine on at " + v.NightAt,
	}
	if v.Trouble != "" {
		e.ill("nightly", strings.TrimSpace(string(v.Trouble)+" "+v.Detail), remedies[v.Trouble])
	} else {
		e.well("nightly", "a backup each night at %s to %s, read back and restored for trial; %d are kept", v.NightAt, v.Folder, len(v.Backups))
	}
	if v.Data.Trouble != "" {
		e.ill("archive", v.Data.Trouble, "closed days stay in the live file until it works; paidui verify tells more")
	}
}

// ask reads an answer of the running hall.
func (c *doctorCommand) ask(path string, into any) error {
	r, err := http.NewRequest(http.MethodGet, c.Server+path, nil)
	if err != nil {
		return err
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	answer, err := (&http.Client{Timeout: doctorPatient}).Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}
