package kiosk

import (
	"encoding/hex"
	"strings"

	"github.com/paidui/paidui/queue"
)

// claim is what a citizen who takes a number says of themselves. Nothing of it is kept as it is.
type claim struct {
	IDNumber string `json:"id_number"`
	Phone    string `json:"phone"`
	// Card: the number was read from a card, not typed.
	Card bool `json:"card"`
}

// empty tells whether nothing was said.
func (c *claim) empty() bool { return c.IDNumber == "" && c.Phone == "" }

// Bounds of a phone number's digits.
const (
	fewestPhone = 5
	mostPhone   = 20
)

// phone gives the phone number without what people put between its digits.
func (c *claim) phone() (string, error) {
	phone := strings.NewReplacer(" ", "", "-", "").Replace(c.Phone)
	digits := strings.TrimPrefix(phone, "+")
	if phone != "" && (!onlyDigits(digits) || len(digits) < fewestPhone || len(digits) > mostPhone) {
		return "", &queue.Refused{Op: "read phone number", Err: queue.ErrBadRequest, Detail: "it is not 5 to 20 digits"}
	}
	return phone, nil
}

// apply puts into take, as the hall may know it, who takes the number, and makes a request's digest one that nobody can
// try numbers against. An old citizen's card gives priority; a typed number, which may be a neighbour's, does not.
func (s *Service) apply(c *claim, take *queue.Take, origin *queue.Origin) error {
	if c.empty() {
		return nil
	}
	today, elderAge := s.today()
	identity, err := Identity{}, error(nil)
	if identity.Phone, err = c.phone(); err != nil {
		return err
	}
	var number IDNumber
	if c.IDNumber != "" {
		if number, err = ParseIDNumber(c.IDNumber, today); err != nil {
			return &queue.Refused{Op: "read ID number", Err: queue.ErrInvalidIDNumber, Detail: err.Error()}
		}
		identity.Last4, identity.BirthYear = number.Last4(), number.BirthYear()
		if old := elderAge > 0 && number.Age(today) >= elderAge; old && c.Card && take.Class == queue.ClassNormal {
			take.Class = queue.ClassElder
		}
	}
	key, err := s.seals.keys.MakeKey(dayKey(today))
	if err != nil {
		return unsealed(err)
	}
	if number != (IDNumber{}) {
		take.Holder, take.Typed = holder(key, number), !c.Card
	}
	if take.Sealed, err = seal(dayKey(today), key, identity); err != nil {
		return unsealed(err)
	}
	origin.Digest = s.digest(origin, key)
	return nil
}

func unsealed(err error) error {
	return &queue.Refused{Op: "seal identity", Err: queue.ErrStorage, Detail: err.Error()}
}

// digest gives the digest of a request that says who asks, under the key of the day on which it was first carried out;
// key is today's. Once that day's key is gone, the same request is taken at its word.
func (s *Service) digest(origin *queue.Origin, key []byte) string {
	if origin.Request == "" {
		return origin.Digest
	}
	var before queue.Answered
	var date queue.Date
	s.hall.View(func(state *queue.State) {
		if answered, ok := state.Answered(origin.Request); ok {
			before, date = answered, queue.DateOf(answered.At, state.Location())
		}
	})
	if date != "" {
		var ok bool
		if key, ok = s.seals.keys.Key(dayKey(date)); !ok {
			return before.Digest
		}
	}
	return hex.EncodeToString(keyed(key, "request "+origin.Digest)[:8])
}

// today gives the date on which a number taken now is issued, and from which age on a card gives priority.
func (s *Service) today() (date queue.Date, elderAge int) {
	at := s.hall.Now()
	s.hall.View(func(state *queue.State) {
		date, elderAge = queue.DateOf(at, state.Location()), state.Layout().Settings.ElderAge
	})
	return date, elderAge
}
