package queue

import "slices"

// StaffNoticeID names a notice for ever: the sequence number of the entry that posted it.
type StaffNoticeID uint64

// StaffNotice is what the centre tells its clerks, who each say that they have read it. The public's notices are others.
type StaffNotice struct {
	ID   StaffNoticeID `json:"id"`
	Text string        `json:"text"`
	At   Instant       `json:"at"`
	// Reads are those who have read it, first reader first.
	Reads       []NoticeRead `json:"reads,omitempty"`
	WithdrawnAt Instant      `json:"withdrawn_at,omitempty"`
}

// NoticeRead is who read a notice, where and when. Staff is empty for a clerk who signed in without a name: then it was
// read for the window.
type NoticeRead struct {
	Staff  StaffNo      `json:"staff,omitempty"`
	Window WindowNumber `json:"window"`
	At     Instant      `json:"at"`
}

// noticeDays is how long a notice stands that nobody withdraws.
const noticeDays = 7

// PostStaffNotice tells all clerks something.
type PostStaffNotice struct {
	Text string
}

// ReadStaffNotice says that the clerk at Window has read a notice.
type ReadStaffNotice struct {
	ID     StaffNoticeID
	Window WindowNumber
}

// WithdrawStaffNotice takes a notice back.
type WithdrawStaffNotice struct {
	ID StaffNoticeID
}

// StaffNoticePosted: the centre told its clerks something.
type StaffNoticePosted struct {
	Notice StaffNotice `json:"notice"`
}

// StaffNoticeRead: a clerk has read a notice.
type StaffNoticeRead struct {
	ID   StaffNoticeID `json:"id"`
	Read NoticeRead    `json:"read"`
}

// StaffNoticeWithdrawn: a notice no longer stands.
type StaffNoticeWithdrawn struct {
	ID StaffNoticeID `json:"id"`
}

var _ = register(
	func() Event { return new(StaffNoticePosted) }, func() Event { return new(StaffNoticeRead) },
	func() Event { return new(StaffNoticeWithdrawn) })

// Kind implements Event.
func (*StaffNoticePosted) Kind() string { return "staff_notice_posted" }

// Kind implements Event.
func (*StaffNoticeRead) Kind() string { return "staff_notice_read" }

// Kind implements Event.
func (*StaffNoticeWithdrawn) Kind() string { return "staff_notice_withdrawn" }

func (c PostStaffNotice) decide(s *State, at Instant) ([]Event, error) {
	if c.Text == "" {
		return nil, s.refuse(c, ErrBadRequest, "text is missing")
	}
	return []Event{&StaffNoticePosted{StaffNotice{ID: StaffNoticeID(s.seq + 1), Text: c.Text, At: at}}}, nil
}

func (c ReadStaffNotice) decide(s *State, at Instant) ([]Event, error) {
	w, err := s.signedIn(c, c.Window)
	if err != nil {
		return nil, err
	}
	n := s.notice(c.ID)
	switch {
	case n == nil:
		return nil, s.refuse(c, ErrUnknownNotice)
	case n.WithdrawnAt != 0 || n.readAt(&w):
		return nil, s.refuse(c, ErrWrongState, "it is withdrawn or has been read")
	}
	return []Event{&StaffNoticeRead{c.ID, NoticeRead{w.Staff, c.Window, at}}}, nil
}

func (c WithdrawStaffNotice) decide(s *State, _ Instant) ([]Event, error) {
	n := s.notice(c.ID)
	switch {
	case n == nil:
		return nil, s.refuse(c, ErrUnknownNotice)
	case n.WithdrawnAt != 0:
		return nil, s.refuse(c, ErrWrongState, "it is withdrawn")
	}
	return []Event{&StaffNoticeWithdrawn{c.ID}}, nil
}

func (e *StaffNoticePosted) apply(s *State, _ *Entry) { s.notices = append(s.notices, e.Notice) }

func (e *StaffNoticeRead) apply(s *State, _ *Entry) {
	if n := s.notice(e.ID); n != nil {
		n.Reads = append(slices.Clip(n.Reads), e.Read) // the list may be an event's, which never changes
	}
}

func (e *StaffNoticeWithdrawn) apply(s *State, entry *Entry) {
	if n := s.notice(e.ID); n != nil {
		n.WithdrawnAt = entry.At
	}
}

func (s *State) notice(id StaffNoticeID) *StaffNotice {
	for i := range s.notices {
		if s.notices[i].ID == id {
			return &s.notices[i]
		}
	}
	return nil
}

// readAt tells whether who is signed in at w has read it.
func (n *StaffNotice) readAt(w *WindowState) bool {
	return slices.ContainsFunc(n.Reads, func(r NoticeRead) bool {
		return r.Staff == w.Staff && (r.Staff != "" || r.Window == w.Number)
	})
}

// StaffNotice gives the notice with id.
func (s *State) StaffNotice(id StaffNoticeID) (StaffNotice, bool) {
	if n := s.notice(id); n != nil {
		return *n, true
	}
	return StaffNotice{}, false
}

// StaffNotices gives the notices of the last days, oldest first.
func (s *State) StaffNotices() []StaffNotice { return s.notices }

// UnreadNotices gives the notices that whoever is signed in at window n has not read, oldest first; none while nobody is.
func (s *State) UnreadNotices(n WindowNumber) []StaffNotice {
	w := s.Window(n)
	if w.Shift == 0 {
		return nil
	}
	var unread []StaffNotice
	for _, notice := range s.notices {
		if notice.WithdrawnAt == 0 && !notice.readAt(&w) {
			unread = append(unread, notice)
		}
	}
	return unread
}

// carryNotices gives the notices that stand at the moment at.
func (s *State) carryNotices(at Instant) []StaffNotice {
	return slices.DeleteFunc(slices.Clone(s.notices), func(n StaffNotice) bool {
		return n.WithdrawnAt != 0 || at.Since(n.At) >= noticeDays*24*60*Minute
	})
}

func (c PostStaffNotice) String() string { return "post a staff notice" }

func (c ReadStaffNotice) String() string { return "read a staff notice at " + c.Window.String() }

func (c WithdrawStaffNotice) String() string { return "withdraw a staff notice" }
