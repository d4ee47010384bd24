// The hall's own voice: every word that is said can be heard, recorded and replaced. /voice/words, for the administrator.
import { cls, html, mount, useEffect, useRef, useState } from "./show/view.js";
import { say, words, wordsFor, zh } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { LogIn } from "./show/enrol.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { keep, order, Refusal, refusalOf, remove } from "./wire/api.js";
import { mayRecord, Recorder } from "./sounds/recorder.js";
import { clipOf } from "./sounds/clip.js";

/** @typedef {import("./shapes").SoundRow} Sound */
/** @typedef {import("./shapes").Text} Text */

const everyMs = 15000;
const path = "/api/v1/sounds";

/** The kinds of words, in the order in which they are recorded. */
const kinds = ["digits", "words", "english", "kiosk"];

function Face() {
  const { hall, fresh, again } = useHall(30000);
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("desk.offline")} />`;
  }
  if (!["admin", "manager"].some((role) => grantsOf(hall, role).length > 0)) return html`<${LogIn} title=${words("sounds.enrol")} demo=${hall.demo} grant=${{ role: "admin" }} done=${again} />`;
  return html`<${Words} name=${say(hall.name)} />`;
}

/** @param {string} clip */
function kindOf(clip) {
  if (clip.indexOf("kiosk_") === 0) return "kiosk";
  if (clip.indexOf("en_") === 0) return "english";
  return /^([0-9]+|[A-Z]|yao)$/.test(clip) ? "digits" : "words";
}

/** @param {{name: string}} p */
function Words(p) {
  const polled = /** @type {{value: Sound[]|null, fresh: boolean, again: () => void}} */ (usePolled(path, everyMs));
  const all = polled.value || [];
  const [kind, setKind] = useState("digits");
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const [told, tell] = useState(/** @type {Text|null} */ (null));
  const player = usePlayer();
  const after = (/** @type {Promise<any>} */ doing) => doing.then(() => setProblem(null), (error) => setProblem(refusalOf(error).text)).then(polled.again);
  const mine = all.filter((s) => s.recorded).length;
  const pending = all.filter((s) => s.pending).length;
  const shown = all.filter((s) => kindOf(s.clip) === kind && !(missing && s.recorded));
  const apply = () => after(order(path + "/apply").then(() => tell(words("sounds.applied"))));
  return html`<div class="sounds">
    <header class="bar"><h1 class="bar-number">${zh("sounds.title")}</h1><span class="bar-name">${p.name}</span></header>
    ${!polled.fresh && html`<p class="problem" role="alert">${zh("desk.offline")}</p>`}
    <main class="sounds-main">
      <p class="sounds-count" data-recorded=${mine}>${zh("sounds.count", { n: mine, all: all.length, left: all.length - mine })}
        ${pending > 0 && html`<button type="button" class="button" data-action="apply" onClick=${apply}>${zh("sounds.apply", { n: pending })}</button>`}
        ${told && !pending && html`<span role="status">${told.zh}</span>`}</p>
      ${!mayRecord() && html`<p class="sounds-note">${zh("sounds.no_microphone")}</p>`}
      ${problem && html`<p class="problem" role="alert">${problem.zh}</p>`}
      <nav class="sounds-kinds">${kinds.map((k) => html`<button type="button" key=${k} class=${cls("tab", k === kind && "is-chosen")} data-kind=${k}
          aria-pressed=${k === kind} onClick=${() => setKind(k)}>${wordsFor("sounds.kind." + k).zh}</button>`)}
        <button type="button" class=${cls("tab", missing && "is-chosen")} data-action="missing" aria-pressed=${missing} onClick=${() => setMissing(!missing)}>${zh("sounds.only_missing")}</button>
        <button type="button" class="tab" data-action="play-all" onClick=${() => player.all(shown)}>${zh(player.playing ? "sounds.stop" : "sounds.play_all")}</button></nav>
      <ul class="sounds-list">${shown.map((s) => html`<${Row} key=${s.clip} sound=${s} player=${player} after=${after} failed=${setProblem} />`)}</ul>
    </main>
  </div>`;
}

/** @typedef {{playing: string, one: (s: Sound) => void, all: (list: Sound[]) => void}} Player */

/** Plays one clip at a time, or all of a list one after the other. @returns {Player} */
function usePlayer() {
  const [playing, setPlaying] = useState("");
  const audio = useRef(/** @type {HTMLAudioElement|null} */ (null));
  const stop = () => {
    if (audio.current) audio.current.pause();
    audio.current = null;
    setPlaying("");
  };
  useEffect(() => stop, []);
  const all = (/** @type {Sound[]} */ list) => {
    if (playing) return stop();
    const next = (/** @type {number} */ at) => {
      const sound = list[at];
      if (!sound) return stop();
      setPlaying(sound.clip);
      const mine = new Audio(urlOf(sound));
      const on = () => {
        if (audio.current === mine) next(at + 1);
      };
      audio.current = mine;
      mine.onended = on;
      mine.onerror = on;
      mine.play().then(undefined, on);
    };
    next(0);
  };
  const one = (/** @type {Sound} */ sound) => {
    if (audio.current) audio.current.pause();
    const mine = new Audio(urlOf(sound));
    audio.current = mine;
    setPlaying("");
    mine.play().then(undefined, () => undefined);
  };
  return { playing: playing, one: one, all: all };
}

/** What would be said: what is recorded, also before it is put to use. @param {Sound} s */
function urlOf(s) {
  return s.recorded ? path + "/" + encodeURIComponent(s.clip) + "?at=" + Date.now() : s.url;
}

/** @param {{sound: Sound, player: Player, after: (doing: Promise<any>) => Promise<any>, failed: (why: Text) => void}} p */
function Row(p) {
  const s = p.sound;
  const [recorder, record] = useState(/** @type {Recorder|null} */ (null));
  const own = path + "/" + encodeURIComponent(s.clip);
  const put = (/** @type {Blob} */ file) => p.after(clipOf(file).then((clip) => keep(own, clip), () => {
    throw new Refusal("bad_recording", words("error.bad_recording"), 0);
  }));
  const start = () => {
    const mine = new Recorder((file) => {
      record(null);
      if (file) put(file);
      else p.failed(words("sounds.no_microphone"));
    });
    record(mine);
  };
  const upload = (/** @type {any} */ event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (file) put(file);
  };
  return html`<li class=${cls("sound", p.player.playing === s.clip && "is-playing", !!recorder && "is-recording")} data-clip=${s.clip}
    data-recorded=${s.recorded ? "yes" : "no"}>
    <span class="sound-says">${s.says}<small>${s.clip}</small></span>
    <span class="sound-state">${zh(s.pending ? "sounds.pending" : s.recorded ? "sounds.own" : "sounds.pack")}</span>
    <button type="button" class="tab" data-action="play" onClick=${() => p.player.one(s)}>${zh("sounds.play")}</button>
    ${mayRecord() && html`<button type="button" class="tab tab-record" data-action="record" onClick=${() => (recorder ? recorder.stop() : start())}>
      ${zh(recorder ? "sounds.stop" : "sounds.record")}</button>`}
    <label class="tab" data-action="upload">${zh("sounds.upload")}<input type="file" accept="audio/*" aria-label=${zh("sounds.upload_of", { says: s.says })} onChange=${upload} /></label>
    <button type="button" class="tab" data-action="forget" disabled=${!s.recorded} onClick=${() => p.after(remove(own))}>${zh("sounds.forget")}</button>
  </li>`;
}

mount(Face);
