// Moments of a day that is over, as people write and say them.
import { hourMinuteSecond } from "../../show/clock.js";

/** 10:05:00. @param {number|string} at */
export function timeOf(at) {
  return hourMinuteSecond(at);
}

/**
 * The moment of a day that somebody wrote as a time: 9:05, 09:05:30 or 090530. It is held to the day's own; 0 for what is no time.
 * @param {string} text @param {import("../../shapes").PastDay} day
 */
export function momentOf(text, day) {
  const m = /^\s*(\d{1,2})[:：.]?(\d{2})(?:[:：.]?(\d{2}))?\s*$/.exec(text);
  if (!m || Number(m[1]) > 23 || Number(m[2]) > 59 || Number(m[3] || 0) > 59) return 0;
  const from = Date.parse(day.from);
  const wanted = seconds(Number(m[1]), Number(m[2]), Number(m[3] || 0));
  const at = from - (from % 1000) + (wanted - secondsOf(from)) * 1000;
  return held(at, day);
}

/** @param {number} at @param {import("../../shapes").PastDay} day */
export function held(at, day) {
  return Math.max(Date.parse(day.from), Math.min(Date.parse(day.until), at));
}

/** Whole minutes from one moment to another. @param {string|undefined} from @param {number|string} to */
export function minutesTo(from, to) {
  const ms = (typeof to === "string" ? Date.parse(to) : to) - Date.parse(from || "");
  return isNaN(ms) ? 0 : Math.max(0, Math.floor(ms / 60000));
}

/** @param {number} h @param {number} m @param {number} s */
function seconds(h, m, s) {
  return (h * 60 + m) * 60 + s;
}

/** @param {number} ms */
function secondsOf(ms) {
  const p = hourMinuteSecond(ms).split(":").map(Number);
  return seconds(p[0], p[1], p[2]);
}
