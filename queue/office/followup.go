package office

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoFollowUp cannot happen: only a command about a follow-up is answered with one.
var errNoFollowUp = errors.New("the entry is about no follow-up")

// getFollowUps gives what is done about the bad ratings of some days, the newest first.
func (s *Service) getFollowUps(c echo.Context) error {
	return listDays(s, c, queue.RightFeedback, s.store.FollowUps)
}

// postCallBack notes what a citizen said who was called back.
func (s *Service) postCallBack(c echo.Context) error {
	return s.forFollowUp(c, func(id queue.FollowUpID, note string, _ queue.Helper) queue.Command {
		return queue.CallBack{ID: id, Note: note}
	})
}

// postCloseFollowUp notes what was put right.
func (s *Service) postCloseFollowUp(c echo.Context) error {
	return s.forFollowUp(c, func(id queue.FollowUpID, note string, by queue.Helper) queue.Command {
		return queue.CloseFollowUp{ID: id, Note: note, By: by}
	})
}

// forFollowUp carries out a command about the follow-up in the URL and answers with it.
func (s *Service) forFollowUp(c echo.Context, command func(queue.FollowUpID, string, queue.Helper) queue.Command) error {
	var body reasonBody
	entry, err := s.orderBy(c, queue.RightFeedback, &body, func(by queue.Helper) (queue.Command, error) {
		id, err := strconv.ParseUint(c.Param("follow_up"), 10, 64)
		if err != nil {
			return nil, queue.ErrUnknownFollowUp
		}
		return command(queue.FollowUpID(id), body.Reason, by), shortReason(body.Reason)
	})
	if err != nil {
		return err
	}
	if f := entry.FollowUp(); f != nil {
		return c.JSON(http.StatusOK, f)
	}
	return errNoFollowUp
}
