package main

import (
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

// atPrintingKiosks runs a test at each kiosk with a printer, in a hall of its own.
func atPrintingKiosks(t *testing.T, is escpostest.Behaviour, test func(t *testing.T, g *rig, k *face, printer *escpostest.Printer)) {
	eachKiosk(t, func(t *testing.T, e *engine, name string, s size) {
		printer := escpostest.Start(t, is)
		g, url := kioskHall(t, printersAt("tcp://"+printer.Addr, ""))
		g.crowded()
		test(t, g, e.openAs(t, name, g.tokens["eastkiosk"], url, "/kiosk", s), printer)
	})
}

// TestKioskPrints a slip, and a list to take home.
func TestKioskPrints(t *testing.T) {
	inLongSuite(t)
	atPrintingKiosks(t, escpostest.Behaviour{}, func(t *testing.T, g *rig, k *face, printer *escpostest.Printer) {
		k.goBy(`[data-service="medical"]`, "confirm")
		k.good("print-confirm", `[data-action="print-list"]`, ".confirm-take")
		k.touch(`[data-action="large"]`)
		k.good("print-confirm-large", ".confirm-take")
		if ask[bool](k, shown(`[data-action="materials"]`)) {
			k.goBy(`[data-action="materials"]`, "materials")
			k.good("print-materials-large", `[data-action="print-list"]`)
			k.touch(`[data-action="back"]`)
		}
		k.touch(`[data-action="large"]`)
		time.Sleep(settle)
		k.touch(`[data-action="print-list"]`)
		k.see(`[data-said="printed"]`)
		k.good("print-listed")
		if n := len(printer.Jobs()); n != 1 {
			t.Errorf("%d lists", n)
		}
		k.goBy(`[data-action="take"]`, "done")
		k.see(`[data-print="ok"]`)
		k.read(".done-where", "请取走号票")
		k.good("print-done", ".done-number")
		if n := len(printer.Jobs()); n != 2 {
			t.Errorf("%d jobs, want the list and the slip", n)
		}
	})
}

// TestKioskWithoutPaper says so before anybody begins, and asks who goes on all the same.
func TestKioskWithoutPaper(t *testing.T) {
	inLongSuite(t)
	atPrintingKiosks(t, escpostest.Behaviour{PaperOut: true}, func(t *testing.T, g *rig, k *face, printer *escpostest.Printer) {
		k.read(`.home-printer[data-printer="paper_out"]`, "缺纸")
		k.good("paperless-home")
		for _, mode := range []string{"language", "large", "contrast"} {
			k.touch(`[data-action="` + mode + `"]`)
			k.good("paperless-home-" + mode)
		}
		k.goBy(`[data-service="social"]`, "confirm")
		k.good("paperless-confirm-large", `[data-printer="paper_out"]`)
		k.touch(`[data-action="large"]`)
		k.touch(`[data-action="contrast"]`)
		k.touch(`[data-action="language"]`)
		k.read(`[data-printer="paper_out"]`, "请记下或拍照")
		k.good("paperless-confirm", ".confirm-take")
		if ask[bool](k, shown(`[data-action="print-list"]`)) {
			t.Error("a printer without paper offers to print the list")
		}
		k.goBy(`[data-action="take"]`, "done")
		k.see(`[data-print="without"]`)
		k.read(".done-where", "请记下")
		k.good("paperless-done", ".done-number")
		k.read(".kiosk-left", "5")
		k.goBy(`[data-action="home"]`, "services")

		// Who needs a name has laid the card when the printer turns out to have stopped, and says no more than yes.
		printer.Become(escpostest.Behaviour{})
		k.gone(".home-printer")
		k.goBy(`[data-service="property"]`, "confirm")
		printer.Become(escpostest.Behaviour{CoverOpen: true})
		k.goBy(`[data-action="take"]`, "identify")
		k.lay(youngCard)
		k.see(`[data-page="confirm"] [data-printer="cover_open"]`)
		k.good("stopped-confirm", ".confirm-take")
		k.goBy(`[data-action="take"]`, "done")
		k.see(`[data-print="without"]`)
		if n := len(printer.Jobs()); n != 0 {
			t.Errorf("%d slips", n)
		}
	})
}

// TestPrinterFault: a number whose slip was not printed stays on the screen, and is said to be good.
func TestPrinterFault(t *testing.T) {
	inLongSuite(t)
	atPrintingKiosks(t, escpostest.Behaviour{OutAfter: 200}, func(t *testing.T, g *rig, k *face, _ *escpostest.Printer) {
		k.goBy(`[data-service="social"]`, "confirm")
		k.goBy(`[data-action="take"]`, "done")
		k.see(`[data-print="printing"] .done-number`)
		k.good("printing", ".done-number")
		k.see(`[data-print="fault"]`)
		k.read(".done .problem", "仍然有效")
		k.good("printer-fault", ".done-number")
		if left := ask[int](k, `parseInt(document.querySelector(".kiosk-left").innerText, 10)`); left < 50 || left > 60 {
			t.Errorf("%d seconds to write the number down", left)
		}
	})
}

// TestReprintAtTheKiosk: who lost the slip lays the card.
func TestReprintAtTheKiosk(t *testing.T) {
	inLongSuite(t)
	atPrintingKiosks(t, escpostest.Behaviour{}, func(t *testing.T, g *rig, k *face, printer *escpostest.Printer) {
		g.ask("kiosk", "POST", tickets, `{"service":"employment","id_number":"`+youngCard+`","card":true}`).want(201)
		k.see(`[data-page="services"]`)
		k.lay(youngCard)
		k.see(`[data-page="found"] [data-status="waiting"]`)
		k.good("found-print", `[data-action="reprint"]`)
		time.Sleep(settle)
		k.touch(`[data-action="reprint"]`)
		k.read(`[data-said="yes"]`, "请取走")
		k.good("reprinted")
		if n := len(printer.Jobs()); n != 1 {
			t.Errorf("%d slips", n)
		}
		printer.Become(escpostest.Behaviour{PaperOut: true})
		k.touch(`[data-action="reprint"]`)
		k.read(`[data-said="no"]`, "缺纸")
		k.good("reprint-stopped")
	})
}

// TestCheckInWithoutPaper asks in place, and then gives the number.
func TestCheckInWithoutPaper(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	printer := escpostest.Start(t, escpostest.Behaviour{Fault: true})
	g, url := kioskHall(t, func(l *queue.Layout) {
		printersAt("tcp://"+printer.Addr, "")(l)
		for i := range l.Services {
			l.Services[i].SlotCapacity = 5
		}
	})
	slot := g.now().Add(24*60*queue.Minute + 20*queue.Minute)
	slot -= slot % queue.Instant(30*queue.Minute)
	g.ask("", "POST", "/api/v1/appointments", `{"service":"medical","slot":"`+slot.Time().Format("2006-01-02T15:04:05.000Z")+`","id_number":"`+youngCard+`","phone":"13800138000"}`).want(201)
	k := openAs(t, "kiosk", g.tokens["eastkiosk"], url, "/kiosk", uprightKiosk)
	k.see(`[data-page="services"]`)
	k.nextDay(g)
	k.lay(youngCard)
	k.see(`[data-page="found"] [data-appointment]`)
	time.Sleep(settle)
	k.touch(`[data-action="check-in"]`)
	k.read(".found .problem", "有故障")
	k.read(".choice-checkin", "不要号票")
	k.good("check-in-stopped")
	k.goBy(`[data-action="check-in"]`, "done")
	k.see(`[data-print="without"]`)
}
