package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

// countPrints stands in for the browser's own printing, which asks a person.
const countPrints = `window.prints = 0; window.print = () => { window.prints++; };`

// printed gives the paper that the browser would print on: its size in mm and how many pages.
func (f *face) printed(name string) (wide, high float64, pages int) {
	f.t.Helper()
	f.until("printing", `window.prints > 0`)
	// A font of thousands of characters is made ready for paper.
	ctx, cancel := context.WithTimeout(f.ctx, 4*stepWithin)
	defer cancel()
	var data []byte
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		r, err := cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		if err == nil {
			data = r.Data
		}
		return err
	}))
	if err != nil {
		f.fatalf("print: %v", err)
	}
	if dir := os.Getenv("PAIDUI_SHOTS"); dir != "" {
		_ = os.WriteFile(filepath.Join(dir, name+".pdf"), data, 0o644)
	}
	box := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(data, -1)
	if len(box) == 0 {
		f.t.Fatalf("a PDF of %d bytes without pages", len(data))
	}
	mm := func(points []byte) float64 {
		n, _ := strconv.ParseFloat(string(points), 64)
		return n / 72 * 25.4
	}
	return mm(box[0][1]), mm(box[0][2]), len(box)
}

// TestBrowserOfAKioskPrints where the hall does not reach a printer: on a sheet as wide as the roll, of the slip alone.
func TestBrowserOfAKioskPrints(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g, url := kioskHall(t, func(l *queue.Layout) {
		printersAt("browser", "")(l)
		l.Printers[0].PaperMM = 58
	})
	k := openAs(t, "kiosk", g.tokens["eastkiosk"], url, "/kiosk", uprightKiosk, countPrints)
	k.goBy(`[data-service="medical"]`, "confirm")
	k.see(`[data-action="print-list"]`)
	time.Sleep(settle)
	k.touch(`[data-action="print-list"]`)
	k.see(`[data-said="printed"]`)
	if wide, high, pages := k.printed("browser-list"); int(wide+.5) != 58 || high < 80 || pages != 1 {
		t.Errorf("the list is on %d pages of %.1f × %.1f mm", pages, wide, high)
	}
	ask[int](k, `window.prints = 0`)
	k.goBy(`[data-action="take"]`, "done")
	k.see(`[data-print="ok"]`)
	k.good("browser-done", ".done-number")
	if wide, high, pages := k.printed("browser-slip"); int(wide+.5) != 58 || high < 80 || high > 150 || pages != 1 {
		t.Errorf("the slip is on %d pages of %.1f × %.1f mm", pages, wide, high)
	}
}

// TestDeskReprints by the browser where the desk has no printer, on its own where it has one, and says what is wrong.
func TestDeskReprints(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	f := openAs(t, "desk", g.tokens["desk"], g.live(), "/desk", counterScreen, countPrints)
	taken := func() {
		f.see(`input[name="search"]:focus`)
		f.key(kb.F2)
		f.see(`[data-panel="take"]`)
		f.key("1")
		f.see(`[data-panel="class"]`)
		f.key("1")
		f.see(`[data-panel="taken"]`)
	}
	taken()
	f.key("b")
	f.read(`[data-message="done"]`, "A001 的号票已打印")
	if wide, _, pages := f.printed("desk-slip"); int(wide+.5) != 80 || pages != 1 {
		t.Errorf("the slip is on %d pages %.1f mm wide", pages, wide)
	}

	printer := escpostest.Start(t, escpostest.Behaviour{PaperLow: true})
	l := rigLayout()
	printersAt("tcp://"+printer.Addr, "tcp://"+printer.Addr)(&l)
	g.do(queue.SetUp{Layout: l})
	f.key("\r")
	f.read(`[data-trouble="yes"]`, "导办台打印机：快没纸了，请准备换纸")
	taken()
	f.see(`.taken [data-print="ok"]`)
	f.fine("desk-taken-printed", true, false, `[data-action="reprint"]`)
	f.accessible("desk-taken-printed")
	f.key("\r")
	f.typed("a001")
	f.key("\r")
	f.see(`[data-ticket="A001"]`)
	f.fine("desk-ticket-reprint", true, false, `[data-action="reprint"]`)
	f.key("b")
	f.read(`[data-message="done"]`, "A001 的号票已打印")
	if n := len(printer.Jobs()); n != 2 {
		t.Errorf("%d slips", n)
	}
	printer.Become(escpostest.Behaviour{PaperOut: true})
	f.key("b")
	f.read(`[data-message="problem"]`, "缺纸")
	f.key(kb.Escape)
	taken()
	f.see(`.taken [data-print="fault"]`)
	f.read(`[data-trouble="yes"]`, "东门打印机：缺纸，请换纸")
	f.fine("desk-trouble", true, false, `[data-trouble]`)
	f.accessible("desk-trouble")
}

// TestSlipPage tries printers and gives slips another template, with a look at it before.
func TestSlipPage(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	east, desk := escpostest.Start(t, escpostest.Behaviour{}), escpostest.Start(t, escpostest.Behaviour{PaperOut: true})
	g := newRig(t, printersAt("tcp://"+east.Addr, "tcp://"+desk.Addr))
	f := openAs(t, "slip", g.tokens["admin"], g.live(), "/", counterScreen)
	f.fine("index-admin", false, false, `[data-go="slip"]`, `[data-go="book"]`)
	f.accessible("index-admin")
	f.reach(`[data-go="slip"]`)
	f.see(`[data-printer="east"][data-state="ok"]`)
	f.see(`[data-printer="desk"][data-state="paper_out"]`)
	f.see(`.preview-paper img`)
	f.fine("slip-page", true, false, ".preview-paper img", "textarea")
	f.accessible("slip-page")
	f.touch(`[data-printer="east"] [data-action="test"]`)
	f.read(`[data-printer="east"] .printer-said`, "已打印")
	f.touch(`[data-printer="desk"] [data-action="test"]`)
	f.read(`[data-printer="desk"] .printer-said`, "缺纸")

	write := func(template string) {
		t.Helper()
		ask[bool](f, `(() => { const area = document.querySelector("textarea"); area.value = `+strconv.Quote(template)+`; area.dispatchEvent(new Event("input", {bubbles: true})); return true; })()`)
	}
	write("center 6x6 bold | {ticket}\nblink | 请到 {windows} 号窗口")
	f.read(`[data-fault="yes"]`, "第 2 行：不认识“blink”")
	f.see(`[data-action="save"]:disabled`)
	f.fine("slip-page-fault", true, false, `[data-fault="yes"]`)
	write("center 6x6 bold | {ticket}\nbold | 请到 {windows} 号窗口\nqr center | {url}\ncut")
	f.see(`[data-fault="no"]`)
	f.touch(`[data-action="paper-58"]`)
	f.touch(`[data-action="english"]`)
	f.see(`img.is-narrow`)
	f.touch(`[data-action="sample"][data-on="east"]`)
	f.see(`[data-sample="done"]`)
	f.touch(`[data-action="save"]`)
	f.read(".editor-said", "已保存")
	f.fine("slip-page-saved", true, false)
	f.accessible("slip-page-saved")
	if n := len(east.Jobs()); n != 2 {
		t.Errorf("%d jobs, want the test page and the sample", n)
	}
	if got := g.ask("desk", http.MethodGet, "/api/v1/slip", "").object(); got["own"] != true {
		t.Errorf("template %v", got)
	}
	f.touch(`[data-action="default"]`)
	f.touch(`[data-action="save"]`)
	f.see(`[data-action="default"]:disabled`)
}

// TestSlipPageFromTheDesk: the guide desk looks at printers and slips, and changes neither.
func TestSlipPageFromTheDesk(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, printersAt("tcp://"+escpostest.Start(t, escpostest.Behaviour{}).Addr, ""))
	f := openAs(t, "slip-desk", g.tokens["desk"], g.live(), "/desk", size{1280, 800})
	f.see(`input[name="search"]:focus`)
	f.fine("desk-with-printers", true, false, `.bar [data-go="slip"]`)
	f.touch(`.bar [data-go="slip"]`)
	f.see(`[data-printer="east"][data-state="ok"]`)
	f.see(`[data-action="save"]:disabled`)
	f.fine("slip-page-desk", true, false, `.preview-paper img`)
	f.accessible("slip-page-desk")
	f.touch(`.bar [data-go="start"]`)
	f.see(`[data-go="desk"]`)
}
