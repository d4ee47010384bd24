package main

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/queue"
)

// TestHandbookPictures makes the pictures of docs/zh, as TestHallPicture makes that of the README: every face in the middle
// of the demo hall's morning, in its own size drawn at half.
func TestHandbookPictures(t *testing.T) {
	if os.Getenv("PAIDUI_SHOTS") == "" {
		t.Skip("no picture was asked for: PAIDUI_SHOTS names no folder")
	}
	chromium(t)
	s, url := morning(t)
	clerk := drawn(t, url, "counter", counterScreen, &queue.Grant{Role: queue.RoleCounter}, "/counter")
	window := drawn(t, url, "window", windowScreen, &queue.Grant{Role: queue.RoleScreen, Window: visitorWindow}, "/window/3")
	clerk.press(`[data-action="sign-in"]`)
	clerk.see(`.desk[data-state="open"]`)
	picturesAtTheKiosk(t, url)
	picturesAtTheWindow(s, clerk, window)
	picturesAtTheDesk(t, url)
	picturesOfTheHall(t, url)
	picturesOfMachines(t, url)
}

// onTheDay puts a browser's clock to the morning of the hall.
const onTheDay = `{ const now = Date.now, ahead = Date.UTC(2026, 10, 23, 2, 5) - now(); Date.now = () => now() + ahead; }`

// drawn gives a face of the demo hall, enrolled for grant unless that is nil, whose pictures are half as wide as its screen.
func drawn(t *testing.T, url, name string, s size, grant *queue.Grant, path string) *face {
	t.Helper()
	f := open(t, name, url+"/", s, onTheDay)
	f.do("draw at half", chromedp.EmulateViewport(s.wide, s.high, chromedp.EmulateTouch, chromedp.EmulateScale(0.5)))
	if grant != nil {
		body, err := json.Marshal(grant)
		if err != nil {
			t.Fatal(err)
		}
		enrol := `fetch("/demo/enrol", {method: "POST", headers: {"Content-Type": "application/json"}, body: ` + strconv.Quote(string(body)) + `}).then(a => a.ok)`
		if !ask[bool](f, enrol) {
			t.Fatalf("%s is not enrolled", name)
		}
	}
	f.goTo(url + path)
	return f
}

// pictured is a page that shows what it is for.
func (f *face) pictured(name string, main ...string) {
	f.t.Helper()
	f.fine(name, false, false, main...)
}

// picturesAtTheKiosk takes a number, and follows it on a phone.
func picturesAtTheKiosk(t *testing.T, url string) {
	t.Helper()
	k := drawn(t, url, "kiosk", uprightKiosk, &queue.Grant{Role: queue.RoleKiosk}, "/kiosk")
	k.pictured("kiosk", ".choice")
	k.goBy(`[data-service="social"]`, "confirm")
	k.pictured("kiosk-confirm", `[data-action="take"]`)
	k.goBy(`[data-action="take"]`, "done")
	k.until("the code", `document.querySelector(".done-code img").naturalWidth > 0`)
	k.pictured("kiosk-done", "[data-number]")
	p := drawn(t, url, "phone", phone, nil, "/t/"+strings.Split(ask[string](k, `document.querySelector(".done-code img").src`), "/")[6])
	p.pictured("phone", `[data-state="waiting"]`)
}

// picturesAtTheWindow serves a citizen, from the call to the rating.
func picturesAtTheWindow(s *simulation, clerk, window *face) {
	clerk.t.Helper()
	window.see(".mid-idle")
	clerk.key(" ")
	clerk.see(`[data-status="called"]`)
	window.see(".mid-called")
	window.pictured("window", ".plate")
	clerk.see(`[data-action="start"]:not(:disabled)`)
	clerk.key("s")
	clerk.see(`[data-status="serving"]`)
	clerk.pictured("counter", ".queue-total")
	clerk.see(`[data-action="outcome"]:not(:disabled)`)
	clerk.key("o")
	clerk.pictured("counter-outcome", `[data-outcome="accepted"]`)
	clerk.key("1")
	clerk.gone("[data-ticket]")
	window.see("[data-rating]")
	window.pictured("rating", `[data-level="5"]`)
}

func picturesAtTheDesk(t *testing.T, url string) {
	t.Helper()
	d := drawn(t, url, "desk", counterScreen, &queue.Grant{Role: queue.RoleDesk}, "/desk")
	d.pictured("desk", "[data-row]")
}

func picturesOfTheHall(t *testing.T, url string) {
	t.Helper()
	drawn(t, url, "welcome", hallScreen, nil, "/welcome").pictured("welcome", "[data-service]")
	drawn(t, url, "book", phone, nil, "/book").pictured("book", "[data-book-service]")
}

func picturesOfMachines(t *testing.T, url string) {
	t.Helper()
	admin := &queue.Grant{Role: queue.RoleAdmin}
	drawn(t, url, "screens", desk, admin, "/screens").pictured("screens", `input[name="code"]`)
	drawn(t, url, "words", desk, admin, "/voice/words").pictured("voice-words", `[data-clip="7"]`)
	slip := drawn(t, url, "slip", desk, admin, "/slip")
	slip.until("the preview", `[...document.querySelectorAll("img")].some(i => i.naturalWidth > 100)`)
	slip.pictured("slip", ".editor")
}
