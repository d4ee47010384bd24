package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// shown is an expression: an element that a person sees.
func shown(css string) string {
	return `[...document.querySelectorAll(` + strconv.Quote(css) + `)].some(e => e.getClientRects().length && getComputedStyle(e).visibility === "visible")`
}

// see waits for an element that a person sees.
func (f *face) see(css string) {
	f.t.Helper()
	f.until("see "+css, shown(css))
}

// gone waits until no such element is seen.
func (f *face) gone(css string) {
	f.t.Helper()
	f.until("no more "+css, "!"+shown(css))
}

// read waits until the text of an element holds words.
func (f *face) read(css, words string) {
	f.t.Helper()
	f.until("read "+words+" in "+css, shown(css)+` && [...document.querySelectorAll(`+strconv.Quote(css)+`)].some(e => e.innerText.includes(`+strconv.Quote(words)+`))`)
}

// point waits until an element can be pressed where it stands: enabled, in the picture and under nothing else.
func (f *face) point(css string) (x, y float64) {
	f.t.Helper()
	at := `(() => {
		const e = document.querySelector(` + strconv.Quote(css) + `);
		if (!e || e.disabled) return null;
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
		const top = document.elementFromPoint(x, y);
		return r.width && top && (top === e || e.contains(top) || top.contains(e)) ? [x, y] : null;
	})()`
	f.until("press "+css, at)
	p := ask[[]float64](f, at)
	if len(p) != 2 {
		f.fatalf("%s went away", css)
	}
	return p[0], p[1]
}

// click presses an element with the mouse, as often as times says, pause apart.
func (f *face) click(css string, times int, pause time.Duration) {
	f.t.Helper()
	x, y := f.point(css)
	for i := range times {
		if i > 0 {
			time.Sleep(pause)
		}
		f.do("click "+css, chromedp.MouseClickXY(x, y))
	}
}

// press presses an element once with the mouse.
func (f *face) press(css string) {
	f.t.Helper()
	f.click(css, 1, 0)
}

// touch touches an element once with a finger.
func (f *face) touch(css string) {
	f.t.Helper()
	x, y := f.point(css)
	f.do("touch "+css, chromedp.TapXY(x, y))
}

// finger is one that came down on the glass and stays; others may be there already.
type finger struct {
	f      *face
	x, y   float64
	beside []*finger
}

// put puts a finger down in the middle of an element.
func (f *face) put(css string, beside ...*finger) *finger {
	f.t.Helper()
	x, y := f.point(css)
	p := &finger{f, x, y, beside}
	p.send(input.DispatchTouchEventTypeTouchStart, append(slices.Clone(beside), p))
	return p
}

// slide moves it on.
func (p *finger) slide(dx, dy float64) {
	p.f.t.Helper()
	p.x, p.y = p.x+dx, p.y+dy
	p.send(input.DispatchTouchEventTypeTouchMove, append(slices.Clone(p.beside), p))
}

// lift takes it away; the others stay.
func (p *finger) lift() {
	p.f.t.Helper()
	p.send(input.DispatchTouchEventTypeTouchEnd, p.beside)
}

// send tells the browser which fingers are on the glass now.
func (p *finger) send(kind input.DispatchTouchEventType, on []*finger) {
	p.f.t.Helper()
	points := []*input.TouchPoint{}
	for i, one := range on {
		points = append(points, &input.TouchPoint{X: one.x, Y: one.y, ID: new(float64(i))})
	}
	p.f.do("move a finger", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
		return err
	}))
}

// typeInto types into a field.
func (f *face) typeInto(css, text string) {
	f.t.Helper()
	f.press(css)
	f.do("type into "+css, chromedp.KeyEvent(text))
}

// key presses one key, and waits long enough that the next one is not taken for a scanner's.
func (f *face) key(key string) {
	f.t.Helper()
	f.do("key "+key, chromedp.KeyEvent(key))
	time.Sleep(80 * time.Millisecond)
}

// sentence checks that a refusal is a sentence for people and gives it: Chinese, with an end, and no code.
func (f *face) sentence(css string) string {
	f.t.Helper()
	f.see(css)
	said := strings.TrimSpace(ask[string](f, `document.querySelector(`+strconv.Quote(css)+`).innerText`))
	first, _, _ := strings.Cut(said, "\n")
	if !strings.HasSuffix(first, "。") || strings.ContainsAny(first, "_{}<>") {
		f.fatalf("no sentence for people: %q", said)
	}
	return first
}
