package kiosk

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
	qrcode "github.com/skip2/go-qrcode"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// guideAnswer is what a citizen is told at once about a service.
type guideAnswer struct {
	Service   queue.ServiceID  `json:"service"`
	Name      queue.Text       `json:"name"`
	Materials []queue.Material `json:"materials"`
	Fee       *queue.Text      `json:"fee,omitempty"`
	Promise   *queue.Text      `json:"promise,omitempty"`
	Note      *queue.Text      `json:"note,omitempty"`
	// Online is where the matter can be done without coming.
	Online   string     `json:"online,omitempty"`
	Reviewed queue.Date `json:"reviewed,omitempty"`
	// URL is what the guide's code holds; absent where phones reach neither the hall nor an address of the service.
	URL string `json:"url,omitempty"`
}

// getGuide tells what to bring for a service, what it costs and how long it takes.
func (s *Service) getGuide(c echo.Context) error {
	l := s.layout()
	service, ok := l.Service(queue.ServiceID(c.Param("service")))
	if !ok {
		return queue.ErrUnknownService
	}
	g := &service.Guide
	return c.JSON(http.StatusOK, guideAnswer{
		Service: service.ID, Name: service.Name, Materials: append([]queue.Material{}, g.Materials...),
		Fee: said(g.Fee), Promise: said(g.Promise), Note: said(g.Note), Online: g.Online, Reviewed: g.Reviewed,
		URL: guideURL(l, service),
	})
}

// said gives t, or nil when it says nothing.
func said(t queue.Text) *queue.Text {
	if t == (queue.Text{}) {
		return nil
	}
	return &t
}

// getGuideQR draws the code with which a phone takes the guide home. Where there is nothing to hold it is not found.
func (s *Service) getGuideQR(c echo.Context) error {
	l := s.layout()
	service, ok := l.Service(queue.ServiceID(c.Param("service")))
	if !ok {
		return queue.ErrUnknownService
	}
	holds := guideURL(l, service)
	if holds == "" {
		return echo.ErrNotFound
	}
	png, err := qrcode.Encode(holds, qrcode.Medium, qrPixels)
	if err != nil {
		return fmt.Errorf("draw code: %w", err)
	}
	return c.Blob(http.StatusOK, "image/png", png)
}

// postGuidePrint prints a guide at the kiosk that asks.
func (s *Service) postGuidePrint(c echo.Context) error {
	actor := queue.ActorFrom(c.Request().Context())
	grant, err := actor.Need(queue.RightIssue, queue.Place{})
	if err != nil {
		return err
	}
	var body wish
	if err := c.Bind(&body); err != nil {
		return err
	}
	return s.printAgain(c, printJob{
		note: queue.NotePrinted{Paper: queue.PaperGuide, Service: queue.ServiceID(c.Param("service"))}, by: grant, printer: printerOf(s.layout(), actor),
		slip: func() (escpos.Slip, error) { return s.guideSlip(c, body.english()) },
		spare: func() (func(), error) {
			return s.paperLimits.take(c, actor.Credential, mostLists, paperIsSpared, s.hall.Now())
		},
	})
}

// getGuidePicture draws a guide for a browser to print.
func (s *Service) getGuidePicture(c echo.Context) error {
	slip, err := s.guideSlip(c, c.QueryParam("lang") == "en")
	if err != nil {
		return err
	}
	return picture(c, slip, printerOf(s.layout(), queue.ActorFrom(c.Request().Context())))
}

// guideSlip gives the guide of the service in the URL for paper.
func (s *Service) guideSlip(c echo.Context, english bool) (escpos.Slip, error) {
	l := s.layout()
	service, ok := l.Service(queue.ServiceID(c.Param("service")))
	if !ok {
		return nil, queue.ErrUnknownService
	}
	return s.printers.Guide(l, service, guideURL(l, service), english), nil
}

// guideURL gives where a phone reads service's guide: a page of the hall's where phones reach it, else the address where
// the matter can be done online; empty: nowhere.
func guideURL(l *queue.Layout, service *queue.Service) string {
	if l.Settings.PublicURL == "" {
		return service.Guide.Online
	}
	return strings.TrimSuffix(l.Settings.PublicURL, "/") + "/g/" + url.PathEscape(string(service.ID))
}
