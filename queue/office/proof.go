package office

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// proofState says what is known of whether the journal is unbroken.
type proofState string

// The states: nobody has looked since the hall was opened; it is being read; every entry follows the one before; one does not.
const (
	proofUnknown proofState = "unknown"
	proofRunning proofState = "running"
	proofWhole   proofState = "whole"
	proofDamaged proofState = "damaged"
)

// proofView is what was proved of the journal: each of its entries, up to Seq, is as it was written and holds the hash of the
// one before.
type proofView struct {
	State proofState    `json:"state"`
	Began queue.Instant `json:"began_at,omitempty"`
	Ended queue.Instant `json:"ended_at,omitempty"`
	// Seq is the last entry that was found good, At when it was written and Hash its own: noted elsewhere, it later shows
	// whether anything up to there was cut off or replaced. Last is the last entry there was to read.
	Seq  uint64        `json:"seq"`
	At   queue.Instant `json:"at,omitempty"`
	Hash string        `json:"hash,omitempty"`
	Last uint64        `json:"last_seq"`
	// First is where the journal begins when the retention has dropped what came before.
	First uint64 `json:"first_seq,omitempty"`
	// BadSeq is the first entry that cannot be trusted, for Reason; zero when all can.
	BadSeq uint64 `json:"bad_seq,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// proof reads the journal in the background.
type proof struct {
	mu   sync.Mutex
	view proofView
	ask  chan struct{}
}

func (p *proof) get() proofView {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.view
}

func (p *proof) set(v proofView) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.view = v
}

// begin marks that the journal is being read up to that entry, unless it is already.
func (p *proof) begin(at queue.Instant, last uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.view.State != proofRunning {
		p.view = proofView{State: proofRunning, Began: at, Last: last}
	}
}

const (
	// proveEvery is how often the journal is read without being asked to.
	proveEvery = 24 * time.Hour
	// proveShare is the share of its time that reading takes; the rest is the hall's.
	proveShare = 0.2
)

// Prove reads the journal once the hall has opened, each day after that and whenever somebody asks, until ctx ends.
func (s *Service) Prove(ctx context.Context) {
	for {
		s.beginProof()
		s.prove(ctx)
		select {
		case <-s.proof.ask:
		case <-time.After(proveEvery):
		case <-ctx.Done():
			return
		}
	}
}

// beginProof has the journal read up to its last entry, unless it is being read already.
func (s *Service) beginProof() {
	var last uint64
	s.hall.View(func(state *queue.State) { last = state.Seq() })
	s.proof.begin(s.hall.Now(), last)
}

// prove follows the chain from the first entry to the last there was when it began.
func (s *Service) prove(ctx context.Context) {
	v := s.proof.get()
	for v.State == proofRunning {
		began := time.Now()
		entries, err := s.store.Read(ctx, v.Seq, int(min(pastBatch, v.Last-v.Seq)))
		var bad interface{ BadEntry() uint64 }
		switch {
		case ctx.Err() != nil:
			v.State = proofUnknown
		case errors.As(err, &bad) && bad.BadEntry() > v.Seq+1: // what stands before it is good
			entries, err = s.store.Read(ctx, v.Seq, int(bad.BadEntry()-v.Seq-1))
			v.follow(entries, err)
		default:
			v.follow(entries, err)
		}
		if v.State != proofRunning {
			v.Ended = s.hall.Now()
		}
		s.proof.set(v)
		if v.State == proofRunning {
			pause(ctx, time.Duration(float64(time.Since(began))*(1/proveShare-1)))
		}
	}
}

// follow adds entries, which were read after the last good one, or what came instead of them.
func (v *proofView) follow(entries []queue.Entry, err error) {
	for i := range entries {
		e := &entries[i]
		if v.Seq == 0 && e.Seq > 1 { // what came before is no longer kept
			v.First, v.Seq, v.Hash = e.Seq, e.Seq-1, e.Previous
		}
		if e.Seq != v.Seq+1 || e.Previous != v.Hash {
			v.State, v.BadSeq, v.Reason = proofDamaged, v.Seq+1, "it does not follow the entry before"
			return
		}
		v.Seq, v.At, v.Hash = e.Seq, e.At, e.Hash
	}
	switch {
	case err != nil:
		v.State, v.BadSeq, v.Reason = proofDamaged, v.Seq+1, err.Error()
	case v.Seq >= v.Last:
		v.State = proofWhole
	case len(entries) == 0:
		v.State, v.BadSeq, v.Reason = proofDamaged, v.Seq+1, "it is missing"
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// getProof tells whether the journal is unbroken.
func (s *Service) getProof(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.proof.get())
}

// postProof has the journal read again, while the hall goes on.
func (s *Service) postProof(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStatistics, queue.Place{}); err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	s.beginProof()
	select {
	case s.proof.ask <- struct{}{}:
	default: // it was asked for already
	}
	return c.JSON(http.StatusAccepted, s.proof.get())
}
