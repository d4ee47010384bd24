// Spoken guidance for the large-text pages: the clips of the hall's voice.
import clips from "clips";

/** @type {HTMLAudioElement|null} */
let playing = null;

/** Ends what is being said. */
export function hush() {
  if (playing) playing.pause();
  playing = null;
}

/**
 * Says clips one after the other, in place of what is being said. One that the hall does not have is left out.
 * @param {string[]} names
 */
export function say(names) {
  hush();
  const urls = names.map((name) => clips[name]).filter(Boolean);
  const turn = (/** @type {number} */ at) => {
    if (at === urls.length) return;
    const audio = new Audio(urls[at]);
    playing = audio;
    audio.addEventListener("ended", () => playing === audio && turn(at + 1));
    audio.play().then(undefined, () => undefined); // a machine without sound still shows everything
  };
  turn(0);
}
