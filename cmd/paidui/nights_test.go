package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/store"
)

// nightRig is a rig whose backups go to a folder of their own.
func nightRig(t *testing.T, change func(*queue.Layout)) (*rig, *nights) {
	t.Helper()
	g := newRig(t, change)
	n := g.server.nights
	n.folder, n.data = t.TempDir(), g.dir
	return g, n
}

// stands gives how backups stand, as who sees it.
func (g *rig) stands(who string) (v backupsView) {
	g.t.Helper()
	if err := json.Unmarshal(g.ask(who, http.MethodGet, "/api/v1/backups", "").want(http.StatusOK).Body.Bytes(), &v); err != nil {
		g.t.Fatal(err)
	}
	return v
}

// TestANightOfTheHall: at the time of the settings a backup is made, once, and days that are over leave the live file; what
// is missed is caught up, and how it all stands can be seen.
func TestANightOfTheHall(t *testing.T) {
	g, n := nightRig(t, func(l *queue.Layout) { l.Settings.LiveDays, l.Settings.NightAt = 2, 22*60 })
	if v := g.stands("supervisor"); v.Trouble != troubleMissing || v.NightAt != "22:00" || len(v.Backups) != 0 || v.DueAt != g.now().Add(13*60*queue.Minute) {
		t.Errorf("before the first: %+v", v)
	}
	n.night(t.Context()) // nine in the morning: last night's is missed
	first := g.stands("supervisor")
	if first.Trouble != "" || len(first.Backups) != 1 || first.Backups[0].At != g.now() || first.Backups[0].Bytes == 0 || first.Running {
		t.Errorf("caught up: %+v", first)
	}
	if !first.SameDisk || first.Free == nil || *first.Free == 0 || first.Data.Live == 0 || first.Data.LiveDays != 2 || first.Data.PerDay != nil {
		t.Errorf("data: %+v", first)
	}
	for range 4 {
		g.take()
		g.pass(10 * time.Hour)
		n.night(t.Context())
		if v := g.stands("admin"); v.Backups[0].At > g.now().Add(-6*60*queue.Minute) {
			t.Errorf("at seven in the evening there is a new backup: %+v", v.Backups[0])
		}
		g.pass(4 * time.Hour)
		n.night(t.Context())
		n.night(t.Context())
		g.pass(10 * time.Hour)
	}
	v := g.stands("admin")
	if len(v.Backups) != 4 || len(v.Data.Archives) != 1 || v.Data.Archives[0].Year != "2026" || v.Data.LiveFrom == v.Data.First {
		t.Errorf("after four nights: %+v", v)
	}
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK).Body.String()
	if !strings.Contains(entries, `"seq":1,`) || strings.Contains(entries, "backup_made") {
		t.Errorf("the journal: %.200s", entries)
	}
	taken := filepath.Join(t.TempDir(), "taken")
	answer := g.ask("admin", http.MethodGet, "/api/v1/backup", "").want(http.StatusOK)
	if err := os.WriteFile(taken, answer.Body.Bytes(), 0o600); err != nil || !strings.HasSuffix(answer.Header().Get("Content-Disposition"), `.tar"`) {
		t.Errorf("%v, %v", answer.Header(), err)
	}
	g.stop()
	if r, err := store.Verify(g.dir); err != nil || r.Archived == 0 || r.First != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, file := range []string{filepath.Join(n.folder, v.Backups[0].Name), taken} {
		other := filepath.Join(t.TempDir(), "restored")
		must(t, "restore", file, "--data", other)
		if r, err := store.Verify(other); err != nil || r.Archived == 0 || r.First != 1 {
			t.Errorf("restored from %s: %+v, %v", file, r, err)
		}
	}
}

// TestBackUpNow: somebody's own backup is noted with who it was; only an administrator may.
func TestBackUpNow(t *testing.T) {
	g, n := nightRig(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); n.run(ctx) }()
	if v := g.ask("admin", http.MethodPost, "/api/v1/backups", "{}").want(http.StatusAccepted); !strings.Contains(v.Body.String(), `"running":true`) {
		t.Errorf("%s", v.Body)
	}
	for g.stands("supervisor").Running {
		time.Sleep(10 * time.Millisecond)
	}
	v := g.stands("supervisor")
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").want(http.StatusOK).Body.String()
	if len(v.Backups) != 1 || !strings.Contains(entries, `"by":"admin","`) || !strings.Contains(entries, `"kind":"backup_made","file":"`+v.Backups[0].Name) {
		t.Errorf("%+v\n%s", v, entries)
	}
	cancel()
	<-ended
	n.folder = ""
	g.ask("admin", http.MethodPost, "/api/v1/backups", "{}").want(http.StatusConflict, "no_backup_folder")
	if v := g.stands("supervisor"); v.Trouble != troubleUnset {
		t.Errorf("%+v", v)
	}
}

// fullFolder is a store whose backups find no room.
type fullFolder struct{ *store.Store }

func (fullFolder) BackUp(context.Context, string, time.Time, int) (store.Saved, error) {
	return store.Saved{}, errors.Join(store.ErrNoRoom, errors.New("no space left on device"))
}

// TestBackupsInTrouble: each is told apart, and tried again an hour later, not before.
func TestBackupsInTrouble(t *testing.T) {
	g, n := nightRig(t, nil)
	n.night(t.Context())
	g.pass(27 * time.Hour)
	if v := g.stands("supervisor"); v.Trouble != troubleMissing {
		t.Errorf("a night was missed: %+v", v)
	}
	whole := n.store
	n.store = fullFolder{g.store}
	n.night(t.Context())
	if v := g.stands("supervisor"); v.Trouble != troubleFull || !strings.Contains(v.Detail, "no space left") || len(v.Backups) != 1 {
		t.Errorf("a full disk: %+v", v)
	}
	n.store = whole
	g.pass(30 * time.Minute)
	n.night(t.Context())
	if v := g.stands("supervisor"); v.Trouble != troubleFull {
		t.Errorf("tried again within the hour: %+v", v)
	}
	g.pass(31 * time.Minute)
	n.night(t.Context())
	if v := g.stands("supervisor"); v.Trouble != "" || len(v.Backups) != 2 {
		t.Errorf("tried again after an hour: %+v", v)
	}
	if err := os.Rename(n.folder, n.folder+"-unplugged"); err != nil {
		t.Fatal(err)
	}
	if v := g.stands("supervisor"); v.Trouble != troubleUnreachable || len(v.Backups) != 0 || v.Free != nil {
		t.Errorf("the folder is gone: %+v", v)
	}
	metrics := httptest.NewRecorder()
	g.server.metrics.handler().ServeHTTP(metrics, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{"paidui_backup_age_seconds -1\n", `paidui_backup_wrong{trouble="unreachable"} 1`, `paidui_data_bytes{part="live"}`, "paidui_disk_free_bytes"} {
		if !strings.Contains(metrics.Body.String(), want) {
			t.Errorf("%s is not in the metrics", want)
		}
	}
}

// TestWhatIsKept: years are calendar years, the present one included.
func TestWhatIsKept(t *testing.T) {
	settings := queue.Settings{LiveDays: 3, ArchiveYears: 2, FigureYears: 5}
	if k := keepOf(&settings, "2026-03-01"); k != (store.Keep{Live: "2026-02-27", Archive: "2025-01-01", Figures: "2022-01-01"}) {
		t.Errorf("%+v", k)
	}
	if k := keepOf(&queue.Settings{}, "2026-03-10"); k != (store.Keep{Live: "2026-03-04"}) {
		t.Errorf("%+v", k)
	}
}

// TestRetentionOfTheHall: years that are over are deleted, and the time machine's proof begins where the journal does.
func TestRetentionOfTheHall(t *testing.T) {
	g, n := nightRig(t, func(l *queue.Layout) {
		l.Settings.LiveDays, l.Settings.ArchiveYears, l.Settings.FigureYears = 1, 1, 1
	})
	for range 3 {
		g.take()
		g.pass(12 * time.Hour)
		n.night(t.Context())
		g.pass(12 * time.Hour)
	}
	g.pass(60 * 24 * time.Hour)
	g.take()
	n.night(t.Context())
	v := g.stands("admin")
	if len(v.Data.Archives) != 0 || v.Data.First < "2027" || v.Data.Trouble != "" {
		t.Errorf("%+v", v.Data)
	}
	entries := g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1", "").want(http.StatusOK).list()
	first := entries[0]["seq"].(float64)
	if first == 1 {
		t.Error("the first entry is still there")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); g.server.centre.Prove(ctx) }()
	for {
		proof := g.ask("admin", http.MethodGet, "/api/v1/journal/proof", "").want(http.StatusOK).object()
		if proof["state"] == "whole" && proof["first_seq"] == first {
			break
		}
		if proof["state"] == "damaged" {
			t.Fatal(proof)
		}
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	<-ended
}
