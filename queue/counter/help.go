package counter

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// errNoHelp cannot happen: only a command about a help or a notice is answered with one.
var errNoHelp = errors.New("the entry is about no help and no notice")

// helpBody is POST …/help. Without a kind it is an alarm: that is one key, pressed in a hurry.
type helpBody struct {
	Kind   queue.HelpKind `json:"kind"`
	Device queue.Device   `json:"device"`
	Note   string         `json:"note"`
}

// postHelp asks for help at the window, or reports a device that is broken there.
func (s *Service) postHelp(c echo.Context) error {
	var body helpBody
	o, err := s.accept(c, &body)
	if err != nil {
		return err
	}
	if err := short("note", body.Note, mostReasonRunes); err != nil {
		return err
	}
	if body.Kind == "" {
		body.Kind = queue.HelpAlarm
	}
	entry, err := o.do(queue.AskHelp{Kind: body.Kind, Window: o.window, Device: body.Device, Note: body.Note})
	if err != nil {
		return err
	}
	h := entry.Help()
	if h == nil {
		return errNoHelp
	}
	return c.JSON(http.StatusOK, h)
}

// postReadNotice says that the clerk at the window has read what the centre wrote.
func (s *Service) postReadNotice(c echo.Context) error {
	o, err := s.accept(c, &struct{}{})
	if err != nil {
		return err
	}
	id, err := strconv.ParseUint(c.Param("notice"), 10, 64)
	if err != nil {
		return queue.ErrUnknownNotice
	}
	entry, err := o.do(queue.ReadStaffNotice{ID: queue.StaffNoticeID(id), Window: o.window})
	if err != nil {
		return err
	}
	for _, event := range entry.Events {
		if read, ok := event.(*queue.StaffNoticeRead); ok {
			return c.JSON(http.StatusOK, read)
		}
	}
	return errNoHelp
}
