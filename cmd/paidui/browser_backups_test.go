package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// keptHall is a hall that has been backed up for some nights, and goes on with that.
func keptHall(t *testing.T) (g *rig, n *nights, url string) {
	t.Helper()
	g, n = nightRig(t, func(l *queue.Layout) { l.Settings.LiveDays = 2 })
	for range 6 {
		g.take()
		g.pass(24 * time.Hour)
		n.night(t.Context())
	}
	g.pass(time.Hour)
	t.Cleanup(n.start(context.Background()))
	return g, n, g.live()
}

// TestBackupsPage: an administrator sees how backups stand and what room the data take, and makes one.
func TestBackupsPage(t *testing.T) {
	t.Parallel()
	chromium(t)
	g, _, url := keptHall(t)
	f := openAs(t, "admin", g.tokens["admin"], url, "/admin/backups", counterScreen)
	f.read(`[data-standing="good"]`, "1 小时前备份，已读回并试恢复")
	f.see(`[data-backups="6"]`)
	f.see(`[data-same-disk]`)
	f.see(`[data-archive="2026"]`)
	f.see(`[data-years]`)
	f.fine("admin-backups", false, false, `[data-backups]`, `[data-room]`)
	f.accessible("backups")
	f.press(`[data-action="back-up"]`)
	f.read(`[data-standing="good"]`, "刚刚备份")
}

// TestBackupsPageInTrouble: what is wrong is said, also to who supervises, who can only look.
func TestBackupsPageInTrouble(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, n, url := keptHall(t)
	if err := os.Rename(n.folder, n.folder+"-unplugged"); err != nil {
		t.Fatal(err)
	}
	f := openAs(t, "supervisor", g.tokens["supervisor"], url, "/admin", tablet)
	f.read(`.wrong-line[data-fault="backup"]`, "备份文件夹连不上")
	f.press(`.wrong-line[data-fault="backup"]`)
	f.press(`a[href="/admin/backups"]:not(.tab)`)
	f.see(`[data-standing="unreachable"]`)
	f.gone(`[data-action="back-up"]`)
	f.fine("admin-backups-unreachable", false, false, `[data-standing]`)
	f.accessible("backups in trouble")
	if err := os.Rename(n.folder+"-unplugged", n.folder); err != nil {
		t.Fatal(err)
	}
	f.see(`[data-standing="good"]`)
}
