package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestBackupsPage: an administrator sees how backups stand and makes one; what is wrong is said, here and to who supervises.
func TestBackupsPage(t *testing.T) {
	t.Parallel()
	chromium(t)
	g, n := nightRig(t, func(l *queue.Layout) { l.Settings.LiveDays = 2 })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); n.run(ctx) }()
	defer func() { cancel(); <-ended }()
	url := g.live()
	f := openAs(t, "admin", g.tokens["admin"], url, "/admin/backups", counterScreen)
	f.see(`[data-standing="missing"]`)
	f.press(`[data-action="back-up"]`)
	f.see(`[data-standing="good"]`)
	f.read(`[data-standing]`, "已读回并试恢复")
	f.see(`[data-backups="1"]`)
	f.see(`[data-same-disk]`)
	for range 6 {
		g.take()
		g.pass(24 * time.Hour)
		n.night(t.Context())
	}
	f.see(`[data-archive="2026"]`)
	f.see(`[data-years]`)
	f.fine("admin-backups", false, false, `[data-backups]`, `[data-room]`)
	f.accessible("backups")
	if err := os.Rename(n.folder, n.folder+"-unplugged"); err != nil {
		t.Fatal(err)
	}
	f.see(`[data-standing="unreachable"]`)
	f.fine("admin-backups-unreachable", false, false, `[data-standing]`)
	supervisor := openAs(t, "supervisor", g.tokens["supervisor"], url, "/admin", tablet)
	supervisor.read(`.wrong-line[data-fault="backup"]`, "备份文件夹连不上")
	supervisor.press(`.wrong-line[data-fault="backup"]`)
	supervisor.press(`a[href="/admin/backups"]:not(.tab)`)
	supervisor.see(`[data-standing="unreachable"]`)
	supervisor.gone(`[data-action="back-up"]`)
	supervisor.fine("admin-backups-supervisor", false, false, `[data-standing]`)
}
