package kiosk

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/paidui/paidui/queue"
)

// Keys keeps secrets of 32 bytes that last for a period and are then gone for good. A name is a kind and a period, such
// as day-2026-11-23. It is safe for many goroutines; nobody changes a key that is given.
type Keys interface {
	// MakeKey gives the key of that name. Where there is none one is made, durable before it is given; an error when
	// that cannot be, or when the period's keys have been shredded.
	MakeKey(name string) ([]byte, error)
	// Key gives the key of that name while there is one.
	Key(name string) ([]byte, bool)
	// ShredKeys ends for ever the keys of a kind whose period is before that one.
	ShredKeys(kind, before string) error
}

// dayKeys is the kind of the keys of a day.
const dayKeys = "day"

func dayKey(date queue.Date) string { return dayKeys + "-" + string(date) }

// Identity is what is known of a ticket's citizen until the key of the day is shredded. Any of it may be empty.
type Identity struct {
	Last4     string `json:"last4,omitempty"`
	BirthYear int    `json:"birth_year,omitempty"`
	Phone     string `json:"phone,omitempty"`
}

// seals makes of a citizen what may stand in the journal, and reads it again while the key lasts.
type seals struct{ keys Keys }

// holder gives who has an ID number under a key: 128 bits of an HMAC, which without the key tell nothing.
func holder(key []byte, n IDNumber) queue.Holder {
	return queue.Holder(base64.RawURLEncoding.EncodeToString(keyed(key, "holder "+n.digits)))
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)[:16]
}

// What is sealed; each has a key of its own that is derived from the period's.
const (
	sealedIdentity = "sealed identity"
	sealedFeedback = "sealed feedback"
)

// sealing gives the cipher for one of these.
func sealing(key []byte, purpose string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, key, nil, purpose, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// seal gives i as only the key of that name opens it.
func seal(name string, key []byte, i Identity) (string, error) {
	return sealAs(sealedIdentity, name, key, i)
}

// sealAs gives what as only the key of that name opens it: the key's name, a dot, the sealed JSON.
func sealAs(purpose, name string, key []byte, what any) (string, error) {
	aead, err := sealing(key, purpose)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	return name + "." + base64.RawURLEncoding.EncodeToString(aead.Seal(nil, nil, text, []byte(name))), nil
}

// open gives what was sealed; nothing of it once the key is gone.
func (s seals) open(sealed string) Identity {
	i, _ := openAs[Identity](s, sealedIdentity, sealed)
	return i
}

// openAs gives what sealAs sealed; false once the key is gone, and for what was never sealed so.
func openAs[T any](s seals, purpose, sealed string) (what T, ok bool) {
	name, encoded, _ := strings.Cut(sealed, ".")
	key, ok := s.keys.Key(name)
	if !ok {
		return what, false
	}
	text, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return what, false
	}
	aead, err := sealing(key, purpose)
	if err != nil {
		return what, false
	}
	var opened T
	if text, err = aead.Open(nil, nil, text, []byte(name)); err != nil || json.Unmarshal(text, &opened) != nil {
		return what, false
	}
	return opened, true
}

// Identity gives what is known of t's citizen: nothing when nothing was said, and once the key is shredded. It is for
// those who have the ticket in hand.
func (s *Service) Identity(t *queue.Ticket) Identity {
	return s.seals.open(t.Sealed)
}

// Last4 gives the last four of t's ID number; empty where Identity gives none.
func (s *Service) Last4(t *queue.Ticket) string { return s.Identity(t).Last4 }
