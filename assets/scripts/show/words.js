// Every word that a page shows comes from here: from the one table of texts or from the hall's own names.
import table from "../../texts.json";
import { html } from "./view.js";

/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("../shapes").Wait} Wait */
/** @typedef {"zh"|"en"} Lang */
/** @typedef {Record<string, string|number|Text|undefined>} Fill */

/**
 * The text of a key in both languages, its placeholders filled in; a Text fills each language with its own words.
 * @param {Key} key
 * @param {Fill} [fill]
 * @returns {Text}
 */
export function words(key, fill) {
  return { zh: wordsIn("zh", key, fill), en: wordsIn("en", key, fill) };
}

/**
 * The same in one language, for a page that shows only that.
 * @param {Lang} lang
 * @param {Key} key
 * @param {Fill} [fill]
 */
export function wordsIn(lang, key, fill) {
  return filled(table[key][lang], fill, lang);
}

/**
 * Like words, for a key that is made at run time ("outcome.accepted"); what the table does not know shows as it is.
 * @param {string} key
 * @param {string} [otherwise]
 * @returns {Text}
 */
export function wordsFor(key, otherwise) {
  const found = /** @type {Record<string, Text|undefined>} */ (table)[key];
  const name = otherwise === undefined ? key : otherwise;
  return found || { zh: name, en: name };
}

/** @param {string} pattern @param {Fill|undefined} fill @param {Lang} lang */
function filled(pattern, fill, lang) {
  if (!fill) return pattern;
  return pattern.replace(/\{([^}]*)\}/g, (whole, name) => {
    const value = fill[name];
    if (value === undefined) return whole;
    return typeof value === "object" ? say(value, lang) : String(value);
  });
}

/**
 * One language of a text; English falls back to Chinese.
 * @param {Text|undefined} text
 * @param {Lang} [lang]
 */
export function say(text, lang) {
  if (!text) return "";
  return (lang === "en" && text.en) || text.zh;
}

/**
 * @param {Key} key
 * @param {Fill} [fill]
 */
export function zh(key, fill) {
  return wordsIn("zh", key, fill);
}

/**
 * Chinese with English below it, as on all public faces.
 * @param {{text: Text, class?: string, order?: Lang}} p
 */
export function Both(p) {
  const first = p.order === "en" ? p.text.en || p.text.zh : p.text.zh;
  const second = p.order === "en" ? p.text.zh : p.text.en;
  return html`<span class=${"both " + (p.class || "")}>
    <span class="both-first" lang=${p.order === "en" ? "en" : "zh"}>${first}</span>
    ${second && second !== first && html`<span class="both-second" lang=${p.order === "en" ? "zh" : "en"}>${second}</span>`}
  </span>`;
}

/**
 * A wait as people say it: whole minutes, a range, coarser the longer it is. Null when nothing is known.
 * @param {Wait|null|undefined} wait
 * @returns {{lo: number, hi: number}|null}
 */
export function waitRange(wait) {
  if (!wait) return null;
  const step = wait.p90 > 60 * 60000 ? 10 : wait.p90 > 10 * 60000 ? 5 : 1;
  const lo = Math.floor(wait.p50 / 60000 / step) * step;
  let hi = Math.ceil(wait.p90 / 60000 / step) * step;
  if (hi <= lo) hi = lo + step;
  return { lo: lo, hi: hi < 5 ? 5 : hi };
}

/** Beyond three hours a range in minutes says nothing that helps. */
const longHours = 3;

/**
 * The key and filling for a wait, in the short form that fits a row.
 * @param {Wait|null|undefined} wait
 * @returns {{key: "wait.range_short"|"wait.within_short"|"wait.long_short"|"wait.none", fill: Fill}}
 */
export function waitShort(wait) {
  const range = waitRange(wait);
  if (!range) return { key: "wait.none", fill: {} };
  if (range.lo >= longHours * 60) return { key: "wait.long_short", fill: { h: longHours } };
  return { key: range.lo < 1 ? "wait.within_short" : "wait.range_short", fill: range };
}

/**
 * @param {Wait|null|undefined} wait
 * @returns {Text|null}
 */
export function waitWords(wait) {
  const range = waitRange(wait);
  if (!range) return null;
  if (range.lo >= longHours * 60) return words("wait.long", { h: longHours });
  return range.lo < 1 ? words("wait.short", range) : words("wait.range", range);
}
