package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// nightStore is what the nightly work asks of the store.
type nightStore interface {
	BackUp(ctx context.Context, folder string, at time.Time, keep int) (store.Saved, error)
	Backups(folder string, where *time.Location) ([]store.Saved, error)
	Tidy(ctx context.Context, keep store.Keep) (store.Tidied, error)
	Sizes() (store.Sizes, error)
}

const (
	// backupsKept is of how many nights backups are kept.
	backupsKept = 14
	// backupsMissing after the last one a backup is missing: a night and what a morning may be late by.
	backupsMissing = 26 * time.Hour
	// nightAgain after it failed the nightly work is tried again.
	nightAgain = 60 * queue.Minute
	// nightBegins after the hall has opened what was missed is caught up; nightLooks is how often it is looked whether it is due.
	nightBegins, nightLooks = 20 * time.Second, 15 * time.Second
)

// trouble is what is wrong with backups.
type trouble string

// The troubles: no folder is named, it cannot be reached, its disk is full, a backup was not found good or not written,
// there is none that is young enough.
const (
	troubleUnset       trouble = "unset"
	troubleUnreachable trouble = "unreachable"
	troubleFull        trouble = "full"
	troubleFailed      trouble = "failed"
	troubleMissing     trouble = "missing"
)

// troubleOf tells what an error of the store means for whoever looks after backups.
func troubleOf(err error) trouble {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, store.ErrNoFolder):
		return troubleUnreachable
	case errors.Is(err, store.ErrNoRoom):
		return troubleFull
	}
	return troubleFailed
}

// nights does what a hall does while nobody is there: a backup, then closed days are moved to the archive. What was missed,
// since the machine was off, is caught up when the hall opens.
type nights struct {
	hall  *queue.Hall
	store nightStore
	log   *slog.Logger
	// folder is where backups go; empty: there are none. data is the hall's own.
	folder, data string
	// ask has a backup made at once, for who is named.
	ask chan queue.Origin

	mu sync.Mutex
	is nightly
}

// nightly is how the nightly work goes.
type nightly struct {
	running bool
	// tried is when a backup was last tried, and wrong what came of it.
	tried queue.Instant
	wrong error
	// tidied is when days were last moved, or tried to be, and untidy what came of it.
	tidied queue.Instant
	untidy error
	moved  store.Tidied
}

func newNights(cfg serverConfig) *nights {
	return &nights{hall: cfg.Hall, store: cfg.Store, log: cfg.Log, folder: cfg.Backups, data: cfg.Data, ask: make(chan queue.Origin, 1)}
}

// start works until what it gives is called, which waits for the end of that.
func (n *nights) start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var working sync.WaitGroup
	working.Go(func() { n.run(ctx) })
	return func() {
		cancel()
		working.Wait()
	}
}

func (n *nights) run(ctx context.Context) {
	for wait := nightBegins; ; wait = nightLooks {
		select {
		case <-ctx.Done():
			return
		case by := <-n.ask:
			n.backUp(ctx, by)
		case <-time.After(wait):
			n.night(ctx)
		}
	}
}

// night does what is due.
func (n *nights) night(ctx context.Context) {
	now, due := n.hall.Now(), n.due()
	is := n.state()
	soon := is.wrong != nil && is.tried > max(due, now.Add(-nightAgain))
	if newest, _ := n.newest(); n.folder != "" && !soon && newest.Before(due.Time()) {
		n.backUp(ctx, queue.Origin{})
	}
	if is.tidied < due || is.untidy != nil && is.tidied < now.Add(-nightAgain) {
		n.tidy(ctx)
	}
}

func (n *nights) state() nightly {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.is
}

func (n *nights) change(to func(*nightly)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	to(&n.is)
}

// rules gives the hall's settings, and the zone of its clock.
func (n *nights) rules() (settings queue.Settings, where *time.Location) {
	n.hall.View(func(state *queue.State) { settings, where = state.Layout().Settings, state.Location() })
	return settings, where
}

// due gives when the nightly work was last due.
func (n *nights) due() queue.Instant {
	settings, where := n.rules()
	at, _ := settings.Night()
	now := n.hall.Now().Time().In(where)
	due := time.Date(now.Year(), now.Month(), now.Day(), int(at)/60, int(at)%60, 0, 0, where)
	if due.After(now) {
		due = time.Date(now.Year(), now.Month(), now.Day()-1, int(at)/60, int(at)%60, 0, 0, where)
	}
	return queue.At(due)
}

// newest gives when the newest backup was made; the zero time when there is none.
func (n *nights) newest() (time.Time, error) {
	_, where := n.rules()
	all, err := n.store.Backups(n.folder, where)
	if err != nil || len(all) == 0 {
		return time.Time{}, err
	}
	return all[0].At, nil
}

// begin has a backup made for somebody, unless one is being made.
func (n *nights) begin(by queue.Origin) {
	n.change(func(is *nightly) { is.running = true })
	select {
	case n.ask <- by:
	default: // one is to be made already
	}
}

// backUp makes a backup; one that somebody has asked for is noted in the journal.
func (n *nights) backUp(ctx context.Context, by queue.Origin) {
	_, where := n.rules()
	n.change(func(is *nightly) { is.running = true })
	at := n.hall.Now()
	saved, err := n.store.BackUp(ctx, n.folder, at.Time().In(where), backupsKept)
	if err == nil && by.By != "" {
		_, err = n.hall.Do(ctx, by, queue.NoteBackup{File: saved.Name, Bytes: uint64(saved.Bytes)})
	}
	n.change(func(is *nightly) { is.running, is.tried, is.wrong = false, at, err })
	if err != nil {
		n.log.Error("no backup was made", "folder", n.folder, "error", err)
		return
	}
	n.log.Info("backed up", "file", saved.Name, "bytes", saved.Bytes)
}

// tidy moves days that are over.
func (n *nights) tidy(ctx context.Context) {
	settings, where := n.rules()
	at := n.hall.Now()
	moved, err := n.store.Tidy(ctx, keepOf(&settings, queue.DateOf(at, where)))
	n.change(func(is *nightly) { is.tidied, is.untidy, is.moved = at, err, moved })
	switch {
	case err != nil:
		n.log.Error("closed days were not moved to the archive", "error", err)
	case moved.Moved > 0 || moved.Dropped > 0:
		n.log.Info("closed days were moved to the archive", "entries", moved.Moved, "dropped", moved.Dropped, "before", moved.Before, "after", moved.After)
	}
}

// keepOf gives what the settings say is kept on a day.
func keepOf(settings *queue.Settings, today queue.Date) store.Keep {
	_, live := settings.Night()
	from := func(years int) queue.Date {
		year, err := strconv.Atoi(string(today[:4]))
		if years == 0 || err != nil {
			return ""
		}
		return queue.Date(fmt.Sprintf("%04d-01-01", year-years+1))
	}
	return store.Keep{Live: today.AddDays(1 - live), Archive: from(settings.ArchiveYears), Figures: from(settings.FigureYears)}
}

// wrong tells what is wrong with backups, and in whose words.
func (n *nights) wrong() (trouble, string) {
	if n.folder == "" {
		return troubleUnset, ""
	}
	newest, err := n.newest()
	if err != nil {
		return troubleUnreachable, err.Error()
	}
	is := n.state()
	now := n.hall.Now().Time()
	switch {
	case is.wrong != nil && !is.tried.Time().Before(newest):
		return troubleOf(is.wrong), is.wrong.Error()
	case now.Sub(newest) > backupsMissing:
		return troubleMissing, ""
	}
	return "", ""
}

// age gives how old the newest backup is; false when there is none.
func (n *nights) age() (time.Duration, bool) {
	newest, err := n.newest()
	return n.hall.Now().Time().Sub(newest), err == nil && !newest.IsZero()
}

// next gives when the nightly work is due again.
func (n *nights) next() queue.Instant {
	_, where := n.rules()
	due := n.due().Time().In(where)
	return queue.At(time.Date(due.Year(), due.Month(), due.Day()+1, due.Hour(), due.Minute(), 0, 0, where))
}
