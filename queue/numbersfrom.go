package queue

import "strconv"

// NumbersFrom makes the day's next number of every prefix at least First. A restore gives it, because later numbers
// than the backup knows are on paper in the hall.
type NumbersFrom struct {
	First int
}

// NumbersMoved: numbers begin higher.
type NumbersMoved struct {
	First int `json:"first"`
}

var _ = register(func() Event { return new(NumbersMoved) })

// Kind implements Event.
func (*NumbersMoved) Kind() string { return "numbers_moved" }

func (c NumbersFrom) decide(s *State, _ Instant) ([]Event, error) {
	if c.First < 1 {
		return nil, s.refuse(c, ErrBadRequest, "the first number is less than 1")
	}
	return []Event{&NumbersMoved{c.First}}, nil
}

func (m *NumbersMoved) apply(s *State, _ *Entry) {
	for _, service := range s.layout.Services {
		s.numbers[service.Prefix] = max(s.numbers[service.Prefix], m.First-1)
	}
}

// HighestNumber gives the highest number of any prefix that the day has issued, 0 before the first.
func (s *State) HighestNumber() int {
	highest := 0
	for _, n := range s.numbers {
		highest = max(highest, n)
	}
	if s.aside != nil {
		return max(highest, s.aside.HighestNumber())
	}
	return highest
}

func (c NumbersFrom) String() string { return "begin numbers at " + strconv.Itoa(c.First) }
