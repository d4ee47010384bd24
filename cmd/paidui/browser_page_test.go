package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// stepWithin is how long one step with a page may take on a loaded machine.
const stepWithin = 15 * time.Second

// face is a page of the hall as a person has it before them: a device of its own, with its own cookies. What a page
// writes to its console as an error, or throws, fails the test.
type face struct {
	t      testing.TB
	name   string
	engine *engine
	ctx    context.Context

	mu     sync.Mutex
	faults []string
}

// size is of a screen in CSS pixels.
type size struct{ wide, high int64 }

// open gives a new device that shows url. name tells it from others in messages and pictures. before are scripts that
// run ahead of the page's own.
func open(t testing.TB, name, url string, s size, before ...string) *face {
	t.Helper()
	return newest.open(t, name, url, s, before...)
}

// openAs is open for a device that has been enrolled with a token at the server that origin names.
func openAs(t testing.TB, name, token, origin, path string, s size, before ...string) *face {
	t.Helper()
	return newest.openAs(t, name, token, origin, path, s, before...)
}

func (e *engine) open(t testing.TB, name, url string, s size, before ...string) *face {
	t.Helper()
	f := e.device(t, name, s, before...)
	f.goTo(url)
	return f
}

func (e *engine) openAs(t testing.TB, name, token, origin, path string, s size, before ...string) *face {
	t.Helper()
	answer, err := http.Post(origin+"/enrol", "application/json", strings.NewReader(`{"code":"`+token+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if len(answer.Cookies()) != 1 {
		t.Fatalf("%s: enrolment: %d", name, answer.StatusCode)
	}
	f, cookie := e.device(t, name, s, before...), answer.Cookies()[0]
	f.do("take the cookie", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: origin})
		return err
	}))
	f.goTo(origin + path)
	return f
}

// device gives a face that shows nothing yet.
func (e *engine) device(t testing.TB, name string, s size, before ...string) *face {
	t.Helper()
	f := &face{t: t, name: name, engine: e}
	var cancel context.CancelFunc
	f.ctx, cancel = chromedp.NewContext(e.start(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(f.hear))
	t.Cleanup(func() {
		f.check()
		cancel()
	})
	// Without a deadline, as the tab lives as long as the context of its first step.
	if err := chromedp.Do(f.ctx); err != nil {
		t.Fatal(err)
	}
	f.do("set up", chromedp.EmulateViewport(s.wide, s.high, chromedp.EmulateTouch))
	f.do("set up", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		// Each page believes that it is the one in use; a hall has a machine for each.
		if _, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		for _, source := range before {
			if _, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source}); err != nil {
				return err
			}
		}
		return nil
	}))
	return f
}

// hear notes faults of the page. That a server cannot be reached or refuses is the browser's to log and the page's to
// show: tests look at what it shows.
func (f *face) hear(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			said, _ := json.Marshal(e.Args)
			f.faults = append(f.faults, "console: "+string(said))
		}
	case *runtime.EventExceptionThrown:
		said, _ := json.Marshal(e.ExceptionDetails)
		f.faults = append(f.faults, "exception: "+string(said))
	case *log.EventEntryAdded:
		unreached := e.Entry.Source == log.EntrySourceNetwork || strings.HasPrefix(e.Entry.Text, "WebSocket connection to ")
		if e.Entry.Level == log.EntryLevelError && !unreached {
			f.faults = append(f.faults, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// check fails the test for what the page has complained of.
func (f *face) check() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, fault := range f.faults {
		f.t.Errorf("%s: %s", f.name, fault)
	}
	f.faults = nil
}

// do runs one step; what says in words which.
func (f *face) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.ctx, stepWithin)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		f.fatalf("%s: %v", what, err)
	}
}

func (f *face) goTo(url string) {
	f.t.Helper()
	f.do("go to "+url, chromedp.Navigate(url))
}

// fatalf ends the test with what the page shows at that moment.
func (f *face) fatalf(format string, args ...any) {
	f.t.Helper()
	f.check()
	f.shot("failed-" + strings.ReplaceAll(f.t.Name(), "/", "-"))
	ctx, cancel := context.WithTimeout(f.ctx, stepWithin)
	defer cancel()
	shown, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + " " + document.body.innerText`))
	f.t.Fatalf("%s: %s\nthe page shows: %s", f.name, fmt.Sprintf(format, args...), strings.Join(strings.Fields(shown), " "))
}

// ask gives what an expression is in the page.
func ask[T any](f *face, expression string) T {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.ctx, stepWithin)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		f.fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to be true. A page that loads itself anew meanwhile is asked again.
func (f *face) until(what, expression string) {
	f.t.Helper()
	f.within(stepWithin, what, expression)
}

// within is until with a time of its own, and gives how long it took.
func (f *face) within(most time.Duration, what, expression string) time.Duration {
	f.t.Helper()
	began := time.Now()
	for {
		ctx, cancel := context.WithTimeout(f.ctx, stepWithin)
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		cancel()
		took := time.Since(began)
		if err == nil && is {
			return took
		}
		if took > most {
			f.fatalf("not within %v: %s (%v)", most, what, err)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// rest brings what moves to its end: a call comes in from above, and pulses.
func (f *face) rest() {
	f.t.Helper()
	f.until("fonts", `document.fonts.status === "loaded"`)
	ask[bool](f, `document.getAnimations ? document.getAnimations().every(a => a.effect.getTiming().iterations === Infinity || !a.finish()) :
		[...document.querySelectorAll("*")].every(e => /none|infinite/.test(getComputedStyle(e).animation) || (e.style.animation = "none"))`)
}

// shot keeps a picture of the page in the folder that PAIDUI_SHOTS names; one of an old engine says so in its name.
func (f *face) shot(name string) {
	f.t.Helper()
	dir := os.Getenv("PAIDUI_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(f.ctx, stepWithin)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+f.engine.suffix+".png"), png, 0o644)
	}
	if err != nil {
		f.t.Errorf("%s: picture: %v", f.name, err)
	}
}
