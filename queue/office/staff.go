package office

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// member is a member of staff with where they are now.
type member struct {
	queue.Staff
	// Window and SignedInAt are there while they are signed in.
	Window     queue.WindowNumber `json:"window,omitempty"`
	SignedInAt queue.Instant      `json:"signed_in_at,omitempty"`
	// SubstituteUntil is the last day on which they stand in for others.
	SubstituteUntil queue.Date `json:"substitute_until,omitempty"`
}

func memberOf(state *queue.State, staff *queue.Staff) member {
	m := member{Staff: *staff, Window: state.SignedInAt(staff.Number), SubstituteUntil: state.SubstituteUntil(staff.Number)}
	if shift := state.Window(m.Window); shift.Shift != 0 {
		m.SignedInAt = shift.SignedInAt
	}
	return m
}

// getMembers lists the staff.
func (s *Service) getMembers(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightStaff, queue.Place{}); err != nil {
		return err
	}
	members := []member{}
	s.hall.View(func(state *queue.State) {
		staff := state.Layout().Staff
		for i := range staff {
			members = append(members, memberOf(state, &staff[i]))
		}
	})
	return c.JSON(http.StatusOK, members)
}

// substituteBody is POST /staff/{no}/substitute. A day that has been ends it.
type substituteBody struct {
	Until queue.Date `json:"until"`
}

// postSubstitute says until when a member of staff stands in for others.
func (s *Service) postSubstitute(c echo.Context) error {
	no := queue.StaffNo(c.Param("staff"))
	var body substituteBody
	_, err := s.order(c, queue.RightStaff, &body, func() (queue.Command, error) {
		return queue.AppointSubstitute{Staff: no, Until: body.Until}, nil
	})
	if err != nil {
		return err
	}
	var m member
	s.hall.View(func(state *queue.State) {
		if staff, ok := state.Layout().StaffMember(no); ok {
			m = memberOf(state, staff)
		}
	})
	return c.JSON(http.StatusOK, m)
}
