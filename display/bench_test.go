package display

import (
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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

// leadingSeq reads the number that a frame begins with, at no cost to speak of.
func leadingSeq(text []byte) uint64 {
	digits, _, _ := strings.Cut(strings.TrimPrefix(string(text[:min(30, len(text))]), `{"seq":`), ",")
	seq, _ := strconv.ParseUint(digits, 10, 64)
	return seq
}

// A call on a quiet wall until the last of 100 screens has it.
func BenchmarkFanOut100(b *testing.B) {
	const screens = 100
	st := large(b, 60, 300)
	every := defaults
	every.walls = time.Microsecond // the pace is not what is measured
	h := newHub(st.hall, "j", "", nobodys, every)
	ho := newHouse(b, h)
	var here sync.WaitGroup
	var want atomic.Uint64
	var pending atomic.Int64
	all := make(chan struct{}, 1)
	here.Add(screens)
	for range screens {
		conn := ho.dial("/ws/hall/1F", Mark{})
		go func() {
			_, text, err := conn.ReadMessage()
			here.Done()
			for seen := uint64(0); err == nil; _, text, err = conn.ReadMessage() {
				if goal := want.Load(); goal > seen && leadingSeq(text) >= goal {
					seen = goal
					if pending.Add(-1) == 0 {
						all <- struct{}{}
					}
				}
			}
		}()
	}
	here.Wait()
	turn := queue.WindowNumber(0)
	for b.Loop() {
		b.StopTimer()
		turn = turn%60 + 1
		var seq uint64
		st.hall.View(func(s *queue.State) { seq = s.Seq() })
		pending.Store(screens)
		want.Store(seq + 1)
		b.StartTimer()
		if _, err := st.hall.Do(b.Context(), queue.Origin{}, queue.CallNext{Window: turn}); err != nil {
			b.Fatal(err)
		}
		<-all
		b.StopTimer()
		st.do(queue.Start{Window: turn})
		st.do(queue.Finish{Window: turn})
		st.take(queue.ServiceID("s"+string(rune('0'+(turn-1)%8))), 1)
		time.Sleep(5 * time.Millisecond)
		b.StartTimer()
	}
}
