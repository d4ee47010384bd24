package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// outcomeHall is a hall with a counter's page, whose service asks for eleven papers and keeps a calendar. Printing is
// noted, not done.
func outcomeHall(t *testing.T, change func(*queue.Layout)) (g *rig, counter *face, url string) {
	t.Helper()
	chromium(t)
	g = newRig(t, func(l *queue.Layout) {
		l.Settings.DeadPressMS = 0
		l.Hours.Days = []queue.Weekday{1, 2, 3, 4, 5}
		l.Hours.Holidays, l.Hours.Workdays = []queue.Date{"2026-11-27", "2026-12-02"}, []queue.Date{"2026-11-29"}
		for _, name := range []string{
			"居民身份证", "户口簿", "近期一寸照片", "社会保障卡", "职工档案（由单位或存档机构送来）", "解除劳动合同证明", "出生医学证明", "结婚证",
			"不动产权证书或租房合同", "买卖双方身份证", "监护人身份证和监护关系证明（未满十六周岁由监护人陪同办理）",
		} {
			l.Services[0].Guide.Materials = append(l.Services[0].Guide.Materials, queue.Material{Name: queue.Text{ZH: name}})
		}
		if change != nil {
			change(l)
		}
	})
	url = g.live()
	counter = openAs(t, "counter", g.tokens["counter3"], url, "/counter", counterScreen, `window.printed = 0; window.print = () => { window.printed++; }`)
	g.window("sign-in", `{"staff":"1001"}`).want(http.StatusOK)
	return g, counter, url
}

// begins takes a number of social and serves it by keyboard.
func (f *face) begins(g *rig) *asked {
	f.t.Helper()
	taken := g.take()
	f.see(`[data-action="next"]:not(:disabled)`)
	f.read(".queue-total", "1")
	f.key(" ")
	f.see(`[data-status="called"]`)
	f.see(`[data-action="start"]:not(:disabled)`)
	f.key("s")
	f.see(`[data-status="serving"]`)
	f.see(`[data-action="outcome"]:not(:disabled)`)
	return taken
}

// result gives how the ticket with a number ended.
func (g *rig) result(number queue.TicketNo) (t queue.Ticket) {
	g.t.Helper()
	g.hall.View(func(s *queue.State) {
		if held, ok := s.TicketByNumber(number); ok {
			t = *held
		}
	})
	return t
}

// TestOutcomeInTwoKeys: the usual ends of a service are a key, and a digit; what else there is to say comes before the
// digit, and a step back is Esc.
func TestOutcomeInTwoKeys(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, _ := outcomeHall(t, nil)
	f.begins(g)
	f.key("o")
	f.see(`[data-panel="outcome"]`)
	f.fine("counter-outcome", true, false, `[data-outcome="accepted"]`, `[data-detail="pick_up"]`)
	f.accessible("counter-outcome")
	f.key("1")
	f.gone("[data-ticket]")
	f.read(`[data-message="done"]`, "A001 已办结")
	if got := g.result("A001"); got.Outcome != queue.OutcomeAccepted || got.Matters != 0 {
		t.Errorf("two keys gave %+v", got)
	}

	f.begins(g)
	f.key("o")
	f.key("3")
	f.see(`[data-panel="outcome"] input:focus`)
	f.key(kb.Escape)
	f.see(`[data-outcome="refused"]`)
	f.key(kb.Escape)
	f.gone("[data-panel]")
	f.key("o")
	f.key("4")
	f.see(`[data-panel="outcome"] input:focus`)
	f.typed("not here")
	f.key("\r")
	f.gone("[data-ticket]")
	if got := g.result("A002"); got.Outcome != queue.OutcomeReturned || got.Reason != "not here" {
		t.Errorf("returned with a reason gave %+v", got)
	}
}

// TestDatesByTheCalendar: a pick-up date in workdays, a date of decision with the arrows, a case number, five matters.
func TestDatesByTheCalendar(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, _ := outcomeHall(t, nil)
	f.begins(g)
	f.key("o")
	f.see(`[data-panel="outcome"]`)
	f.key("g")
	f.see(`.calendar[data-date]`)
	f.key("1")
	f.key("0") // the tenth workday, past two holidays and a Sunday that is worked
	f.see(`.calendar[data-date="2026-12-08"]`)
	f.read(".calendar-after", "第 10 个工作日")
	f.fine("counter-calendar", true, false, `[data-day="2026-12-02"].is-closed`, `[data-workdays="20"]`)
	f.accessible("counter-calendar")
	f.key("\r")
	f.read(`[data-detail="pick_up"]`, "12月8日")
	f.key("d")
	f.see(`.calendar[data-date]`)
	f.key("1")
	f.see(`.calendar[data-date="2026-11-24"]`)
	f.key(kb.ArrowDown)
	f.see(`.calendar[data-date="2026-12-01"]`)
	f.key(kb.ArrowRight)
	f.read(".calendar-after", "不上班")
	f.key(kb.ArrowRight)
	f.key("\r")
	f.read(`[data-detail="due"]`, "12月3日")
	f.key("n")
	f.see(`[data-panel="outcome"] input:focus`)
	f.typed("2026-311")
	f.key("\r")
	f.key("m")
	f.see(`[data-panel="outcome"] input:focus`)
	f.typed("5")
	f.key("\r")
	f.read(`[data-detail="matters"]`, "5 件")
	f.fine("counter-outcome-details", true, false, `[data-detail="case_no"].is-chosen`)
	f.key("6")
	f.gone("[data-ticket]")
	got := g.result("A001")
	if got.Outcome != queue.OutcomeCollected || got.PickUp != "2026-12-08" || got.Due != "2026-12-03" || got.CaseNo != "2026-311" || got.Matters != 5 {
		t.Errorf("the ticket ended as %+v", got)
	}
}

// TestMissingPapersByKeyboard ticks three papers of eleven and writes one of its own; the slip is printed, and the phone
// shows all of it.
func TestMissingPapersByKeyboard(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, url := outcomeHall(t, nil)
	taken := f.begins(g)
	holder := open(t, "phone", url+"/t/"+taken.str("access"), phone)
	f.key("o")
	f.see(`[data-panel="outcome"]`)
	f.key("2")
	f.see(`[data-choice="户口簿"]`)
	f.key("2")
	f.see(`[data-choice="户口簿"].is-chosen`)
	f.key("3")
	f.key("3") // a slip of the finger
	f.key("5")
	f.key("0")
	f.see(`[data-choice="买卖双方身份证"]`)
	f.key("2")
	f.key("t")
	f.see(`[data-panel="outcome"] input:focus`)
	f.typed("proof")
	f.key("\r")
	f.see(`[data-choice="proof"].is-chosen`)
	f.key("0")
	f.see(`[data-choice="户口簿"].is-chosen`)
	f.fine("counter-papers", true, false, `[data-action="papers-finish"]`)
	f.accessible("counter-papers")
	f.key("b")
	f.see(`[data-panel="outcome"] input:focus`)
	f.typed("originals")
	f.key("\r")
	f.see(`[data-action="paper-note"].is-chosen`)
	f.key("\r")
	f.gone("[data-ticket]")
	f.read(`[data-message="done"]`, "补正单 4 项，补正码有效至 12月8日")
	f.until("the slip is printed", `window.printed === 1 && document.querySelector(".sheet").naturalWidth > 0`)

	holder.see(`[data-state="served"] [data-missing="4"]`)
	holder.read(".missing-papers", "户口簿")
	holder.read(".missing-until", "12月8日 星期二")
	holder.see(`.missing-code [data-code]`)
	holder.until("the code's picture", `document.querySelector(".missing-code img").naturalWidth > 0`)
	holder.fine("phone-missing", false, false, ".missing-note")
	holder.accessible("phone-missing")
	ask[bool](holder, `(document.documentElement.style.fontSize = "200%", true)`)
	holder.fine("phone-missing-large", false, false, ".missing-note")

	// Without a printer, the key that says so is remembered.
	f.begins(g)
	f.key("o")
	f.key("2")
	f.see(`[data-choice="户口簿"]`)
	f.key("1")
	f.key("p")
	f.see(`[data-action="paper-print"][aria-pressed="false"]`)
	f.key("\r")
	f.gone("[data-ticket]")
	f.goTo(url + "/counter")
	f.begins(g)
	f.key("o")
	f.key("2")
	f.see(`[data-action="paper-print"][aria-pressed="false"]`)
	f.key(kb.Escape)
	f.key("7")
	f.gone("[data-ticket]")
	if printed := ask[int](f, `window.printed`); printed != 0 {
		t.Errorf("%d slips were printed", printed)
	}
}

// TestOutcomeIsAskedForByNext, where the centre requires one: Space, a digit, and the next is called. Sooner than that the
// page asks whether anybody came, and the outcome is not forgotten.
func TestOutcomeIsAskedForByNext(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, _ := outcomeHall(t, func(l *queue.Layout) { l.Settings.OutcomeRequired, l.Settings.MinPresenceSeconds = true, 45 })
	f.begins(g)
	g.take()
	f.read(".queue-total", "1")
	f.key(" ")
	f.see(`[data-panel="outcome"]`)
	f.key("5")
	f.read(".current-number", "A002")
	if got := g.result("A001"); got.Outcome != queue.OutcomeConsulted {
		t.Errorf("next with an outcome gave %+v", got)
	}
	g.take()
	f.read(".queue-total", "1")
	f.key(" ")
	f.see(`[data-panel="outcome"]`)
	f.key("6")
	f.see(`[data-action="here"]`)
	f.gone("[data-panel]")
	f.key("1")
	f.read(".current-number", "A003")
	if got := g.result("A002"); got.Outcome != queue.OutcomeCollected {
		t.Errorf("after the question: %+v", got)
	}
	// Nobody waits: the ticket is finished all the same.
	g.pass(time.Minute)
	f.key("s")
	f.see(`[data-status="serving"]`)
	f.key(" ")
	f.see(`[data-panel="outcome"]`)
	f.key("1")
	f.gone("[data-ticket]")
}

// TestOutcomesAtTheEndOfTheDay: who signs out is told what has no outcome, and says it with a key each.
func TestOutcomesAtTheEndOfTheDay(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, _ := outcomeHall(t, nil)
	for range 3 {
		g.serve()
		g.window("finish", `{}`).want(http.StatusOK)
	}
	f.read(`[data-action="without"]`, "3")
	f.see(`[data-action="sign-out"]:not(:disabled)`)
	f.key("q")
	f.read(`[data-message="warning"]`, "今天还有 3 个号没有选办理结果")
	f.shot("counter-signing-out")
	f.key("k")
	f.see(`[data-panel="without"]`)
	f.fine("counter-without", true, false, `[data-choice="20261123-A003"]`)
	f.accessible("counter-without")
	f.key("2")
	f.read(`[data-panel="outcome"]`, "A002")
	f.key("6")
	f.gone(`[data-choice="20261123-A002"]`)
	f.see(`[data-panel="without"] [data-choice="20261123-A003"]`)
	f.key("1")
	f.read(`[data-panel="outcome"]`, "A001")
	f.key("1")
	f.gone(`[data-choice="20261123-A001"]`)
	f.see(`[data-panel="without"] [data-choice="20261123-A003"]`)
	f.key("1")
	f.read(`[data-panel="outcome"]`, "A003")
	f.key("5")
	f.read(`[data-panel="without"]`, "都选了")
	f.key(kb.Escape)
	f.gone("[data-panel]")
	f.gone(`[data-action="without"]`)
	for number, want := range map[queue.TicketNo]queue.Outcome{"A001": queue.OutcomeAccepted, "A002": queue.OutcomeCollected, "A003": queue.OutcomeConsulted} {
		if got := g.result(number).Outcome; got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}

// TestTheNextClerkReadsWhatWasWritten: notes of holding and sending on, and the window's name for the place.
func TestTheNextClerkReadsWhatWasWritten(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, url := outcomeHall(t, journey)
	f.begins(g)
	f.key("j")
	f.see(`[data-panel="hold-note"] input:focus`)
	f.typed("copies")
	f.key("\r")
	f.see(`[data-action="resume"]:not(:disabled)`)
	f.key("e")
	f.see(`[data-status="serving"]`)
	f.read(".history", "copies")
	f.key("t")
	f.see(`[data-panel="transfer"]`)
	f.key("n")
	f.see(`[data-panel="transfer"] input:focus`)
	f.typed("tax first")
	f.key("\r")
	f.see(`[data-action="transfer-note"].is-chosen`)
	f.see(`[data-choice="pay"].is-chosen`) // the next step is offered
	f.see(`[data-choice="tax"]`)
	f.fine("counter-transfer-note", true, false, `[data-action="transfer-confirm"]`)
	f.press(`[data-choice="tax"]`)
	f.key("\r")
	f.gone("[data-ticket]")

	next := openAs(t, "next-counter", g.tokens["counter5"], url, "/counter", counterScreen)
	next.see(".sign-in input:focus")
	next.key("\r")
	next.see(`.desk[data-state="open"]`)
	next.key(" ")
	next.see(`[data-status="called"]`)
	next.read(`[data-step="transferred"]`, "tax first")
	next.read(`[data-step="held"]`, "copies")
	next.fine("counter-history", true, false, ".history-step")
	next.accessible("counter-history")
}

// TestJourneyOnPages: the clerk sees where the ticket goes, the window's screen sends its citizen there, and the phone
// shows the same number in its next queue.
func TestJourneyOnPages(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f, url := outcomeHall(t, journey)
	screen := openAs(t, "window", g.tokens["screen3"], url, "/window/3", windowScreen)
	taken := f.begins(g)
	holder := open(t, "phone", url+"/t/"+taken.str("access"), phone)
	f.read(`[data-action="finish"]`, "办好后去缴费")
	f.key("o")
	f.read(`[data-outcome="accepted"]`, "办好后去缴费")
	f.fine("counter-outcome-step", true, false, `[data-detail="stay"]`)
	f.key("v")
	f.see(`[data-detail="stay"][aria-pressed="true"]`)
	f.key("v")
	f.key("1")
	f.gone("[data-ticket]")
	f.read(`[data-message="done"]`, "A001 已办好本环节，去缴费排队")
	screen.read(".mid-goodbye", "请到一楼大厅等候，继续办理缴费")
	screen.fine("window-onward", true, false, ".mid-goodbye")
	holder.see(`[data-state="waiting"]`)
	holder.read(".phone-facts", "缴费")
	f.key("u") // too early: there is a paper missing after all
	f.see(`[data-status="serving"]`)
	holder.see(`[data-state="serving"]`)
	f.key("f")
	f.gone("[data-ticket]")
	holder.see(`[data-state="waiting"]`)
}

// TestBackOnThursday is moment 16: Monday's slip, scanned or typed at a kiosk on Thursday.
func TestBackOnThursday(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, url string) {
		slip := func() (code, word string) {
			taken := g.ask("kiosk2", http.MethodPost, tickets, `{"service":"social"}`).want(http.StatusCreated)
			for g.result(queue.TicketNo(taken.str("number"))).Status != queue.StatusCalled {
				g.window("next", `{"finish":true}`).want(http.StatusOK)
			}
			g.window("start", `{}`).want(http.StatusOK)
			g.window("finish", `{"missing":["户口簿","社会保障卡","近期一寸照片"],"note":"户口簿要原件"}`).want(http.StatusOK)
			held := as(t, g.ticket(taken.str("access"))["missing"])
			return held["code"].(string), taken.str("url")
		}
		code, word := slip()
		second, _ := slip()
		g.at("2026-11-26T09:00")
		k.see(`[data-page="services"], [data-page="home"]`)
		k.lay(word)
		k.see(`[data-page="return"]`)
		k.read(".materials", "户口簿")
		k.good("return", `[data-action="return"]`)
		k.touch(`[data-action="large"]`)
		k.good("return-large", `[data-action="return"]`)
		time.Sleep(settle)
		k.touch(`[data-action="return"]`)
		k.see(`[data-page="done"] [data-number="A001"]`)
		if got := g.result("A001"); got.Class != queue.ClassReturn || got.ForWindow != 3 || got.Source != queue.SourceKiosk {
			t.Errorf("back on Thursday: %+v", got)
		}
		time.Sleep(settle)
		k.touch(`[data-action="home"]`)
		k.see(`[data-page="services"], [data-page="home"]`)
		k.lay(code)
		k.see(`[data-mine="A001"]`)
		k.read(".notice", "此码已取号 A001")
		k.good("return-used", `[data-mine="A001"]`)
		time.Sleep(settle)
		k.touch(`[data-action="back"]`)

		k.goBy(`[data-action="mine"]`, "mine")
		k.goBy(`[data-action="type-code"]`, "type-code")
		for _, key := range strings.Split(second, "") {
			k.touch(`[data-key="` + key + `"]`)
		}
		k.goBy(`[data-action="search"]`, "return")
	})
}

// TestReturnAtTheDesk: the code typed into the search gives the slip, and Enter the number; today's own ticket offers it
// with a key.
func TestReturnAtTheDesk(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	g, f := deskRig(t, papered)
	g.window("sign-in", `{}`).want(http.StatusOK)
	first := g.serve()
	g.window("finish", `{"missing":["户口簿","近期照片"],"note":"要原件"}`).want(http.StatusOK)
	code := as(t, g.ticket(first.str("access"))["missing"])["code"].(string)
	f.see(`input[name="search"]:focus`)
	f.typed(strings.ToLower(code))
	f.key("\r")
	f.see(`[data-slip="A001"]`)
	f.read(".slip-papers", "近期照片")
	f.fine("desk-return", true, false, `[data-action="return-take"]`)
	f.accessible("desk-return")
	f.key("\r")
	f.see(`[data-panel="taken"] [data-number="A002"]`)
	f.key("\r")
	f.see(`input[name="search"]:focus`)
	f.typed("a001")
	f.key("\r")
	f.see(`[data-ticket="A001"][data-status="served"]`)
	f.key("t")
	f.read(".slip-until", "已取号 A002")
	f.key(kb.Escape)
	f.see(`input[name="search"]:focus`)
	f.typed("00000000")
	f.key("\r")
	f.read(`[data-message="problem"]`, "没有找到这个码")
}
