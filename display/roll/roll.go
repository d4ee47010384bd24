// Package roll knows what screens a hall has: how each of them is, by what it reports of itself, and which of them wait to be
// enrolled with the code that they show.
//
// Invariants a change must not break:
//   - A screen is known by a secret of its own, of which the roll keeps the hash alone. Only who has the secret picks up what an
//     administrator gave for the code.
//   - A code is good once and for a while, and so is what was given for it; guessing at codes is slow.
//   - Anybody may report, so that what is kept is bounded however much is reported. Nothing of it outlives the process: a screen
//     says again within half a minute how it is.
package roll

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/paidui/paidui/queue"
)

// Bounds of the roll.
const (
	mostScreens = 1000
	mostCodes   = 200
	codeFor     = 10 * queue.Minute
	// forgetUnknown is after how long without a word a screen is forgotten that is not enrolled, forgetScreen one that is.
	forgetUnknown = 5 * queue.Minute
	forgetScreen  = 7 * 24 * 60 * queue.Minute
	// mostTries wrong codes are heard out within codeFor.
	mostTries = 10
)

// Roll is a hall's screens. It is safe for many goroutines.
type Roll struct {
	mu      sync.Mutex
	screens map[string]*entry // by the hash of their secret
	tries   []queue.Instant   // wrong codes of late
}

// entry is a screen with what has to do with its enrolment.
type entry struct {
	Screen
	codeUntil queue.Instant
	// given is what an administrator gave for its code, until the screen picks it up or its time is over.
	given      *queue.Grant
	givenUntil queue.Instant
}

// New gives an empty roll.
func New() *Roll { return &Roll{screens: map[string]*entry{}} }

// Report is what a screen says of itself.
type Report struct {
	// Secret is the screen's own, of 32 to 64 characters.
	Secret string `json:"secret,omitempty"`
	// Face is the path of the page that it shows.
	Face    string `json:"face"`
	Browser string `json:"browser"`
	// Sound is running, blocked, muted or none.
	Sound string `json:"sound"`
	// Seq is that of the last frame that it has shown, At the hall's time when that or a heartbeat came last.
	Seq uint64        `json:"seq"`
	At  queue.Instant `json:"at"`
	// ClockMS is how much its clock is ahead of the hall's, in milliseconds.
	ClockMS int64 `json:"clock_ms"`
	Wide    int   `json:"wide"`
	High    int   `json:"high"`
	// Faults counts what went wrong in its page since it was loaded; Fault is the last of them.
	Faults int    `json:"faults"`
	Fault  string `json:"fault,omitempty"`
	// Assets names the pages that it runs.
	Assets string `json:"assets"`
}

// Screen is a screen as the centre reads it.
type Screen struct {
	// ID tells it from others without telling its secret.
	ID      string `json:"id"`
	Address string `json:"address"`
	Report
	Enrolled bool          `json:"enrolled"`
	SeenAt   queue.Instant `json:"seen_at"`
	// Code is what it shows while it is not enrolled; Wants is what it would be enrolled as.
	Code  string       `json:"code,omitempty"`
	Wants *queue.Grant `json:"wants,omitempty"`
}

// Fit tells whether r can be a screen's.
func (r *Report) Fit() bool {
	fits := len(r.Secret) >= 32 && len(r.Secret) <= 64 && strings.HasPrefix(r.Face, "/")
	for text, most := range map[string]int{r.Face: 200, r.Browser: 300, r.Sound: 20, r.Fault: 300, r.Assets: 40} {
		fits = fits && len(text) <= most
	}
	return fits
}

// Report takes what a screen says at the moment at. While it is not enrolled it is given a code to show, empty where too many wait,
// and once an administrator has entered that, what for: the caller enrols it.
func (o *Roll) Report(r Report, address string, enrolled bool, at queue.Instant) (code string, given *queue.Grant) {
	o.mu.Lock()
	defer o.mu.Unlock()
	hash := hashOf(r.Secret)
	r.Secret = ""
	e, known := o.screens[hash]
	if !known {
		o.forget(at)
		if len(o.screens) >= mostScreens {
			return "", nil
		}
		e = &entry{}
		o.screens[hash] = e
	}
	if given = e.given; at > e.givenUntil {
		given = nil
	}
	e.Screen = Screen{ID: hash[:16], Address: address, Report: r, Enrolled: enrolled || given != nil, SeenAt: at, Code: e.Code}
	e.given = nil
	if e.Enrolled {
		e.Code = ""
		return "", given
	}
	wants, ok := WantedBy(r.Face)
	if !ok {
		e.Code = ""
		return "", nil
	}
	e.Wants = &wants
	if e.Code == "" || at > e.codeUntil {
		e.Code, e.codeUntil = o.newCode(at), at.Add(codeFor)
	}
	return e.Code, nil
}

// Enrol gives a grant to the screen that shows code; a nil one is what its page needs. The screen is enrolled once it has
// picked that up, for which it has as long as the code was good. It gives the screen as it is.
// queue.ErrUnknownScreenCode: none shows it; queue.ErrRateLimited: after many wrong ones.
func (o *Roll) Enrol(code string, grant *queue.Grant, at queue.Instant) (Screen, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tries = slices.DeleteFunc(o.tries, func(t queue.Instant) bool { return at.Since(t) > codeFor })
	if len(o.tries) >= mostTries {
		return Screen{}, queue.ErrRateLimited
	}
	code = strings.Map(digits, code)
	for _, e := range o.screens {
		if code == "" || e.Code != code || at > e.codeUntil {
			continue
		}
		e.given, e.givenUntil = cmp.Or(grant, e.Wants), at.Add(codeFor)
		e.Code = ""
		return e.Screen, nil
	}
	o.tries = append(o.tries, at)
	return Screen{}, queue.ErrUnknownScreenCode
}

// List gives the screens that are known at the moment at, those that wait to be enrolled first, then by what they show.
func (o *Roll) List(at queue.Instant) []Screen {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.forget(at)
	all := make([]Screen, 0, len(o.screens))
	for _, e := range o.screens {
		s := e.Screen
		if at > e.codeUntil {
			s.Code = ""
		}
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Screen) int {
		if a.Enrolled != b.Enrolled {
			return map[bool]int{false: -1, true: 1}[a.Enrolled]
		}
		return cmp.Or(cmp.Compare(a.Face, b.Face), cmp.Compare(a.Address, b.Address), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// forget drops those that have long said nothing. It needs the lock.
func (o *Roll) forget(at queue.Instant) {
	for hash, e := range o.screens {
		silent := at.Since(e.SeenAt)
		if silent > forgetScreen || !e.Enrolled && silent > forgetUnknown {
			delete(o.screens, hash)
		}
	}
}

// newCode gives six digits that no other screen shows; empty where too many wait. It needs the lock.
func (o *Roll) newCode(at queue.Instant) string {
	shown := map[string]bool{}
	for _, e := range o.screens {
		if e.Code != "" && at <= e.codeUntil {
			shown[e.Code] = true
		}
	}
	if len(shown) >= mostCodes {
		return ""
	}
	for {
		n, _ := rand.Int(rand.Reader, big.NewInt(1_000_000)) // never fails; it ends the process first
		if code := fmt.Sprintf("%06d", n.Int64()); !shown[code] {
			return code
		}
	}
}

// WantedBy gives the grant that the page at a path needs of its device; false for one that is no screen's.
func WantedBy(face string) (queue.Grant, bool) {
	path, _, _ := strings.Cut(face, "?")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	place := ""
	if len(parts) > 1 {
		place, _ = url.PathUnescape(parts[1])
	}
	g := queue.Grant{Role: queue.RoleScreen}
	switch {
	case len(parts) == 2 && (parts[0] == "hall" || parts[0] == "voice"):
		g.Zone = queue.ZoneID(place)
		return g, place != ""
	case len(parts) == 2 && parts[0] == "window":
		n, err := strconv.Atoi(place)
		g.Window = queue.WindowNumber(n)
		return g, err == nil && n > 0
	}
	return g, parts[0] == "welcome"
}

// digits drops what people write between the digits of a code.
func digits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
