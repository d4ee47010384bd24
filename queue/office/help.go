package office

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoHelp cannot happen: only a command about a help is answered with one.
var errNoHelp = errors.New("the entry is about no help")

// getHelps lists the day's helps with their stamps, and before them the faults of earlier days that are not mended.
func (s *Service) getHelps(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightHelps, queue.Place{}); err != nil {
		return err
	}
	helps := []queue.Help{}
	s.hall.View(func(state *queue.State) { helps = append(helps, state.Helps()...) })
	return c.JSON(http.StatusOK, helps)
}

// answerBody is POST /helps/{id}/answer. Window is that of a clerk who answers.
type answerBody struct {
	Window queue.WindowNumber `json:"window"`
	Note   string             `json:"note"`
}

// postAnswerHelp says that somebody is on the way, or that a fault is mended.
func (s *Service) postAnswerHelp(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightHelp, queue.Place{})
	if err != nil {
		return err
	}
	var body answerBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	if err := shortReason(body.Note); err != nil {
		return err
	}
	id, err := strconv.ParseUint(c.Param("help"), 10, 64)
	if err != nil {
		return queue.ErrUnknownHelp
	}
	if body.Window != 0 {
		if grant, err = actor.Need(queue.RightCounter, s.place(body.Window)); err != nil {
			return err
		}
		grant.Window = body.Window
	}
	by := queue.Helper{Role: grant.Role, Window: grant.Window, Staff: grant.Staff}
	entry, err := s.do(c, grant, queue.AnswerHelp{ID: queue.HelpID(id), By: by, Note: body.Note})
	if err != nil {
		return err
	}
	h := entry.Help()
	if h == nil {
		return errNoHelp
	}
	return c.JSON(http.StatusOK, h)
}

// place is where a window stands, for grants that are bound to its zone.
func (s *Service) place(window queue.WindowNumber) queue.Place {
	p := queue.Place{Window: window}
	s.hall.View(func(state *queue.State) {
		if w, ok := state.Layout().Window(window); ok {
			p.Zone = w.Zone
		}
	})
	return p
}

// do carries out a command in the name of grant, once the body has been read.
func (s *Service) do(c echo.Context, grant queue.Grant, command queue.Command) (queue.Entry, error) {
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	return s.hall.Do(ctx, origin, command)
}
