package agents

import "time"

// stillLying is how long after a read a card counts as lying there.
const stillLying = 3 * time.Second

// lying makes what happens on a reader out of what it reads: a card that lies there is read again and again, and now and
// then badly.
type lying struct {
	number  string // "" while nothing lies there
	last    time.Time
	lastBad time.Time
}

// read takes a number, "" for a card that cannot be read, and tells whether that is another card than before.
func (l *lying) read(number string, at time.Time) (laid bool) {
	l.pass(at)
	if number == "" {
		if l.number != "" {
			return false // the one that lies there is read badly, or will be gone in a moment
		}
		laid = l.lastBad.IsZero() || at.Sub(l.lastBad) >= stillLying
		l.lastBad = at
		return laid
	}
	laid = number != l.number
	l.number, l.last = number, at
	return laid
}

// pass tells whether the card has been taken away meanwhile.
func (l *lying) pass(at time.Time) (gone bool) {
	if l.number == "" || at.Sub(l.last) < stillLying {
		return false
	}
	l.number = ""
	return true
}
