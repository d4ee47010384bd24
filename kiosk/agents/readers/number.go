package readers

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// mostText is how long a line or an answer may be, in bytes: some hold the card's portrait.
const mostText = 1 << 20

// A number that is found has so many characters and digits; what has fewer says that no card lies there.
const (
	mostNumber   = 64
	fewestDigits = 6
)

// number takes a card's number out of a line or an answer: the value of field in JSON or in key=value text, or all of it where
// it is one word. It need not be a good one. False: there is none.
func number(text []byte, field string) (string, bool) {
	if !utf8.Valid(text) { // a program of Windows'; in JSON a second byte may be a backslash
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
		if err != nil {
			return "", false
		}
		text = decoded
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\uFEFF")))
	if len(text) == 0 {
		return "", false
	}
	if text[0] == '{' || text[0] == '[' {
		return numberInJSON(text, field)
	}
	s := string(text)
	if value, ok := valueOf(s, field); ok {
		return candidate(value)
	}
	if strings.ContainsFunc(s, func(r rune) bool { return !isWord(r) || r > unicode.MaxASCII }) {
		return "", false
	}
	return candidate(s)
}

// candidate tells whether a value looks like a number of any document.
func candidate(value string) (string, bool) {
	value = strings.TrimSpace(value)
	digits := 0
	for _, r := range value {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return value, digits >= fewestDigits && len(value) <= mostNumber
}

// numberInJSON follows a path such as resultContent.certNumber or cards.0.id.
func numberInJSON(text []byte, path string) (string, bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var at any
	if d.Decode(&at) != nil {
		return "", false
	}
	for _, part := range strings.Split(path, ".") {
		switch node := at.(type) {
		case map[string]any:
			at = node[part]
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(node) {
				return "", false
			}
			at = node[i]
		default:
			return "", false
		}
	}
	switch value := at.(type) {
	case string:
		return candidate(value)
	case json.Number:
		return candidate(value.String())
	}
	return "", false
}

// valueOf gives what stands behind key and = or : in text, of either width, up to a space or a separator, or between quotes. The key is a word
// of its own: of no=1 id_no=2 the no is 1.
func valueOf(text, key string) (string, bool) {
	for from := 0; key != ""; {
		i := strings.Index(text[from:], key)
		if i < 0 {
			break
		}
		before, rest := text[:from+i], text[from+i+len(key):]
		from += i + len(key)
		if last, _ := utf8.DecodeLastRuneInString(before); before != "" && isWord(last) {
			continue
		}
		rest = strings.TrimLeft(rest, `"' `)
		value, ok := rest, false
		for _, sign := range []string{"=", ":", "：", "＝"} {
			if value, ok = strings.CutPrefix(rest, sign); ok {
				break
			}
		}
		if !ok {
			continue
		}
		value = strings.TrimLeft(value, ` "'`)
		if end := strings.IndexFunc(value, func(r rune) bool { return !isWord(r) }); end >= 0 {
			value = value[:end]
		}
		return value, true
	}
	return "", false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
