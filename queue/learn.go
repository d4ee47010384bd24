package queue

// What is learned is learned as events are applied, from their after-images alone: the hall's profile of the day.

// learnIssue notes who came.
func (s *State) learnIssue(t *Ticket) {
	s.profile.Issue(t.Service, t.IssuedAt.Since(t.EffectiveAt), t.IssuedAt, s.loc)
}

// learnCall notes a call, before its window's last ticket is forgotten.
func (s *State) learnCall(t *Ticket) {
	s.profile.Call(t.Service)
	last, _ := s.Ticket(s.done[t.Window])
	if last == nil || last.ID == t.ID {
		return
	}
	ended := max(last.FinishedAt, last.NoShowAt)
	if turn := t.CalledAt.Since(ended); ended != 0 && t.WaitFrom <= ended && turn <= longestTurn {
		s.profile.Turn.add(turn)
	}
}

// learnStart notes the way to the window; a start that nobody pressed is the call, and its way part of the service.
func (s *State) learnStart(t *Ticket) { s.profile.Start(t.StartedAt.Since(t.CalledAt)) }

// learnNoShow notes who did not come.
func (s *State) learnNoShow(t *Ticket) {
	s.profile.NoShow(t.Service, t.NoShowAt.Since(t.FirstCalledAt))
}

// learn adds the visit of t, which took that long; -1 visits take it away. A visit whose length is not known counts as
// none, nor does one that a clock which was set wrong made longer than can be.
func (s *State) learn(t *Ticket, visits int, took Millis) {
	if took <= 0 || took > LongestPossible {
		return
	}
	l := s.learned[t.Service]
	s.learned[t.Service] = Learned{l.Visits + visits, l.Sum + Millis(visits)*took}
	s.profile.finish(t.Service, t.Window, took, float64(visits))
}
