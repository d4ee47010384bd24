package queue

import (
	"strings"
	"testing"
)

func TestShowing(t *testing.T) {
	at := func(tod string) Instant { return new(wall).set(t, monday, tod) } // 23 November 2026
	for _, c := range []struct {
		when Showing
		tod  string
		want bool
	}{
		{Showing{}, "09:00", true},
		{Showing{From: "2026-11-23", Until: "2026-11-23"}, "23:59", true},
		{Showing{From: "2026-11-24"}, "09:00", false},
		{Showing{Until: "2026-11-22"}, "09:00", false},
		{Showing{Times: Session{9 * 60, 12 * 60}}, "08:59", false},
		{Showing{Times: Session{9 * 60, 12 * 60}}, "09:00", true},
		{Showing{Times: Session{9 * 60, 12 * 60}}, "12:00", false},
	} {
		if got := c.when.At(at(c.tod), shanghai); got != c.want {
			t.Errorf("%+v at %s: %v, want %v", c.when, c.tod, got, c.want)
		}
	}
}

func TestPlaylistOfAZone(t *testing.T) {
	l := world()
	l.Notices = []Notice{{Text: Text{ZH: "年末"}, Showing: Showing{From: "2026-12-01"}}, {Text: Text{ZH: "今天"}}}
	l.Media = []MediaItem{{File: "a.jpg"}, {File: "b.MP4", Zones: []ZoneID{"2F"}}, {Text: Text{ZH: "承诺"}, Zones: []ZoneID{"1F"}}}
	at := new(wall).set(t, monday, "09:00")
	if got := l.NoticesAt(at); len(got) != 1 || got[0].ZH != "今天" {
		t.Errorf("the ticker says %v", got)
	}
	var kinds []string
	for _, zone := range []ZoneID{"1F", "2F", ""} {
		for _, m := range l.MediaAt(zone, at) {
			kinds = append(kinds, string(zone)+" "+string(m.Kind()))
		}
	}
	if got := strings.Join(kinds, ", "); got != "1F picture, 1F text, 2F picture, 2F video,  picture" {
		t.Errorf("zones show %s", got)
	}
}

func TestCheckPlaylistAndTheme(t *testing.T) {
	for _, c := range []struct {
		change func(*Layout)
		path   string
	}{
		{func(l *Layout) { l.Media = []MediaItem{{File: "片.mp4", Text: Text{ZH: "两样"}}} }, "media[0]"},
		{func(l *Layout) { l.Media = []MediaItem{{}} }, "media[0]"},
		{func(l *Layout) { l.Media = []MediaItem{{File: "../keys/a.png"}} }, "media[0].file"},
		{func(l *Layout) { l.Media = []MediaItem{{File: ".png"}} }, "media[0].file"},
		{func(l *Layout) { l.Media = []MediaItem{{File: "a.svg"}} }, "media[0].file"},
		{func(l *Layout) { l.Media = []MediaItem{{File: "a.png", Zones: []ZoneID{"9F"}}} }, "media[0].zones[0]"},
		{func(l *Layout) { l.Media = []MediaItem{{File: "a.png", Category: "fun"}} }, "media[0].category"},
		{func(l *Layout) { l.Media = []MediaItem{{File: "a.png", Seconds: 601}} }, "media[0].seconds"},
		{func(l *Layout) { l.Media = []MediaItem{{Text: Text{ZH: strings.Repeat("长", 121)}}} }, "media[0].text"},
		{func(l *Layout) { l.Media = make([]MediaItem, 101) }, "media"},
		{func(l *Layout) { l.Notices = []Notice{{}} }, "notices[0].text"},
		{func(l *Layout) { l.Notices = []Notice{{Text: Text{ZH: "好"}, Showing: Showing{From: "now"}}} }, "notices[0].from"},
		{func(l *Layout) {
			l.Notices = []Notice{{Text: Text{ZH: "好"}, Showing: Showing{From: "2026-11-23", Until: "2026-11-22"}}}
		}, "notices[0].until"},
		{func(l *Layout) { l.Zones[0].Board = "none" }, "zones[0].board"},
		{func(l *Layout) { l.Theme.Logo = "logo.mp4" }, "theme.logo"},
		{func(l *Layout) { l.Theme.Primary = "blue" }, "theme.primary"},
		{func(l *Layout) { l.Theme.Primary = "#1E90FF" }, "theme.primary"},
		{func(l *Layout) { l.Theme.Night = "#333333" }, "theme.night"},
		{func(l *Layout) { l.Theme = Theme{"标志.png", "#0A4DA2", "#071A33"} }, ""},
		{func(l *Layout) { l.Media = []MediaItem{{File: "宣传片-1.webm", Category: "policy", Seconds: 30}} }, ""},
	} {
		l := world()
		c.change(&l)
		path := ""
		if err := CheckLayout(&l); err != nil {
			path = err.(*LayoutFault).Path
		}
		if path != c.path {
			t.Errorf("the fault is at %q, want %q", path, c.path)
		}
	}
}
