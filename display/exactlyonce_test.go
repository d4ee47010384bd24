package display

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/paidui/paidui/queue"
)

// wanderer is a screen that hangs up and comes back as it likes, and keeps what it was told to speak.
type wanderer struct {
	house *house
	path  string
	last  func() uint64 // up to where the journal is durable
	rand  *rand.Rand

	mark  Mark
	from  uint64 // the first mark
	heard []uint64
}

// wander comes and goes until it has seen all up to end(), which is zero while there is more to come.
func (w *wanderer) wander(end func() uint64) error {
	for done := uint64(0); done == 0 || w.mark.Seq < done; done = end() {
		conn, err := w.house.reach(w.path, w.mark)
		if err != nil {
			return err
		}
		frames, politely := 1+w.rand.IntN(8), w.rand.IntN(2) == 0
		cut := time.AfterFunc(time.Duration(5+w.rand.IntN(200))*time.Millisecond, func() {
			if politely {
				bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
				_ = conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
			}
			_ = conn.Close()
		})
		for range frames {
			f, err := conn.frame()
			if err != nil {
				break
			}
			if err := w.take(f); err != nil {
				return err
			}
		}
		cut.Stop()
		_ = conn.Close()
	}
	return nil
}

// arrive reads the first frame there is.
func (w *wanderer) arrive() error {
	conn, err := w.house.reach(w.path, Mark{})
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	f, err := conn.frame()
	if err != nil {
		return err
	}
	return w.take(f)
}

func (w *wanderer) take(f Frame) error {
	if durable := w.last(); f.Seq > durable {
		return fmt.Errorf("frame %d while the journal is durable up to %d", f.Seq, durable)
	}
	if f.Seq < w.mark.Seq {
		return fmt.Errorf("frame %d after %d", f.Seq, w.mark.Seq)
	}
	if w.mark == (Mark{}) {
		w.from = f.Seq
	}
	for _, s := range f.Speak {
		if s.Seq > f.Seq || s.Seq <= w.mark.Seq {
			return fmt.Errorf("call %d in frame %d after %d", s.Seq, f.Seq, w.mark.Seq)
		}
		w.heard = append(w.heard, s.Seq)
	}
	w.mark = Mark{Epoch: f.Epoch, Seq: f.Seq}
	return nil
}

// drive calls and recalls at all windows and gives each zone's calls.
func drive(st *stage, rounds int) map[queue.ZoneID][]uint64 {
	calls := map[queue.ZoneID][]uint64{}
	random := rand.New(rand.NewPCG(7, 11))
	places := daily().Windows
	for range rounds {
		w := places[random.IntN(len(places))]
		c := queue.Command(queue.CallNext{Window: w.Number, Finish: true})
		if random.IntN(3) == 0 {
			c = queue.Recall{Window: w.Number}
		}
		st.take(w.Services[0], random.IntN(3))
		e, err := st.hall.Do(st.t.Context(), queue.Origin{}, c)
		if err == nil {
			st.hall.View(func(s *queue.State) {
				for _, call := range s.Calls() {
					if call.Seq == e.Seq {
						for _, zone := range call.Zones {
							calls[zone] = append(calls[zone], call.Seq)
						}
					}
				}
			})
		}
		time.Sleep(time.Duration(random.IntN(6)) * time.Millisecond)
	}
	return calls
}

// Each call of the zone reaches each screen exactly once and in order, over any number of reconnects, and never before it
// is durable; a screen that has stalled changes nothing in that.
func TestEachCallExactlyOnce(t *testing.T) {
	layout := nightly()
	layout.Settings.MinPresenceSeconds = 0
	st := newStage(t, layout, "09:00:00").open()
	every := defaults
	every.beat = 100 * time.Millisecond
	ho := newHouse(t, newHub(st.hall, "j", "", nobodys, every))
	ho.dial("/ws/hall/1F", Mark{}) // never read from

	var mu sync.Mutex
	end := uint64(0)
	ended := func() uint64 {
		mu.Lock()
		defer mu.Unlock()
		return end
	}
	screens := make([]*wanderer, 50)
	var all, here sync.WaitGroup
	errs := make([]error, len(screens))
	for i := range screens {
		w := &wanderer{
			house: ho, path: "/ws/hall/" + []string{"1F", "2F"}[i%2], last: st.journal.last.Load,
			rand: rand.New(rand.NewPCG(uint64(i), 3)),
		}
		screens[i] = w
		here.Add(1)
		all.Go(func() {
			err := w.arrive()
			here.Done()
			if err == nil {
				err = w.wander(ended)
			}
			errs[i] = err
		})
	}
	here.Wait()
	calls := drive(st, 600)
	mu.Lock()
	end = st.journal.last.Load()
	mu.Unlock()
	all.Wait()

	for i, w := range screens {
		want := calls[queue.ZoneID(w.path[len("/ws/hall/"):])]
		if errs[i] != nil || !slices.Equal(w.heard, want) {
			t.Errorf("screen %d (%s, from %d): %v\nheard %v\n want %v", i, w.path, w.from, errs[i], w.heard, want)
		}
	}
	if len(calls["1F"]) < 200 || len(calls["2F"]) < 100 {
		t.Errorf("only %d and %d calls", len(calls["1F"]), len(calls["2F"]))
	}
}
