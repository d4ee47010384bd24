package queue

import "slices"

// Key is what a key of the counter does: a button of its page, a letter of its terminal, a code of its numeric pad.
type Key string

// The keys.
const (
	KeyNext      Key = "next"
	KeyRecall    Key = "recall"
	KeyStart     Key = "start"
	KeyFinish    Key = "finish"
	KeyNoShow    Key = "no_show"
	KeyHold      Key = "hold"
	KeyResume    Key = "resume"
	KeyReturn    Key = "return"
	KeyPause     Key = "pause" // and going on
	KeyLeave     Key = "leave"
	KeyTransfer  Key = "transfer"
	KeyWalkUp    Key = "walk_up"
	KeyUndo      Key = "undo"
	KeyOutcome   Key = "outcome"
	KeyArrived   Key = "arrived"
	KeyCall      Key = "call"
	KeyTakeOver  Key = "take_over"
	KeySignOut   Key = "sign_out"
	KeyStayOn    Key = "stay_on"
	KeyAskRating Key = "ask_rating"
	KeyWithout   Key = "without" // the day's tickets without an outcome
	KeyFault     Key = "fault"
	KeyAnswer    Key = "answer"  // a help that asks the window, or a notice
	KeyConsult   Key = "consult" // somebody only asks something
	KeyHelp      Key = "help"
)

// Keys are all keys, in the order of their codes.
var Keys = []Key{
	KeyNext, KeyRecall, KeyStart, KeyFinish, KeyNoShow, KeyHold, KeyResume, KeyReturn, KeyPause, KeyLeave, KeyTransfer, KeyWalkUp,
	KeyUndo, KeyOutcome, KeyArrived, KeyCall, KeyTakeOver, KeySignOut, KeyStayOn, KeyAskRating, KeyWithout, KeyFault, KeyAnswer, KeyConsult,
	KeyHelp,
}

// Valid tells whether there is such a key.
func (k Key) Valid() bool { return slices.Contains(Keys, k) }

// KeypadCode is the two digits that stand for a key on a numeric pad.
type KeypadCode string

// valid tells whether the code can be typed.
func (c KeypadCode) valid() bool {
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	return len(c) == 2 && digit(c[0]) && digit(c[1])
}

// defaultKeypad gives each key its number in Keys; help, which must be found in a hurry, 99.
func defaultKeypad() map[Key]KeypadCode {
	codes := map[Key]KeypadCode{}
	for i, k := range Keys {
		codes[k] = KeypadCode([]byte{'0' + byte((i+1)/10), '0' + byte((i+1)%10)})
	}
	codes[KeyHelp] = "99"
	return codes
}

// Keypad gives the code of every key that has one. A journal from before there were codes has the usual ones.
func (s *Settings) Keypad() map[Key]KeypadCode {
	if s.KeypadCodes == nil {
		return defaultKeypad()
	}
	return s.KeypadCodes
}
