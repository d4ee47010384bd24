// A card reader or a scanner types what it read and ends it with Enter, faster than any finger.
import { useEffect, useRef } from "../show/view.js";

const fasterThanFingersMs = 40;
const fewest = 6;

/**
 * Calls `read` with what a reader typed. None of its keys reaches the page: its Enter must press no button.
 * @param {(text: string) => void} read
 */
export function useReader(read) {
  const hear = useRef(read);
  hear.current = read;
  useEffect(() => {
    let text = "";
    let last = 0;
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (event.target instanceof HTMLInputElement) return;
      const quick = event.timeStamp - last < fasterThanFingersMs;
      last = event.timeStamp;
      if (event.key.length === 1 && !event.ctrlKey && !event.altKey) {
        text = (quick ? text : "") + event.key;
        return;
      }
      if (event.key === "Shift" || event.key === "CapsLock") return;
      const whole = text;
      text = "";
      if (event.key !== "Enter" || !quick || whole.length < fewest) return;
      event.preventDefault();
      event.stopPropagation();
      hear.current(whole);
    };
    document.addEventListener("keydown", key, true);
    return () => document.removeEventListener("keydown", key, true);
  }, []);
}

/** The word in what a slip's code holds: the address of its phone page, or the word alone; "" when it is neither. @param {string} text */
export function wordIn(text) {
  const word = text.split("/").pop() || "";
  return /^[A-Za-z0-9_-]{22}$/.test(word) ? word : "";
}

/** The code of a booking or of a slip of missing papers in what was scanned; "" when it is none. The hall reads O, I and L for what they stand for. @param {string} text */
export function codeIn(text) {
  const code = (text.split("/").pop() || "").toUpperCase();
  return /^[0-9A-TV-Z]{8}$/.test(code) ? code : "";
}
