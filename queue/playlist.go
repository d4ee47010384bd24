package queue

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Notice is one line of the ticker (滚动通知).
type Notice struct {
	Text Text `json:"text"`
	Showing
}

// MediaItem is a piece of the play-list: a picture or a video of the hall's own, or a Text. One of File and Text is there.
type MediaItem struct {
	// File is the name of a file in the folder media of the hall's data.
	File string `json:"file,omitempty"`
	Text Text   `json:"text,omitzero"`
	// Category is one of MediaCategories; empty: none of them.
	Category MediaCategory `json:"category,omitempty"`
	// Seconds is how long it is shown; 0: the usual time, and a video to its end.
	Seconds int `json:"seconds,omitempty"`
	// Zones are those in which it is shown; none: everywhere.
	Zones []ZoneID `json:"zones,omitempty"`
	Showing
}

// MediaCategory is what a piece of the play-list is about.
type MediaCategory string

// MediaCategories are what a hall tells its citizens: policies, guides, promises, how to complain, notices.
var MediaCategories = []MediaCategory{"policy", "guide", "promise", "complaint", "notice"}

// MediaKind says how a piece of the play-list is shown.
type MediaKind string

// The kinds.
const (
	MediaText    MediaKind = "text"
	MediaPicture MediaKind = "picture"
	MediaVideo   MediaKind = "video"
)

// mediaTypes are the files that a play-list may have, by the end of their name.
var mediaTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4", ".webm": "video/webm",
}

// MediaType gives the media type of a file by the end of its name; empty for one that is not shown.
func MediaType(file string) string { return mediaTypes[strings.ToLower(path.Ext(file))] }

// Kind tells how m is shown.
func (m *MediaItem) Kind() MediaKind {
	switch {
	case m.File == "":
		return MediaText
	case strings.HasPrefix(MediaType(m.File), "video/"):
		return MediaVideo
	}
	return MediaPicture
}

// Showing is when something is shown: from the day From to the day Until, and at the Times of the day. What is zero sets no
// bound.
type Showing struct {
	From  Date    `json:"from,omitempty"`
	Until Date    `json:"until,omitempty"`
	Times Session `json:"times,omitzero"`
}

// At tells whether it is shown at the moment at in loc.
func (s Showing) At(at Instant, loc *time.Location) bool {
	date := DateOf(at, loc)
	if s.From != "" && date < s.From || s.Until != "" && date > s.Until {
		return false
	}
	return s.Times == Session{} || at >= date.at(s.Times.Open, loc) && at < date.at(s.Times.Close, loc)
}

// NoticesAt gives what the ticker says at the moment at, in the layout's order.
func (l *Layout) NoticesAt(at Instant) []Text {
	loc, texts := l.Location(), []Text{}
	for _, n := range l.Notices {
		if n.At(at, loc) {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// MediaAt gives the play-list of zone at the moment at, in the layout's order; with an empty zone that of no zone in
// particular.
func (l *Layout) MediaAt(zone ZoneID, at Instant) []MediaItem {
	loc, items := l.Location(), []MediaItem{}
	for _, m := range l.Media {
		if m.Showing.At(at, loc) && (len(m.Zones) == 0 || slices.Contains(m.Zones, zone)) {
			items = append(items, m)
		}
	}
	return items
}

// Bounds of ticker and play-list.
const (
	maxNotices      = 50
	maxNoticeRunes  = 60
	maxMedia        = 100
	maxMediaRunes   = 120
	maxMediaSeconds = 600
)

// playlist checks the ticker and the play-list.
func (c *layoutCheck) playlist() {
	c.need(len(c.l.Notices) <= maxNotices, "notices", "more than %d", maxNotices)
	for i, n := range c.l.Notices {
		at := fmt.Sprintf("notices[%d]", i)
		c.need(n.Text.ZH != "" && utf8.RuneCountInString(n.Text.ZH) <= maxNoticeRunes, at+".text", "is missing or longer than %d characters", maxNoticeRunes)
		c.showing(n.Showing, at)
	}
	c.need(len(c.l.Media) <= maxMedia, "media", "more than %d", maxMedia)
	for i, m := range c.l.Media {
		at := fmt.Sprintf("media[%d]", i)
		c.need((m.File == "") != (m.Text.ZH == ""), at, "has both a file and a text, or neither")
		c.need(m.File == "" || GoodMediaFile(m.File), at+".file", "%q is not the name of a .jpg, .png, .webp, .mp4 or .webm file in the folder media", m.File)
		c.need(utf8.RuneCountInString(m.Text.ZH) <= maxMediaRunes, at+".text", "is longer than %d characters", maxMediaRunes)
		c.need(m.Category == "" || slices.Contains(MediaCategories, m.Category), at+".category", "%q is none of %v", m.Category, MediaCategories)
		c.need(m.Seconds >= 0 && m.Seconds <= maxMediaSeconds, at+".seconds", "%d is not 0 to %d", m.Seconds, maxMediaSeconds)
		for k, z := range m.Zones {
			_, ok := c.l.Zone(z)
			c.need(ok, fmt.Sprintf("%s.zones[%d]", at, k), "there is no zone %q", z)
		}
		c.showing(m.Showing, at)
	}
}

func (c *layoutCheck) showing(s Showing, path string) {
	for key, date := range map[string]Date{".from": s.From, ".until": s.Until} {
		_, err := ParseDate(string(date))
		c.need(date == "" || err == nil, path+key, "%q is not a day such as 2026-11-23", date)
	}
	c.need(s.From == "" || s.Until == "" || s.From <= s.Until, path+".until", "%s is before %s", s.Until, s.From)
}

// GoodMediaFile tells whether name is that of a file in a folder, of letters, digits, dots, - and _, and of a kind that is shown.
func GoodMediaFile(name string) bool {
	ok := name != "" && len(name) <= 100 && name[0] != '.' && MediaType(name) != ""
	for _, r := range name {
		ok = ok && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-' || r == '_')
	}
	return ok
}
