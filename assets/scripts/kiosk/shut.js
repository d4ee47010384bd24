import { words } from "../show/words.js";
import { toCome, whenWords } from "../show/clock.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Text} Text */

/** Why a service's button takes no number, in a few words. @param {Service} s @returns {Text} */
export function shutWords(s) {
  const back = s.suspended ? toCome(s.suspended.back_at) : "";
  if (s.suspended) return back ? words("kiosk.paused_short_until", { "hh:mm": back }) : words("kiosk.paused_short");
  if (isFull(s)) return s.opens_at ? words("kiosk.full_next", { next: whenWords(s.opens_at) }) : words("kiosk.full_short");
  return s.opens_at ? words("kiosk.service_from", { open: whenWords(s.opens_at) }) : words("kiosk.service_closed");
}

/**
 * The whole sentence on a service's own page: that it stands still, or that its numbers are gone; null while all is well.
 * @param {Service} s
 * @param {Text} help
 * @returns {Text|null}
 */
export function shutSentence(s, help) {
  if (s.suspended) {
    const back = toCome(s.suspended.back_at);
    if (s.issuing) return back ? words("kiosk.paused_slow", { "hh:mm": back }) : words("kiosk.paused_slow_open");
    return back ? words("kiosk.paused", { service: s.name, "hh:mm": back }) : words("kiosk.paused_open", { service: s.name });
  }
  if (!isFull(s)) return null;
  if (s.opens_at) return words("kiosk.full_now", { service: s.name, next: whenWords(s.opens_at), help: help });
  return words("kiosk.full_today", { service: s.name, help: help });
}

/** The session's numbers are gone, or those who wait fill what is left of it. @param {Service} s */
export function isFull(s) {
  return s.not_issuing === "quota_reached" || s.not_issuing === "not_issuing";
}
