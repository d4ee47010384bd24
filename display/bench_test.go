package display

import (
	"fmt"
	"testing"

	"github.com/paidui/paidui/queue"
)

// A wall of 60 windows, 8 services and 300 waiting, drawn and encoded.
func BenchmarkDrawHall(b *testing.B) {
	st := large(b, 60, 360)
	for n := range 60 {
		st.call(queue.WindowNumber(n + 1))
	}
	now := st.hall.Now()
	for b.Loop() {
		var board any
		st.hall.View(func(s *queue.State) { board, _ = Draw(s, now, HallOf("1F")) })
		b.SetBytes(int64(len(encode(board))))
	}
}

// One of many phones, drawn and encoded.
func BenchmarkDrawTicket(b *testing.B) {
	st := large(b, 60, 360)
	now := st.hall.Now()
	for b.Loop() {
		var board any
		st.hall.View(func(s *queue.State) { board, _ = Draw(s, now, TicketOf("20261123-A030")) })
		b.SetBytes(int64(len(encode(board))))
	}
}

// BenchmarkDrawWindows draws and encodes the wall of halls with more and more windows, each of which has called.
func BenchmarkDrawWindows(b *testing.B) {
	for _, windows := range []int{5, 20, 60, 200} {
		b.Run(fmt.Sprintf("windows=%d", windows), func(b *testing.B) {
			st := large(b, windows, windows+300)
			for n := range windows {
				st.call(queue.WindowNumber(n + 1))
			}
			now := st.hall.Now()
			for b.Loop() {
				var board any
				st.hall.View(func(s *queue.State) { board, _ = Draw(s, now, HallOf("1F")) })
				b.SetBytes(int64(len(encode(board))))
			}
		})
	}
}
