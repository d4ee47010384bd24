package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// engine is one Chromium of a run of the tests, started when a test first needs it. It finds hall.test on this machine,
// so that a page can be looked at as in a hall without certificates: over plain http, from an address that is not
// loopback's.
type engine struct {
	// suffix tells what is seen in it from the rest, in names of tests and pictures; empty: the newest.
	suffix string
	path   func() (string, error)
	extra  []chromedp.ExecAllocatorOption

	starting sync.Mutex
	ctx      context.Context
	close    func()
	err      error
}

// newest is the Chromium of this machine.
var newest = &engine{path: installed, extra: []chromedp.ExecAllocatorOption{
	chromedp.Flag("disable-extensions", true), chromedp.Flag("disable-dev-shm-usage", true),
}}

func installed() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("no Chromium on this machine: install one (Debian: apt-get install chromium fonts-noto-cjk), or run make test, which does")
}

// chromium skips a test where there is no Chromium.
func chromium(t testing.TB) {
	t.Helper()
	newest.start(t)
}

// start gives the context in which pages are opened. Without the browser the test is skipped, but not where everything
// must be tested.
func (e *engine) start(t testing.TB) context.Context {
	t.Helper()
	path, err := e.path()
	if err != nil {
		if os.Getenv("CI") == "true" || os.Getenv("PAIDUI_TEST_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	e.starting.Lock()
	defer e.starting.Unlock()
	if e.ctx == nil || e.err == nil && e.ctx.Err() != nil { // an old one that has crashed fails the tests that had it, not those to come
		e.run(path)
	}
	if e.err != nil {
		t.Fatal(e.err)
	}
	return e.ctx
}

func (e *engine) run(path string) {
	options := append([]chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("host-resolver-rules", "MAP hall.test 127.0.0.1"),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("force-color-profile", "srgb"),
	}, e.extra...)
	for _, flag := range []string{
		"disable-gpu", "disable-quic", "disable-background-networking", "disable-component-update", "disable-sync",
		"mute-audio", "hide-scrollbars", "disable-background-timer-throttling", "disable-backgrounding-occluded-windows",
		"disable-renderer-backgrounding",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, giveUp := chromedp.NewContext(allocator)
	e.ctx = ctx
	e.close = func() {
		gently, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		_ = chromedp.Cancel(gently)
		stop()
	}
	// No deadline on the context: the browser lives as long as that of its first step.
	late := time.AfterFunc(startWithin, giveUp)
	e.err = chromedp.Do(ctx)
	late.Stop()
}

// startWithin is how long a browser may take to come up on a loaded machine.
const startWithin = 2 * time.Minute

// closeBrowsers ends every Chromium that a test has started.
func closeBrowsers() {
	for _, e := range []*engine{newest, chromium64, chromium71} {
		if e.close != nil {
			e.close()
		}
	}
}
