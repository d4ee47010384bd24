package display

import (
	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// callOf makes a call one to be said in the zone of profile p. It is said in the words of any day on a trial day too: how a call
// sounds, how long it takes and which recording is missing is what a hall tries out, and a word in front would be another sound
// than the one that will be heard; whoever hears it sees 测试 on every screen.
func callOf(p Profile, c *queue.Call, l *queue.Layout) *announcement {
	said, _ := p.say(c, l)
	return &announcement{
		matter: MatterCall, call: *c, at: c.At, words: said.Words(), repeat: l.Settings.SpeakRepeat, english: l.Settings.VoiceEnglish,
	}
}

// plain makes words that are said once at the moment at. They are left out when they have not been said by the moment
// until.
func plain(m Matter, w voice.Words, at, until queue.Instant, l *queue.Layout) *announcement {
	return &announcement{matter: m, at: at, until: until, words: w, repeat: 1, english: l.Settings.VoiceEnglish}
}

// due gives what is to be said in a zone, beside calls, because its moment lies after from and not after to.
func due(s *queue.State, zone queue.ZoneID, from, to queue.Instant) []*announcement {
	l := s.Layout()
	age := maxAge(l)
	from = max(from, to.Add(-age)) // what is older would be news no more
	var all []*announcement
	if !l.Hours.AlwaysOpen() && s.Trial() == nil {
		all = dueByHours(s, from, to)
	}
	for _, id := range zoneServices(l, zone) {
		stop, ok := s.Suspension(id)
		service, known := l.Service(id)
		if !ok || !known || stop.Since <= from || stop.Since > to {
			continue
		}
		w := voice.Sorry(service.Name, service.Prefix, backToday(s, stop.BackAt))
		all = append(all, plain(MatterSorry, w, stop.Since, stop.Since.Add(age), l))
	}
	return all
}

// dueByHours gives what the hours of the day want to be said.
func dueByHours(s *queue.State, from, to queue.Instant) (all []*announcement) {
	l := s.Layout()
	set := &l.Settings
	say := func(m Matter, w voice.Words, at, until queue.Instant) {
		if at > from && at <= to {
			all = append(all, plain(m, w, at, until, l))
		}
	}
	for i, span := range l.Hours.On(s.Date(), s.Location()) {
		if i == 0 && set.VoiceTestMinutes > 0 {
			say(MatterTest, voice.Test(), span.Open.Add(-minutes(set.VoiceTestMinutes)), span.Open)
		}
		if set.VoiceOpen {
			say(MatterOpening, voice.Opening(l.Name), span.Open, span.Open.Add(maxAge(l)))
		}
		closing := span.Close.Add(-minutes(set.IssueStopMinutes + set.VoiceClosingMinutes))
		if issuing, _ := s.IssuingAt(closing); issuing && set.VoiceClosingMinutes > 0 {
			say(MatterClosing, voice.Closing(set.VoiceClosingMinutes), closing, closing.Add(maxAge(l)))
		}
	}
	return all
}

// backToday gives the time of day of a moment of the business day, nil for any other.
func backToday(s *queue.State, at queue.Instant) *queue.TimeOfDay {
	if at == 0 || queue.DateOf(at, s.Location()) != s.Date() {
		return nil
	}
	local := at.Time().In(s.Location())
	clock := queue.TimeOfDay(60*local.Hour() + local.Minute())
	return &clock
}

func minutes(n int) queue.Millis { return queue.Millis(n) * queue.Minute }

// maxAge is how old something may be and still be said.
func maxAge(l *queue.Layout) queue.Millis {
	return queue.Millis(l.Settings.SpeakMaxAgeSeconds) * queue.Second
}
