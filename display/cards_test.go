package display

import (
	"testing"

	"github.com/paidui/paidui/queue"
)

// TestCounterTellsOfACard: who got a card reads it where they sit, for as long as they can say something against it, and how
// that ended on the day it does; nobody else reads it there.
func TestCounterTellsOfACard(t *testing.T) {
	st := newStage(t, daily(), "09:00:00")
	st.do(queue.SignIn{Window: 1, Staff: "1001"})
	st.do(queue.SignIn{Window: 3})
	is := func(what string, n queue.WindowNumber, path, want string) {
		t.Helper()
		if got := at(st.draw(CounterOf(n)), path); got != want {
			t.Errorf("%s: %s of window %d is %s, want %s", what, path, n, got, want)
		}
	}
	is("before", 1, "cards", "absent")
	given := st.do(queue.GiveCard{Staff: "1001", Level: queue.LevelYellow, Reason: "擅自离岗"})
	card := given.Card().ID
	is("given", 1, "cards.0.reason", `"擅自离岗"`)
	is("given", 1, "cards.0.appeal_until", `"2026-12-08"`)
	is("given", 3, "cards", "absent")
	st.do(queue.AppealCard{ID: card, Appeal: "去取资料"})
	is("appealed", 1, "cards", "absent")
	st.do(queue.RuleCard{ID: card, Ruling: queue.RulingWithdrawn, Note: "情况属实"})
	is("ruled", 1, "cards.0.ruling", `"withdrawn"`)
	is("ruled", 1, "cards.0.appeal_until", "absent")
}
