package queue

import (
	"cmp"
	"slices"
	"strconv"
)

// CardID names a card for ever: the sequence number of the entry in which it was given.
type CardID uint64

// Card is a yellow or red card (黄牌、红牌) of a member of staff, with its appeal and what was decided. Events hold it as it
// stands after them.
type Card struct {
	ID     CardID  `json:"id"`
	Level  Level   `json:"level"`
	Staff  StaffNo `json:"staff"`
	Name   string  `json:"name"`
	Reason string  `json:"reason"`
	At     Instant `json:"at"`
	By     Helper  `json:"by"`
	// Appeal is what the member of staff says against it; empty while nothing was said.
	Appeal   string  `json:"appeal,omitempty"`
	AppealAt Instant `json:"appeal_at,omitempty"`
	// Ruling decides the appeal, with Note as the reason; empty while it is not decided.
	Ruling  Ruling  `json:"ruling,omitempty"`
	Note    string  `json:"note,omitempty"`
	RuledAt Instant `json:"ruled_at,omitempty"`
	RuledBy Helper  `json:"ruled_by,omitzero"`
}

// Ruling is how an appeal ends.
type Ruling string

// The rulings.
const (
	RulingUpheld    Ruling = "upheld"
	RulingWithdrawn Ruling = "withdrawn"
)

// appealDays is for how long a card can be appealed against.
const appealDays = 15

// GiveCard gives a member of staff a card. Nothing gives one by itself.
type GiveCard struct {
	Staff  StaffNo
	Level  Level
	Reason string
	By     Helper
}

// AppealCard says what a member of staff has against a card.
type AppealCard struct {
	ID     CardID
	Appeal string
}

// RuleCard decides an appeal. Whoever gave the card does not.
type RuleCard struct {
	ID     CardID
	Ruling Ruling
	Note   string
	By     Helper
}

// ofCard is what every event about a card embeds.
type ofCard struct {
	Card Card `json:"card"`
}

// AfterCard gives the card as it stands after the event.
func (o *ofCard) AfterCard() *Card { return &o.Card }

func (o *ofCard) apply(s *State, _ *Entry) {
	for i := range s.cards {
		if s.cards[i].ID == o.Card.ID {
			s.cards[i] = o.Card
			return
		}
	}
	s.cards = append(s.cards, o.Card)
}

// CardEvent is an event about a card.
type CardEvent interface {
	Event
	AfterCard() *Card
}

// CardGiven: a member of staff got a card.
type CardGiven struct{ ofCard }

// CardAppealed: something was said against a card.
type CardAppealed struct{ ofCard }

// CardRuled: an appeal was decided.
type CardRuled struct{ ofCard }

var _ = register(
	func() Event { return new(CardGiven) }, func() Event { return new(CardAppealed) }, func() Event { return new(CardRuled) })

// Kind implements Event.
func (*CardGiven) Kind() string { return "card_given" }

// Kind implements Event.
func (*CardAppealed) Kind() string { return "card_appealed" }

// Kind implements Event.
func (*CardRuled) Kind() string { return "card_ruled" }

func (c GiveCard) decide(s *State, at Instant) ([]Event, error) {
	member, ok := s.layout.StaffMember(c.Staff)
	switch {
	case !ok:
		return nil, s.refuse(c, ErrUnknownStaff)
	case c.Level != LevelYellow && c.Level != LevelRed:
		return nil, s.refuse(c, ErrBadRequest, "level is neither yellow nor red")
	case c.Reason == "":
		return nil, s.refuse(c, ErrReasonRequired)
	}
	card := Card{ID: CardID(s.seq + 1), Level: c.Level, Staff: c.Staff, Name: member.Name, Reason: c.Reason, At: at, By: c.By}
	return []Event{&CardGiven{ofCard{card}}}, nil
}

func (c AppealCard) decide(s *State, at Instant) ([]Event, error) {
	card, ok := s.Card(c.ID)
	switch {
	case !ok:
		return nil, s.refuse(c, ErrUnknownCard)
	case c.Appeal == "":
		return nil, s.refuse(c, ErrReasonRequired)
	case card.AppealAt != 0:
		return nil, s.refuse(c, ErrWrongState, "it has been appealed against")
	case !s.appealable(&card, s.date):
		return nil, s.refuse(c, ErrTooLate)
	}
	card.Appeal, card.AppealAt = c.Appeal, at
	return []Event{&CardAppealed{ofCard{card}}}, nil
}

func (c RuleCard) decide(s *State, at Instant) ([]Event, error) {
	card, ok := s.Card(c.ID)
	switch {
	case !ok:
		return nil, s.refuse(c, ErrUnknownCard)
	case c.Ruling != RulingUpheld && c.Ruling != RulingWithdrawn:
		return nil, s.refuse(c, ErrBadRequest, "ruling is neither upheld nor withdrawn")
	case c.Note == "":
		return nil, s.refuse(c, ErrReasonRequired)
	case card.AppealAt == 0 || card.RuledAt != 0:
		return nil, s.refuse(c, ErrWrongState, "there is no appeal to decide")
	}
	card.Ruling, card.Note, card.RuledAt, card.RuledBy = c.Ruling, c.Note, at, c.By
	return []Event{&CardRuled{ofCard{card}}}, nil
}

// AppealUntil gives the last day on which the card can be appealed against; empty when it no longer can.
func (s *State) AppealUntil(card *Card) Date {
	if !s.appealable(card, s.date) {
		return ""
	}
	return DateOf(card.At, s.loc).AddDays(appealDays)
}

// appealable tells whether the card can still be appealed against on a day.
func (s *State) appealable(card *Card, today Date) bool {
	return card.AppealAt == 0 && today <= DateOf(card.At, s.loc).AddDays(appealDays)
}

// Card gives a card that was given today or that is not settled.
func (s *State) Card(id CardID) (Card, bool) {
	for _, card := range s.cards {
		if card.ID == id {
			return card, true
		}
	}
	return Card{}, false
}

// Cards gives the cards that were given today and those that are not settled, oldest first.
func (s *State) Cards() []Card { return s.cards }

// carryCards gives those that can still be appealed against today, or whose appeal is not decided.
func (s *State) carryCards(today Date) []Card {
	return slices.DeleteFunc(slices.Clone(s.cards), func(c Card) bool {
		return !s.appealable(&c, today) && (c.AppealAt == 0 || c.RuledAt != 0)
	})
}

// Card gives the card that the entry is about; nil when it is about none.
func (e *Entry) Card() *Card {
	for _, ev := range e.Events {
		if c, ok := ev.(CardEvent); ok {
			return c.AfterCard()
		}
	}
	return nil
}

func (c GiveCard) String() string {
	return "give " + string(cmp.Or(c.Level, "a")) + " card to staff " + string(c.Staff)
}

func (c AppealCard) String() string {
	return "appeal against card " + strconv.FormatUint(uint64(c.ID), 10)
}

func (c RuleCard) String() string { return "rule on card " + strconv.FormatUint(uint64(c.ID), 10) }
