package main

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// backups adds what the page of backups asks.
func (s *server) backups(api *echo.Group) {
	api.GET("/backups", s.getBackups)
	api.POST("/backups", s.postBackup)
}

// backupRow is a backup in the folder. It was read back and restored in a temporary place when it was made: else it would not be
// there.
type backupRow struct {
	Name  string        `json:"name"`
	At    queue.Instant `json:"at"`
	Bytes int64         `json:"bytes"`
}

// backupsView is how backups and data stand.
type backupsView struct {
	// Folder is empty when none is named. Detail says more of a trouble, to technicians.
	Folder  string  `json:"folder"`
	Trouble trouble `json:"trouble"`
	Detail  string  `json:"detail,omitempty"`
	Running bool    `json:"running"`
	// SameDisk: the folder is lost with the disk of the data.
	SameDisk bool `json:"same_disk"`
	// Free is how much room the folder's disk has, in bytes; null when it cannot be told.
	Free    *uint64       `json:"free"`
	NightAt string        `json:"night_at"`
	DueAt   queue.Instant `json:"due_at"`
	Kept    int           `json:"kept"`
	// Backups are newest first.
	Backups []backupRow `json:"backups"`
	Data    dataView    `json:"data"`
}

// dataView is how long the data are, in bytes, and for how long the room lasts.
type dataView struct {
	Live     int64        `json:"live"`
	LiveFrom queue.Date   `json:"live_from,omitempty"`
	LiveDays int          `json:"live_days"`
	Archives []archiveRow `json:"archives"`
	Days     int          `json:"days"`
	First    queue.Date   `json:"first,omitempty"`
	// PerDay is what a business day costs, YearsLeft for how long the room lasts; both null as long as it cannot be told.
	PerDay    *int64   `json:"per_day"`
	YearsLeft *float64 `json:"years_left"`
	Free      uint64   `json:"free"`
	// MovedAt is when days were last moved to the archive, or looked whether any are to be, since the hall has opened;
	// Trouble what was wrong with that.
	MovedAt queue.Instant `json:"moved_at,omitempty"`
	Trouble string        `json:"trouble,omitempty"`
}

type archiveRow struct {
	Year  string `json:"year"`
	Bytes int64  `json:"bytes"`
}

// getBackups tells how backups stand. Whoever supervises the hall may know; only an administrator has the data themselves.
func (s *server) getBackups(c echo.Context) error {
	if err := s.need(c, queue.RightBackups, queue.Place{}); err != nil {
		return err
	}
	v, err := s.nights.view()
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// postBackup has a backup made at once: 202, since that takes a while. Who has asked is noted in the journal with the file.
func (s *server) postBackup(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightBackUp, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	if s.nights.folder == "" {
		return &queue.Refused{Op: "back up", Err: queue.ErrNoBackupFolder}
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	s.nights.begin(origin)
	v, err := s.nights.view()
	if err != nil {
		return err
	}
	return c.JSON(http.StatusAccepted, v)
}

// view gives how backups and data stand.
func (n *nights) view() (v backupsView, err error) {
	settings, where := n.rules()
	at, live := settings.Night()
	is := n.state()
	v = backupsView{
		Folder: n.folder, Running: is.running, NightAt: at.String(), DueAt: n.next(), Kept: backupsKept, Backups: []backupRow{},
	}
	v.Trouble, v.Detail = n.wrong()
	if n.folder != "" {
		v.SameDisk = store.SameDisk(n.folder, n.data)
		if free, err := store.Room(n.folder); err == nil {
			v.Free = &free
		}
		all, _ := n.store.Backups(n.folder, where) // what is wrong is told above
		for _, one := range all {
			v.Backups = append(v.Backups, backupRow{one.Name, queue.At(one.At), one.Bytes})
		}
	}
	v.Data, err = n.sizes()
	v.Data.LiveDays = live
	return v, err
}

// sizes gives how long the data are.
func (n *nights) sizes() (d dataView, err error) {
	z, err := n.store.Sizes()
	if err != nil {
		return d, err
	}
	is := n.state()
	d = dataView{Live: z.Live, LiveFrom: z.LiveFrom, Archives: []archiveRow{}, Days: z.Days, First: z.First, Free: z.Free, MovedAt: is.tidied}
	for _, a := range z.Archives {
		d.Archives = append(d.Archives, archiveRow{a.Year, a.Bytes})
	}
	if left, ok := z.YearsLeft(); ok {
		left = math.Round(left*10) / 10
		d.PerDay, d.YearsLeft = &z.PerDay, &left
	}
	if is.untidy != nil {
		d.Trouble = is.untidy.Error()
	}
	return d, nil
}
