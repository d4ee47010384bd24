package kiosk

import (
	"slices"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// lineView is a ticket's place in the queue as its slip tells it. An ahead below 0 and a nil wait are not told.
type lineView struct {
	ahead int
	wait  *queue.Estimate
}

// lineOf gives t's place as it is at the moment at.
func lineOf(state *queue.State, t *queue.Ticket, at queue.Instant) lineView {
	if t.Status != queue.StatusWaiting {
		return lineView{ahead: -1}
	}
	return lineView{state.PeopleAhead(t), state.EstimateOf(t, at)}
}

// slipOf gives the slip of a ticket by the hall's template. One that can no longer be read, as after an upgrade, must not
// keep slips from being printed.
func (s *Service) slipOf(paper escpos.Ticket) escpos.Slip {
	template, err := printing.Template(s.layout())
	if err != nil {
		return paper.Slip()
	}
	return template.Slip(paper)
}

// paper gives what t's slip says.
func (s *Service) paper(t *queue.Ticket, line lineView, english bool) escpos.Ticket {
	l, at := s.layout(), s.hall.Now()
	say := func(text queue.Text) string {
		if english && text.EN != "" {
			return text.EN
		}
		return text.ZH
	}
	set := &l.Settings
	paper := escpos.Ticket{
		Center: say(l.Name), Number: string(t.Number), Priority: t.Class.Public() == queue.ClassPriority,
		Ahead: line.ahead, Minutes: aboutMinutes(line.wait), IssuedAt: t.IssuedAt.Time().In(l.Location()),
		IDLast4: s.Last4(t), URL: phoneURL(l, s.words.of(t.ID)), MaxCalls: set.MaxCalls, Help: say(set.Help), Hotline: set.Hotline,
		English: english, RequeueOff: set.RequeueMax == 0, Trial: s.onTrial(),
	}
	if service, ok := l.Service(t.Service); ok {
		paper.Service = say(service.Name)
	}
	if t.Slot != 0 {
		from := t.Slot.Time().In(l.Location())
		paper.Appointment = from.Format("15:04") + "-" + t.Slot.Add(queue.Millis(set.SlotMinutes)*queue.Minute).Time().In(l.Location()).Format("15:04")
	}
	var place queue.Text
	var zone queue.ZoneID
	for i, w := range s.windowsFor(l, t, at) {
		paper.Windows = append(paper.Windows, int(w.Number))
		if i == 0 {
			place, zone = w.Location, w.Zone
		} else if place != w.Location {
			place = queue.Text{}
		}
	}
	paper.Place = say(place)
	if z, ok := l.Zone(zone); ok {
		paper.Zone = say(z.Name)
	}
	return paper
}

// onTrial tells whether the hall is being tried out.
func (s *Service) onTrial() (trial bool) {
	s.hall.View(func(state *queue.State) { trial = state.Trial() != nil })
	return trial
}

// windowsFor gives where a ticket's citizen may be called to: the window it waits for or is at, else those that serve
// its service. A tidal window is promised to nobody until it opens.
func (s *Service) windowsFor(l *queue.Layout, t *queue.Ticket, at queue.Instant) (windows []*queue.Window) {
	for _, one := range []queue.WindowNumber{t.Window, t.ForWindow} {
		if w, ok := l.Window(one); ok {
			return []*queue.Window{w}
		}
	}
	s.hall.View(func(state *queue.State) {
		for i := range l.Windows {
			w := &l.Windows[i]
			if !slices.Contains(w.Services, t.Service) || w.Retired {
				continue
			}
			if shift := state.Window(w.Number); w.Mode != queue.ModeTidal || shift.StatusAt(at) == queue.WindowOpen {
				windows = append(windows, w)
			}
		}
	})
	return windows
}

// longestTold is the wait above which a figure on paper says nothing that helps, as on the screens.
const longestTold = 3 * 60

// aboutMinutes gives the middle of an estimate, coarser the longer it is; 0 where nothing is told.
func aboutMinutes(wait *queue.Estimate) int {
	if wait == nil || wait.P50 >= longestTold*queue.Minute {
		return 0
	}
	minutes, step := int((wait.P50+wait.P90)/2/queue.Minute), 1
	switch {
	case minutes > 60:
		step = 10
	case minutes > 10:
		step = 5
	}
	return (minutes + step - 1) / step * step
}
