package main

import (
	"testing"
)

// microphone is one into which somebody hums.
const microphone = `
	navigator.mediaDevices.getUserMedia = () => {
		const sound = new AudioContext(), to = sound.createMediaStreamDestination(), hum = sound.createOscillator();
		hum.connect(to);
		hum.start();
		return Promise.resolve(to.stream);
	};
	window.played = [];
	window.Audio = function (url) {
		const audio = { pause() {}, play() { played.push(url); setTimeout(() => audio.onended && audio.onended(), 20); return Promise.resolve(); } };
		return audio;
	};`

// pressRow presses a button of a clip's row, wherever the page has scrolled to.
func (f *face) pressRow(clip, action string) {
	f.t.Helper()
	css := `[data-clip="` + clip + `"] [data-action="` + action + `"]`
	f.see(css)
	ask[bool](f, `(document.querySelector('`+css+`').scrollIntoView({ block: "center" }), true)`)
	f.press(css)
}

// top scrolls to the page's beginning.
func (f *face) top() {
	f.t.Helper()
	ask[bool](f, `(scrollTo(0, 0), true)`)
}

// TestWordsAreRecordedInThePage plays the words, records one with the microphone, uploads another, and puts both to use.
func TestWordsAreRecordedInThePage(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	stranger := openAs(t, "sounds-stranger", g.tokens["desk"], url, "/voice/words", desk)
	stranger.see(".enrol")
	f := openAs(t, "sounds", g.tokens["admin"], url, "/voice/words", desk, microphone)
	f.fine("sounds", false, false, `[data-clip="7"][data-recorded="no"]`, `[data-recorded="0"]`, `[data-action="play-all"]`)
	f.accessible("sounds")
	f.press(`[data-kind="words"]`)
	f.fine("sounds-words", false, false, `[data-clip="hao"]`, `[data-clip="jinji_chukou"]`)
	f.pressRow("hao", "play")
	f.until("the clip", `played.length === 1 && /\/hao\./.test(played[0])`)

	f.pressRow("hao", "record")
	f.see(`[data-clip="hao"].is-recording`)
	ask[bool](f, `new Promise((done) => setTimeout(() => done(true), 1000))`)
	f.shot("sounds-recording")
	f.pressRow("hao", "record")
	f.see(`[data-clip="hao"][data-recorded="yes"]`)
	ask[bool](f, `fetch(document.querySelector('meta[name="assets"]') && "/api/v1/sounds").then((a) => a.json()).then((all) => fetch(all.filter((s) => s.clip === "7")[0].url))
		.then((a) => a.arrayBuffer()).then((bytes) => {
			const input = document.querySelector('[data-clip="dao"] input'), files = new DataTransfer();
			files.items.add(new File([bytes], "dao.wav"));
			input.files = files.files;
			return input.dispatchEvent(new Event("change", { bubbles: true }));
		})`)
	f.see(`[data-clip="dao"][data-recorded="yes"]`)
	f.pressRow("dao", "play")
	f.until("what was uploaded", `/\/api\/v1\/sounds\/dao/.test(played[played.length - 1])`)
	f.fine("sounds-pending", false, false, `[data-recorded="2"] [data-action="apply"]`)
	f.top()
	f.press(`[data-action="missing"]`)
	f.gone(`[data-clip="hao"]`)
	f.top()
	f.press(`[data-action="play-all"]`)
	f.until("every other word", `new Set(played).size > 20`)

	before := g.server.serving().Hash()
	f.top()
	f.press(`[data-action="apply"]`)
	f.gone(`[data-action="apply"]`)
	if g.server.serving().Hash() == before {
		t.Error("the recordings are not in use")
	}
	f.top()
	f.press(`[data-action="missing"]`)
	f.pressRow("dao", "forget")
	f.see(`[data-clip="dao"][data-recorded="no"]`)

	phone := openAs(t, "sounds-bad", g.tokens["admin"], url, "/voice/words", phone, `Object.defineProperty(navigator, "mediaDevices", { value: undefined });`)
	phone.fine("sounds-no-microphone", false, false, ".sounds-note")
	phone.gone(`[data-action="record"]`)
	ask[bool](phone, `(() => {
		const input = document.querySelector('[data-clip="7"] input'), files = new DataTransfer();
		files.items.add(new File(["not a sound"], "7.mp3"));
		input.files = files.files;
		return input.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	phone.read(`.problem`, "这个录音不能用")
}
