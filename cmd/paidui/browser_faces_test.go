package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// wall is a hall with a page of every face open, each on its own screen.
type wall struct {
	*rig
	engine *engine
	url    string
	name   string
	server *httptest.Server
	// kiosks, counter and so on are the faces; holder is a citizen's phone, once there is a ticket.
	kiosks                               []*face
	counter, hall, window, start, holder *face
}

// newWall gives the faces of a demo hall; change, unless nil, alters it.
func newWall(t *testing.T, e *engine, name string, change func(*queue.Layout)) *wall {
	t.Helper()
	g := newRig(t, func(l *queue.Layout) {
		demo, err := demoLayout()
		if err != nil {
			t.Fatal(err)
		}
		*l = *demo
		l.Settings.MaxCalls, l.Settings.MinPresenceSeconds = 3, 0
		if change != nil {
			change(l)
		}
	})
	w := &wall{rig: g, engine: e, name: name, server: httptest.NewServer(g.server.Handler())}
	w.url = w.server.URL
	t.Cleanup(w.server.Close)
	for _, k := range []struct {
		name string
		size size
	}{{"kiosk", uprightKiosk}, {"kiosk-lying", lyingKiosk}} {
		w.kiosks = append(w.kiosks, e.openAs(t, k.name, g.tokens["kiosk"], w.url, "/kiosk", k.size))
	}
	w.counter = e.openAs(t, "counter", g.tokens["counter3"], w.url, "/counter", counterScreen)
	w.hall = e.open(t, "hall", w.url+"/hall/1F", hallScreen)
	w.window = e.openAs(t, "window", g.tokens["screen3"], w.url, "/window/3", windowScreen)
	w.start = e.openAs(t, "index", g.tokens["counter3"], w.url, "/", desk)
	return w
}

// order does what the hall's people would.
func (w *wall) order(c queue.Command) {
	w.t.Helper()
	w.pass(time.Second)
	if _, err := w.rig.hall.Do(w.t.Context(), queue.Origin{By: "test"}, c); err != nil {
		w.t.Fatal(err)
	}
}

// crowd lets n people take a number, of every service in turn.
func (w *wall) crowd(n int) {
	w.t.Helper()
	var services []queue.Service
	w.rig.hall.View(func(st *queue.State) { services = st.Layout().Services })
	for i := range n {
		w.order(queue.Take{Service: services[i%len(services)].ID, Class: queue.ClassNormal, Source: queue.SourceKiosk})
	}
}

// look looks at every face that shows the hall as it is now. each are what must be seen on it.
func (w *wall) look(state, counter, hall, window string) {
	w.t.Helper()
	at := w.name + "-" + state
	for _, k := range w.kiosks {
		k.goTo(w.url + "/kiosk")
		k.fine(k.name+"-"+at, true, true, ".kiosk-clock", ".choice", `[data-action="language"]`)
	}
	w.counter.fine("counter-"+at, true, false, ".bar-clock", `[data-waiting]`, counter)
	w.hall.fine("hall-"+at, true, false, ".side-clock", ".wait", ".ticker-zh", hall)
	w.window.fine("window-"+at, true, false, ".win-clock", window)
	w.start.goTo(w.url + "/")
	w.start.fine("index-"+at, false, false, `[data-go="hall-1F"]`)
	if w.holder != nil {
		w.holder.fine("phone-"+at, false, false, "[data-state]")
	}
}

// takes goes through the kiosks' other pages, to a number.
func (w *wall) takes(state string) {
	w.t.Helper()
	for _, k := range w.kiosks {
		at := k.name + "-" + w.name + "-" + state
		time.Sleep(500 * time.Millisecond)
		if ask[bool](k, `!!document.querySelector("[data-department]")`) {
			k.touch(".choice:not(:disabled)")
			k.fine(at+"-services", true, true, `[data-page="services"]`, `[data-action="back"]`)
			time.Sleep(500 * time.Millisecond)
		}
		k.touch("[data-service]:not(:disabled)")
		k.press(`[data-action="language"]`)
		k.fine(at+"-confirm-en", true, true, `[data-page="confirm"]`, `[data-action="take"]`)
		k.press(`[data-action="language"]`)
		k.fine(at+"-confirm", true, true, `[data-page="confirm"]`, `[data-action="take"]`, `[data-action="back"]`)
		time.Sleep(500 * time.Millisecond)
		k.touch(`[data-action="take"]`)
		k.until("the code", `document.querySelector(".done-code img") && document.querySelector(".done-code img").naturalWidth > 0`)
		k.fine(at+"-done", true, true, `[data-page="done"] [data-number]`, ".done-where", ".done-code img", `[data-action="home"]`)
	}
}

// offline stops the hall and looks at what its faces say then.
func (w *wall) offline() {
	w.t.Helper()
	for _, k := range w.kiosks {
		k.goTo(w.url + "/kiosk") // its number may have left the screen by itself
		k.see(".choice")
	}
	_ = w.server.Listener.Close()
	w.stop()
	w.server.CloseClientConnections()
	for _, f := range append(append([]*face{}, w.kiosks...), w.counter, w.hall, w.window, w.holder) {
		f.fine(f.name+"-"+w.name+"-offline", f != w.holder, false, `[data-state="offline"]`)
	}
}

// TestFaces looks at every face at the size of its screen with nobody waiting, one, 300, and without a server.
func TestFaces(t *testing.T) { inEngines(t, lookAtFaces) }

func lookAtFaces(t *testing.T, e *engine) {
	w := newWall(t, e, "usual", nil)
	w.look("closed", `.sign-in`, ".big-idle-words", `[data-state="closed"]`)
	w.order(queue.SignIn{Window: 3, Staff: "1001"})
	w.counter.see(`.desk[data-state="open"]`)
	w.window.see(`[data-state="idle"]`)
	w.look("none", `[data-action="next"]`, ".big-idle-words", `.mid-idle`)

	first := w.take()
	w.take()
	w.holder = w.engine.open(t, "phone", w.url+"/t/"+first.str("access"), phone)
	w.holder.fine("phone-usual-waiting", false, false, `[data-state="waiting"]`)
	w.order(queue.CallNext{Window: 3})
	w.holder.see(`[data-state="called"]`)
	w.look("one", `[data-status="called"]`, `[data-call="A001"]`, `[data-state="called"] [data-number="A001"]`)

	w.order(queue.Start{Window: 3})
	w.crowd(299)
	for i, staff := range []queue.StaffNo{"2001", "2002", "1002", "1003", "3001", "3002", "3003"} {
		number := []queue.WindowNumber{1, 2, 4, 5, 6, 7, 8}[i]
		w.order(queue.SignIn{Window: number, Staff: staff})
		w.order(queue.CallNext{Window: number})
		if i%2 == 0 {
			w.order(queue.Start{Window: number})
		}
	}
	w.hall.goTo(w.url + "/hall/1F")
	w.holder.see(`[data-state="serving"]`)
	w.look("full", `[data-status="serving"]`, ".earlier-row:nth-child(5)", `[data-state="serving"] [data-number="A001"]`)
	w.takes("full")
	w.order(queue.SignIn{Window: 12})
	w.order(queue.CallNext{Window: 12})
	w.order(queue.Start{Window: 12})
	w.order(queue.Finish{Window: 12})
	w.hall.goTo(w.url + "/hall/2F")
	w.hall.see(".hall")
	w.order(queue.CallNext{Window: 12})
	w.hall.fine("hall-usual-upstairs", true, false, `.big-fresh[data-call="W001"][data-window="12"]`)
	w.order(queue.Finish{Window: 3, Result: queue.Result{Outcome: queue.OutcomeAccepted}})
	w.window.see(".mid-goodbye")
	w.window.fine("window-usual-goodbye", true, false)
	w.holder.see(`[data-state="served"]`)
	w.holder.fine("phone-usual-rate", false, false, `[data-action="rate"]`)
	w.order(queue.Pause{Window: 3, Reason: "离岗片刻", GoTo: 4})
	w.counter.see(`.desk[data-state="paused"]`)
	w.counter.fine("counter-usual-paused", true, false, `[data-action="unpause"]`)
	w.window.see(`[data-state="paused"]`)
	w.window.fine("window-usual-paused", true, false)
	w.offline()
}

// longNames gives everything in a hall as long a name as halls have.
func longNames(l *queue.Layout) {
	const zh, en = "城乡居民基本养老保险关系转移接续业务办理", "Transfer and continuation of residents' basic pension insurance"
	text := func() queue.Text { return queue.Text{ZH: zh, EN: en} }
	l.Name = text()
	for i := range l.Zones {
		l.Zones[i].Name = text()
	}
	for i := range l.Departments {
		l.Departments[i].Name = text()
	}
	for i := range l.Windows {
		l.Windows[i].Name, l.Windows[i].Location = text(), text()
	}
	for i := range l.Staff {
		l.Staff[i].Name, l.Staff[i].Title, l.Staff[i].Post = "买买提江·阿卜杜热西提·吾买尔江", zh, zh
	}
	for i, prefix := range []string{"AA", "B"} {
		l.Services = append(l.Services, queue.Service{ID: queue.ServiceID(fmt.Sprintf("more%d", i)), Prefix: prefix, StandardMinutes: 5})
		l.Windows[2].Services = append(l.Windows[2].Services, l.Services[len(l.Services)-1].ID)
	}
	for i := range l.Services {
		l.Services[i].Name = text()
	}
	l.Settings.Help = queue.Text{ZH: "咨询台", EN: "the information desk"}
}

// TestFacesLongNames looks at them where every name is as long as halls have them, and numbers have grown.
func TestFacesLongNames(t *testing.T) {
	inLongSuite(t)
	inEngines(t, lookAtLongNames)
}

func lookAtLongNames(t *testing.T, e *engine) {
	w := newWall(t, e, "long", longNames)
	w.order(queue.SignIn{Window: 3, Staff: "1001"})
	w.order(queue.NumbersFrom{First: 12345})
	holder := w.take()
	w.holder = w.engine.open(t, "phone", w.url+"/t/"+holder.str("access"), phone)
	w.crowd(300)
	for _, n := range []queue.WindowNumber{4, 6, 8, 1, 2} {
		w.order(queue.SignIn{Window: n})
		w.order(queue.CallNext{Window: n})
	}
	w.order(queue.CallNext{Window: 3})
	if n := w.hallNumber(3); !strings.HasPrefix(n, "A12") {
		t.Errorf("window 3 called %s", n)
	}
	w.hall.goTo(w.url + "/hall/1F")
	w.look("full", `[data-status="called"]`, ".earlier-row:nth-child(5)", `[data-state="called"] [data-number]`)
	w.takes("full")
	w.offline()
}

// hallNumber gives the number at a window.
func (w *wall) hallNumber(window queue.WindowNumber) (number string) {
	w.rig.hall.View(func(st *queue.State) {
		if t := st.Current(window); t != nil {
			number = string(t.Number)
		}
	})
	return number
}

// TestEnrolment looks at what a device shows that is no face yet.
func TestEnrolment(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	for _, c := range []struct {
		path string
		size size
	}{{"/", desk}, {"/kiosk", uprightKiosk}, {"/kiosk", lyingKiosk}, {"/counter", counterScreen}, {"/window/3", windowScreen}} {
		f := open(t, "stranger", url+c.path, c.size)
		f.see(`.enrol input[name="code"]`)
		f.fine(fmt.Sprintf("enrol%s-%d", strings.ReplaceAll(c.path, "/", "-"), c.size.wide), c.path != "/", false, `[data-action="enrol"]`)
	}
	g.ask("", http.MethodGet, "/api/v1/windows", "").want(http.StatusUnauthorized)
}
