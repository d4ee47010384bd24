package queue

import (
	"fmt"
	"testing"
)

// crowd gives a hall at nine with n people waiting for window 1, which is open.
func crowd(b testing.TB, n int) *State {
	layout := roundTheClock()
	s, at := NewState(), Instant(1795395600000)
	do := func(c Command) {
		events, err := s.Decide(at, c)
		if err != nil {
			b.Fatal(err)
		}
		s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
	}
	do(SetUp{Layout: layout})
	do(OpenDay{monday})
	do(SignIn{Window: 1})
	for range n {
		at++
		do(Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
	}
	return s
}

// BenchmarkDecideApply is one command of the usual round, in turn: take, call, start, finish. Aim: at most 5 µs.
func BenchmarkDecideApply(b *testing.B) {
	s := crowd(b, 300)
	round := []Command{
		Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}, CallNext{Window: 1}, Start{Window: 1}, Finish{Window: 1},
	}
	at := s.at
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at += 10
		events, err := s.Decide(at, round[i%len(round)])
		if err != nil {
			b.Fatal(err)
		}
		s.Apply(Entry{Seq: s.seq + 1, At: at, Events: events})
		if len(s.issued) > 20_000 {
			b.StopTimer()
			s, i = crowd(b, 300), -1
			at = s.at
			b.StartTimer()
		}
	}
}

// BenchmarkCallNext is a call and the return of its ticket, so that the crowd stays. Aim: at 100,000 waiting at most
// three times what it is at 100.
func BenchmarkCallNext(b *testing.B) {
	var least float64
	for _, n := range []int{100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", n), func(b *testing.B) {
			s := crowd(b, n)
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range []Command{CallNext{Window: 1}, ReturnToQueue{Window: 1}} {
					events, err := s.Decide(s.at, c)
					if err != nil {
						b.Fatal(err)
					}
					s.Apply(Entry{Seq: s.seq + 1, At: s.at, Events: events})
				}
				s.calls = s.calls[:0]
			}
			each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if n == 100 {
				least = each
			}
			b.ReportMetric(each/least, "x100")
		})
	}
}
