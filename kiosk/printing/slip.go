package printing

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// BadTemplate is the refusal of a template that cannot be read. It wraps queue.ErrBadTemplate.
type BadTemplate struct{ *escpos.TemplateError }

// Unwrap makes it a refusal.
func (e *BadTemplate) Unwrap() error { return queue.ErrBadTemplate }

// reasons names for programs what a template can be wrong in.
var reasons = map[error]string{
	escpos.ErrUnknownName: "unknown_name", escpos.ErrUnknownAttribute: "unknown_attribute", escpos.ErrUnknownLine: "unknown_line",
	escpos.ErrBrackets: "brackets", escpos.ErrBadSize: "bad_size", escpos.ErrBadNumber: "bad_number",
	escpos.ErrSmallNumber: "small_number", escpos.ErrTooManyLines: "too_many_lines", escpos.ErrTooManyNames: "too_many_names",
	escpos.ErrTooLong: "too_long",
}

// Reason names what is wrong, such as unknown_name.
func (e *BadTemplate) Reason() string { return reasons[e.Err] }

// slipAnswer is what slips look like now.
type slipAnswer struct {
	Template string `json:"template"`
	// Own: the hall has a template of its own; else Template is Default.
	Own     bool   `json:"own"`
	Default string `json:"default"`
}

// slipBody is what is tried or saved. An empty Template is the default one to POST /slip, to the others that in force.
type slipBody struct {
	Template string          `json:"template"`
	PaperMM  int             `json:"paper_mm"`
	English  bool            `json:"english"`
	Printer  queue.PrinterID `json:"printer"`
}

func (p *Printers) getSlip(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightTestPrint, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, slipAnswerOf(p.layout().Settings.SlipTemplate))
}

func slipAnswerOf(own string) slipAnswer {
	if own == "" {
		return slipAnswer{Template: escpos.DefaultTemplate, Default: escpos.DefaultTemplate}
	}
	return slipAnswer{Template: own, Own: true, Default: escpos.DefaultTemplate}
}

// postSlip gives slips another template from now on.
func (p *Printers) postSlip(c echo.Context) error {
	ctx := c.Request().Context()
	grant, err := queue.ActorFrom(ctx).Need(queue.RightSetUp, queue.Place{})
	if err != nil {
		return err
	}
	var body slipBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	if body.Template == escpos.DefaultTemplate {
		body.Template = ""
	}
	if _, err := template(body.Template); err != nil {
		return err
	}
	origin := queue.OriginFrom(c.Request().Context())
	origin.By = grant.String()
	if _, err := p.cfg.Hall.Do(ctx, origin, queue.SetSlipTemplate{Template: body.Template}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, slipAnswerOf(body.Template))
}

// template reads a template, the default one where text is empty. Its error is a *BadTemplate.
func template(text string) (*escpos.Template, error) {
	t, err := Template(&queue.Layout{Settings: queue.Settings{SlipTemplate: text}})
	var fault *escpos.TemplateError
	if errors.As(err, &fault) {
		return nil, &BadTemplate{fault}
	}
	return t, err
}

// sample gives the slip of a sample ticket by the body's template.
func (p *Printers) sample(body *slipBody) (escpos.Slip, error) {
	l := p.layout()
	if body.Template == "" {
		body.Template = l.Settings.SlipTemplate
	}
	t, err := template(body.Template)
	if err != nil {
		return nil, err
	}
	ticket, w := escpos.Sample(), writer{english: body.English}
	ticket.English = body.English
	ticket.Center, ticket.Help, ticket.Hotline = w.say(l.Name), w.say(l.Settings.Help), l.Settings.Hotline
	return t.Slip(ticket), nil
}

// postPreview draws a sample slip.
func (p *Printers) postPreview(c echo.Context) error {
	if _, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightTestPrint, queue.Place{}); err != nil {
		return err
	}
	var body slipBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	slip, err := p.sample(&body)
	if err != nil {
		return err
	}
	return Picture(c, slip, Profile(&queue.Printer{PaperMM: body.PaperMM}))
}

// Picture answers with a slip as a picture.
func Picture(c echo.Context, slip escpos.Slip, profile escpos.Profile) error {
	svg, err := escpos.Preview(slip, profile)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "image/svg+xml", []byte(svg))
}

// postPrint prints a sample slip.
func (p *Printers) postPrint(c echo.Context) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightTestPrint, queue.Place{})
	if err != nil {
		return err
	}
	var body slipBody
	if err := c.Bind(&body); err != nil {
		return err
	}
	printer, ok := p.layout().Printer(body.Printer)
	if !ok {
		return echo.ErrNotFound
	}
	slip, err := p.sample(&body)
	if err != nil {
		return err
	}
	return p.answerTrial(c, grant, printer, slip)
}
