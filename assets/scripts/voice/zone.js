import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { grantsOf } from "../wire/hall.js";
import { past } from "../wire/past.js";
import { clipNames, Speaker } from "./speaker.js";
import { Turn } from "./turn.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {{epoch: string, voice?: import("../shapes").VoiceWord}} Frame */

const blockedAfterMs = 1500; // a new sound system is never running at once

/** Whether this browser is enrolled as a screen of the zone. @param {Hall|null} hall @param {string} zone */
export function mayShow(hall, zone) {
  return grantsOf(hall, "screen").some((g) => g.zone === zone && !g.window);
}

/**
 * Lets this page take part in the voice of a zone, if it is enrolled as the zone's screen. With mute=1 in its address it says nothing.
 * @param {Hall|null} hall
 * @param {string} zone
 * @param {boolean} dedicated the page is there to speak
 * @returns {{blocked: boolean, open: () => void, hear: (frame: Frame) => void, line: (send: (said: object) => void) => void, turn: Turn|null, speaker: Speaker|null}}
 *   blocked: the browser wants a touch before it plays sound, which `open` passes on. `hear` wants every frame, `line` to know of every
 *   new line.
 */
export function useVoice(hall, zone, dedicated) {
  const takesPart = !past && mayShow(hall, zone);
  const [blocked, setBlocked] = useState(false);
  const [, redraw] = useState(0);
  const turn = useRef(/** @type {Turn|null} */ (null));
  const send = useRef((/** @type {object} */ _) => {});
  useEffect(() => {
    if (!takesPart) return;
    const speaker = /[?&]mute=1(&|$)/.test(location.search) ? null : new Speaker((running) => {
      setBlocked(!running);
      if (turn.current) turn.current.report();
    });
    const loaded = speaker ? speaker.load(clipNames("kiosk_")) : Promise.resolve();
    const mine = new Turn({ speaker: speaker, dedicated: dedicated, send: (said) => send.current(said), changed: () => redraw((n) => n + 1) });
    turn.current = mine;
    const timer = window.setTimeout(() => setBlocked(!!speaker && !speaker.running()), blockedAfterMs);
    loaded.then(() => mine.report());
    redraw((n) => n + 1);
    return () => {
      window.clearTimeout(timer);
      turn.current = null;
      mine.close();
      if (speaker) speaker.close();
      setBlocked(false);
    };
  }, [takesPart, dedicated, zone]);
  const speaker = turn.current && turn.current.speaker;
  return {
    blocked: blocked,
    turn: turn.current,
    speaker: speaker,
    open: () => {
      if (speaker) speaker.wake().then(() => speaker.chime());
    },
    hear: (frame) => {
      if (turn.current) turn.current.hear(frame);
    },
    line: (to) => {
      send.current = to;
      if (turn.current) turn.current.report();
    },
  };
}

/** How the sound of a page is, for the centre. @param {{blocked: boolean, turn: Turn|null, speaker: Speaker|null}} voice */
export function soundOf(voice) {
  if (voice.blocked) return "blocked";
  return !voice.turn ? "none" : voice.speaker ? "running" : "muted";
}

/**
 * Lies over the whole page, clear, so that a touch anywhere or the OK of a remote control turns the sound on while calls stay to be read.
 * @param {{open: () => void, class?: string}} p
 */
export function SoundLayer(p) {
  const button = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => {
    if (button.current) button.current.focus();
  }, []);
  return html`<button type="button" ref=${button} class=${cls("sound-layer", p.class)} data-action="sound" onClick=${p.open}>
    <span class="sound-sign"><${Both} text=${words("board.sound_off")} /></span>
  </button>`;
}
