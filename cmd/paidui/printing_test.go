package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

// printersAt gives a hall two kiosks on one printer and the guide desk's on another, or "" for none.
func printersAt(east, desk string) func(*queue.Layout) {
	return func(l *queue.Layout) {
		l.Printers = []queue.Printer{{ID: "east", Name: queue.Text{ZH: "东门打印机"}, Address: east}}
		l.Kiosks = []queue.Kiosk{
			{Number: 1, Name: queue.Text{ZH: "东门取号机"}, Zone: "1F", Printer: "east"},
			{Number: 2, Name: queue.Text{ZH: "西门取号机"}, Zone: "1F", Printer: "east"},
		}
		if desk != "" {
			l.Printers = append(l.Printers, queue.Printer{ID: "desk", Name: queue.Text{ZH: "导办台打印机"}, Address: desk, PaperMM: 58})
			l.Settings.DeskPrinter = "desk"
		}
	}
}

// printingRig is a rig whose kiosks have a printer.
func printingRig(t *testing.T, is escpostest.Behaviour, change func(*queue.Layout)) (*rig, *escpostest.Printer) {
	t.Helper()
	printer := escpostest.Start(t, is)
	g := newRig(t, func(l *queue.Layout) {
		printersAt("tcp://"+printer.Addr, "")(l)
		if change != nil {
			change(l)
		}
	})
	return g, printer
}

// outcome waits for what becomes of a number's slip.
func (g *rig) outcome(word string) (ok any, state string) {
	g.t.Helper()
	for range 10 {
		a := g.ask("", http.MethodGet, tickets+"/"+word+"/print", "").want(http.StatusOK)
		if state = a.str("state"); state != "printing" {
			return a.object()["ok"], state
		}
	}
	g.t.Fatal("the slip is still being printed")
	return nil, ""
}

// slips reads what a printer printed: the texts of each job, in lines.
func slips(t *testing.T, printer *escpostest.Printer, profile escpos.Profile) (texts []string, last *escpostest.Sheet) {
	t.Helper()
	for _, job := range printer.Jobs() {
		sheet, err := escpostest.Read(job, profile.Dots)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, row := range sheet.Rows {
			lines = append(lines, row.Text)
		}
		texts, last = append(texts, strings.Join(lines, "\n")), sheet
	}
	return texts, last
}

// scanned reads the code off the dots of a slip.
func scanned(t *testing.T, dots image.Image) string {
	t.Helper()
	paper := image.NewGray(dots.Bounds().Inset(-40))
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, dots.Bounds(), dots, dots.Bounds().Min, draw.Src)
	bits, err := gozxing.NewBinaryBitmapFromImage(paper)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result.GetText()
}

func TestANumberComesWithItsSlip(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, func(l *queue.Layout) {
		realName(l)
		l.Settings.Hotline, l.Settings.MaxCalls = "0954-12345", 3
	})
	g.window("sign-in", `{}`).want(http.StatusOK)
	for range 3 {
		g.ask("desk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	}
	number := g.takeAs("eastkiosk", realNames+`,"card":true`, http.StatusCreated)
	if got := fmt.Sprint(number.object()["print"]); got != "map[state:printing]" {
		t.Errorf("print is %s", got)
	}
	if ok, state := g.outcome(number.str("access")); ok != true || state != "ok" {
		t.Errorf("outcome %v %s", ok, state)
	}
	texts, sheet := slips(t, printer, escpos.Paper80())
	want := "原州区政务服务中心\nA004\n社会保险\n窗口 3 一楼东侧\n请在一楼大厅等候\n前面等候 3 人，预计约 35 分钟 证件尾号 ****0129\n" +
		"呼叫3次未到为过号，可到取号机或咨询台重排一次。\n2026-11-23 09:00:00 当日有效 投诉0954-12345"
	if len(texts) != 1 || texts[0] != want {
		t.Errorf("printed\n%s\nnot\n%s", strings.Join(texts, "\n--\n"), want)
	}
	if held := scanned(t, sheet.Rasters[0]); held != number.str("url") {
		t.Errorf("the code holds %q, not %q", held, number.str("url"))
	}
	if row := sheet.Rows[1]; row.Wide < 4 || row.Tall < 4 {
		t.Errorf("the number is %dx%d", row.Wide, row.Tall)
	}
	english := g.takeAs("westkiosk", `"id_number":"`+olderID+`","card":true,"lang":"en"`, http.StatusCreated)
	g.outcome(english.str("access"))
	if texts, _ = slips(t, printer, escpos.Paper80()); !strings.Contains(texts[1], "Social insurance (Priority)") || !strings.Contains(texts[1], "Window 3") {
		t.Errorf("in English at the kiosk beside it\n%s", texts[1])
	}
	if contains(g.log.String(), youngID) || contains(g.log.String(), "0129") {
		t.Error("the log says who took a number")
	}
}

// TestWithoutAPrinterNothingIsSaid: a kiosk that has none, or is not known, answers as it always did.
func TestWithoutAPrinterNothingIsSaid(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{PaperOut: true}, func(l *queue.Layout) { l.Kiosks[1].Printer = "" })
	for _, who := range []string{"kiosk", "westkiosk", "desk"} {
		a := g.ask(who, http.MethodPost, tickets, `{"service":"social","lang":"zh"}`).want(http.StatusCreated)
		if _, said := a.object()["print"]; said {
			t.Errorf("%s: %s", who, a.Body)
		}
		g.ask("", http.MethodGet, tickets+"/"+a.str("access")+"/print", "").want(http.StatusNotFound, "not_found")
		if _, said := g.ask(who, http.MethodGet, "/api/v1/hall", "").object()["printing"]; said {
			t.Errorf("%s: the hall tells of a printer", who)
		}
		g.ask(who, http.MethodPost, tickets+"/"+a.str("access")+"/reprint", "").want(http.StatusConflict, "no_printer")
	}
	if n := len(printer.Jobs()); n > 0 {
		t.Errorf("%d slips", n)
	}
}

func TestAStoppedPrinterIsToldBefore(t *testing.T) {
	for state, is := range map[string]escpostest.Behaviour{
		"paper_out": {PaperOut: true}, "cover_open": {CoverOpen: true}, "fault": {Fault: true}, "offline": {Offline: true},
	} {
		t.Run(state, func(t *testing.T) {
			g, printer := printingRig(t, is, nil)
			seq := g.server.seq()
			if got := fmt.Sprint(g.ask("eastkiosk", http.MethodGet, "/api/v1/hall", "").object()["printing"]); got != "map[state:"+state+"]" {
				t.Errorf("the hall says %s", got)
			}
			refused := g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k").want(http.StatusServiceUnavailable, "printer_stopped")
			if got := fmt.Sprint(refused.object()["printer"]); got != "map[state:"+state+"]" || g.server.seq() != seq {
				t.Errorf("refused for %s; %d entries", got, g.server.seq()-seq)
			}
			a := g.keyed("eastkiosk", tickets, `{"service":"social","without_slip":true}`, "k").want(http.StatusCreated)
			if got := fmt.Sprint(a.object()["print"]); got != "map[ok:false state:without_slip]" || a.str("number") != "A001" {
				t.Errorf("without a slip: %s", a.Body)
			}
			printer.Become(escpostest.Behaviour{})
			g.outcome(g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access"))
			if n := len(printer.Jobs()); n != 1 {
				t.Errorf("%d slips, want that of the second number", n)
			}
		})
	}
}

func TestAnUnreachablePrinterIsToldBefore(t *testing.T) {
	g := newRig(t, printersAt("tcp://127.0.0.1:1", ""))
	for range 100 {
		if g.ask("eastkiosk", http.MethodGet, "/api/v1/hall", "").object()["printing"].(map[string]any)["state"] == "offline" {
			break
		}
	}
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusServiceUnavailable, "printer_stopped")
	g.ask("westkiosk", http.MethodPost, tickets, `{"service":"social","without_slip":true}`).want(http.StatusCreated)
}

// TestPaperEndsInTheSlip: the number stays good, and what happened is told.
func TestPaperEndsInTheSlip(t *testing.T) {
	t.Parallel()
	g, _ := printingRig(t, escpostest.Behaviour{OutAfter: 300}, nil)
	a := g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	for range 10 { // the printer answers nothing more, and is waited for
		if ok, _ := g.outcome(a.str("access")); ok == false {
			break
		}
	}
	if ok, state := g.outcome(a.str("access")); ok != false || state != "paper_out" {
		t.Errorf("outcome %v %s", ok, state)
	}
	if got := g.ask("", http.MethodGet, tickets+"/"+a.str("access"), "").str("status"); got != "waiting" {
		t.Errorf("the number is %s", got)
	}
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusServiceUnavailable, "printer_stopped")
}

// TestAPrinterThatHangs takes the connection and says nothing: numbers are given all the same. That nobody waits for it
// longer than a moment is held where time is the test's own.
func TestAPrinterThatHangs(t *testing.T) {
	t.Parallel()
	g, _ := printingRig(t, escpostest.Behaviour{Hang: true}, nil)
	for range 3 {
		if a := g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated); !contains(a.Body.String(), `"print":{"state":"printing"}`) {
			t.Errorf("answered %s", a.Body)
		}
	}
}

func TestTwoKiosksShareAPrinter(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, nil)
	var all sync.WaitGroup
	words := make([]string, 8)
	for i := range words {
		all.Go(func() {
			who := []string{"eastkiosk", "westkiosk"}[i%2]
			words[i] = g.ask(who, http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access")
		})
	}
	all.Wait()
	for _, word := range words {
		if ok, state := g.outcome(word); ok != true {
			t.Errorf("outcome %v %s", ok, state)
		}
	}
	texts, _ := slips(t, printer, escpos.Paper80())
	for n := range words {
		if want := fmt.Sprintf("A00%d", n+1); strings.Count(strings.Join(texts, "\n"), want) != 1 {
			t.Errorf("%s is not on one slip", want)
		}
	}
}

func TestARetryPrintsOnce(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, nil)
	first := g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			again := g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated)
			if !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
				t.Errorf("answered %s, first %s", again.Body, first.Body)
			}
		})
	}
	all.Wait()
	g.outcome(first.str("access"))
	printer.Become(escpostest.Behaviour{PaperOut: true})
	g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated)
	g.restart()
	g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated)
	printer.Become(escpostest.Behaviour{})
	again := g.keyed("eastkiosk", tickets, `{"service":"social"}`, "k1").want(http.StatusCreated)
	g.ask("", http.MethodGet, tickets+"/"+again.str("access")+"/print", "").want(http.StatusNotFound)
	if n := len(printer.Jobs()); n != 1 {
		t.Errorf("%d slips", n)
	}
}

func TestReprint(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, nil)
	word := g.take().str("access")
	again := func(who, key string) *asked { return g.keyed(who, tickets+"/"+word+"/reprint", `{"lang":"zh"}`, key) }
	if a := again("eastkiosk", "k1").want(http.StatusOK); a.object()["ok"] != true {
		t.Errorf("answered %s", a.Body)
	}
	again("eastkiosk", "k1").want(http.StatusOK)
	if texts, _ := slips(t, printer, escpos.Paper80()); len(texts) != 1 || !strings.HasPrefix(texts[0], "原州区政务服务中心 【补打】\nA001\n") {
		t.Errorf("printed %q", texts)
	}
	printer.Become(escpostest.Behaviour{PaperOut: true})
	for range 5 { // what does not come out is not counted
		g.ask("eastkiosk", http.MethodPost, tickets+"/"+word+"/reprint", "").want(http.StatusServiceUnavailable, "printer_stopped")
	}
	printer.Become(escpostest.Behaviour{})
	again("eastkiosk", "k2").want(http.StatusOK)
	again("westkiosk", "k3").want(http.StatusOK)
	again("westkiosk", "k4").want(http.StatusTooManyRequests, "rate_limited")
	if n := len(printer.Jobs()); n != 3 {
		t.Errorf("%d slips", n)
	}
	g.pass(10 * time.Minute)
	again("westkiosk", "k5").want(http.StatusOK)
	g.ask("", http.MethodPost, tickets+"/"+word+"/cancel", "").want(http.StatusOK)
	again("westkiosk", "k6").want(http.StatusConflict, "wrong_state")
	g.ask("eastkiosk", http.MethodPost, tickets+"/nobodys/reprint", "").want(http.StatusNotFound, "unknown_ticket")
}

// TestPrintedIsPrintedOnce: what people asked for on paper comes once for each key, and is answered alike, also when the
// server was restarted meanwhile. What did not come out may be asked for again under the same key.
func TestPrintedIsPrintedOnce(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, func(l *queue.Layout) { guided(l); l.Settings.DeskPrinter = "east" })
	ticket := g.take()
	word, id := ticket.str("access"), ticket.str("id")
	asks := []struct{ who, path, body, paper string }{
		{"eastkiosk", tickets + "/" + word + "/reprint", `{"lang":"en"}`, "slip"},
		{"desk", "/api/v1/desk/tickets/" + id + "/reprint", `{}`, "slip"},
		{"eastkiosk", "/api/v1/services/social/guide/print", `{}`, "guide"},
		{"supervisor", "/api/v1/printers/east/test", `{}`, "trial"},
		{"desk", "/api/v1/slip/print", `{"printer":"east"}`, "trial"},
	}
	first := map[string]string{}
	for _, a := range asks {
		first[a.path] = g.keyed(a.who, a.path, a.body, "k").want(http.StatusOK).Body.String()
	}
	for range 2 {
		g.restart()
		printer.Become(escpostest.Behaviour{PaperOut: true})
		for _, a := range asks {
			if again := g.keyed(a.who, a.path, a.body, "k").want(http.StatusOK).Body.String(); again != first[a.path] {
				t.Errorf("%s: answered %s, first %s", a.path, again, first[a.path])
			}
		}
	}
	if n := len(printer.Jobs()); n != len(asks) {
		t.Errorf("%d jobs for %d requests", n, len(asks))
	}
	g.keyed("eastkiosk", asks[0].path, `{"lang":"zh"}`, "k").want(http.StatusUnprocessableEntity, "key_reused")
	g.keyed("eastkiosk", asks[0].path, `{}`, "l").want(http.StatusServiceUnavailable, "printer_stopped")
	printer.Become(escpostest.Behaviour{})
	g.keyed("eastkiosk", asks[0].path, `{}`, "l").want(http.StatusOK)
	var noted []string
	for _, e := range g.ask("admin", http.MethodGet, "/api/v1/journal?limit=1000", "").list() {
		for _, event := range e["events"].([]any) {
			if event := event.(map[string]any); event["kind"] == "printed" {
				noted = append(noted, fmt.Sprint(event["paper"], " by ", e["by"]))
			}
		}
	}
	if want := []string{"slip by kiosk 1", "slip by desk", "guide by kiosk 1", "trial by supervisor", "trial by desk", "slip by kiosk 1"}; !slices.Equal(noted, want) {
		t.Errorf("the journal has %q, want %q", noted, want)
	}
}

// TestCheckInAsksThePrinterToo: who comes to an appointment is told as everybody is, and gets their number all the same.
func TestCheckInAsksThePrinterToo(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{Fault: true}, func(l *queue.Layout) { l.Services[0].SlotCapacity = 1 })
	slot := g.now().Add(24 * 60 * queue.Minute)
	slot -= slot % queue.Instant(30*queue.Minute)
	booking := g.ask("", http.MethodPost, "/api/v1/appointments", `{"service":"social","slot":"`+slot.Time().Format("2006-01-02T15:04:05.000Z")+`",`+realNames+`,"phone":"`+anyPhone+`"}`).want(http.StatusCreated)
	g.pass(24 * time.Hour)
	g.do(queue.NumbersFrom{First: 700})
	code := `"code":"` + booking.str("code") + `"`
	g.keyed("eastkiosk", "/api/v1/check-in", `{`+code+`}`, "k").want(http.StatusServiceUnavailable, "printer_stopped")
	printer.Become(escpostest.Behaviour{PaperOut: true})
	g.keyed("eastkiosk", "/api/v1/check-in", `{`+code+`}`, "k").want(http.StatusServiceUnavailable, "printer_stopped")
	number := g.keyed("eastkiosk", "/api/v1/check-in", `{`+code+`,"lang":"zh","without_slip":true}`, "k").want(http.StatusCreated)
	if got := fmt.Sprint(number.object()["print"]); got != "map[ok:false state:without_slip]" {
		t.Errorf("print is %s", got)
	}
}
