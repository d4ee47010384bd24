package display

import (
	"slices"
	"strings"
	"time"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// VoiceState is how the voice of a zone stands, for the centre.
type VoiceState struct {
	Zone queue.ZoneID `json:"zone"`
	Name queue.Text   `json:"name"`
	// Volume in percent; 0 while nothing is to be said there.
	Volume int `json:"volume"`
	// Screens are the pages that may speak; one of them at most does.
	Screens []VoiceScreen `json:"screens"`
	// Waiting counts the calls that are not said yet.
	Waiting int       `json:"waiting"`
	Last    *LastSaid `json:"last"`
	// TestedAt is when the voice was last tried on this business day, ConfirmedAt when somebody said to have heard it;
	// absent when nobody did.
	TestedAt    queue.Instant `json:"tested_at,omitempty"`
	ConfirmedAt queue.Instant `json:"confirmed_at,omitempty"`
	// Problem is what somebody has to do something about; empty for nothing.
	Problem VoiceProblem `json:"problem,omitempty"`
}

// VoiceScreen is a page that may speak.
type VoiceScreen struct {
	// Address is where it comes from; absent while its line is cut.
	Address  string `json:"address,omitempty"`
	Sound    Sound  `json:"sound"`
	Speaking bool   `json:"speaking"`
	// Dedicated: speaking is what the page is for.
	Dedicated bool `json:"dedicated"`
	// Doubted: a window has reported to hear nothing of it, so that any other page is chosen before it.
	Doubted bool `json:"doubted"`
}

// LastSaid is what was said last.
type LastSaid struct {
	Matter Matter        `json:"matter"`
	Seq    uint64        `json:"seq,omitempty"`
	Text   queue.Text    `json:"text"`
	At     queue.Instant `json:"at"`
}

// VoiceProblem is what is wrong with a voice.
type VoiceProblem string

// The problems, the worst first.
const (
	// VoiceMissing: calls are made in the zone, and nobody says them.
	VoiceMissing VoiceProblem = "no_voice"
	// VoiceBlocked: the zone's pages wait for somebody to touch them.
	VoiceBlocked VoiceProblem = "blocked"
	// VoiceUnheard: a window has reported that it hears nothing.
	VoiceUnheard VoiceProblem = "unheard"
	// VoiceUnconfirmed: it was tried, and nobody has said to have heard it.
	VoiceUnconfirmed VoiceProblem = "unconfirmed"
)

const (
	inUseFor  = 30 * queue.Minute // after its last call a zone counts as used
	muteAfter = 15 * time.Second  // longer than any change of the speaking page takes
)

// Voices gives how the voice of every zone stands.
func (h *Hub) Voices() []VoiceState {
	now, at := time.Now(), h.hall.Now()
	h.voices.mu.Lock()
	defer h.voices.mu.Unlock()
	all := []VoiceState{}
	h.hall.View(func(s *queue.State) {
		for _, z := range s.Layout().Zones {
			state := VoiceState{Zone: z.ID, Name: z.Name, Volume: z.VolumeAt(max(at, s.At()), s.Location()), Screens: []VoiceScreen{}}
			v, ok := h.voices.zones[z.ID]
			if !ok {
				v = newZoneVoice(z.ID, &h.every, h.voices.born, h.voices.born)
			}
			v.describe(&state)
			if state.Volume > 0 {
				state.Problem = v.problem(now, calledLately(s, HallOf(z.ID), at))
			}
			all = append(all, state)
		}
	})
	return all
}

// describe fills in what the zone knows.
func (v *zoneVoice) describe(state *VoiceState) {
	for _, c := range v.pages {
		row := VoiceScreen{Sound: c.sound, Speaking: c == v.holder, Dedicated: c.dedicated, Doubted: c.doubted}
		if c.screen != nil {
			row.Address = c.screen.from
		}
		state.Screens = append(state.Screens, row)
	}
	slices.SortFunc(state.Screens, func(a, b VoiceScreen) int {
		if a.Speaking != b.Speaking {
			return map[bool]int{true: -1, false: 1}[a.Speaking]
		}
		return strings.Compare(a.Address, b.Address)
	})
	state.Waiting = v.waiting()
	if l := v.last; l != nil {
		state.Last = &LastSaid{l.matter, l.call.Seq, l.words.Text, v.lastAt}
	}
	state.TestedAt, state.ConfirmedAt = v.trial.tested, v.trial.confirmed
}

// calledLately tells whether the profile had a call in the time that makes a zone one that is used.
func calledLately(s *queue.State, p Profile, at queue.Instant) bool {
	for _, c := range slices.Backward(s.Calls()) {
		if at.Since(c.At) > inUseFor {
			break
		}
		if p.hears(&c) {
			return true
		}
	}
	return false
}

// problem gives the worst of what is wrong. used: calls are made in the zone.
func (v *zoneVoice) problem(now time.Time, used bool) VoiceProblem {
	if v.holder == nil && now.Sub(v.mute) > muteAfter {
		for _, c := range v.pages {
			if c.sound == SoundBlocked {
				return VoiceBlocked
			}
		}
		if used {
			return VoiceMissing
		}
	}
	switch {
	case v.trial.missed:
		return VoiceUnheard
	case v.trial.tested != 0 && v.trial.confirmed == 0:
		return VoiceUnconfirmed
	}
	return ""
}

// TryVoice lets a zone's voice say that it is being tried; false when the hall has no such zone. It is said once there is
// somebody to say it, within a minute.
func (h *Hub) TryVoice(zone queue.ZoneID) bool {
	return h.withVoice(zone, func(v *zoneVoice, l *queue.Layout, at queue.Instant) {
		v.trial.confirmed = 0
		v.add(plain(MatterTest, voice.Test(), at, at.Add(queue.Minute), l))
	})
}

// ConfirmVoice takes down that somebody hears a zone's voice; false when the hall has no such zone.
func (h *Hub) ConfirmVoice(zone queue.ZoneID) bool {
	return h.withVoice(zone, func(v *zoneVoice, _ *queue.Layout, at queue.Instant) {
		v.trial.confirmed = at
		if v.holder != nil {
			v.holder.doubted = false
		}
	})
}

// withVoice does something to the voice of a zone and lets what follows from it happen.
func (h *Hub) withVoice(zone queue.ZoneID, do func(*zoneVoice, *queue.Layout, queue.Instant)) bool {
	at, known := h.hall.Now(), false
	var l *queue.Layout
	h.hall.View(func(s *queue.State) {
		l = s.Layout()
		_, known = l.Zone(zone)
	})
	if !known {
		return false
	}
	h.voices.mu.Lock()
	defer h.voices.mu.Unlock()
	v := h.voices.zone(zone)
	do(v, l, at)
	v.advance(time.Now())
	return true
}
