import { cls, html } from "../show/view.js";
import { Both, say, waitWords, words } from "../show/words.js";
import { toCome } from "../show/clock.js";
import { shutWords } from "./shut.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {"zh"|"en"} Lang */

/**
 * A service as a button: who waits, how long it may take, which windows serve it. One that takes no number says why, and can be
 * touched all the same: to read what to bring.
 * @param {{service: Service, lang: Lang, press: () => void, word?: string}} p word: the everyday word by which it was found
 */
export function Choice(p) {
  const s = p.service;
  const name = say(s.name, p.lang);
  return html`<button class=${cls("choice", !s.issuing && "is-shut")} data-service=${s.id} onClick=${p.press}>
    <span class="number choice-prefix">${s.prefix}</span>
    <span class=${cls("choice-name", lengthOf(name) > 18 && "is-long")}><${Both} text=${s.name} order=${p.lang} />
      ${p.word && html`<span class="choice-word">${p.word}</span>`}</span>
    ${s.issuing ? html`<${Wait} service=${s} lang=${p.lang} />` : html`<span class="choice-wait choice-shut">${say(shutWords(s), p.lang)}</span>`}
  </button>`;
}

/** A Chinese character is as wide as two Latin ones. @param {string} name */
export function lengthOf(name) {
  return name.split("").reduce((n, c) => n + (c > "ÿ" ? 2 : 1), 0);
}

/** @param {{service: Service, lang: Lang}} p */
function Wait(p) {
  const s = p.service;
  const range = s.waiting_count > 0 ? waitWords(s.estimated_wait_ms) : null;
  const suspended = s.suspended ? say(words("kiosk.suspended_short"), p.lang) : "";
  return html`<span class="choice-wait">
    <span class="choice-count">${countWords(s.waiting_count, p.lang)}</span>
    ${(suspended || range) && html`<span class="choice-range">${suspended || say(range || undefined, p.lang)}</span>`}
    <span class="choice-windows">${say(openWords(s), p.lang)}</span>
  </span>`;
}

/** 等候 12 人 with the figure large. @param {number} n @param {Lang} lang */
function countWords(n, lang) {
  const [before, after] = say(words("board.waiting"), lang).split("{n}");
  return html`${before}<span class="number">${n}</span>${after}`;
}

/** Which windows serve it now; how many when they are many; when they are back, or where to go, while they are paused. @param {Service} s @returns {Text} */
export function openWords(s) {
  const open = s.open_windows || [];
  const back = s.pause && toCome(s.pause.back_at);
  if (s.pause && s.pause.go_to) return words("win.paused_goto_line", { other: s.pause.go_to });
  if (back) return words("kiosk.window_back", { "hh:mm": back });
  if (!open.length) return words(s.pause ? "kiosk.window_paused" : "kiosk.no_window");
  if (open.length > 3) return words("kiosk.windows_open", { n: open.length });
  return words("kiosk.window_open", { windows: { zh: open.join("、"), en: open.join(", ") } });
}

/** @param {{group: {id: string, name: Text, services: Service[]}, lang: Lang, press: () => void}} p */
export function Department(p) {
  const waiting = p.group.services.reduce((sum, s) => sum + s.waiting_count, 0);
  const some = p.group.services.some((s) => s.issuing);
  return html`<button class=${cls("choice", !some && "is-shut")} data-department=${p.group.id} onClick=${p.press}>
    <span class=${cls("choice-name", lengthOf(say(p.group.name, p.lang)) > 24 && "is-long")}><${Both} text=${p.group.name} order=${p.lang} /></span>
    <span class="choice-wait">${some ? html`<span class="choice-count">${countWords(waiting, p.lang)}</span>`
      : html`<span class="choice-shut">${say(words("kiosk.service_closed"), p.lang)}</span>`}</span>
  </button>`;
}
