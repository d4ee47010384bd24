// Package kiosk is the citizen's service over HTTP: what the hall offers, taking a number, and the number's own page with
// its place in the queue, giving back, coming back and rating. Staff at the guide desk do all that for citizens, and more.
//
// Invariants a change must not break:
//   - A ticket's word opens that ticket and nothing else, as an appointment's code does that appointment. They stand in
//     answers and URLs, never in a log or an error.
//   - An ID or phone number stands nowhere but in the request: not in the journal, a log, an answer or an error. What is
//     kept of it is under a key of the day, or of the month for appointments, which is shredded.
//   - A citizen never reads the class that gave somebody priority; only who issued the number does.
//   - An order's answer is made from its entry and the layout, so that the same key gets the same answer.
//
// Handlers expect the server to have put the queue.Actor into the request's context, and the echo.Binder to put the
// queue.Origin there while it reads the body: rights are asked for before Bind.
package kiosk

import (
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// Service answers citizens. It is safe for many goroutines.
type Service struct {
	hall     *queue.Hall
	words    words
	codes    codes
	seals    seals
	printers *printing.Printers
	// limits are the kiosks', paperLimits those of what is printed when people ask for it.
	limits      limits
	paperLimits limits
	// bookings and wrongCodes limit what an address asks for.
	bookings   addressLimits
	wrongCodes addressLimits
	// calls limits how often one kiosk calls for somebody.
	calls limits

	assets atomic.Pointer[string]
	demo   bool
}

// New gives the service over hall. key is the hall's secret, of which access words are made, and keys those of its days,
// under which identities are sealed; printers print its slips; assets names the pages' content, so that an old page reloads; demo tells pages that
// they may enrol by themselves.
func New(hall *queue.Hall, key []byte, keys Keys, printers *printing.Printers, assets string, demo bool) *Service {
	s := &Service{
		hall: hall, words: words{key: key}, codes: codes{key: key}, seals: seals{keys}, printers: printers, demo: demo,
		bookings: addressLimits{perMinute: bookingsPerMinute}, wrongCodes: addressLimits{perMinute: wrongCodesPerMinute},
	}
	s.SetAssets(assets)
	return s
}

// SetAssets names what the pages are now.
func (s *Service) SetAssets(assets string) { s.assets.Store(&assets) }

// Routes adds the service's routes below /api/v1.
func (s *Service) Routes(api *echo.Group) {
	api.GET("/services", s.getServices)
	api.GET("/services/:service/guide", s.getGuide)
	api.GET("/services/:service/guide/qr.png", s.getGuideQR)
	api.GET("/services/:service/guide/slip.svg", s.getGuidePicture)
	api.POST("/services/:service/guide/print", s.postGuidePrint)
	api.GET("/hall", s.getHall)
	api.GET("/calendar", s.getCalendar)
	api.GET("/windows/:window/missing-slip.svg", s.getMissingSlip)
	api.POST("/windows/:window/missing-slip", s.postMissingSlip)
	api.POST("/kiosk/mine", s.postMine)
	api.POST("/kiosk/requeue", s.postKioskRequeue)
	api.GET("/kiosk/help", s.getKioskHelp)
	api.POST("/kiosk/help", s.postKioskHelp)
	api.POST("/tickets", s.postTickets)
	api.GET("/tickets/:access", s.getTicket)
	api.GET("/tickets/:access/qr.png", s.getQR)
	api.GET("/tickets/:access/print", s.getPrint)
	api.GET("/tickets/:access/slip.svg", s.getSlipPicture)
	api.POST("/tickets/:access/reprint", s.postReprint)
	api.POST("/tickets/:access/cancel", s.postCancel)
	api.POST("/tickets/:access/uncancel", s.postUncancel)
	api.POST("/tickets/:access/requeue", s.postRequeue)
	api.POST("/tickets/:access/defer", s.postDefer)
	api.POST("/tickets/:access/rating", s.postRating)
	api.POST("/windows/:window/rating", s.postWindowRating)
	api.POST("/tickets/:access/feedback", s.postFeedback)
	s.bookingRoutes(api)
	s.deskRoutes(api)
}

// layout gives the layout in force; it is never changed, only replaced.
func (s *Service) layout() (l *queue.Layout) {
	s.hall.View(func(state *queue.State) { l = state.Layout() })
	return l
}
