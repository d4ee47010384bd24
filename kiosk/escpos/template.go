package escpos

import (
	_ "embed" // for the default template
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// DefaultTemplate is the text of the template that slips follow until a centre writes its own. Its first lines say how
// templates are written.
//
//go:embed ticket.txt
var DefaultTemplate string

var defaultTemplate = mustParse(DefaultTemplate)

// What a template can be wrong in.
var (
	ErrUnknownName      = errors.New("unknown name")
	ErrUnknownAttribute = errors.New("unknown attribute")
	ErrUnknownLine      = errors.New("neither text (attributes | text) nor qr, feed or cut")
	ErrBrackets         = errors.New("brackets do not match")
	ErrBadSize          = errors.New("size is not between 1x1 and 8x8")
	ErrBadNumber        = errors.New("number is out of range")
	ErrSmallNumber      = errors.New("the number {ticket} is not always printed at 4x4 or more")
	ErrTooManyLines     = errors.New("more than 8 lines of text")
	ErrTooManyNames     = errors.New("more than 10 names in conditions")
	ErrTooLong          = errors.New("template is longer than 16 KiB")
)

// TemplateError says where a template is wrong. Err is one of the errors above.
type TemplateError struct {
	Line   int // from 1; 0 is the template as a whole
	Err    error
	Detail string // the words of the template that are meant
}

func (e *TemplateError) Error() string {
	where := "template"
	if e.Line > 0 {
		where = fmt.Sprintf("line %d", e.Line)
	}
	if e.Detail == "" {
		return where + ": " + e.Err.Error()
	}
	return where + ": " + e.Err.Error() + ": " + e.Detail
}

// Unwrap gives Err.
func (e *TemplateError) Unwrap() error { return e.Err }

// Template is how a centre wants its queue slips.
type Template struct{ lines []line }

// line is a part of the slip with its texts still to be filled in.
type line struct {
	when []condition
	part Part // a Text without text, a QR without content, a Feed or a Cut
	body body
}

// condition is if:name or unless:name.
type condition struct {
	name string
	not  bool
}

// ParseTemplate reads a template. Every error is a *TemplateError.
func ParseTemplate(text string) (*Template, error) {
	if len(text) > 16<<10 {
		return nil, &TemplateError{Err: ErrTooLong}
	}
	t := &Template{}
	for i, s := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		s = strings.TrimSpace(s)
		if s == "" || s[0] == '#' {
			continue
		}
		l, err := parseLine(s)
		if err != nil {
			err.Line = i + 1
			return nil, err
		}
		t.lines = append(t.lines, l)
	}
	if err := t.check(); err != nil {
		return nil, &TemplateError{Err: err}
	}
	return t, nil
}

func mustParse(text string) *Template {
	t, err := ParseTemplate(text)
	if err != nil {
		panic(err)
	}
	return t
}

// Slip fills t in for one ticket; that of a trial day says so whatever t is.
func (t *Template) Slip(k Ticket) Slip {
	var out Slip
	for _, l := range t.lines {
		if !l.shown(func(name string) bool { return placeholders[name](k) != "" }) {
			continue
		}
		switch part := l.part.(type) {
		case Text:
			part.Text = l.body.fill(k, glue)
			if strings.TrimFunc(part.Text, unicode.IsSpace) != "" {
				out = append(out, part)
			}
		case QR:
			part.Content = l.body.fill(k, func(value string) string { return value })
			if part.Content != "" {
				out = append(out, part)
			}
		default:
			out = append(out, part)
		}
	}
	if k.Trial {
		return out.ForTrial(k.English)
	}
	return out
}

func (l line) shown(set func(name string) bool) bool {
	for _, c := range l.when {
		if set(c.name) == c.not {
			return false
		}
	}
	return true
}
