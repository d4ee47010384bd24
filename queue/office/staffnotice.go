package office

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// getStaffNotices lists what clerks were told in the last days, and who has read it.
func (s *Service) getStaffNotices(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightNotify, queue.Place{}); err != nil {
		return err
	}
	notices := []queue.StaffNotice{}
	s.hall.View(func(state *queue.State) { notices = append(notices, state.StaffNotices()...) })
	return c.JSON(http.StatusOK, notices)
}

// noticeBody is POST /staff-notices.
type noticeBody struct {
	Text string `json:"text"`
}

// postStaffNotice tells all clerks something.
func (s *Service) postStaffNotice(c echo.Context) error {
	var body noticeBody
	return s.notify(c, &body, func() (queue.Command, error) {
		text := strings.TrimSpace(body.Text)
		return queue.PostStaffNotice{Text: text}, shortReason(text)
	})
}

// postWithdrawNotice takes a notice back.
func (s *Service) postWithdrawNotice(c echo.Context) error {
	return s.notify(c, &struct{}{}, func() (queue.Command, error) {
		id, err := strconv.ParseUint(c.Param("notice"), 10, 64)
		if err != nil {
			return nil, queue.ErrUnknownNotice
		}
		return queue.WithdrawStaffNotice{ID: queue.StaffNoticeID(id)}, nil
	})
}

// notify carries out a command about a notice and answers with its event.
func (s *Service) notify(c echo.Context, body any, command func() (queue.Command, error)) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightNotify, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(body); err != nil {
		return err
	}
	asked, err := command()
	if err != nil {
		return err
	}
	entry, err := s.do(c, grant, asked)
	if err != nil {
		return err
	}
	switch event := entry.Events[0].(type) {
	case *queue.StaffNoticePosted:
		return c.JSON(http.StatusCreated, event.Notice)
	default:
		return c.JSON(http.StatusOK, event)
	}
}
