package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/escpos/escpostest"
	"github.com/paidui/paidui/queue"
)

func TestStaffSeePrinters(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{PaperLow: true})
	g := newRig(t, func(l *queue.Layout) {
		printersAt("tcp://"+printer.Addr, "browser")(l)
		l.Windows[1].Printer = "east"
	})
	look := func() (east map[string]any) {
		all := g.ask("counter3", http.MethodGet, "/api/v1/printers", "").want(http.StatusOK).list()
		if len(all) != 2 || all[1]["state"] != "browser" || all[1]["desk"] != true {
			t.Fatalf("printers %v", all)
		}
		return all[0]
	}
	east := look()
	if got := fmt.Sprint(east["state"], east["since"], east["windows"], east["kiosks"]); got !=
		"paper_low2026-11-23T01:00:00.000Z[3] [map[name:map[zh:东门取号机] number:1] map[name:map[zh:西门取号机] number:2]]" {
		t.Errorf("east %s", got)
	}
	// That the roll is near its end is for staff alone.
	if got := g.ask("eastkiosk", http.MethodGet, "/api/v1/hall", "").object()["printing"]; fmt.Sprint(got) != "map[state:ok]" {
		t.Errorf("the kiosk hears %v", got)
	}
	g.pass(time.Minute)
	if look()["since"] != "2026-11-23T01:00:00.000Z" {
		t.Error("since is the last look")
	}
	printer.Become(escpostest.Behaviour{CoverOpen: true})
	if east = look(); east["state"] != "cover_open" || east["since"] != "2026-11-23T01:01:00.000Z" {
		t.Errorf("east %v", east)
	}
	g.ask("supervisor", http.MethodPost, "/api/v1/printers/east/test", "").want(http.StatusOK)
	printer.Become(escpostest.Behaviour{})
	if a := g.ask("supervisor", http.MethodPost, "/api/v1/printers/east/test", "").want(http.StatusOK); a.object()["ok"] != true {
		t.Errorf("test print %s", a.Body)
	}
	if texts, sheet := slips(t, printer, escpos.Paper80()); !strings.HasPrefix(texts[0], "打印测试 Test\n") || scanned(t, sheet.Rasters[0]) != "http://hall.test:8080/" {
		t.Errorf("printed %q", texts)
	}
	g.ask("desk", http.MethodPost, "/api/v1/printers/desk/test", "").want(http.StatusConflict, "no_printer")
	g.ask("desk", http.MethodPost, "/api/v1/printers/none/test", "").want(http.StatusNotFound)
}

// TestPrintersChangeWithTheLayout: a hall gets its printers, another address and another roll while it runs.
func TestPrintersChangeWithTheLayout(t *testing.T) {
	first, second := escpostest.Start(t, escpostest.Behaviour{PaperOut: true}), escpostest.Start(t, escpostest.Behaviour{})
	g := newRig(t, nil)
	setUp := func(change func(*queue.Layout)) {
		l := rigLayout()
		change(&l)
		g.do(queue.SetUp{Layout: l})
	}
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	setUp(printersAt("tcp://"+first.Addr, ""))
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusServiceUnavailable, "printer_stopped")
	setUp(func(l *queue.Layout) {
		printersAt("tcp://"+second.Addr, "")(l)
		l.Printers[0].PaperMM = 58
	})
	g.outcome(g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access"))
	if texts, _ := slips(t, second, escpos.Paper58()); len(texts) != 1 || !strings.Contains(texts[0], "A002") {
		t.Errorf("printed %q", texts)
	}
	setUp(func(*queue.Layout) {})
	g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	if n := len(g.ask("admin", http.MethodGet, "/api/v1/printers", "").list()); n != 0 {
		t.Errorf("%d printers", n)
	}
}

func TestSlipTemplate(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, nil)
	before := g.ask("supervisor", http.MethodGet, "/api/v1/slip", "").want(http.StatusOK).object()
	if before["own"] != false || before["template"] != escpos.DefaultTemplate || before["default"] != escpos.DefaultTemplate {
		t.Errorf("template before %v", before)
	}
	post := func(who, path, template, more string) *asked {
		text, _ := json.Marshal(template)
		return g.ask(who, http.MethodPost, path, `{"template":`+string(text)+more+`}`)
	}
	const ours = "# ours\ncenter 8x8 fit | {ticket}\n| 请到 {windows} 号窗口"
	svg := post("desk", "/api/v1/slip/preview", ours, `,"paper_mm":58,"english":true`).want(http.StatusOK)
	if svg.Header().Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg.Body.String(), `width="58mm"`) || !strings.Contains(svg.Body.String(), ">请<") {
		t.Errorf("preview %.300s", svg.Body)
	}
	wrong := post("desk", "/api/v1/slip/preview", ours+"\nblink | x", "").want(http.StatusUnprocessableEntity, "bad_template")
	if got := fmt.Sprint(wrong.object()["template"]); got != "map[line:4 reason:unknown_attribute words:blink]" {
		t.Errorf("fault %s", got)
	}
	post("admin", "/api/v1/slip", "bold | {ticket}", "").want(http.StatusUnprocessableEntity, "bad_template")
	if a := post("desk", "/api/v1/slip/print", ours, `,"printer":"east"`).want(http.StatusOK); a.object()["ok"] != true {
		t.Errorf("sample print %s", a.Body)
	}
	post("desk", "/api/v1/slip/print", "bold | {ticket}", `,"printer":"east"`).want(http.StatusUnprocessableEntity, "bad_template")
	post("desk", "/api/v1/slip/print", ours, `,"printer":"none"`).want(http.StatusNotFound)

	if saved := post("admin", "/api/v1/slip", ours, "").want(http.StatusOK).object(); saved["own"] != true || saved["template"] != ours {
		t.Errorf("saved %v", saved)
	}
	g.outcome(g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access"))
	if texts, _ := slips(t, printer, escpos.Paper80()); texts[0] != "A017\n请到 3、4 号窗口" || texts[1] != "A001\n请到 3 号窗口" {
		t.Errorf("printed %q", texts)
	}
	g.restart()
	if after := g.ask("admin", http.MethodGet, "/api/v1/slip", "").object(); after["template"] != ours {
		t.Errorf("after a restart %v", after)
	}
	if again := post("admin", "/api/v1/slip", escpos.DefaultTemplate, "").want(http.StatusOK).object(); again["own"] != false {
		t.Errorf("back to the default %v", again)
	}
}

// TestATemplateThatIsNoLongerRead does not keep a hall from opening, nor slips from being printed.
func TestATemplateThatIsNoLongerRead(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, func(l *queue.Layout) { l.Settings.SlipTemplate = "what was once a template" })
	g.restart()
	g.outcome(g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated).str("access"))
	if texts, _ := slips(t, printer, escpos.Paper80()); len(texts) != 1 || !strings.Contains(texts[0], "A001") {
		t.Errorf("printed %q", texts)
	}
	if !contains(g.log.String(), "settings.slip_template is left aside") {
		t.Error("nobody is told")
	}
}

func TestServerRefusesAPrinterItCannotReach(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) {
		l.Printers = []queue.Printer{{ID: "east", Name: queue.Text{ZH: "东门"}, Address: "lpt1"}}
	})
	_, err := newServer(g.server.cfg)
	if err == nil || !strings.Contains(err.Error(), `printers[0].address: "lpt1" is none of tcp://`) {
		t.Errorf("error %v", err)
	}
}

func TestDeskPrints(t *testing.T) {
	printer := escpostest.Start(t, escpostest.Behaviour{})
	g := newRig(t, printersAt("browser", "tcp://"+printer.Addr))
	number := g.ask("desk", http.MethodPost, "/api/v1/desk/tickets", `{"service":"tax","class":"disabled","evidence":"残疾证"}`).want(http.StatusCreated)
	if ok, state := g.outcome(number.str("access")); ok != true {
		t.Errorf("outcome %v %s", ok, state)
	}
	g.ask("counter5", http.MethodPost, "/api/v1/desk/tickets/"+number.str("id")+"/reprint", "").want(http.StatusOK)
	texts, _ := slips(t, printer, escpos.Paper58())
	if len(texts) != 2 || !strings.Contains(texts[0], "税务【优先】") || contains(texts[0], "补打") || !contains(texts[1], "补打") {
		t.Errorf("printed %q", texts)
	}
	if a := g.ask("desk", http.MethodPost, "/api/v1/desk/reserve", `{"service":"social","number":"A905"}`).want(http.StatusCreated); contains(a.Body.String(), `"print"`) {
		t.Errorf("a number that is on paper already: %s", a.Body)
	}
	printer.Become(escpostest.Behaviour{PaperOut: true})
	g.ask("desk", http.MethodPost, "/api/v1/desk/tickets/"+number.str("id")+"/reprint", "").want(http.StatusServiceUnavailable, "printer_stopped")
	late := g.ask("desk", http.MethodPost, "/api/v1/desk/tickets", `{"service":"tax"}`).want(http.StatusCreated)
	if ok, state := g.outcome(late.str("access")); ok != false || state != "paper_out" {
		t.Errorf("without paper %v %s", ok, state)
	}
	g.ask("desk", http.MethodPost, "/api/v1/desk/tickets/none/reprint", "").want(http.StatusNotFound, "unknown_ticket")
}

// TestBrowsersPrint where a hall has no printer that it reaches: they are given pictures.
func TestBrowsersPrint(t *testing.T) {
	g := newRig(t, printersAt("browser", ""))
	number := g.ask("eastkiosk", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
	if got := fmt.Sprint(number.object()["print"], g.ask("eastkiosk", http.MethodGet, "/api/v1/hall", "").object()["printing"]); got != "map[state:browser] map[state:browser]" {
		t.Errorf("told %s", got)
	}
	path := tickets + "/" + number.str("access")
	first := g.ask("eastkiosk", http.MethodGet, path+"/slip.svg", "").want(http.StatusOK).Body.String()
	again := g.ask("eastkiosk", http.MethodGet, path+"/slip.svg?again=1&lang=en", "").want(http.StatusOK).Body.String()
	if contains(first, ">补<") || !contains(first, ">窗<") || !contains(again, ">R<") || contains(again, ">窗<") {
		t.Errorf("first %.200s, again %.200s", first, again)
	}
	for range 3 {
		if a := g.ask("eastkiosk", http.MethodPost, path+"/reprint", "").want(http.StatusOK); a.str("state") != "browser" {
			t.Errorf("reprint %s", a.Body)
		}
	}
	g.ask("eastkiosk", http.MethodPost, path+"/reprint", "").want(http.StatusTooManyRequests)
	desk := "/api/v1/desk/tickets/" + number.str("id")
	g.ask("desk", http.MethodPost, desk+"/reprint", "").want(http.StatusConflict, "no_printer")
	if svg := g.ask("desk", http.MethodGet, desk+"/slip.svg?again=1", "").want(http.StatusOK).Body.String(); !contains(svg, ">补<") {
		t.Errorf("picture for the desk %.200s", svg)
	}
}

func TestGuideOnPaper(t *testing.T) {
	g, printer := printingRig(t, escpostest.Behaviour{}, func(l *queue.Layout) {
		guided(l)
		guide := &l.Services[0].Guide
		guide.Materials = append(guide.Materials, queue.Material{Name: queue.Text{ZH: "结婚证", EN: "Marriage certificate"}, Copies: 2, Optional: true})
		guide.Reviewed = "2026-11-01"
	})
	print := "/api/v1/services/social/guide/print"
	g.ask("eastkiosk", http.MethodPost, print, "").want(http.StatusOK)
	g.ask("eastkiosk", http.MethodPost, print, `{"lang":"en"}`).want(http.StatusOK)
	texts, sheet := slips(t, printer, escpos.Paper80())
	want := "原州区政务服务中心\n社会保险\n请带这些材料\n□1. 身份证  原件 1 份\n（有效期内）\n□2. 结婚证 [有的才带]  复印件 2 份\n收费：不收费\n可网上办，扫码查看\n核对日期：2026-11-01"
	if len(texts) != 2 || texts[0] != want {
		t.Errorf("printed\n%s\nnot\n%s", texts[0], want)
	}
	if !strings.Contains(texts[1], "□2. Marriage certificate [if it applies]\ncopy × 2\nFee: Free") {
		t.Errorf("in English\n%s", texts[1])
	}
	if held := scanned(t, sheet.Rasters[0]); held != "http://hall.test:8080/g/social" {
		t.Errorf("the code holds %q", held)
	}
	for range 8 {
		g.ask("eastkiosk", http.MethodPost, print, "").want(http.StatusOK)
	}
	g.ask("eastkiosk", http.MethodPost, print, "").want(http.StatusTooManyRequests)
	g.ask("kiosk", http.MethodPost, print, "").want(http.StatusConflict, "no_printer")
	g.ask("eastkiosk", http.MethodPost, "/api/v1/services/none/guide/print", "").want(http.StatusNotFound, "unknown_service")
	if svg := g.ask("", http.MethodGet, "/api/v1/services/social/guide/slip.svg", "").want(http.StatusOK).Body.String(); !contains(svg, ">□<") {
		t.Errorf("picture %.200s", svg)
	}
}
