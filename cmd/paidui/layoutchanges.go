package main

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// changeAnswer is a change of the layout with what it changed, and what taking it back would change now.
type changeAnswer struct {
	queue.LayoutChange
	Did []layoutDifference `json:"did"`
	// Only is what putting back this change alone would do to the hall as it is now, Whole what taking the hall as it was before
	// the change would; null for the first set-up, before which there was no hall.
	Only  []layoutDifference `json:"only"`
	Whole []layoutDifference `json:"whole"`
}

// getLayoutChange tells of a change, of today or of an earlier day, before anybody takes it back.
func (s *server) getLayoutChange(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	seq, _ := strconv.ParseUint(c.Param("seq"), 10, 63)
	change, before, after, err := s.layoutChange(c.Request().Context(), seq)
	if err != nil {
		return err
	}
	answer := changeAnswer{LayoutChange: change}
	if answer.Did, err = layoutDifferences(before, after); err != nil {
		return err
	}
	if len(before.Services) == 0 {
		return c.JSON(http.StatusOK, answer)
	}
	var now *queue.Layout
	s.cfg.Hall.View(func(state *queue.State) { now = state.Layout() })
	without, err := withoutChange(now, before, after)
	if err != nil {
		return err
	}
	if answer.Only, err = layoutDifferences(now, without); err != nil {
		return err
	}
	if answer.Whole, err = layoutDifferences(now, before); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

// postUndoLayout takes a change back: what it changed, or all that was changed from it on.
func (s *server) postUndoLayout(c echo.Context) error {
	var body struct {
		Seq  uint64 `json:"seq"`
		Only bool   `json:"only"`
	}
	return s.changeLayout(c, &body, func() (*queue.Layout, uint64, error) {
		_, before, after, err := s.layoutChange(c.Request().Context(), body.Seq)
		if err != nil {
			return nil, 0, err
		}
		if len(before.Services) == 0 { // before the first set-up there was no hall
			return nil, 0, badRequest("seq is of the first set-up")
		}
		var now *queue.Layout
		var over uint64
		s.cfg.Hall.View(func(state *queue.State) { now, over = state.Layout(), state.LayoutRevision() })
		if body.Only {
			before, err = withoutChange(now, before, after)
		}
		return before, over, err
	})
}

// layoutChange gives a change that is remembered, with the layouts before and after it; before the first there was none, and
// before is empty.
func (s *server) layoutChange(ctx context.Context, seq uint64) (change queue.LayoutChange, before, after *queue.Layout, err error) {
	var all []queue.LayoutChange
	var date queue.Date
	s.cfg.Hall.View(func(state *queue.State) {
		all = state.LayoutChanges()
		i := slices.IndexFunc(all, func(c queue.LayoutChange) bool { return c.Seq == seq })
		if i >= 0 {
			change, date = all[i], queue.DateOf(all[i].At, state.Location())
		}
	})
	if change.Seq == 0 {
		return change, nil, nil, badRequest("seq is of no change that is remembered")
	}
	if after, err = s.layoutOf(ctx, seq); err != nil {
		return change, nil, nil, err
	}
	opened, err := s.cfg.Store.DayStart(ctx, date)
	if err != nil {
		return change, nil, nil, err
	}
	// What was in force before it: another change of its day, else what the day was opened with.
	last := uint64(0)
	if opened > 0 && opened < seq {
		last = opened + 1
	}
	for _, other := range all {
		if other.Seq < seq && other.Seq > last {
			last = other.Seq
		}
	}
	if last == 0 {
		return change, new(queue.Layout), after, nil
	}
	before, err = s.layoutOf(ctx, last)
	return change, before, after, err
}

// layoutOf gives the layout that the entry seq put in force.
func (s *server) layoutOf(ctx context.Context, seq uint64) (*queue.Layout, error) {
	entries, err := s.cfg.Store.Read(ctx, seq-1, 1)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		for _, event := range e.Events {
			switch e := event.(type) {
			case *queue.LayoutChanged:
				return &e.Layout, nil
			case *queue.DayOpened:
				return &e.Layout, nil
			}
		}
	}
	return nil, badRequest("the journal no longer has the set-up of that time")
}
