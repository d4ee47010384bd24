// What a phone can do to be noticed: it shakes and rings, while the page is open and only once its owner has touched it. Browsers allow no
// more, and the page promises no more.
import { html, useEffect, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";

/** @typedef {import("../shapes").Ticket} Ticket */

const shakeMs = [600, 200, 600, 200, 600];
const chimes = 3;
const chimeSeconds = 1.2;
/** Ding and dong: when, in seconds, and how high. */
const tones = [[0, 880], [0.4, 660]];

/** Old phones know it by another name. @type {typeof AudioContext|undefined} */
const Sound = window.AudioContext || /** @type {any} */ (window).webkitAudioContext;
/** @type {AudioContext|null} */
let sound = null;
let touched = false;
/** Told when there is sound. @type {() => void} */
let heard = () => undefined;

/** Lets sound through, in answer to a touch. @returns {Promise<void>} */
function wake() {
  touched = true;
  if (!Sound) return Promise.resolve();
  sound = sound || new Sound();
  return sound.resume().then(() => heard(), () => undefined);
}

function rings() {
  return !!sound && sound.state === "running";
}

/** @param {number} times */
function ring(times) {
  if (touched && navigator.vibrate) navigator.vibrate(shakeMs.slice(0, 2 * times - 1));
  const mine = rings() && sound;
  if (!mine) return;
  for (let n = 0; n < times; n++) tones.forEach((t) => tone(mine, n * chimeSeconds + t[0], t[1]));
}

/** A bell: loud at once, and dying away. @param {AudioContext} context @param {number} after @param {number} hertz */
function tone(context, after, hertz) {
  const at = context.currentTime + 0.05 + after;
  const bell = context.createOscillator();
  const loud = context.createGain();
  bell.frequency.value = hertz;
  loud.gain.setValueAtTime(0.8, at);
  loud.gain.exponentialRampToValueAtTime(0.001, at + 0.8);
  bell.connect(loud);
  loud.connect(context.destination);
  bell.start(at);
  bell.stop(at + 0.8);
}

/** Rings at every call of the ticket. @param {Ticket|null} ticket */
export function useRing(ticket) {
  const call = ticket && ticket.status === "called" ? ticket.call_count || 1 : 0;
  useEffect(() => {
    if (call) ring(chimes);
  }, [call]);
  useEffect(() => {
    const once = () => {
      document.removeEventListener("click", once, true);
      wake();
    };
    document.addEventListener("click", once, true);
    return () => document.removeEventListener("click", once, true);
  }, []);
}

/** Says whether it will ring, and asks for the touch that this takes. */
export function Bell() {
  const [on, set] = useState(rings());
  useEffect(() => {
    heard = () => set(rings());
    return () => {
      heard = () => undefined;
    };
  }, []);
  if (!Sound) return null;
  if (on) return html`<p class="bell" role="status" data-sound="on"><${Both} text=${words("phone.sound_on")} /></p>`;
  return html`<button type="button" class="button" data-action="sound" onClick=${() => wake().then(() => ring(1))}>
    <${Both} text=${words("phone.sound_off")} /></button>`;
}
