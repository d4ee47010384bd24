package agents

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzReadFromAgent: whatever an agent says is either refused, without a word of it, or harmless.
func FuzzReadFromAgent(f *testing.F) {
	for _, text := range []string{
		`{"hello":{"instance":"a1","state":{"printer":{"known":true},"reader":"ok"}}}`, `{"state":{"reader":"none","lying":true}}`,
		`{"card":{"id_number":"` + id + `"}}`, `{"card":{}}`, `{"card":{"id_number":"1"}}`, `{"printed":{"id":"f0","error":"stopped","state":{"paper_out":true}}}`,
		`{"printed":{"id":"f0","error":"failed","detail":"a\u0000\nb"}}`, `{"card":{"id_number":11010519491231002}}`, `null`, `{}`, `[`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := readFromAgent(text)
		if err != nil {
			if err != errMessage {
				t.Errorf("error %v", err)
			}
			return
		}
		if m.Card != nil && m.Card.IDNumber != "" && !isIDNumber(m.Card.IDNumber) {
			t.Errorf("card %q", m.Card.IDNumber)
		}
		if m.Printed != nil {
			if end := m.Printed.err(); end != nil && (strings.ContainsAny(end.Error(), "\r\n\x00") || len(end.Error()) > mostDetail) {
				t.Errorf("outcome %q", end)
			}
		}
		if m.State != nil && m.State.Reader != ReaderNone && m.State.Reader != ReaderOK && m.State.Reader != ReaderFault {
			t.Errorf("reader %q", m.State.Reader)
		}
		if _, err := json.Marshal(m); err != nil {
			t.Error(err)
		}
	})
}

func TestIsIDNumber(t *testing.T) {
	for s, is := range map[string]bool{
		id: true, "110105194912310021": true, "": false, id[:17]: false, id + "1": false, "1101051949123100XX": false, "11010519491231002x": false,
		"X10105194912310021": false, "１101051949123100": false,
	} {
		if isIDNumber(s) != is {
			t.Errorf("isIDNumber(%q) = %v", s, !is)
		}
	}
}
