package escpos

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// body is a template's text: plain words, names and groups in brackets.
type body []piece

type piece struct {
	words string
	name  string // set for a name
	group body   // set for a group
}

// parseBody reads "前面等候 {ahead} 人[，约 {minutes} 分钟]". Groups hold no groups.
func parseBody(s string) (body, *TemplateError) {
	out, rest, err := parsePieces(s, false)
	if err == nil && rest != "" {
		err = &TemplateError{Err: ErrBrackets, Detail: rest}
	}
	return out, err
}

// parsePieces reads up to the end, or in a group up to its ].
func parsePieces(s string, inGroup bool) (out body, rest string, err *TemplateError) {
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out = append(out, piece{words: words.String()})
			words.Reset()
		}
	}
	for s != "" {
		switch c := s[0]; {
		case c == '\\' && len(s) > 1 && strings.IndexByte(`{}[]\`, s[1]) >= 0:
			words.WriteByte(s[1])
			s = s[2:]
		case c == '{':
			name, after, ok := strings.Cut(s[1:], "}")
			if !ok {
				return nil, "", &TemplateError{Err: ErrBrackets, Detail: s}
			}
			if placeholders[name] == nil {
				return nil, "", &TemplateError{Err: ErrUnknownName, Detail: name}
			}
			flush()
			out, s = append(out, piece{name: name}), after
		case c == '[' && !inGroup:
			flush()
			group, after, err := parsePieces(s[1:], true)
			if err != nil {
				return nil, "", err
			}
			out, s = append(out, piece{group: group}), after
		case c == ']' && inGroup:
			flush()
			return out, s[1:], nil
		case strings.IndexByte("[]}", c) >= 0:
			return nil, "", &TemplateError{Err: ErrBrackets, Detail: s}
		default:
			words.WriteByte(c)
			s = s[1:]
		}
	}
	if inGroup {
		return nil, "", &TemplateError{Err: ErrBrackets, Detail: "["}
	}
	flush()
	return out, "", nil
}

// fill gives the text for one ticket; each value goes through mark.
func (b body) fill(k Ticket, mark func(string) string) string {
	var out strings.Builder
	for _, p := range b {
		switch {
		case p.name != "":
			out.WriteString(mark(placeholders[p.name](k)))
		case p.group != nil:
			if p.group.complete(k) {
				out.WriteString(mark(p.group.fill(k, mark)))
			}
		default:
			out.WriteString(p.words)
		}
	}
	return out.String()
}

// complete tells whether every name in a group has something to say.
func (b body) complete(k Ticket) bool {
	for _, p := range b {
		if p.name != "" && placeholders[p.name](k) == "" {
			return false
		}
	}
	return true
}

// has tells whether name occurs outside a group of other names, so that it is printed whenever it has a value.
func (b body) has(name string) bool {
	for _, p := range b {
		if p.name == name || len(p.group) == 1 && p.group.has(name) {
			return true
		}
	}
	return false
}

// mentions tells whether name occurs at all.
func (b body) mentions(name string) bool {
	for _, p := range b {
		if p.name == name || p.group.mentions(name) {
			return true
		}
	}
	return false
}

// glue joins the characters of a value, and once more those of a group, so that neither is broken over two rows where one
// would hold it, and a name last.
func glue(value string) string {
	var out strings.Builder
	before := ' '
	for _, r := range norm.NFC.String(value) {
		if before != wordJoiner && !unicode.IsSpace(before) && !unicode.IsSpace(r) {
			out.WriteRune(wordJoiner)
		}
		out.WriteRune(r)
		before = r
	}
	return out.String()
}
