package main

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/queue"
)

// broad is the screen of a computer at home.
var broad = size{1280, 800}

// TestBookingPage books a time on a phone, makes the mistakes that people make, and gives it back; then one is checked in
// meanwhile, and one is looked for that is not there.
func TestBookingPage(t *testing.T) { inEngines(t, bookOnThePage) }

func bookOnThePage(t *testing.T, e *engine) {
	g := newRig(t, func(l *queue.Layout) {
		demo, err := demoLayout()
		if err != nil {
			t.Fatal(err)
		}
		*l = *demo
		for i := range l.Services {
			l.Services[i].SlotCapacity = i % 2
		}
		var morning queue.Session
		if err := morning.UnmarshalText([]byte("08:30-12:00")); err != nil {
			t.Fatal(err)
		}
		l.Hours.Sessions = []queue.Session{morning}
		l.Services[1].Guide = queue.Guide{Materials: []queue.Material{{Name: queue.Text{ZH: "身份证", EN: "ID card"}, Original: 1, Copies: 1}}}
	})
	url := g.live()
	var service queue.Service
	g.hall.View(func(st *queue.State) { service = st.Layout().Services[1] })

	f := e.open(t, "booker", url+"/book", phone)
	f.fine("book-services", false, false, `[data-book-service]`)
	f.accessible("book-services")
	f.reach(`[data-book-service="` + string(service.ID) + `"]`)
	f.reach(`[data-day="2026-11-25"]`)
	f.see(`[data-day="2026-11-25"].is-chosen`)
	f.fine("book-times", false, false, `[data-slot]`)
	f.accessible("book-times")
	f.reach(`[data-slot="2026-11-25T01:00:00.000Z"]`)
	f.typeInto(`input[name="id_number"]`, youngID[:17]+"0")
	f.reach(`[data-action="book"]`)
	f.sentence(`.problem`)
	f.fine("book-wrong", false, false, `.problem`)
	f.accessible("book-wrong")
	ask[bool](f, `(document.querySelector("input[name=id_number]").select(), true)`)
	f.do("type over it", chromedp.KeyEvent(youngID))
	f.typeInto(`input[name="phone"]`, anyPhone)
	f.fine("book-who", false, false, `[data-action="book"]`)
	f.reach(`[data-action="book"]`)
	f.see(`[data-booking="booked"]`)
	f.read(".kept-line", "11月25日 星期三")
	f.read(".material", "身份证")
	f.until("the code's picture", `document.querySelector(".kept-code img").naturalWidth > 0`)
	f.fine("book-kept", false, false, `[data-code]`, `[data-action="cancel"]`)
	f.accessible("book-kept")
	code := ask[string](f, `document.querySelector("[data-code]").getAttribute("data-code")`)
	if at := ask[string](f, `location.pathname`); at != "/book/"+code {
		t.Errorf("the page is at %s, want the booking's", at)
	}

	g.bookFor(service.ID, "2026-11-25T01:00:00Z", oldID).want(http.StatusConflict, "quota_reached")
	desk := e.open(t, "booker-desk", url+"/book/"+code, broad)
	desk.see(`[data-booking="booked"]`)
	desk.fine("book-kept-broad", false, false, `[data-code]`)

	f.reach(`[data-action="cancel"]`)
	f.reach(`[data-action="keep"]`)
	f.reach(`[data-action="cancel"]`)
	f.fine("book-ask", false, false, `[data-action="cancel-yes"]`)
	f.accessible("book-ask")
	f.reach(`[data-action="cancel-yes"]`)
	f.see(`[data-booking="cancelled"]`)
	f.fine("book-cancelled", false, false, `[data-action="again"]`)
	f.accessible("book-cancelled")

	came := g.bookFor(service.ID, "2026-11-25T01:00:00Z", oldID).want(http.StatusCreated).str("code")
	g.at("2026-11-25T08:40")
	g.ask("kiosk", http.MethodPost, "/api/v1/check-in", coded(came)).want(http.StatusCreated)
	f.goTo(url + "/book/" + came)
	f.see(`[data-booking="checked_in"]`)
	f.fine("book-came", false, false)
	f.goTo(url + "/book/AAAAAAAA")
	f.read(`h1`, "没有找到这个预约")
	f.fine("book-unknown", false, false, `[data-action="again"]`)
	f.accessible("book-unknown")
}

// reach scrolls to an element and touches it.
func (f *face) reach(css string) {
	f.t.Helper()
	f.see(css)
	ask[bool](f, `(document.querySelector(`+strconv.Quote(css)+`).scrollIntoView({block: "center"}), true)`)
	f.touch(css)
}

// bookFor books a slot of any service.
func (g *rig) bookFor(service queue.ServiceID, slot, id string) *asked {
	g.t.Helper()
	return g.ask("", http.MethodPost, appointments, `{"service":"`+string(service)+`","slot":"`+slot+`","id_number":"`+id+`"}`)
}
