// The centre reads its pages in one language at a time: Chinese, unless somebody has asked for English at this browser.
import { say, wordsFor, wordsIn } from "../show/words.js";

/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {"zh"|"en"} Lang */

const noteName = "paidui.admin.lang";

/** @type {Lang} */
let lang = "zh";
try {
  if (localStorage.getItem(noteName) === "en") lang = "en";
} catch (e) {
  lang = "zh";
}

export function language() {
  return lang;
}

/** @param {Lang} to */
export function speak(to) {
  lang = to;
  document.documentElement.lang = to === "en" ? "en" : "zh-CN";
  try {
    localStorage.setItem(noteName, to);
  } catch (e) {
    return; // for as long as the page is open, then
  }
}

/** @param {Key} key @param {Record<string, string|number|Text|undefined>} [fill] */
export function t(key, fill) {
  return wordsIn(lang, key, fill) || wordsIn("zh", key, fill);
}

/** Like t, for a key that is made at run time. @param {string} key @param {string} [otherwise] */
export function tFor(key, otherwise) {
  return say(wordsFor(key, otherwise), lang);
}

/** A name of the hall's own. @param {Text|undefined} text */
export function named(text) {
  return say(text, lang);
}
