package kiosk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// codes knows the code of every appointment of today and later, and of every slip of missing papers that has not lapsed.
// A code is 40 bits of an HMAC of what it opens under the hall's key, short enough to be read out and typed at a kiosk;
// asking for codes that there are not is limited by address.
type codes struct {
	key []byte

	mu    sync.Mutex
	date  queue.Date
	known map[opened]bool
	opens map[string]opened // the zero opened for a code that two would have
}

// opened is what a code opens: an appointment, or the slip of missing papers of a ticket.
type opened struct {
	appointment queue.AppointmentID
	slip        queue.TicketID
}

// codeLength is the number of characters of a code.
const codeLength = 8

// codeAlphabet is that of Crockford's base 32: no I, L, O or U.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var codeEncoding = base32.NewEncoding(codeAlphabet)

// of gives the code that opens o.
func (c *codes) of(o opened) string {
	mac := hmac.New(sha256.New, c.key)
	if o.appointment != "" {
		mac.Write([]byte("appointment " + o.appointment))
	} else {
		mac.Write([]byte("return " + o.slip))
	}
	return codeEncoding.EncodeToString(mac.Sum(nil)[:5])
}

// code gives the code of an appointment.
func (s *Service) code(id queue.AppointmentID) string { return s.codes.of(opened{appointment: id}) }

// returnCode gives the code of the slip of missing papers of a ticket.
func (s *Service) returnCode(id queue.TicketID) string { return s.codes.of(opened{slip: id}) }

// readCode gives the code that somebody typed, or that stands at the end of what a QR code holds, as it was issued; empty
// for what can be none.
func readCode(text string) string {
	code := strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(lastPart(text)))
	if len(code) != codeLength || strings.Trim(code, codeAlphabet) != "" {
		return ""
	}
	return code
}

// lastPart gives what stands at the end of an address, where codes and words do.
func lastPart(text string) string { return text[strings.LastIndexByte(text, '/')+1:] }

// lookUpCode gives what code opens.
func (s *Service) lookUpCode(code string) (opened, bool) {
	c := &s.codes
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range c.fresh(s.hall) {
		code := c.of(o)
		c.known[o] = true
		if _, twice := c.opens[code]; twice {
			o = opened{}
		}
		c.opens[code] = o
	}
	o := c.opens[readCode(code)]
	return o, o != opened{}
}

// fresh gives what has codes that are not known yet; on another day it begins anew.
func (c *codes) fresh(hall *queue.Hall) (all []opened) {
	add := func(o opened) {
		if !c.known[o] {
			all = append(all, o)
		}
	}
	hall.View(func(s *queue.State) {
		if c.known == nil || s.Date() != c.date {
			c.date, c.known, c.opens = s.Date(), map[opened]bool{}, map[string]opened{}
		}
		for id := range s.Appointments() {
			add(opened{appointment: id})
		}
		for id := range s.MissingSlips() {
			add(opened{slip: id})
		}
	})
	return all
}

// codeHolder gives what the code of a request opens, when find knows it. Who has named too many that there are not is told
// nothing more.
func codeHolder[T any](s *Service, c echo.Context, find func() (T, bool), unknown error) (found T, err error) {
	giveBack, err := s.wrongCodes.take(c, s.hall.Now())
	if err != nil {
		return found, err
	}
	found, ok := find()
	if !ok {
		return found, unknown
	}
	giveBack()
	return found, nil
}
