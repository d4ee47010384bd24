package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// noticed counts how often a phone was shaken, and the tones that it rang.
const noticed = `(() => {
	window.shaken = window.tones = 0;
	navigator.vibrate = () => { shaken++; return true; };
	const start = OscillatorNode.prototype.start;
	OscillatorNode.prototype.start = function (at) { tones++; return start.call(this, at); };
})()`

// noSocket is a network that lets no websocket through: none ever opens.
const noSocket = `window.WebSocket = class { constructor() { this.readyState = 0; } close() {} }`

// phoneHall is a hall whose clerks are quick, with somebody's number, and the phone of whoever has it.
func phoneHall(t *testing.T, e *engine, before ...string) (g *rig, f *face, number string) {
	t.Helper()
	g = newRig(t, quick)
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	ticket := g.take()
	return g, e.open(t, "phone", g.live()+"/t/"+ticket.str("access"), phone, before...), ticket.str("number")
}

// readable looks at the page as it is and with letters twice as large.
func (f *face) readable(what string) {
	f.t.Helper()
	f.fine("phone-"+what, false, false)
	f.accessible(what)
	ask[bool](f, `(document.documentElement.style.fontSize = "200%", true)`)
	f.fine("phone-"+what+"-large", false, false)
	ask[bool](f, `(document.documentElement.style.fontSize = "", true)`)
}

// TestPhoneFollowsItsNumber waits, is called so that nobody can overlook it, is served and rates.
func TestPhoneFollowsItsNumber(t *testing.T) { inEngines(t, followOnThePhone) }

func followOnThePhone(t *testing.T, e *engine) {
	g, f, number := phoneHall(t, e, noticed)
	f.see(`[data-state="waiting"]`)
	f.read(".waiting-number", number)
	f.read(".phone-foot", "请保持页面打开")
	f.readable("waiting")
	f.reach(`[data-action="sound"]`)
	f.see(`[data-sound="on"]`)
	f.until("it shows what it will do", "shaken === 1 && tones === 2")
	f.readable("sound")

	g.window("next", `{}`).want(http.StatusOK)
	f.see(`[data-state="called"] [data-window="3"]`)
	f.until("shaken and rung", "shaken === 2 && tones === 8")
	f.readable("called")
	if high := ask[float64](f, `document.querySelector(".called").getBoundingClientRect().height / innerHeight`); high < .6 {
		t.Errorf("the call takes %.2f of the screen", high)
	}
	g.pass(time.Minute)
	g.window("recall", `{}`).want(http.StatusOK)
	f.read(".called-again", "2")
	f.until("once more", "shaken === 3 && tones === 14")

	g.window("start", `{}`).want(http.StatusOK)
	f.see(`[data-state="serving"]`)
	f.readable("serving")
	g.window("finish", `{"outcome":"accepted"}`).want(http.StatusOK)
	f.see(`[data-state="served"] [data-action="rate"]`)
	f.readable("served")
	f.reach(`[data-level="5"]`)
	f.reach(`[data-action="rate"]`)
	f.see(".rate-thanks")
	f.readable("rated")
	g.hall.View(func(st *queue.State) {
		if ticket, ok := st.TicketByNumber(queue.TicketNo(number)); !ok || ticket.Rating != 5 {
			t.Errorf("%s was not rated: %+v", number, ticket)
		}
	})
}

// TestPhoneComesBack: who missed the call queues again; who changes his mind gives the number back, asked twice.
func TestPhoneComesBack(t *testing.T) { inEngines(t, comeBackOnThePhone) }

func comeBackOnThePhone(t *testing.T, e *engine) {
	g, f, _ := phoneHall(t, e)
	g.window("next", `{}`).want(http.StatusOK)
	g.pass(5 * time.Minute)
	g.window("no-show", `{}`).want(http.StatusOK)
	f.see(`[data-state="no_show"]`)
	f.readable("missed")
	f.reach(`[data-action="requeue"]`)
	f.see(`[data-state="waiting"]`)
	f.reach(`[data-action="cancel"]`)
	f.see(`[data-action="cancel-yes"]`)
	f.readable("cancel")
	f.reach(`[data-action="keep"]`)
	f.reach(`[data-action="cancel"]`)
	f.reach(`[data-action="cancel-yes"]`)
	f.see(`[data-state="cancelled"]`)
	f.readable("cancelled")
}

// TestPhoneWithoutSocket is in a network that lets no websocket through: the page asks instead, and can do all the same.
func TestPhoneWithoutSocket(t *testing.T) {
	inLongSuite(t)
	inEngines(t, askOnThePhone)
}

func askOnThePhone(t *testing.T, e *engine) {
	g := newRig(t, quick)
	server := httptest.NewServer(g.server.Handler())
	t.Cleanup(server.Close)
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	ticket := g.take()
	f := e.open(t, "phone", server.URL+"/t/"+ticket.str("access"), phone, noSocket, noticed)
	f.see(`[data-state="waiting"]`)
	f.read(".waiting-number", ticket.str("number"))
	g.window("next", `{}`).want(http.StatusOK)
	f.see(`[data-state="called"] [data-window="3"]`)
	g.pass(5 * time.Minute)
	g.window("no-show", `{}`).want(http.StatusOK)
	f.see(`[data-state="no_show"]`)
	f.reach(`[data-action="requeue"]`)
	f.see(`[data-state="waiting"]`)
	g.window("next", `{}`).want(http.StatusOK)
	f.see(`[data-state="called"]`)
	f.until("shaken again: the button was a touch", "shaken >= 1")
	nobody := e.open(t, "nobody", server.URL+"/t/nobodys", phone, noSocket)
	nobody.read("h1", "没有找到")

	_ = server.Listener.Close()
	server.CloseClientConnections()
	f.see(`[data-state="offline"] .phone-offline`)
}

// counted counts what an answer brings over the line.
type counted struct {
	http.ResponseWriter
	bytes int
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += n
	return n, err
}

// TestPhonePageIsOneRoundTrip: what comes for the page's address is the page. Nothing that it needs to be drawn is asked
// for after that, above all no font; and it is no heavier than a slow network brings soon.
func TestPhonePageIsOneRoundTrip(t *testing.T) { inEngines(t, weighThePhone) }

func weighThePhone(t *testing.T, e *engine) {
	g := newRig(t, quick)
	var mu sync.Mutex
	var asked []string
	page := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.Split(r.URL.Path, "/")
		mu.Lock()
		asked = append(asked, strings.Join(path[:len(path)-1], "/"))
		mu.Unlock()
		if path[1] != "t" {
			g.server.Handler().ServeHTTP(w, r)
			return
		}
		answer := &counted{ResponseWriter: w}
		g.server.Handler().ServeHTTP(answer, r)
		mu.Lock()
		page += answer.bytes
		mu.Unlock()
	}))
	t.Cleanup(server.Close)
	f := e.open(t, "phone", server.URL+"/t/"+g.take().str("access"), phone)
	f.see(`[data-state="waiting"]`)
	f.until("fonts", `document.fonts.status === "loaded"`)
	mu.Lock()
	defer mu.Unlock()
	t.Logf("the page came in %d bytes, then it asked for %v", page, asked[1:])
	if page == 0 || page > 30<<10 {
		t.Errorf("the page is %d bytes, want 30 KiB at most", page)
	}
	for i, what := range asked {
		if i == 0 && what == "/t" {
			continue
		}
		if what != "/api/v1/tickets" && what != "/ws/ticket" && what != "/assets" || i == 0 {
			t.Errorf("%s is asked for", what)
		}
	}
	if files := ask[[]string](f, `performance.getEntriesByType("resource").map(r => r.name).filter(n => /assets/.test(n) && !/\.svg$/.test(n))`); len(files) > 0 {
		t.Errorf("the page waits for %q", files)
	}
}
