package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// listen notes the clips that a page plays, each of which is over at once.
const listen = `(() => {
	window.played = [];
	window.Audio = class {
		constructor(url) { this.url = url; }
		addEventListener(_, ended) { this.ended = ended; }
		play() {
			played.push(this.url.split("/").pop().split(".")[0]);
			setTimeout(this.ended, 0);
			return Promise.resolve();
		}
		pause() {}
	};
	return true;
})()`

// TestOldManAtTheKiosk lays his card and gets the right number, with the right papers, in two touches; he is told aloud what
// to do, and his number.
func TestOldManAtTheKiosk(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, _ string) {
		k.see(`[data-page="services"]`)
		ask[bool](k, listen)
		k.lay(oldCard)
		k.see(`.is-large [data-card="0026"]`)
		k.good("old-home", `[data-service="social"]`)
		k.goBy(`[data-service="social"]`, "confirm")
		k.read(".material-name", "居民身份证")
		k.good("old-confirm", ".confirm-take", `[data-action="back"]`)
		k.goBy(`[data-action="take"]`, "done")
		k.good("old-done", ".done-number", ".done-card")
		number := ask[string](k, `document.querySelector("[data-number]").dataset.number`)
		k.until("it is said", `played.join(" ") === "kiosk_title kiosk_materials kiosk_done_title `+strings.Join(strings.Split(number, ""), " ")+` kiosk_take_card kiosk_done_watch"`)
		g.hall.View(func(st *queue.State) {
			ticket, ok := st.TicketByNumber(queue.TicketNo(number))
			if !ok || ticket.Class != queue.ClassElder || ticket.Holder == "" {
				t.Errorf("%s: %+v, want a number of an old man's", number, ticket)
			}
		})
		k.goBy(`[data-action="home"]`, "services")
		if ask[bool](k, `!!document.querySelector(".is-large, [data-card='0026']")`) {
			t.Error("the next citizen finds the old man's page")
		}
	})
}

// TestFindingAService finds one by an everyday word and by first letters of its pinyin.
func TestFindingAService(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, _ *rig, k *face, _ string) {
		for word, service := range map[string]string{"退休": "social", "看病报销": "medical", "房产": "property"} {
			k.goBy(`[data-action="find"]`, "find")
			time.Sleep(settle)
			k.touch(`[data-word="` + word + `"]`)
			k.see(`[data-page="confirm"] [data-guide="` + service + `"]`)
			k.touch(`[data-action="back"]`)
			k.touch(`[data-action="back"]`)
		}
		for letters, service := range map[string]string{"KB": "medical", "TX": "social", "SFZ": "idcard", "BDC": "property"} {
			k.goBy(`[data-action="find"]`, "find")
			for _, l := range letters {
				k.touch(`[data-key="` + string(l) + `"]`)
			}
			k.see(`.choices [data-service="` + service + `"]`)
			k.touch(`[data-action="back"]`)
		}
	})
}

// TestMyNumber asks for one's place by card, by slip and by number, rejoins after a missed call and gives a number back.
func TestMyNumber(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, _ string) {
		slip := g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"employment","id_number":"`+youngCard+`","card":true}`).want(http.StatusCreated)
		k.see(`[data-page="services"]`)
		k.lay(youngCard)
		k.see(`[data-page="found"] [data-mine="` + slip.str("number") + `"][data-status="waiting"]`)
		k.good("found", `.is-large [data-action="cancel"]`)
		k.touch(`[data-action="back"]`)
		k.goBy(`[data-action="large"]`, "services")
		k.goBy(`[data-service="employment"]`, "confirm")
		time.Sleep(settle)
		k.touch(`[data-action="take"]`)
		k.see(`[data-page="found"] [data-mine="` + slip.str("number") + `"]`)
		k.read(".kiosk-title", "您已有本业务的号")
		k.good("duplicate")

		g.do(queue.SignIn{Window: 5})
		g.do(queue.CallNext{Window: 5})
		g.pass(time.Minute)
		k.see(`[data-status="called"]`)
		k.good("found-called")
		g.do(queue.MarkNoShow{Window: 5})
		k.see(`[data-status="no_show"]`)
		k.good("found-missed", `[data-action="requeue"]`)
		time.Sleep(settle)
		k.touch(`[data-action="requeue"]`)
		k.see(`[data-said="yes"]`)
		k.see(`[data-status="waiting"]`)
		k.good("found-requeued")
		k.goBy(`[data-action="back"]`, "confirm")

		k.touch(`[data-action="back"]`)
		k.goBy(`[data-action="mine"]`, "mine")
		k.lay("http://hall.test:8080/t/" + slip.str("access"))
		k.see(`[data-page="found"] [data-mine="` + slip.str("number") + `"]`)
		k.goBy(`[data-action="cancel"]`, "found")
		k.good("found-cancel", `[data-action="cancel-no"]`)
		time.Sleep(settle)
		k.touch(`[data-action="cancel-yes"]`)
		k.see(`[data-status="cancelled"]`)
		k.good("found-cancelled")
		k.touch(`[data-action="back"]`)
		k.see(`[data-page="mine"]`)
		k.lay(youngCard)
		k.see(`[data-status="cancelled"] [data-action="uncancel"]`)
		k.good("found-undo", `[data-action="uncancel"]`)
		time.Sleep(settle)
		k.touch(`[data-action="uncancel"]`)
		k.read(`[data-said="yes"]`, "找回")
		k.see(`[data-status="waiting"]`)
	})
}

// TestTypedNumber: who types a number off the board reads its place and no more.
func TestTypedNumber(t *testing.T) {
	atBothKiosks(t, nil, func(t *testing.T, _ *rig, k *face, _ string) {
		k.goBy(`[data-action="mine"]`, "mine")
		k.lay("not a slip at all")
		k.sentence(".problem")
		k.goBy(`[data-action="type-number"]`, "type-number")
		for _, key := range "A999" {
			k.touch(`[data-key="` + string(key) + `"]`)
		}
		k.touch(`[data-action="search"]`)
		k.sentence(".problem")
		for range 3 {
			k.touch(`[data-key="delete"]`)
		}
		for _, key := range "005" {
			k.touch(`[data-key="` + string(key) + `"]`)
		}
		k.goBy(`[data-action="search"]`, "found")
		k.see(`[data-mine="A005"]`)
		k.good("found-typed")
		if ask[bool](k, `!!document.querySelector('[data-action="cancel"], [data-action="reprint"], [data-action="defer"]')`) {
			t.Error("a number that anybody can read off the board can be given away")
		}
	})
}

// TestRealName: a service that needs a name asks for the card, one that may have one lets people pass.
func TestRealName(t *testing.T) {
	inLongSuite(t)
	atBothKiosks(t, nil, func(t *testing.T, g *rig, k *face, _ string) {
		k.goBy(`[data-service="property"]`, "confirm")
		k.goBy(`[data-action="take"]`, "identify")
		if ask[bool](k, shown(`[data-action="without-id"]`)) {
			t.Error("a service that needs a name gives numbers without")
		}
		k.lay("640402198601150028") // a wrong check digit
		k.sentence(".identify .problem")
		k.good("identify-bad")
		k.lay(youngCard)
		k.see(`[data-page="done"]`)
		k.read(".done-card", "请取走身份证")
		k.goBy(`[data-action="home"]`, "services")
		k.goBy(`[data-service="idcard"]`, "confirm")
		k.goBy(`[data-action="take"]`, "identify")
		k.good("identify-optional", `[data-action="without-id"]`)
		k.goBy(`[data-action="without-id"]`, "done")
	})
}

// TestCheckInAtTheKiosk: who booked lays the card, holds the code before the scanner or types it, and has a number with
// one touch more.
func TestCheckInAtTheKiosk(t *testing.T) {
	atBothKiosks(t, func(l *queue.Layout) {
		for i := range l.Services {
			l.Services[i].SlotCapacity = 5
		}
	}, func(t *testing.T, g *rig, k *face, _ string) {
		book := func(service, person string) string {
			t.Helper()
			slot := g.now().Add(24*60*queue.Minute + 20*queue.Minute)
			slot -= slot % queue.Instant(30*queue.Minute)
			body := fmt.Sprintf(`{"service":%q,"slot":%q,"id_number":%q,"phone":"13800138000"}`, service, slot.Time().Format("2006-01-02T15:04:05.000Z"), person)
			return g.ask("", http.MethodPost, "/api/v1/appointments", body).want(http.StatusCreated).str("code")
		}
		first, second := book("medical", youngCard), book("archive", oldCard)
		k.see(`[data-page="services"]`)
		k.nextDay(g)
		k.lay(youngCard)
		k.see(`[data-page="found"] [data-appointment]`)
		k.good("booked", `[data-action="check-in"]`)
		k.goBy(`[data-action="check-in"]`, "done")
		k.goBy(`[data-action="home"]`, "services")
		k.lay("http://hall.test:8080/book/" + first)
		k.read(`[data-appointment] .choice-checkin`, "已取号")
		k.good("booked-used")
		k.touch(`[data-action="back"]`)
		k.goBy(`[data-action="mine"]`, "mine")
		k.goBy(`[data-action="type-code"]`, "type-code")
		for _, key := range second {
			k.touch(`[data-key="` + string(key) + `"]`)
		}
		k.good("type-code")
		k.goBy(`[data-action="search"]`, "found")
		k.goBy(`[data-action="check-in"]`, "done")
	})
}
