package main

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/paidui/paidui/queue"
)

// morningVisit is one wait of a number and what came of it, as a test that watches has written it down.
type morningVisit struct {
	number, service string
	window          int
	staff           string
	began           queue.Instant
	called          queue.Instant
	calls           int
	started, ended  queue.Instant
	held, heldFrom  queue.Instant
	how             string // served, no_show, left; empty while it lasts
	back            bool   // the citizen came back after a no-show
}

// ledger is kept beside a morning by who presses the keys, and knows nothing of how the hall keeps its own.
type ledger struct {
	visits []*morningVisit
	issued int
	paused map[string]queue.Millis // by staff
	asked  map[string]int
}

// open gives the visit of a number that has not ended.
func (l *ledger) open(t *testing.T, number string) *morningVisit {
	t.Helper()
	for _, v := range slices.Backward(l.visits) {
		if v.number == number && v.how == "" {
			return v
		}
	}
	t.Fatalf("%s is not in the hall any more", number)
	return nil
}

// sum adds up the visits that keep wants, as the centre reads them.
func (l *ledger) sum(keep func(*morningVisit) bool) map[string]float64 {
	sum := map[string]float64{}
	var waits, missed, services []float64
	for _, v := range l.visits {
		if v.called == 0 || !keep(v) {
			continue
		}
		sum["called"]++
		sum["recalls"] += float64(v.calls - 1)
		wait := float64(v.called - v.began)
		switch {
		case v.back:
			sum["recovered"]++
			missed = append(missed, wait)
			continue
		case v.how == "no_show":
			missed = append(missed, wait)
		default:
			waits = append(waits, wait)
		}
		sum[v.how]++
		if v.started == 0 {
			continue
		}
		took := float64(v.ended - v.started - v.held)
		sum["serving_ms"] += took
		if v.how == "served" {
			services = append(services, took)
		}
	}
	for name, values := range map[string][]float64{"wait_ms": waits, "no_show_wait_ms": missed, "service_ms": services} {
		spread(sum, name, values)
	}
	return sum
}

// spread notes how values are spread: nearest rank, half up.
func spread(sum map[string]float64, name string, values []float64) {
	n := len(values)
	sum[name+".n"] = float64(n)
	if n == 0 {
		return
	}
	slices.Sort(values)
	total := 0.0
	for _, v := range values {
		total += v
	}
	sum[name+".mean"], sum[name+".max"] = math.Round(total/float64(n)), values[n-1]
	sum[name+".p50"], sum[name+".p90"] = values[(n*50+99)/100-1], values[(n*90+99)/100-1]
}

// agree holds a row of the centre's statistics to what the ledger has.
func (l *ledger) agree(t *testing.T, what string, row map[string]any, want map[string]float64) {
	t.Helper()
	for _, name := range []string{"called", "served", "no_show", "recovered", "left", "recalls", "serving_ms"} {
		if got, ok := row[name].(float64); ok && got != want[name] {
			t.Errorf("%s: %s is %v, the ledger has %v", what, name, got, want[name])
		}
	}
	for _, name := range []string{"wait_ms", "no_show_wait_ms", "service_ms"} {
		for _, part := range []string{"n", "mean", "p50", "p90", "max"} {
			got, _ := row[name].(map[string]any)[part].(float64)
			if got != want[name+"."+part] {
				t.Errorf("%s: %s of %s is %v, the ledger has %v", what, part, name, got, want[name+"."+part])
			}
		}
	}
}

// keyMorning is a counter worked by keys alone, with its ledger.
type keyMorning struct {
	*ledger
	t      *testing.T
	g      *rig
	f      *face
	twin   *face // the same window on another screen; nil for none
	window int
	staff  string
}

func (m *keyMorning) now() queue.Instant { return m.g.now() }

// current is the number that the page shows.
func (m *keyMorning) current() string {
	m.t.Helper()
	m.f.see(".current[data-ticket]")
	return ask[string](m.f, `document.querySelector(".current-number").innerText`)
}

// next presses for the next, which ends what is being served, and gives its number.
func (m *keyMorning) next() string {
	m.t.Helper()
	before := ""
	if ask[bool](m.f, `!!document.querySelector(".current[data-ticket]")`) {
		before = m.current()
		m.end(before, "served")
	}
	m.f.command("next", " ")
	m.f.until("another number", `document.querySelector(".current[data-ticket] .current-number") && document.querySelector(".current-number").innerText !== "`+before+`"`)
	number := m.current()
	v := m.open(m.t, number)
	if v.called != 0 {
		m.t.Fatalf("%s is called twice", number)
	}
	v.called, v.calls, v.window, v.staff = m.now(), 1, m.window, m.staff
	if m.twin != nil {
		m.twin.read(".current-number", number)
	}
	return number
}

func (m *keyMorning) start() {
	m.t.Helper()
	m.g.pass(20 * time.Second)
	m.f.command("start", "s")
	m.f.see(`[data-status="serving"]`)
	m.open(m.t, m.current()).started = m.now()
	m.g.pass(3 * time.Minute)
}

// end writes down that a number's visit is over.
func (m *keyMorning) end(number, how string) {
	m.t.Helper()
	v := m.open(m.t, number)
	v.ended, v.how = m.now(), how
}

// leaves presses a key that takes the number from the window.
func (m *keyMorning) leaves(action, key, how string) string {
	m.t.Helper()
	number := m.current()
	m.f.command(action, key)
	m.f.gone(".current[data-ticket]")
	if how != "" {
		m.end(number, how)
	}
	return number
}

// again writes down that a number is put into a queue anew.
func (m *keyMorning) again(number, service string) {
	m.visits = append(m.visits, &morningVisit{number: number, service: service, began: m.now()})
}

// consults counts somebody who only asks something, while the window waits for somebody else.
func (m *keyMorning) consults() {
	m.t.Helper()
	m.asked[m.staff]++
	m.f.command("consult", "n")
	m.f.read(`[data-action="consult"]`, fmt.Sprintf("%d 次", m.asked[m.staff]))
}

// missed calls a number that does not come: once more, then it is passed over.
func (m *keyMorning) missed() string {
	m.t.Helper()
	number := m.next()
	m.g.pass(30 * time.Second)
	m.consults()
	m.f.command("recall", "r")
	m.f.read(".current-more", "已呼叫 2 次")
	m.open(m.t, number).calls++
	m.g.pass(40 * time.Second)
	m.consults()
	return m.leaves("no-show", "x", "no_show")
}

// held puts the number at the window on hold, and resumes it after another has been served.
func (m *keyMorning) held() {
	m.t.Helper()
	m.next()
	m.start()
	number := m.leaves("hold", "h", "")
	v := m.open(m.t, number)
	v.heldFrom = m.now()
	m.next()
	m.start()
	m.leaves("finish", "f", "served")
	m.f.command("resume", "e")
	m.f.read(".current-number", number)
	v.held = m.now() - v.heldFrom
	m.g.pass(time.Minute)
	m.leaves("finish", "f", "served")
}

// TestMorningByKeyboard works a whole morning by keys alone: 30 numbers over calls, recalls, no-shows, citizens who come back, holds,
// transfers, a pause, and B who takes over. What the centre reads agrees with the ledger that the test has kept itself.
func TestMorningByKeyboard(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		l.Settings.DeadPressMS, l.Settings.MaxCalls, l.Settings.MinPresenceSeconds = 300, 2, 45
		l.Windows[1].Post = queue.Post{AStaff: "1001", BStaff: "1002"}
		l.Staff = append(l.Staff, queue.Staff{Number: "1003", Name: "马丽"})
	})
	url := g.live()
	book := &ledger{paused: map[string]queue.Millis{}, asked: map[string]int{}}
	access := map[string]string{}
	for range 30 {
		a := g.take()
		access[a.str("number")] = a.str("access")
		book.visits = append(book.visits, &morningVisit{number: a.str("number"), service: "social", began: g.now()})
		book.issued++
		g.pass(10 * time.Second)
	}
	m := &keyMorning{ledger: book, t: t, g: g, f: g.counterAt(t, url, "counter"), window: 3, staff: "1001"}
	m.f.see(".sign-in input:focus")
	m.f.key("\r") // the field holds the number of whose computer it is
	m.f.see(`.desk[data-state="open"]`)
	m.twin = openAs(t, "twin", g.tokens["counter3"], url, "/counter", counterStrip)
	signedIn := g.now()

	for range 3 { // the plain round, each way of ending it
		m.next()
		m.start()
	}
	m.leaves("finish", "f", "served")
	late := m.missed() // comes 30 s later, and is next
	g.pass(30 * time.Second)
	m.f.command("arrived", "a")
	m.f.read(`[data-message="done"]`, late+" 已到场")
	book.cameBack(t, late)
	m.again(late, "social")
	if number := m.next(); number != late {
		t.Errorf("%s is called before %s, who has come", number, late)
	}
	m.start()
	m.leaves("finish", "f", "served")
	m.requeues(access)
	m.held()
	m.transfers(url)
	m.pauses()
	m.undoes()
	m.relieved()
	for m.waiting() > 0 {
		m.next()
		m.start()
	}
	m.leaves("finish", "f", "served")
	m.twin.see(".current-none")
	m.f.command("sign-out", "q")
	m.f.command("sign-out", "q")
	m.f.see(".sign-in")
	m.settle(signedIn)
}

// requeues passes a number over whose citizen rejoins the queue by phone.
func (m *keyMorning) requeues(access map[string]string) {
	m.t.Helper()
	missed := m.missed()
	m.g.ask("", http.MethodPost, "/api/v1/tickets/"+access[missed]+"/requeue", ``).want(http.StatusOK)
	m.cameBack(m.t, missed)
	m.again(missed, "social")
	for range 3 {
		if m.next() == missed {
			m.t.Errorf("%s is called again before three others", missed)
		}
		m.start()
	}
	if number := m.next(); number != missed {
		m.t.Errorf("%s is called, not %s who came back behind three", number, missed)
	}
	m.start()
	m.leaves("finish", "f", "served")
}

// cameBack writes down that who was missed is in the hall after all.
func (l *ledger) cameBack(t *testing.T, number string) {
	t.Helper()
	for _, v := range slices.Backward(l.visits) {
		if v.number == number && v.how == "no_show" {
			v.back = true
			return
		}
	}
	t.Fatalf("%s was not missed", number)
}

// transfers sends a number on to another window, where another clerk serves it by keys, and gives one back to the queue.
func (m *keyMorning) transfers(url string) {
	m.t.Helper()
	m.next()
	m.start()
	number := m.current()
	m.f.command("transfer", "t")
	m.f.see(`[data-panel="transfer"] [data-choice="tax"]`)
	m.f.key("2")
	m.f.see(`[data-choice="tax"][aria-pressed="true"]`)
	m.f.key("\r")
	m.f.gone(".current[data-ticket]")
	m.end(number, "left")
	m.again(number, "tax")

	other := &keyMorning{ledger: m.ledger, t: m.t, g: m.g, window: 5, staff: "1003",
		f: openAs(m.t, "window-5", m.g.tokens["counter5"], url, "/counter", counterScreen)}
	other.f.see(".sign-in input:focus")
	other.f.typed("1003")
	other.f.key("\r")
	other.f.see(`.desk[data-state="open"]`)
	if got := other.next(); got != number {
		m.t.Errorf("window 5 calls %s, %s was sent there", got, number)
	}
	other.start()
	other.leaves("finish", "f", "served")
	other.f.command("sign-out", "q")
	other.f.command("sign-out", "q")
	other.f.see(".sign-in")

	m.next()
	m.g.pass(10 * time.Second)
	back := m.leaves("return", "b", "left")
	m.again(back, "social")
	if got := m.next(); got != back {
		m.t.Errorf("%s is called, %s was put back where it stood", got, back)
	}
	m.start()
	m.leaves("finish", "f", "served")
}

// pauses stops the window for ten minutes.
func (m *keyMorning) pauses() {
	m.t.Helper()
	m.consults()
	m.f.read(`[data-message="done"]`, "已记一次咨询")
	m.f.command("pause", "p")
	m.f.see(`[data-panel="pause"]`)
	m.f.key("5")
	m.f.key("\r")
	m.f.see(`.desk[data-state="paused"]`)
	m.twin.see(`.desk[data-state="paused"]`)
	m.g.pass(10 * time.Minute)
	m.paused[m.staff] += 10 * queue.Minute
	m.f.command("unpause", "p")
	m.f.see(`.desk[data-state="open"]`)
}

// undoes finishes the wrong number and takes that back.
func (m *keyMorning) undoes() {
	m.t.Helper()
	m.next()
	m.start()
	number := m.current()
	m.f.command("finish", "f")
	m.f.gone(".current[data-ticket]")
	m.g.pass(20 * time.Second)
	m.f.command("undo", "u")
	m.f.read(".current-number", number)
	m.g.pass(time.Minute)
	m.f.command("outcome", "o")
	m.f.see(`[data-panel="outcome"]`)
	m.f.key(kb.Escape)
	m.f.gone(`[data-panel="outcome"]`)
	m.f.command("outcome", "o")
	m.f.see(`[data-panel="outcome"]`)
	m.f.key("5")
	m.f.gone(".current[data-ticket]")
	m.end(number, "served")
}

// relieved has B take over with somebody at the window, whom B then serves.
func (m *keyMorning) relieved() {
	m.t.Helper()
	m.next()
	m.start()
	number := m.current()
	m.f.command("take-over", "d")
	m.f.see(`[data-panel="take-over"]`)
	m.f.key("1")
	m.f.read(".bar-staff", "李建国")
	m.f.read(".current-number", number)
	m.staff = "1002"
	m.open(m.t, number).staff = m.staff
	m.g.pass(2 * time.Minute)
	m.leaves("finish", "f", "served")
}

func (m *keyMorning) waiting() (n int) {
	m.g.hall.View(func(st *queue.State) { n = st.WaitingCount("social") })
	return n
}

// settle holds everything that the centre reads to the ledger, and the ledger to having lost nobody.
func (m *keyMorning) settle(signedIn queue.Instant) {
	m.t.Helper()
	done := map[string]bool{}
	for _, v := range m.visits {
		if v.how == "" {
			m.t.Errorf("%s still waits", v.number)
		}
		done[v.number] = done[v.number] || v.how == "served"
	}
	if len(done) != m.issued || m.issued != 30 {
		m.t.Errorf("%d numbers of %d", len(done), m.issued)
	}
	for number, served := range done {
		if !served {
			m.t.Errorf("%s was never served", number)
		}
	}
	rows := func(report string) []map[string]any {
		return m.g.ask("admin", http.MethodGet, "/api/v1/statistics/"+report, "").want(http.StatusOK).list()
	}
	for _, row := range rows("windows") {
		n := int(row["window"].(float64))
		m.agree(m.t, queue.WindowNumber(n).String(), row, m.sum(func(v *morningVisit) bool { return v.window == n }))
	}
	for _, row := range rows("services") {
		m.agree(m.t, row["service"].(string), row, m.sum(func(v *morningVisit) bool { return v.service == row["service"] }))
	}
	for _, row := range rows("staff") {
		no := row["staff"].(string)
		m.agree(m.t, "staff "+no, row, m.sum(func(v *morningVisit) bool { return v.staff == no }))
		if got := queue.Millis(row["paused_ms"].(float64)); got != m.paused[no] {
			m.t.Errorf("staff %s: paused %v, the ledger has %v", no, got.Duration(), m.paused[no].Duration())
		}
		if got := int(row["consultations"].(float64)); got != m.asked[no] {
			m.t.Errorf("staff %s: %d only asked, the ledger has %d", no, got, m.asked[no])
		}
	}
	var turns []string
	for _, row := range rows("shifts") {
		turns = append(turns, row["staff"].(string))
	}
	if got := strings.Join(turns, " "); got != "1001 1003 1002" {
		m.t.Errorf("the turns are those of %s", got)
	}
	if first := rows("shifts")[0]; first["signed_in_at"] != signedIn.String() || first["relieved"] != true {
		m.t.Errorf("A's turn: %v", first)
	}
}
