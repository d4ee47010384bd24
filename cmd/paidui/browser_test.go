package main

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is the one Chromium of a run of the tests. It finds hall.test on this machine, so that a page can be looked at
// as in a hall without certificates: over plain http, from an address that is not loopback's.
var browser struct {
	once  sync.Once
	ctx   context.Context
	close func()
	err   error
}

// chromium gives the context in which pages are opened, and starts Chromium the first time. Without one the test is
// skipped, but not where everything must be tested.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		const missing = "no Chromium on this machine: install one (Debian: apt-get install chromium fonts-noto-cjk), or run make test, which does"
		if os.Getenv("CI") == "true" || os.Getenv("PAIDUI_TEST_ALL") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	browser.once.Do(func() { startBrowser(path) })
	if browser.err != nil {
		t.Fatal(browser.err)
	}
	return browser.ctx
}

func startBrowser(path string) {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("host-resolver-rules", "MAP hall.test 127.0.0.1"),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("force-color-profile", "srgb"),
	}
	for _, flag := range []string{
		"disable-gpu", "disable-quic", "disable-background-networking", "disable-component-update", "disable-sync",
		"disable-dev-shm-usage", "disable-extensions", "mute-audio", "hide-scrollbars", "disable-background-timer-throttling",
		"disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	browser.ctx = ctx
	browser.close = func() {
		gently, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		_ = chromedp.Cancel(gently)
		stop()
	}
	// No deadline here: the browser lives as long as the context of its first step.
	browser.err = chromedp.Do(ctx)
}

// closeBrowser ends Chromium, if a test has started it.
func closeBrowser() {
	if browser.close != nil {
		browser.close()
	}
}
