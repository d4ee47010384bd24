package escpos

import (
	"slices"
	"strconv"
	"strings"
)

const (
	mostLines = 8
	mostNames = 10
	leastSize = 4 // of the number
)

// parseLine reads one line that is neither empty nor a comment. The error's line number is for the caller to set.
func parseLine(s string) (line, *TemplateError) {
	head, text, hasText := strings.Cut(s, "|")
	words := strings.Fields(head)
	l := line{part: Text{}}
	switch {
	case !hasText && words[0] == "cut":
		l.part, words = Cut{}, words[1:]
	case !hasText && words[0] == "feed" && len(words) > 1:
		n, err := strconv.Atoi(words[1])
		if err != nil || n < 1 || n > 20 {
			return line{}, &TemplateError{Err: ErrBadNumber, Detail: words[1]}
		}
		l.part, words = Feed(n), words[2:]
	case !hasText:
		return line{}, &TemplateError{Err: ErrUnknownLine, Detail: s}
	case len(words) > 0 && words[0] == "qr":
		l.part, words = QR{}, words[1:]
	}
	for _, word := range words {
		if err := l.attribute(word); err != nil {
			return line{}, err
		}
	}
	var err *TemplateError
	l.body, err = parseBody(strings.TrimSpace(text))
	if t, ok := l.part.(Text); ok && t.Fit > 0 && l.body.mentions("ticket") {
		t.Fit = leastSize
		l.part = t
	}
	return l, err
}

func (l *line) attribute(word string) *TemplateError {
	key, value, _ := strings.Cut(word, ":")
	if key == "if" || key == "unless" {
		if placeholders[value] == nil {
			return &TemplateError{Err: ErrUnknownName, Detail: value}
		}
		l.when = append(l.when, condition{name: value, not: key == "unless"})
		return nil
	}
	var err error
	switch part := l.part.(type) {
	case Text:
		err = part.attribute(word)
		l.part = part
	case QR:
		err = part.attribute(key, value)
		l.part = part
	default:
		err = ErrUnknownAttribute
	}
	if err != nil {
		return &TemplateError{Err: err, Detail: word}
	}
	return nil
}

var alignments = map[string]Align{"left": Left, "center": Centre, "right": Right}

func (t *Text) attribute(word string) error {
	align, isAlign := alignments[word]
	wide, tall, isSize := strings.Cut(word, "x")
	switch {
	case isAlign:
		t.Align = align
	case word == "bold":
		t.Bold = true
	case word == "fit":
		t.Fit = 1
	case isSize:
		var errWide, errTall error
		t.Wide, errWide = strconv.Atoi(wide)
		t.Tall, errTall = strconv.Atoi(tall)
		if errWide != nil || errTall != nil || size(t.Wide) != t.Wide || size(t.Tall) != t.Tall {
			return ErrBadSize
		}
	default:
		return ErrUnknownAttribute
	}
	return nil
}

func (q *QR) attribute(key, value string) error {
	if align, ok := alignments[key]; ok && value == "" {
		q.Align = align
		return nil
	}
	if key != "module" {
		return ErrUnknownAttribute
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < smallestModule || n > largestModule {
		return ErrBadNumber
	}
	q.Module = n
	return nil
}

// check holds for every ticket there can be: it tries all that if: and unless: can say.
func (t *Template) check() error {
	var names []string
	for _, l := range t.lines {
		for _, c := range l.when {
			if c.name != "ticket" && !slices.Contains(names, c.name) {
				names = append(names, c.name)
			}
		}
	}
	if len(names) > mostNames {
		return ErrTooManyNames
	}
	for set := range 1 << len(names) {
		lines, numbered := t.count(func(name string) bool {
			i := slices.Index(names, name)
			return i < 0 || set>>i&1 == 1
		})
		switch {
		case lines > mostLines:
			return ErrTooManyLines
		case !numbered:
			return ErrSmallNumber
		}
	}
	return nil
}

// count gives the lines of text and whether a big enough number is among them, when the names in set have values.
func (t *Template) count(set func(name string) bool) (lines int, numbered bool) {
	for _, l := range t.lines {
		text, ok := l.part.(Text)
		if !ok || !l.shown(set) {
			continue
		}
		lines++
		numbered = numbered || l.body.has("ticket") && text.Wide >= leastSize && text.Tall >= leastSize
	}
	return lines, numbered
}
