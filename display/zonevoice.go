package display

import (
	"slices"
	"time"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// VoiceWord is what a screen is told of its zone's voice.
type VoiceWord struct {
	// On: the zone has a voice. A wall then shows the call that is being said, and otherwise goes by itself.
	On bool `json:"on"`
	// Saying is the call that is being said or was last, Said that up to which all have been said or left out.
	Saying uint64 `json:"saying,omitempty"`
	Said   uint64 `json:"said,omitempty"`
	// Volume is how loud the voice is, in percent.
	Volume int `json:"volume"`
	// Ack is the report that is answered: when it was sent, the page's lease of LeaseMS began, if it has Turn. Only then
	// may it speak, and it says what Say gives it; of an ID that it has said already it reports so once more.
	Ack     uint64     `json:"ack,omitempty"`
	Turn    bool       `json:"turn,omitempty"`
	LeaseMS int64      `json:"lease_ms,omitempty"`
	Say     *Utterance `json:"say,omitempty"`
}

// Report is what a page that may speak says of itself: every second or two, and when something changes.
type Report struct {
	// Page names the page from its loading to its end, N counts its reports.
	Page string `json:"page"`
	N    uint64 `json:"n"`
	// Acked is the last report that it knows to be answered.
	Acked uint64 `json:"acked"`
	// Sound is its loudspeaker's; Dedicated: speaking is what the page is for.
	Sound     Sound `json:"sound"`
	Dedicated bool  `json:"dedicated"`
	// Saying is the utterance that it is saying, 0 for none; Done the last one that it has said.
	Saying uint64 `json:"saying"`
	Done   uint64 `json:"done"`
	// Said is, of the journal and day Epoch, the call up to which all have been said as far as the page knows.
	Epoch string `json:"epoch"`
	Said  uint64 `json:"said"`
	// Bye: the page ends, with whatever it was saying.
	Bye bool `json:"bye"`
}

// zoneVoice is the voice of a zone: what is to be said there and who says it.
type zoneVoice struct {
	election
	lineup
	profile Profile
	screens map[*screen]VoiceWord // with what each was told last
	volume  int
	saying  uint64
	trial   trial
	// withheld is the holder's last report before there was no need any more for what it has in hand: the answer to the
	// next one comes after everything that gave it that.
	withheld uint64
	looked   queue.Instant // when the hall was looked at last
	mute     time.Time     // since when nobody speaks; zero while somebody does
}

// newZoneVoice gives the voice of a zone in a hall that runs since born.
func newZoneVoice(zone queue.ZoneID, every *intervals, born, now time.Time) *zoneVoice {
	return &zoneVoice{
		election: newElection(every.lease, every.margin, born), profile: HallOf(zone), screens: map[*screen]VoiceWord{}, mute: now,
		// Pages know utterances by their number, over restarts of the hall.
		lineup: lineup{id: uint64(now.UnixMicro())},
	}
}

// look takes what has happened in the hall since the last look, and leaves out what need not be said any more.
func (v *zoneVoice) look(s *queue.State, at queue.Instant) {
	l := s.Layout()
	z, ok := l.Zone(v.profile.zone)
	if !ok {
		return
	}
	if v.looked == 0 {
		v.looked = at
	}
	v.volume = z.VolumeAt(at, s.Location())
	v.alarm(v.emergency(s, at))
	v.takeCalls(s, at)
	for _, a := range due(s, v.profile.zone, v.looked, at) {
		v.add(a)
	}
	v.drop(func(a *announcement) bool { return v.volume == 0 || !wanted(s, a, at) || v.stale(a, at, maxAge(l)) })
	v.trial.newDay(s.Date())
	v.doubt(unheard(s, v.profile.zone, v.looked))
	v.looked = at
}

// doubt takes note that windows report that nothing is heard: then any other page is chosen before the one that speaks.
func (v *zoneVoice) doubt(open, again bool) {
	if again && v.holder != nil {
		v.holder.doubted = true
	}
	if v.trial.missed && !open { // it has been mended
		for _, c := range v.pages {
			c.doubted = false
		}
	}
	v.trial.missed = open
}

// takeCalls queues the zone's calls since the last look.
func (v *zoneVoice) takeCalls(s *queue.State, at queue.Instant) {
	var fresh []*announcement
	for _, c := range slices.Backward(s.Calls()) {
		if c.Seq <= v.taken || at.Since(c.At) > maxAge(s.Layout()) {
			break
		}
		if v.profile.hears(&c) {
			fresh = append(fresh, callOf(v.profile, &c, s.Layout()))
		}
	}
	for _, a := range slices.Backward(fresh) {
		v.add(a)
	}
	v.taken = max(v.taken, s.Seq())
}

// wanted tells whether an announcement is still to be said: a call until its citizen has come, been passed over or gone
// elsewhere.
func wanted(s *queue.State, a *announcement, at queue.Instant) bool {
	if a.matter != MatterCall {
		return a.until == 0 || at <= a.until
	}
	t, ok := s.Ticket(a.call.Ticket)
	return ok && t.Status == queue.StatusCalled && t.Window == a.call.Window
}

// stale tells whether a call has become too old while there was nobody to say it.
func (v *zoneVoice) stale(a *announcement, at queue.Instant, age queue.Millis) bool {
	return a.matter == MatterCall && (v.holder == nil || v.urgent != nil) && at.Since(a.at) > age
}

// take takes what a page reports. Its Said is one of this journal's, or 0.
func (v *zoneVoice) take(now time.Time, at queue.Instant, s *screen, r *Report) {
	v.lapseInHand(now)
	if r.Bye {
		v.cut(s, true)
		v.advance(now)
		return
	}
	if newLine := v.report(now, s, r); v.holder != nil && v.holder.screen == s && (newLine || r.Acked > v.withheld) {
		v.unbegun(r.Saying)
	}
	if v.holder != nil && v.holder.screen == s && v.said(r.Done, at) && v.last.matter == MatterTest {
		v.trial.tested = at
	}
	needed := !v.needless
	if v.heard(r.Said); needed && v.needless {
		v.withheld = v.holder.ack
	}
	v.advance(now)
}

// leave says that a screen's line has gone.
func (v *zoneVoice) leave(now time.Time, s *screen) {
	delete(v.screens, s)
	v.cut(s, false)
	v.advance(now)
}

// lapseInHand takes back what a page was to say whose lease has run out.
func (v *zoneVoice) lapseInHand(now time.Time) {
	had := v.holder
	v.lapse(now)
	if had != nil && v.holder != had {
		v.lost()
	}
}

// advance finds who speaks and gives out what comes next.
func (v *zoneVoice) advance(now time.Time) {
	had := v.holder
	v.lapse(now)
	v.settle(now, v.hand != nil)
	if v.holder != had || v.holder == nil {
		v.lost()
	}
	switch {
	case v.holder == nil && v.mute.IsZero():
		v.mute = now
	case v.holder != nil:
		v.mute = time.Time{}
		if v.holder.saying == 0 || v.urgent != nil {
			v.next()
		}
	}
	if v.hand != nil && v.hand.Matter == MatterCall {
		v.saying = v.hand.Seq
	}
	for s, told := range v.screens {
		if v.news(s, told) {
			s.wake()
		}
	}
}

// on tells whether something would be heard now.
func (v *zoneVoice) on() bool { return v.holder != nil && (v.volume > 0 || v.urgent != nil) }

// word gives what a screen is to know. One that does not speak itself knows of a voice only when there is one.
func (v *zoneVoice) word(s *screen) (w VoiceWord) {
	if v.on() {
		w.On, w.Saying = true, v.saying
	}
	c := v.pageOf(s)
	if c == nil {
		return w
	}
	w.Said, w.Volume, w.Ack = v.saidUpTo(false), v.volume, c.ack
	if v.urgent != nil {
		w.Volume = loudest
	}
	if c == v.holder {
		w.Turn, w.LeaseMS = true, v.lease.Milliseconds()
		if !v.needless {
			w.Say = v.hand
		}
	}
	return w
}

// news tells whether a screen that was told something is to be told more. Said alone can wait for the next answer.
func (v *zoneVoice) news(s *screen, told VoiceWord) bool {
	w := v.word(s)
	told.Said = w.Said
	return w != told
}

const loudest = 100

// pageOf gives the page on a line; nil for one that does not speak.
func (v *zoneVoice) pageOf(s *screen) *candidate {
	for _, c := range v.pages {
		if c.screen == s {
			return c
		}
	}
	return nil
}

// emergency gives what is said, over and over, while everybody has to leave; nil otherwise.
func (v *zoneVoice) emergency(s *queue.State, at queue.Instant) *announcement {
	e := s.Emergency()
	if e == nil {
		return nil
	}
	if u := v.urgent; u != nil && u.words.Text == e.Text {
		return u
	}
	return &announcement{matter: MatterEmergency, at: at, words: voice.Emergency(e.Text)}
}
