// The time machine shows the faces themselves, each in a frame of its page: with past=1 in its address a face is told by the page around it
// what it showed at a moment of the past, asks the hall for nothing that changes it, and cannot be touched.

/** @typedef {import("../shapes").Past} Past */

export const past = /[?&]past=1(&|$)/.test(location.search) && window.parent !== window;

/** What the page around the face says to show; null before it has said anything. @type {{shown: Past|null}} */
export const told = { shown: null };

const untouched = ["click", "keydown", "keyup", "keypress", "pointerdown", "mousedown", "touchstart", "submit", "input"];

if (past) {
  untouched.forEach((name) => window.addEventListener(name, (event) => {
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
  }, true));
}

/** Hears what the page around the face says, and tells it that somebody listens. @param {(shown: Past) => void} show @returns {() => void} ends it */
export function listen(show) {
  const hear = (/** @type {MessageEvent} */ event) => {
    if (event.source !== window.parent || event.origin !== location.origin || !event.data || !event.data.board) return;
    told.shown = event.data;
    show(event.data);
  };
  window.addEventListener("message", hear);
  window.parent.postMessage("paidui.past", location.origin);
  return () => window.removeEventListener("message", hear);
}
