package main

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// Cards of the kiosk tests: somebody of 40 and somebody of 77.
const (
	youngCard = "640402198601150021"
	oldCard   = "640402194907070026"
)

// settle is how long a page that has just come up takes no touch.
const settle = 450 * time.Millisecond

// kioskHall is a demo hall in which everything that a kiosk can show happens.
func kioskHall(t testing.TB, change func(*queue.Layout)) (g *rig, url string) {
	t.Helper()
	g = newRig(t, func(l *queue.Layout) {
		demo, err := demoLayout()
		if err != nil {
			t.Fatal(err)
		}
		*l = *demo
		l.Settings.MaxCalls, l.Settings.MinPresenceSeconds, l.Settings.PublicURL = 1, 0, "http://hall.test:8080"
		l.Settings.NoShowAfterSeconds, l.Settings.NoShowAfterSlowSeconds = 0, 0
		for i := range l.Services {
			switch l.Services[i].ID {
			case "idcard":
				l.Services[i].RealName = queue.RealNameOptional
			case "property":
				l.Services[i].RealName = queue.RealNameRequired
			}
		}
		if change != nil {
			change(l)
		}
	})
	return g, g.live()
}

// do does what the hall's people would.
func (g *rig) do(c queue.Command) {
	g.t.Helper()
	g.pass(time.Second)
	if _, err := g.hall.Do(g.t.Context(), queue.Origin{By: "test"}, c); err != nil {
		g.t.Fatal(err)
	}
}

// crowded lets windows open and people come.
func (g *rig) crowded() {
	g.t.Helper()
	for i, n := range []queue.WindowNumber{1, 2, 3, 4, 6, 7, 8, 9, 11, 12} {
		g.do(queue.SignIn{Window: n, Staff: []queue.StaffNo{"2001", "2002", "1001", "1002", "3001", "3002", "3003", "3004", "4001", "4002"}[i]})
	}
	for i, service := range []queue.ServiceID{"social", "medical", "household", "idcard", "exitentry", "property"} {
		for range 5 + 4*i {
			g.do(queue.Take{Service: service, Class: queue.ClassNormal, Source: queue.SourceDesk})
		}
	}
}

// go touches what has had time to settle, and waits for the page that it leads to.
func (f *face) goBy(css, page string) {
	f.t.Helper()
	f.see(css)
	time.Sleep(settle)
	f.touch(css)
	f.see(`[data-page="` + page + `"]`)
}

// lay lays an ID card on the reader, or holds a slip before the scanner: both type, faster than any page hears it.
func (f *face) lay(text string) {
	f.t.Helper()
	ask[bool](f, `[...`+strconv.Quote(text)+`, "Enter"].map(key => new KeyboardEvent("keydown", {key: key, bubbles: true, cancelable: true}))
		.forEach(event => (document.activeElement || document.body).dispatchEvent(event)) || true`)
}

// nextDay is when the page has heard that the hall's clock is a day on.
func (f *face) nextDay(g *rig) {
	f.t.Helper()
	g.pass(24 * time.Hour)
	g.do(queue.NumbersFrom{First: 700})
	f.within(2*stepWithin, "the next day", `document.querySelector(".kiosk-clock").innerText.includes("11月24日")`)
}

// good holds a page of the kiosk to everything: nothing cut or off the screen, nothing too small to touch, no
// violation.
func (f *face) good(what string, main ...string) {
	f.t.Helper()
	f.fine(f.name+"-"+what, true, true, main...)
	f.accessible(f.name + "-" + what)
	f.roomy(what)
}

// roomy holds what is to be touched to its least size: 80 pixels, in large text 180.
func (f *face) roomy(what string) {
	f.t.Helper()
	if short := ask[float64](f, `(document.querySelector(".is-large") ? 180 : 80) - Math.min(999, ...[...document.querySelectorAll("button")].filter(b => b.getClientRects().length &&
		getComputedStyle(b).visibility === "visible").map(b => Math.min(b.getBoundingClientRect().width, b.getBoundingClientRect().height)))`); short > .5 {
		f.t.Errorf("%s: something to touch is %.0f pixels too small", what, short)
	}
}

// eachKiosk runs a test for an upright and for a lying kiosk, new and old.
func eachKiosk(t *testing.T, test func(t *testing.T, e *engine, name string, s size)) {
	t.Parallel()
	chromium(t)
	for _, e := range engines(t) {
		for name, s := range map[string]size{"upright": uprightKiosk, "lying": lyingKiosk} {
			t.Run(name+e.suffix, func(t *testing.T) {
				t.Parallel()
				test(t, e, "kiosk-"+name, s)
			})
		}
	}
}

// atBothKiosks runs a test at each kiosk, in a hall of its own.
func atBothKiosks(t *testing.T, change func(*queue.Layout), test func(t *testing.T, g *rig, k *face, url string)) {
	eachKiosk(t, func(t *testing.T, e *engine, name string, s size) {
		g, url := kioskHall(t, change)
		g.crowded()
		test(t, g, e.openAs(t, name, g.tokens["kiosk"], url, "/kiosk", s), url)
	})
}

// TestKioskPages looks at every page, in every mode that changes it.
func TestKioskPages(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, _ string) {
		g.do(queue.SuspendService{Service: "employment", Reason: "省系统故障", BackAt: g.now().Add(40 * queue.Minute), Issuing: false})
		modes := func(what string) {
			t.Helper()
			k.good(what)
			for _, mode := range []string{"language", "contrast", "large"} {
				k.touch(`[data-action="` + mode + `"]`)
				k.good(what + "-" + mode)
				if mode != "large" {
					k.touch(`[data-action="` + mode + `"]`)
				}
			}
			k.touch(`[data-action="contrast"]`)
			k.good(what + "-large-contrast")
			k.touch(`[data-action="contrast"]`)
			k.touch(`[data-action="large"]`)
		}
		k.read(`[data-service="employment"] .choice-shut`, "暂停取号")
		modes("home")
		if ask[bool](k, `!!document.querySelector(".tool-low").getClientRects().length`) {
			k.touch(`[data-action="low"]`)
			k.good("home-low")
			k.touch(`[data-action="low"]`)
		}
		k.goBy(`[data-service="property"]`, "confirm")
		k.see(".guide-code img")
		modes("confirm")
		if ask[bool](k, shown(`[data-action="materials"]`)) {
			k.goBy(`[data-action="materials"]`, "materials")
			modes("materials")
			k.touch(`[data-action="back"]`)
		}
		k.goBy(`[data-action="take"]`, "identify")
		modes("identify")
		k.goBy(`[data-action="type-id"]`, "type-id")
		for _, d := range "64040219860115002" {
			k.touch(`[data-key="` + string(d) + `"]`)
		}
		modes("type-id")
		k.touch(`[data-key="X"]`)
		k.see(`.type-id .problem`)
		k.good("type-id-wrong")
		k.touch(`[data-key="delete"]`)
		k.touch(`[data-key="1"]`)
		k.goBy(`[data-action="use-id"]`, "done")
		modes("done")
		k.goBy(`[data-action="home"]`, "services")
		k.goBy(`[data-service="employment"]`, "confirm")
		k.see(".confirm .problem")
		modes("suspended")
		k.touch(`[data-action="back"]`)
		k.goBy(`[data-action="find"]`, "find")
		modes("find")
		k.touch(`[data-key="F"]`)
		k.touch(`[data-key="C"]`)
		k.see(`.choice[data-service="property"]`)
		k.good("find-typed")
		k.touch(`[data-key="Q"]`)
		k.see(".find-none")
		k.good("find-none")
		k.touch(`[data-action="back"]`)
		k.goBy(`[data-action="mine"]`, "mine")
		modes("mine")
		k.goBy(`[data-action="type-number"]`, "type-number")
		modes("type-number")
		k.touch(`[data-key="A"]`)
		k.touch(`[data-key="0"]`)
		modes("type-number-digits")
	})
}

// TestKioskAsksWhetherSomebodyIsThere, and goes home when nobody is.
func TestKioskAsksWhetherSomebodyIsThere(t *testing.T) {
	atBothKiosks(t, func(l *queue.Layout) { l.Settings.KioskIdleSeconds = 11 }, func(t *testing.T, _ *rig, k *face, _ string) {
		k.goBy(`[data-service="social"]`, "confirm") // 22 seconds, as there is a list to read
		k.see(`[data-still="asking"]`)
		k.shot(k.name + "-still")
		k.accessible("still")
		k.roomy("still")
		k.touch(`[data-action="stay"]`)
		k.gone(`[data-still]`)
		k.see(`[data-page="confirm"]`)
		for _, mode := range []string{"language", "contrast", "large"} {
			k.touch(`[data-action="` + mode + `"]`)
			k.see(`[data-still="asking"]`)
			k.shot(k.name + "-still-" + mode)
			k.accessible("still-" + mode)
			k.roomy("still-" + mode)
			if mode != "large" {
				k.touch(`[data-action="stay"]`)
				k.gone(`[data-still]`)
			}
		}
		k.touch(`[data-action="leave"]`)
		k.see(`[data-page="services"]`)
		k.goBy(`[data-service="idcard"]`, "confirm")
		k.goBy(`[data-action="take"]`, "identify")
		k.within(13*time.Second, "home again", shown(`[data-page="services"]`))
	})
}

// TestKioskThatGivesNoNumbers looks at the states in which it cannot.
func TestKioskThatGivesNoNumbers(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, func(l *queue.Layout) {
		hours := func(text string) (s queue.Session) { _ = s.UnmarshalText([]byte(text)); return s }
		l.Hours = queue.BusinessHours{Days: []queue.Weekday{0, 1, 2, 3, 4, 5, 6}, Sessions: []queue.Session{hours("08:30-12:00"), hours("14:30-18:00")}}
		for i := range l.Services {
			if l.Services[i].ID == "archive" {
				l.Services[i].Quota = 1
			}
			l.Services[i].StandardMinutes = 1
		}
	}, func(t *testing.T, g *rig, k *face, _ string) {
		g.do(queue.Take{Service: "archive", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		k.read(`[data-service="archive"] .choice-shut`, "号已取完")
		k.good("quota")
		k.goBy(`[data-service="archive"]`, "confirm")
		k.read(".confirm .problem", "号已取完")
		k.good("quota-confirm")
		k.touch(`[data-action="back"]`)
		g.pass(3*time.Hour + 5*time.Minute)
		g.do(queue.NumbersFrom{First: 500})
		k.see(`[data-page="closed"][data-state="noon"]`)
		k.good("noon")
		k.touch(`[data-action="large"]`)
		k.good("noon-large")
		k.goBy(`[data-action="guides"]`, "find")
		g.pass(6 * time.Hour)
		k.goBy(`[data-action="back"]`, "closed")
		k.see(`[data-page="closed"][data-state="closed"]`)
		k.good("closed-large")
		k.touch(`[data-action="contrast"]`)
		k.good("closed-contrast")
	})
}

// TestBigHallAtTheKiosk: with many services the frequent ones come first, all others by department.
func TestBigHallAtTheKiosk(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, func(l *queue.Layout) {
		const zh, en = "城乡居民基本养老保险关系转移接续业务办理", "Transfer and continuation of residents' basic pension insurance"
		for i := range 52 {
			d := l.Departments[i%len(l.Departments)].ID
			s := queue.Service{ID: queue.ServiceID(fmt.Sprint("more", i)), Prefix: string(rune('A'+i%26)) + string(rune('A'+i/26)), Name: queue.Text{ZH: zh, EN: en}, Department: d, StandardMinutes: 5}
			for n := range 24 {
				s.Guide.Materials = append(s.Guide.Materials, queue.Material{Name: queue.Text{ZH: fmt.Sprintf("%d %s", n+1, zh), EN: en}, Original: 1, Copies: 12, Optional: n%2 == 0,
					Note: queue.Text{ZH: zh + "，" + zh, EN: en}})
			}
			s.Guide.Fee, s.Guide.Promise, s.Guide.Note = queue.Text{ZH: zh}, queue.Text{ZH: zh}, queue.Text{ZH: zh}
			l.Services = append(l.Services, s)
			l.Windows[i%12].Services = append(l.Windows[i%12].Services, s.ID)
		}
	}, func(t *testing.T, g *rig, k *face, _ string) {
		k.see(`[data-page="home"]`)
		if n := ask[int](k, `document.querySelectorAll("[data-service]").length`); n != 6 {
			t.Errorf("%d services on the first page, want the six frequent ones", n)
		}
		k.good("big-home", `[data-action="all"]`)
		k.goBy(`[data-action="all"]`, "departments")
		k.good("big-departments")
		k.goBy(`[data-department="hrss"]`, "services")
		k.good("big-services", `[data-action="page-next"]`)
		k.touch(`[data-action="page-next"]`)
		k.good("big-services-2")
		k.touch(`[data-action="large"]`)
		k.good("big-services-large")
		k.touch(`[data-action="page-next"]`)
		time.Sleep(settle)
		k.touch(`.paged-row:nth-child(2) .choice`)
		k.see(`[data-page="confirm"] .material`)
		k.good("big-confirm-large")
		k.goBy(`[data-action="materials"]`, "materials")
		k.good("big-materials-large")
		k.touch(`[data-action="large"]`)
		k.good("big-materials")
		k.touch(`[data-action="back"]`)
		k.see(`[data-page="confirm"] .material`)
		k.good("big-confirm")
		k.touch(`[data-action="language"]`)
		k.good("big-confirm-en")
	})
}

// TestKioskKeepsItsPage: no zoom, no menu, no selection.
func TestKioskKeepsItsPage(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, _ *rig, k *face, _ string) {
		k.see(`[data-page="services"]`)
		for _, event := range []string{`new MouseEvent("contextmenu", {bubbles: true, cancelable: true})`, `new Event("selectstart", {bubbles: true, cancelable: true})`,
			`new DragEvent("dragstart", {bubbles: true, cancelable: true})`, `new WheelEvent("wheel", {bubbles: true, cancelable: true, ctrlKey: true})`} {
			if !ask[bool](k, `!document.querySelector(".choice").dispatchEvent(`+event+`)`) {
				t.Errorf("%s is let through", event)
			}
		}
		if got := ask[string](k, `getComputedStyle(document.documentElement).touchAction + " " + getComputedStyle(document.body).userSelect`); got != "none none" {
			t.Errorf("touch and selection: %s", got)
		}
	})
}

// TestUnsureFingers: a finger that stays long, one that trembles and one beside a palm press what they came down on, once;
// one that slides off presses nothing.
func TestUnsureFingers(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, _ *rig, k *face, _ string) {
		k.see(`[data-page="services"]`)
		long := k.put(`[data-service="social"]`)
		time.Sleep(1200 * time.Millisecond)
		long.lift()
		k.see(`[data-page="confirm"]`)

		trembling := k.put(`[data-action="back"]`)
		for _, d := range []float64{20, -35, 25} {
			trembling.slide(d, d/4)
		}
		trembling.lift()
		k.see(`[data-page="services"]`)

		palm := k.put(".kiosk-head h1")
		k.put(`[data-action="language"]`, palm).lift()
		palm.lift()
		k.see(`.kiosk[lang="en"]`)

		sliding := k.put(`[data-service="medical"]`)
		sliding.slide(0, 700)
		sliding.lift()
		k.put(`[data-action="language"]`).lift()
		k.see(`.kiosk[lang="zh-CN"] [data-page="services"]`)
	})
}

// TestGuideOnAPhone looks at the list that somebody took home.
func TestGuideOnAPhone(t *testing.T) {
	t.Parallel()
	chromium(t)
	_, url := kioskHall(t, nil)
	f := open(t, "guide", url+"/g/medical", phone)
	f.read(".material-name", "医院收费票据")
	f.fine("guide-medical", false, false, ".guide-online")
	f.accessible("guide")
	f.goTo(url + "/g/none")
	f.sentence(`[data-state="wrong"] h1`)
}
