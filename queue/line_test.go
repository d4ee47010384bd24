package queue

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLineAgainstASortedSlice drives a line and a plain sorted slice alike, at both ends and in the middle.
func TestLineAgainstASortedSlice(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	l := line{less: inOrder}
	var plain []*Ticket
	for step := range 20_000 {
		if len(plain) == 0 || r.IntN(100) < 52 {
			effective := Instant(r.IntN(50))
			if r.IntN(4) == 0 {
				effective = Instant(step)
			}
			ticket := &Ticket{EffectiveAt: effective, Place: uint64(step)}
			l.insert(ticket)
			plain = append(plain, ticket)
			slices.SortFunc(plain, func(a, b *Ticket) int {
				return cmp.Or(cmp.Compare(a.EffectiveAt, b.EffectiveAt), cmp.Compare(a.Place, b.Place))
			})
		} else {
			i := r.IntN(len(plain))
			if r.IntN(2) == 0 {
				i = 0
			}
			l.remove(plain[i])
			plain = slices.Delete(plain, i, i+1)
		}
		if step%50 == 0 && !slices.Equal(l.tickets, plain) {
			t.Fatalf("step %d: the line differs from a sorted slice", step)
		}
	}
	l.remove(&Ticket{EffectiveAt: 1}) // not in it: nothing happens
	if !slices.Equal(l.tickets, plain) {
		t.Fatal("removing a stranger changed the line")
	}
}
