package kiosk

import (
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestStatementsAreBounded(t *testing.T) {
	for _, c := range []struct {
		text, contact string
		ok            bool
	}{
		{"窗口没有人", "", true}, {strings.Repeat("长", mostFeedbackRunes), strings.Repeat("1", mostContactRunes), true}, {" \n", "", false},
		{"", "13800138000", false}, {strings.Repeat("长", mostFeedbackRunes+1), "", false}, {"窗口没有人", strings.Repeat("1", mostContactRunes+1), false},
	} {
		body := feedbackBody{Statement: Statement{c.text, c.contact}}
		if err := body.check(); (err == nil) != c.ok {
			t.Errorf("%d characters with %d of contact: %v", len([]rune(c.text)), len(c.contact), err)
		}
	}
}

func TestStatementsEndWithTheirKey(t *testing.T) {
	s, _, _ := running(t)
	key, err := s.seals.keys.MakeKey("feedback-2026-11")
	if err != nil {
		t.Fatal(err)
	}
	said := Statement{"等了两个小时", "13800138000"}
	sealed, err := sealAs(sealedFeedback, "feedback-2026-11", key, said)
	if err != nil || strings.Contains(sealed, "138") {
		t.Fatalf("sealed %q, %v", sealed, err)
	}
	if got, ok := s.Statement(&queue.Feedback{Sealed: sealed}); !ok || got != said {
		t.Errorf("opened %+v, %v", got, ok)
	}
	if id := s.seals.open(sealed); id != (Identity{}) {
		t.Errorf("a statement reads as the identity %+v", id)
	}
	for _, bad := range []string{"", "feedback-2026-12" + sealed[16:], sealed[:len(sealed)-4], sealed + "!"} {
		if got, ok := s.Statement(&queue.Feedback{Sealed: bad}); ok || got != (Statement{}) {
			t.Errorf("%q reads as %+v", bad, got)
		}
	}
	if err := s.seals.keys.ShredKeys(feedbackKeys, "2026-12"); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Statement(&queue.Feedback{Sealed: sealed}); ok || got != (Statement{}) {
		t.Errorf("after shredding: %+v, %v", got, ok)
	}
}
