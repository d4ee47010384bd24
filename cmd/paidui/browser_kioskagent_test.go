package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/paidui/paidui/queue"
)

// TestCardsOfTheKiosksAgent: what is laid on the reader of a kiosk's own computer does at its page what a card does that a
// reader types, and one that is left there is not forgotten.
func TestCardsOfTheKiosksAgent(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	for name, s := range map[string]size{"upright": uprightKiosk, "lying": lyingKiosk} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g, url := kioskHall(t, func(l *queue.Layout) {
				l.Kiosks = []queue.Kiosk{{Number: 1, Name: queue.Text{ZH: "东门取号机"}, Zone: "1F"}, {Number: 2, Name: queue.Text{ZH: "西门取号机"}, Zone: "1F"}}
			})
			var reader tray
			agent := g.agent(url, "eastkiosk", "--reader", reader.program(t))
			k := openAs(t, "agent-"+name, g.tokens["eastkiosk"], url, "/kiosk", s)
			other := openAs(t, "agent-other-"+name, g.tokens["westkiosk"], url, "/kiosk", s)
			g.agentIs("online", func(agent map[string]any) bool { return agent["connected"] == true && agent["reader"] == "ok" })
			k.see(`[data-page="services"]`)
			other.see(`[data-page="services"]`)
			g.oldManByAgent(k, &reader)
			g.whoHasANumberByAgent(k, &reader)
			if ask[bool](other, `!!document.querySelector('.is-large, [data-card]:not([data-card=""]), [data-card-left]') || !document.querySelector('[data-page="services"]')`) {
				t.Error("the other kiosk hears of the cards")
			}
			if log := agent.stop(); contains(log, oldCard[:14]) || contains(log, youngCard[:14]) {
				t.Errorf("a number is in the agent's log:\n%s", log)
			}
		})
	}
}

// oldManByAgent lays the old man's card, takes his number and leaves the card behind.
func (g *rig) oldManByAgent(k *face, reader *tray) {
	g.t.Helper()
	reader.lay(oldCard[:17] + "0")
	k.read(`.card-hint[data-bad="true"]`, "没有读到有效证件")
	k.good("bad")
	reader.lay(oldCard)
	k.see(`.is-large [data-card="0026"][data-bad="false"]`)
	if ask[bool](k, shown(`[data-card-left]`)) {
		g.t.Error("who is at the kiosk is told to take the card away")
	}
	k.goBy(`[data-service="social"]`, "confirm")
	k.goBy(`[data-action="take"]`, "done")
	number := ask[string](k, `document.querySelector("[data-number]").dataset.number`)
	g.hall.View(func(st *queue.State) {
		if ticket, ok := st.TicketByNumber(queue.TicketNo(number)); !ok || ticket.Class != queue.ClassElder || ticket.Holder == "" {
			g.t.Errorf("%s: %+v, want a number of an old man's", number, ticket)
		}
	})
	k.read(`[data-card-left]`, "请取走身份证")
	k.good("done", ".done-number", ".done-card", "[data-card-left]")
	k.goBy(`[data-action="home"]`, "services")
	k.read(`[data-card-left]`, "请取走或交给")
	k.good("left", "[data-card-left]", `[data-action="language"]`)
	k.touch(`[data-action="large"]`)
	k.good("left-large", "[data-card-left]")
	k.touch(`[data-action="contrast"]`)
	k.good("left-large-contrast", "[data-card-left]")
	k.touch(`[data-action="contrast"]`)
	k.touch(`[data-action="large"]`)
	// The next one finds it there and must not take a number by it.
	k.goBy(`[data-service="property"]`, "confirm")
	k.goBy(`[data-action="take"]`, "identify")
	k.read(".identify-title", "请先拿起身份证")
	k.good("lift")
	reader.lay("")
	k.read(".identify-title", "请将身份证放在感应区")
	reader.lay(youngCard)
	k.see(`[data-page="done"]`)
	k.see(`[data-card-left]`)
	reader.lay("")
	k.gone(`[data-card-left]`)
	k.see(`[data-page="services"]`) // by itself, with nothing left to say
}

// whoHasANumberByAgent lays the card of somebody who has one.
func (g *rig) whoHasANumberByAgent(k *face, reader *tray) {
	g.t.Helper()
	slip := g.ask("kiosk", http.MethodPost, "/api/v1/tickets", `{"service":"employment","id_number":"`+youngCard+`","card":true}`).want(http.StatusCreated)
	time.Sleep(settle)
	k.touch(`[data-action="mine"]`)
	k.see(`[data-page="mine"]`)
	reader.lay(youngCard)
	k.see(`[data-page="found"] [data-ticket="` + slip.str("number") + `"]`)
	reader.lay("")
}
