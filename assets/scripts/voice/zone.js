import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { grantsOf } from "../wire/hall.js";
import { announce } from "./announce.js";
import { clipNames, Speaker } from "./speaker.js";

const blockedAfterMs = 1500; // a new sound system is never running at once

/**
 * Gives the calls of a zone a voice, if this page is enrolled as the zone's screen and its address does not say mute=1.
 * @param {import("../show/spoken.js").Spoken} spoken
 * @param {import("../shapes").Hall|null} hall
 * @param {string} zone
 * @returns {{blocked: boolean, open: () => void}} blocked: the browser wants a touch before it plays sound, which `open` passes on
 */
export function useVoice(spoken, hall, zone) {
  const speaks = !/[?&]mute=1(&|$)/.test(location.search) && grantsOf(hall, "screen").some((g) => g.zone === zone && !g.window);
  const [blocked, setBlocked] = useState(false);
  const speaker = useRef(/** @type {Speaker|null} */ (null));
  useEffect(() => {
    if (!speaks) return;
    const mine = new Speaker((running) => setBlocked(!running));
    const timer = window.setTimeout(() => setBlocked(!mine.running()), blockedAfterMs);
    speaker.current = mine;
    mine.load(clipNames("kiosk_"));
    spoken.voice = (call) => announce(mine, call, {
      waiting: () => spoken.waiting(),
      wanted: () => spoken.statusOf(call.number) !== "serving",
    });
    return () => {
      window.clearTimeout(timer);
      spoken.voice = () => Promise.resolve();
      speaker.current = null;
      mine.close();
      setBlocked(false);
    };
  }, [speaks, spoken, zone]);
  const open = () => {
    const mine = speaker.current;
    if (mine) mine.wake().then(() => mine.say(["ding"]));
  };
  return { blocked: blocked, open: open };
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
