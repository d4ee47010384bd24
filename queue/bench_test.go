package queue

import (
	"fmt"
	"testing"
)

// crowd gives a hall at nine with n people waiting for window 1, which is open.
func crowd(b testing.TB, n int) *State { return crowdOf(b, roundTheClock(), n) }

// crowdOf is crowd for a layout.
func crowdOf(b testing.TB, layout Layout, n int) *State {
	s := NewState()
	for _, c := range []Command{SetUp{Layout: layout}, OpenDay{monday}, SignIn{Window: 1}} {
		do(b, s, c)
	}
	for range n {
		s.at++
		do(b, s, Take{Service: "social", Class: ClassNormal, Source: SourceKiosk})
	}
	return s
}

// do carries c out and gives its entry.
func do(b testing.TB, s *State, c Command) Entry {
	at := max(s.at, 1795395600000)
	events, err := s.Decide(at, c)
	if err != nil {
		b.Fatal(err)
	}
	e := Entry{Seq: s.seq + 1, At: at, Events: events}
	s.Apply(e)
	return e
}

// BenchmarkDecideApply is one command of the usual round, in turn: take, call, start, finish. Aim: at most 5 µs.
func BenchmarkDecideApply(b *testing.B) {
	s := crowd(b, 300)
	round := []Command{
		Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}, CallNext{Window: 1}, Start{Window: 1}, Finish{Window: 1},
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.at += 10
		do(b, s, round[i%len(round)])
		if len(s.issued) > 20_000 {
			b.StopTimer()
			s, i = crowd(b, 300), -1
			b.StartTimer()
		}
	}
}

// BenchmarkCallNext is a call and the return of its ticket, so that the crowd stays. Aim: at 100,000 waiting at most
// three times what it is at 100.
func BenchmarkCallNext(b *testing.B) {
	var least float64
	for _, n := range []int{10, 100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("waiting=%d", n), func(b *testing.B) {
			s := crowd(b, n)
			b.ReportAllocs()
			for b.Loop() {
				do(b, s, CallNext{Window: 1})
				do(b, s, ReturnToQueue{Window: 1})
				s.calls = s.calls[:0]
			}
			each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if n == 100 {
				least = each
			}
			if n >= 100 {
				b.ReportMetric(each/least, "x100")
			}
		})
	}
}

// BenchmarkWindows is the same with 300 waiting, for halls of more and more windows that all serve the same.
func BenchmarkWindows(b *testing.B) {
	for _, n := range []int{1, 10, 50, 200} {
		b.Run(fmt.Sprintf("windows=%d", n), func(b *testing.B) {
			layout := roundTheClock()
			layout.Windows = nil
			for i := range n {
				layout.Windows = append(layout.Windows, Window{
					Number: WindowNumber(i + 1), Name: Text{ZH: "综合窗口"}, Zone: "1F", Services: []ServiceID{"social", "medical", "tax"},
				})
			}
			s := crowdOf(b, layout, 300)
			for i := 1; i < n; i++ {
				do(b, s, SignIn{Window: WindowNumber(i + 1)})
			}
			for b.Loop() {
				do(b, s, CallNext{Window: 1})
				do(b, s, ReturnToQueue{Window: 1})
				s.calls = s.calls[:0]
			}
		})
	}
}

// BenchmarkEncode and BenchmarkDecode are a call's way into the journal and out of it.
func BenchmarkEncode(b *testing.B) {
	e := aCall(b)
	for b.Loop() {
		text, err := e.MarshalJSON()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
	}
}

func BenchmarkDecode(b *testing.B) {
	text, err := aCall(b).MarshalJSON()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var e Entry
		if err := e.UnmarshalJSON(text); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
	}
}

// aCall is the entry of a call.
func aCall(b *testing.B) Entry {
	s := crowd(b, 10)
	events, err := s.Decide(s.at, CallNext{Window: 1})
	if err != nil {
		b.Fatal(err)
	}
	return Entry{Seq: s.seq + 1, At: s.at, By: "counter window 1", Events: events}
}

// BenchmarkReplay folds a day of numbers that were taken, called and given back, by entries a second.
func BenchmarkReplay(b *testing.B) {
	s, entries := NewState(), []Entry(nil)
	for _, c := range []Command{SetUp{Layout: roundTheClock()}, OpenDay{monday}, SignIn{Window: 1}} {
		entries = append(entries, do(b, s, c))
	}
	for range 3000 {
		for _, c := range []Command{Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}, CallNext{Window: 1}, Start{Window: 1}, Finish{Window: 1}} {
			entries = append(entries, do(b, s, c))
		}
	}
	for b.Loop() {
		again := NewState()
		for _, e := range entries {
			again.Apply(e)
		}
	}
	b.ReportMetric(float64(b.N*len(entries))/b.Elapsed().Seconds(), "entries/s")
}
