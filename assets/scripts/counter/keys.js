import { useLayoutEffect, useRef } from "../show/view.js";

const scannerMs = 40; // a scanner types faster than any clerk
const burstMs = 300;
const focusMs = 300;

/**
 * One key a command. What a scanner types, what repeats while a key is held, and the first moment after the window got the focus do not
 * count; nor does what is typed into a field, but for Escape and the keys F1 to F12. On a numeric pad, with or without its lock, plus is
 * the space bar and minus is Escape.
 * @param {(key: string, pad: boolean) => boolean} press gets "Space", "Enter", "Escape", a letter in lower case or a digit, and whether
 *   it is the numeric pad's; true when it used it
 */
export function useKeys(press) {
  const act = useRef(press);
  act.current = press;
  // Before the page is painted: whoever sees a panel may press its keys.
  useLayoutEffect(() => {
    let last = 0;
    let quietUntil = 0;
    let waiting = 0;
    const focused = () => {
      quietUntil = performance.now() + focusMs;
    };
    const down = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const key = nameOf(event);
      const pad = (event.code || "").indexOf("Numpad") === 0;
      if (inField(event.target) && !passesFields(key, pad, event.target)) return;
      // A focused button must not be pressed by Enter or Space behind the back of the rules here, nor a sign be typed that is none.
      if (key === "Enter" || key === "Space" || (pad && key === "Escape") || browsersOwn.indexOf(key) >= 0) event.preventDefault();
      document.body.classList.toggle("keys", key === "Tab");
      if (!key || event.repeat) return;
      const at = performance.now();
      const burst = at - last < scannerMs;
      last = at;
      if (burst) {
        window.clearTimeout(waiting);
        quietUntil = at + burstMs;
      }
      if (at < quietUntil) return;
      waiting = window.setTimeout(() => act.current(key, pad), scannerMs);
    };
    document.addEventListener("keydown", down);
    window.addEventListener("focus", focused);
    return () => {
      window.clearTimeout(waiting);
      document.removeEventListener("keydown", down);
      window.removeEventListener("focus", focused);
    };
  }, []);
}

/** Keys of the pages on which browsers would open a search or a menu, or put a caret into the page. */
const browsersOwn = ["F3", "F7", "F10", "F12"];

/** Minus is a sign where words are written, and goes back where a number is. @param {string} key @param {boolean} pad @param {any} field */
function passesFields(key, pad, field) {
  if (key === "Escape") return !pad || field.getAttribute("inputmode") === "numeric";
  return /^F[0-9]+$/.test(key);
}

/** @param {EventTarget|null} target */
function inField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** @type {Record<string, string>} */
const padNames = { NumpadEnter: "Enter", NumpadAdd: "Space", NumpadSubtract: "Escape" };

/** By the place on the keyboard, so that a Chinese input method does not swallow letters. @param {KeyboardEvent} event */
function nameOf(event) {
  const code = event.code || "";
  if (code.indexOf("Key") === 0) return code.slice(3).toLowerCase();
  if (code.indexOf("Digit") === 0) return code.slice(5);
  if (code.indexOf("Numpad") === 0 && code.length === 7) return code.slice(6);
  if (padNames[code]) return padNames[code];
  if (code === "Space" || code === "Enter" || code === "Escape" || code === "Tab") return code;
  return event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
