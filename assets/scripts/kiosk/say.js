// Spoken guidance for the large-text pages: the clip of a text's key, where the hall has one.
import clips from "clips";

/** @type {HTMLAudioElement|null} */
let playing = null;

/** Ends what is being said. */
export function hush() {
  if (playing) playing.pause();
  playing = null;
}

/**
 * Says a text in place of what is being said. Its clip is named like its key, with _ for the dot: kiosk_title. Without one nothing is said.
 * @param {import("../shapes").Key} key
 */
export function say(key) {
  hush();
  const url = clips[key.replace(".", "_")];
  if (!url) return;
  playing = new Audio(url);
  playing.play().then(undefined, () => undefined); // a machine without sound still shows everything
}
