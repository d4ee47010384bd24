package kiosk

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// takeBody is POST /tickets. A class that is missing is normal.
type takeBody struct {
	Service queue.ServiceID `json:"service"`
	Class   queue.Class     `json:"class"`
	// ReturnCode is that of a slip of missing papers, or what its QR code holds; Service may then be missing.
	ReturnCode string `json:"return_code"`
	claim
	wish
}

// slip is what a number's slip is printed from.
type slip struct {
	ID            queue.TicketID  `json:"id"`
	Number        queue.TicketNo  `json:"number"`
	Service       queue.ServiceID `json:"service"`
	ServiceName   queue.Text      `json:"service_name"`
	Class         queue.Class     `json:"class"`
	Source        queue.Source    `json:"source"`
	Status        queue.Status    `json:"status"`
	PeopleAhead   int             `json:"people_ahead"`
	EstimatedWait *queue.Estimate `json:"estimated_wait_ms"`
	IssuedAt      queue.Instant   `json:"issued_at"`
	Access        string          `json:"access"`
	URL           string          `json:"url"`
	// IDLast4 are the last four of the ID number, absent where none was given or its day is over.
	IDLast4 string `json:"id_last4,omitempty"`
	// Print is what is done about the slip; absent where nothing prints.
	Print *printing.Answer `json:"print,omitempty"`
}

// postTickets issues the next number of a service. One kiosk issues no more in a minute than the settings allow; a desk
// has no limit.
func (s *Service) postTickets(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightIssue, queue.Place{})
	if err != nil {
		return err
	}
	var body takeBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	take := queue.Take{Service: body.Service, Class: body.Class, Source: sourceOf(grant)}
	if take.Class == "" {
		take.Class = queue.ClassNormal
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	if err := s.applyReturn(c, body.ReturnCode, &take, &origin); err != nil {
		return err
	}
	if err := s.apply(&body.claim, &take, &origin); err != nil {
		return err
	}
	return s.issue(c, actor, grant, origin, take, body.wish)
}

// sourceOf tells through which face a grant takes numbers.
func sourceOf(grant queue.Grant) queue.Source {
	if grant.Role == queue.RoleKiosk {
		return queue.SourceKiosk
	}
	return queue.SourceDesk
}

// issue carries out a command that issues a number, within the kiosk's limit, has its slip printed and answers.
func (s *Service) issue(c echo.Context, actor *queue.Actor, grant queue.Grant, origin queue.Origin, command queue.Command, w wish) error {
	ctx := c.Request().Context()
	order, err := s.orderSlip(ctx, actor, grant, &origin, w)
	if err != nil {
		return err
	}
	giveBack, err := s.count(c, actor, grant, origin.Request)
	if err != nil {
		return err
	}
	entry, err := s.hall.Do(ctx, origin, command)
	if err != nil {
		giveBack()
		return err
	}
	return s.answerSlipOf(c, &entry, order)
}

// answerSlipOf answers with the number that was issued, and has its slip printed.
func (s *Service) answerSlipOf(c echo.Context, e *queue.Entry, order slipOrder) error {
	answer, err := s.slip(e)
	if err != nil {
		return err
	}
	answer.Print = s.printSlip(order, e.Ticket(), lineView{answer.PeopleAhead, answer.EstimatedWait})
	return c.JSON(http.StatusCreated, answer)
}

// count takes a number off a kiosk's limit, unless it was issued before and is only answered again.
func (s *Service) count(c echo.Context, actor *queue.Actor, grant queue.Grant, request string) (giveBack func(), err error) {
	perMinute := 0
	if grant.Role == queue.RoleKiosk {
		s.hall.View(func(state *queue.State) {
			if _, repeated := state.Answered(request); !repeated {
				perMinute = state.Layout().Settings.KioskPerMinute
			}
		})
	}
	return s.limits.take(c, actor.Credential, perMinute, time.Minute, s.hall.Now())
}

// errNoTicket cannot happen: only a command about a ticket is answered with one.
var errNoTicket = errors.New("the entry is about no ticket")

// slip makes the answer of a Take from its entry.
func (s *Service) slip(e *queue.Entry) (slip, error) {
	for _, event := range e.Events {
		issued, ok := event.(*queue.Issued)
		if !ok {
			continue
		}
		l := s.layout()
		t := l.TicketView(issued.After())
		word := s.words.of(t.ID)
		return slip{
			ID: t.ID, Number: t.Number, Service: t.Service, ServiceName: t.ServiceName, Class: t.Class, Source: t.Source,
			Status: t.Status, PeopleAhead: issued.PeopleAhead, EstimatedWait: issued.Estimate, IssuedAt: t.IssuedAt,
			Access: word, URL: phoneURL(l, word), IDLast4: s.Last4(issued.After()),
		}, nil
	}
	return slip{}, errNoTicket
}

// phoneURL is what a slip's code holds: the phone page, or the word alone, for the hall's own scanners, where phones do
// not reach the hall.
func phoneURL(l *queue.Layout, word string) string {
	if l.Settings.PublicURL == "" {
		return word
	}
	return strings.TrimSuffix(l.Settings.PublicURL, "/") + "/t/" + word
}
