package kiosk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"sync"

	"github.com/paidui/paidui/queue"
)

// codes knows the code of every appointment of today and later. A code is 40 bits of an HMAC of the appointment's id
// under the hall's key, short enough to be read out and typed at a kiosk; asking for codes that there are not is limited
// by address.
type codes struct {
	key []byte

	mu    sync.Mutex
	date  queue.Date
	known map[queue.AppointmentID]bool
	opens map[string]queue.AppointmentID // "" for a code that two appointments would have
}

// codeLength is the number of characters of a code.
const codeLength = 8

// codeAlphabet is that of Crockford's base 32: no I, L, O or U.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var codeEncoding = base32.NewEncoding(codeAlphabet)

// code gives the code of id.
func (s *Service) code(id queue.AppointmentID) string {
	mac := hmac.New(sha256.New, s.codes.key)
	mac.Write([]byte("appointment " + id))
	return codeEncoding.EncodeToString(mac.Sum(nil)[:5])
}

// readCode gives the code that somebody typed, or that stands at the end of what a QR code holds, as it was issued; empty
// for what can be none.
func readCode(text string) string {
	text = text[strings.LastIndex(text, "/")+1:]
	code := strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(text))
	if len(code) != codeLength || strings.Trim(code, codeAlphabet) != "" {
		return ""
	}
	return code
}

// lookUpCode gives the appointment that code opens, one of today or later.
func (s *Service) lookUpCode(code string) (queue.AppointmentID, bool) {
	c := &s.codes
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range c.fresh(s.hall) {
		code := s.code(id)
		c.known[id] = true
		if _, twice := c.opens[code]; twice {
			id = ""
		}
		c.opens[code] = id
	}
	id := c.opens[readCode(code)]
	return id, id != ""
}

// fresh gives the appointments whose codes are not known yet; on another day it begins anew.
func (c *codes) fresh(hall *queue.Hall) (ids []queue.AppointmentID) {
	hall.View(func(s *queue.State) {
		if c.known == nil || s.Date() != c.date {
			c.date, c.known, c.opens = s.Date(), map[queue.AppointmentID]bool{}, map[string]queue.AppointmentID{}
		}
		for id := range s.Appointments() {
			if !c.known[id] {
				ids = append(ids, id)
			}
		}
	})
	return ids
}
