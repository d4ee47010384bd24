package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// problem is how every request is refused: an RFC 9457 document with a stable code for programs and a sentence for
// people.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	// Detail says more to programmers; people are shown Text.
	Detail string `json:"detail,omitempty"`
	// Ticket is the number that stands in the way, for duplicate_holder and code_used.
	Ticket queue.TicketNo `json:"ticket,omitempty"`
	// From is when it would be let pass, for too_early.
	From queue.Instant `json:"from,omitempty"`
	// Fault is where a layout is wrong, as in the hall file, and what is wrong there; for a set-up.
	Fault *layoutFault `json:"fault,omitempty"`
	// LeftAlone are the services that would be left without a window, for last_window.
	LeftAlone []queue.LeftAlone `json:"left_alone,omitempty"`
	// Printer tells why nothing is printed, for printer_stopped; Template where a template is wrong, for bad_template.
	Printer  *printing.Answer `json:"printer,omitempty"`
	Template *templateFault   `json:"template,omitempty"`
	Text     queue.Text       `json:"text"`
}

// templateFault is what is wrong with a slip's template. Line 0 is the template as a whole.
type templateFault struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	// Words are those of the template that are meant.
	Words string `json:"words,omitempty"`
}

// layoutFault is what is wrong with a layout.
type layoutFault struct {
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

const problemType = "application/problem+json"

// refusalStatus are the statuses of refusals other than 409: the request is understood but the hall's state is against it.
var refusalStatus = map[*queue.Refusal]int{
	queue.ErrUnknownService:     http.StatusNotFound,
	queue.ErrUnknownTicket:      http.StatusNotFound,
	queue.ErrUnknownSlot:        http.StatusNotFound,
	queue.ErrUnknownAppointment: http.StatusNotFound,
	queue.ErrUnknownWindow:      http.StatusNotFound,
	queue.ErrUnknownCode:        http.StatusNotFound,
	queue.ErrUnknownScreenCode:  http.StatusNotFound,
	queue.ErrUnknownStaff:       http.StatusNotFound,
	queue.ErrUnknownHelp:        http.StatusNotFound,
	queue.ErrUnknownAlert:       http.StatusNotFound,
	queue.ErrUnknownCard:        http.StatusNotFound,
	queue.ErrUnknownFollowUp:    http.StatusNotFound,
	queue.ErrUnknownNotice:      http.StatusNotFound,
	queue.ErrReasonRequired:     http.StatusBadRequest,
	queue.ErrBadRequest:         http.StatusBadRequest,
	queue.ErrIDRequired:         http.StatusBadRequest,
	queue.ErrInvalidIDNumber:    http.StatusBadRequest,
	queue.ErrKeyReused:          http.StatusUnprocessableEntity,
	queue.ErrBadTemplate:        http.StatusUnprocessableEntity,
	queue.ErrPrinterStopped:     http.StatusServiceUnavailable,
	queue.ErrOutcomeRequired:    http.StatusUnprocessableEntity,
	queue.ErrStorage:            http.StatusServiceUnavailable,
	queue.ErrClosed:             http.StatusServiceUnavailable,
	queue.ErrUnauthorized:       http.StatusUnauthorized,
	queue.ErrLogIn:              http.StatusUnauthorized,
	queue.ErrLocked:             http.StatusLocked,
	queue.ErrWeakPassword:       http.StatusUnprocessableEntity,
	queue.ErrUnknownAccount:     http.StatusNotFound,
	queue.ErrUnknownDevice:      http.StatusNotFound,
	queue.ErrForbidden:          http.StatusForbidden,
	queue.ErrRateLimited:        http.StatusTooManyRequests,
	queue.ErrInternal:           http.StatusInternalServerError,
}

// webCode are the codes of what is refused before the hall is asked.
var webCode = map[int]string{
	http.StatusNotFound:              "not_found",
	http.StatusMethodNotAllowed:      "method_not_allowed",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusServiceUnavailable:    "unavailable",
}

// problemOf makes the document that answers err.
func problemOf(err error) problem {
	p := classify(err)
	p.Type = "urn:paidui:problem:" + p.Code
	key := "error." + p.Code
	p.Text.ZH, p.Text.EN = assets.Text(key)
	if p.Text.ZH == "" {
		p.Text.ZH, p.Text.EN = assets.Text("error.internal")
	}
	return p
}

// classify finds status and code of err. What is not known is an internal fault, of which nothing is told.
func classify(err error) problem {
	var refusal *queue.Refusal
	var web *echo.HTTPError
	switch {
	case errors.As(err, &refusal):
		return refused(err, refusal)
	case errors.Is(err, voice.ErrRecording):
		return problem{Status: http.StatusBadRequest, Code: "bad_recording", Title: voice.ErrRecording.Error(), Detail: err.Error()}
	case errors.Is(err, errMedia):
		return problem{Status: http.StatusBadRequest, Code: "bad_media", Title: errMedia.Error(), Detail: err.Error()}
	case errors.Is(err, errPhoto):
		return problem{Status: http.StatusBadRequest, Code: "bad_photo", Title: errPhoto.Error(), Detail: err.Error()}
	case errors.Is(err, access.ErrInvalidCode):
		return problem{Status: http.StatusUnauthorized, Code: "invalid_code", Title: access.ErrInvalidCode.Error()}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return webProblem(http.StatusServiceUnavailable)
	case errors.As(err, &web):
		return webProblem(web.Code)
	}
	return problem{Status: http.StatusInternalServerError, Code: "internal", Title: "internal fault"}
}

func refused(err error, refusal *queue.Refusal) problem {
	status, ok := refusalStatus[refusal]
	if !ok {
		status = http.StatusConflict
	}
	p := problem{Status: status, Code: refusal.Code(), Title: refusal.Error()}
	var stopped *printing.Stopped
	if errors.As(err, &stopped) {
		p.Printer = &printing.Answer{State: stopped.State}
	}
	var template *printing.BadTemplate
	if errors.As(err, &template) {
		p.Detail = template.Error()
		p.Template = &templateFault{template.Line, template.Reason(), template.TemplateError.Detail}
	}
	var with *queue.Refused
	if errors.As(err, &with) && status < http.StatusInternalServerError {
		p.Detail = with.Op
		p.Ticket, p.From, p.LeftAlone = with.Ticket, with.From, with.LeftAlone
		if with.Fault != nil {
			p.Fault = &layoutFault{with.Fault.Path, with.Fault.Problem}
		}
		if with.Detail != "" {
			p.Detail += ": " + with.Detail
		}
	}
	return p
}

// webProblem is that of a status alone.
func webProblem(status int) problem {
	code, ok := webCode[status]
	switch {
	case ok:
	case status < http.StatusInternalServerError:
		code = queue.ErrBadRequest.Code()
	default:
		code = "internal"
	}
	return problem{Status: status, Code: code, Title: http.StatusText(status)}
}

// retryAfterSeconds is when to come back to a hall that refuses everybody; the limits that refuse one caller say better.
const retryAfterSeconds = 2

// answerProblem is the one place that answers errors.
func (s *server) answerProblem(err error, c echo.Context) {
	p := problemOf(err)
	if errors.Is(err, queue.ErrStorage) {
		s.refusedAt.Store(s.seq() + 1)
	}
	if c.Response().Committed {
		return
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, problemType)
	h.Set(echo.HeaderCacheControl, "no-store")
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set(echo.HeaderWWWAuthenticate, `Bearer realm="paidui"`)
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		if h.Get(echo.HeaderRetryAfter) == "" {
			h.Set(echo.HeaderRetryAfter, strconv.Itoa(retryAfterSeconds))
		}
	}
	c.Response().WriteHeader(p.Status)
	if c.Request().Method == http.MethodHead {
		return
	}
	// The status has gone out; a line that breaks now has nobody left to tell.
	_ = json.NewEncoder(c.Response()).Encode(p)
}
