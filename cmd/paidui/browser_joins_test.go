package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/paidui/paidui/display/voice"
	"github.com/paidui/paidui/queue"
)

// speakerScript gives the pages' loudspeaker alone, as window.Speaker, with the clips of the hall.
func (h *voiceHall) speakerScript() string {
	h.t.Helper()
	urls := map[string]string{}
	for _, clip := range voice.Clips() {
		urls[clip], _ = h.server.serving().Clip(clip)
	}
	clips, err := json.Marshal(urls)
	if err != nil {
		h.t.Fatal(err)
	}
	named := api.Plugin{Name: "clips", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^clips$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "clips", Namespace: "clips"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "clips"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text := string(clips)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, nil
		})
	}}
	built := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{
			Contents: `import { Speaker } from "./assets/scripts/voice/speaker.js"; window.Speaker = Speaker;`, ResolveDir: root,
		},
		Bundle: true, Format: api.FormatIIFE, Engines: []api.Engine{{Name: api.EngineChrome, Version: "51"}}, Plugins: []api.Plugin{named},
	})
	if len(built.Errors) > 0 {
		h.t.Fatal(built.Errors)
	}
	return string(built.OutputFiles[0].Contents)
}

// anyCall gives the clips of a call such as halls have, in Chinese or in English.
func anyCall(r *rand.Rand) []string {
	number := string(rune('A' + r.IntN(26)))
	if r.IntN(4) == 0 {
		number += string(rune('A' + r.IntN(26)))
	}
	number += fmt.Sprintf("%03d", r.IntN(1500))
	c := voice.Call{
		Ticket: queue.TicketNo(number), Window: queue.WindowNumber(1 + r.IntN(999)), Count: 1 + r.IntN(4), Transferred: r.IntN(4) == 0,
		Floor: []string{"", "", "2F", "12F", "B1"}[r.IntN(5)], Yao: r.IntN(4) == 0,
	}
	c.Last = c.Count > 2
	if r.IntN(5) == 0 {
		return c.ClipsEN()
	}
	return c.Clips()
}

// TestRandomCallsAreJoined renders calls of every kind as the loudspeaker joins them: the right clips in the right order,
// each where the one before ends.
func TestRandomCallsAreJoined(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	for _, e := range engines(t) {
		t.Run("in"+e.suffix, func(t *testing.T) {
			t.Parallel()
			e.start(t)
			calls := 100
			if e != newest && !longTests() {
				calls = 20
			}
			joinCalls(t, e, calls)
		})
	}
}

func joinCalls(t *testing.T, e *engine, calls int) {
	const batch = 3 // what fits into the recording
	h := newVoiceHall(t)
	f := e.open(t, "loudspeaker", h.url+"/voice/2F", hallScreen, offlineSound)
	f.do("load the loudspeaker", chromedp.Evaluate[chromedp.Void](h.speakerScript()+"; void 0"))
	names, err := json.Marshal(voice.Clips())
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(100, 1))
	for done := 0; done < calls; done += batch {
		// Each recording has a sound system of its own; the clips go over from one to the next.
		f.do("a new one", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`
			window.before = window.speaker;
			window.speaker = new Speaker(() => {});
			speaker.allow(45);
			if (before) speaker.decoded = before.decoded;
			speaker.load(%s); void 0`, names)))
		f.within(4*stepWithin, "all clips", `speaker.ready()`)
		var said [][]string
		for range batch {
			clips := anyCall(r)
			said = append(said, clips)
			text, _ := json.Marshal(clips)
			f.do("say", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`speaker.say(%s, .5); void 0`, text)))
		}
		rendered, end := f.rendered(), 0
		for i, clips := range said {
			began, ended := h.follow(rendered, end, clips)
			if gap := milliseconds(began - end); i > 0 && (gap < 495 || gap > 505) {
				t.Errorf("%v begins %.1f ms after what was said before", clips, gap)
			}
			end = ended
		}
		if level(rendered[end+voiceRate/50:]) > -60 {
			t.Error("something more was said")
		}
	}
}
