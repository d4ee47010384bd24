package kiosk

import (
	"errors"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestClaims(t *testing.T) {
	s, _, _ := running(t)
	old, young := withCheck("64040219561123001"), withCheck("64040219561124001")
	for _, c := range []struct {
		name  string
		claim claim
		class queue.Class
		want  queue.Take // Holder and Sealed: "" for none, "?" for any
	}{
		{"nobody", claim{}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal}},
		{"a card alone says nothing", claim{Card: true}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal}},
		{"phone", claim{Phone: "138-0013 8000"}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal, Sealed: "?"}},
		{"typed", claim{IDNumber: young}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal, Holder: "?", Typed: true, Sealed: "?"}},
		{"card", claim{IDNumber: young, Card: true}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal, Holder: "?", Sealed: "?"}},
		{"70 by card", claim{IDNumber: old, Card: true}, queue.ClassNormal, queue.Take{Class: queue.ClassElder, Holder: "?", Sealed: "?"}},
		{"70, typed", claim{IDNumber: old}, queue.ClassNormal, queue.Take{Class: queue.ClassNormal, Holder: "?", Typed: true, Sealed: "?"}},
		{"70, ill", claim{IDNumber: old, Card: true}, queue.ClassSeriouslyIll, queue.Take{Class: queue.ClassSeriouslyIll, Holder: "?", Sealed: "?"}},
	} {
		take := queue.Take{Class: c.class}
		if err := s.apply(&c.claim, &take, &queue.Origin{}); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if take.Holder != "" {
			take.Holder = "?"
		}
		if take.Sealed != "" {
			take.Sealed = "?"
		}
		if take != c.want {
			t.Errorf("%s: %#v, want %#v", c.name, take, c.want)
		}
	}
}

func TestBadClaims(t *testing.T) {
	s, _, _ := running(t)
	for text, want := range map[claim]*queue.Refusal{
		{IDNumber: "110105194912310020"}: queue.ErrInvalidIDNumber, {IDNumber: "110105491231002", Card: true}: queue.ErrInvalidIDNumber,
		{Phone: "1380013800a"}: queue.ErrBadRequest, {Phone: "1234"}: queue.ErrBadRequest, {Phone: "+"}: queue.ErrBadRequest,
		{Phone: "123456789012345678901"}: queue.ErrBadRequest, {IDNumber: goodIDs[0], Phone: "++8613800138000"}: queue.ErrBadRequest,
	} {
		take := queue.Take{Class: queue.ClassNormal}
		err := s.apply(&text, &take, &queue.Origin{})
		if !errors.Is(err, want) || take.Sealed != "" {
			t.Errorf("%+v: %v", text, err)
		}
		for _, plain := range []string{text.IDNumber, text.Phone} {
			if plain != "" && err != nil && strings.Contains(err.Error(), plain) && len(plain) > 1 {
				t.Errorf("the error says %q", err)
			}
		}
	}
}

// TestDigestsOfClaims: whoever tries numbers against a digest needs the day's key; a repeated request has the first one's
// digest, over midnight too, when that key is gone.
func TestDigestsOfClaims(t *testing.T) {
	s, hall, clock := running(t)
	keys := s.seals.keys.(*memoryKeys)
	said := claim{IDNumber: goodIDs[0]}
	digest := func(request, body string) string {
		t.Helper()
		origin := queue.Origin{Request: request, Digest: body}
		if err := s.apply(&said, &queue.Take{Class: queue.ClassNormal}, &origin); err != nil {
			t.Fatal(err)
		}
		return origin.Digest
	}
	if got := digest("", ""); got != "" {
		t.Errorf("digest %q of a request without a key", got)
	}
	first := digest("r", "body")
	if len(first) != 16 || first == "body" || first != digest("r", "body") || first == digest("r", "another body") {
		t.Errorf("digest %q", first)
	}
	clock.Add(15*3600_000 - 30_000) // a moment before midnight
	if _, err := hall.Do(t.Context(), queue.Origin{Request: "r", Digest: first}, queue.SignIn{Window: 3}); err != nil {
		t.Fatal(err)
	}
	clock.Add(60_000)
	_, _ = hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // refused, but the day has turned
	if digest("r", "body") != first || digest("r", "another body") == first || digest("s", "body") == first {
		t.Error("after midnight the digest is not by the key of the request's day")
	}
	if err := keys.ShredKeys("day", "2026-11-24"); err != nil {
		t.Fatal(err)
	}
	if digest("r", "body") != first {
		t.Error("without that key a repetition is not taken at its word")
	}
}
