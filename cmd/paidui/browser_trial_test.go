package main

import (
	"net/http"
	"testing"
)

// TestTrialIsSeenEverywhere: a technician opens the closed hall for a trial at the centre's page, and every face says what it is.
func TestTrialIsSeenEverywhere(t *testing.T) {
	t.Parallel()
	chromium(t)
	g := newRig(t, saturdays)
	url := g.live()
	admin := openAs(t, "admin", g.tokens["admin"], url, "/admin", tablet)
	admin.press(`[data-action="trial"]`)
	admin.press(`[data-panel="trial"] [data-action="trial"]`)
	admin.press(`[data-action="trial-sure"]`)
	admin.read(`[data-message="done"]`, "试运行开始了")
	admin.see(".trial-mark")
	admin.fine("trial-admin", true, false, `[data-trial="on"]`)
	kiosk := openAs(t, "kiosk", g.tokens["kiosk"], url, "/kiosk", size{1080, 1920})
	kiosk.see(".trial-mark")
	kiosk.fine("trial-kiosk", true, true, `[data-service="social"]`)
	admin.press(`[data-panel="trial"] [data-action="trial"]`)
	admin.press(`[data-action="trial-sure"]`)
	admin.gone(".trial-mark")
	admin.read(`[data-message="done"]`, "试运行结束")
}

// TestTrialOnEveryFace looks at the mark on the faces, at the sizes that they have in a hall, and lets a trial end.
func TestTrialOnEveryFace(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, saturdays)
	url := g.live()
	g.ask("admin", http.MethodPost, "/api/v1/trial", "{}").want(http.StatusOK)
	word := g.take().str("access")
	g.window("sign-in", `{}`).want(http.StatusOK)
	for _, seen := range []struct {
		name, who, path string
		size            size
		still           bool
	}{
		{"hall", "", "/hall/1F", hallScreen, true}, {"window", "screen3", "/window/3", size{1280, 800}, true},
		{"counter", "counter3", "/counter", counterScreen, true}, {"counter-strip", "counter3", "/counter", counterStrip, true}, {"desk", "desk", "/desk", counterScreen, true},
		{"phone", "", "/t/" + word, size{390, 844}, false}, {"kiosk-lying", "kiosk", "/kiosk", size{1280, 1024}, true},
		{"welcome", "", "/welcome", hallScreen, true}, {"voice", "", "/voice/1F", hallScreen, true}, {"index", "", "/", counterScreen, false},
		{"setup", "admin", "/admin/setup", counterScreen, false}, {"kiosk", "kiosk", "/kiosk", size{1080, 1920}, true},
	} {
		var f *face
		if seen.who == "" {
			f = open(t, seen.name, url+seen.path, seen.size)
		} else {
			f = openAs(t, seen.name, g.tokens[seen.who], url, seen.path, seen.size)
		}
		f.read(".trial-mark", "测试")
		f.fine("trial-"+seen.name, seen.still, false, ".trial-mark")
		f.accessible("trial: " + seen.name)
	}
	kiosk := openAs(t, "kiosk again", g.tokens["kiosk"], url, "/kiosk", size{1280, 1024})
	for _, step := range [][2]string{{`[data-service="social"]`, "confirm"}, {`[data-action="take"]`, "done"}} {
		kiosk.goBy(step[0], step[1])
		kiosk.fine("trial-kiosk-"+step[1], true, true, ".trial-mark")
	}
	admin := openAs(t, "admin", g.tokens["admin"], url, "/admin", tablet)
	admin.press(`[data-action="trial"]`)
	admin.accessible("trial: its panel")
	hall := open(t, "hall again", url+"/hall/1F", hallScreen)
	hall.see(".trial-mark")
	g.window("next", `{}`).want(http.StatusOK)
	hall.read("main", "A001")
	hall.shot("trial-hall-call")
	g.ask("admin", http.MethodPost, "/api/v1/emergency", "{}").want(http.StatusOK)
	hall.until("the emergency is above the mark", `(document.elementFromPoint(innerWidth / 2, 8) || document.body).closest(".emergency")`)
	hall.shot("trial-hall-emergency")
	g.ask("admin", http.MethodPost, "/api/v1/emergency/end", "{}").want(http.StatusOK)
	hall.gone(".emergency")
	hall.see(".trial-mark")
	g.ask("admin", http.MethodPost, "/api/v1/trial/end", "{}").want(http.StatusOK)
	hall.gone(".trial-mark")
}
