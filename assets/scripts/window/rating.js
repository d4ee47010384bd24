import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { Both, words, wordsFor, zh } from "../show/words.js";
import { now, useNow } from "../show/clock.js";
import { pressFirmly } from "../show/fingers.js";
import { order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").RatingPrompt} RatingPrompt */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {{ticket: string, number: string, until: string, stage: "ask"|"why"|"thanks"|"problem", level: number, reasons: string[], text: Text|null}} Asked */
/** @typedef {{asked: Asked, choose: (level: number) => void, toggle: (reason: string) => void, send: () => void, back: () => void, skip: () => void}} Asking */

const levels = [5, 4, 3, 2, 1];
const reasons = ["speed", "skill", "attitude", "other"];
const goodFrom = 3; // a level below is asked why
const thanksMs = 5000;
const whyMs = 20000;

/**
 * The rating that the window asks for. It stays until it was given or skipped, its time is over, or the next one is served. Who has begun
 * to choose has more time, and what was chosen by then counts, so that no press of the clerk's takes a judgement away.
 * @param {number} window_
 * @param {RatingPrompt|undefined} prompt
 * @param {boolean} serving whether the next one is served already
 * @returns {Asking|null}
 */
export function useRating(window_, prompt, serving) {
  const [asked, set] = useState(/** @type {Asked|null} */ (null));
  const held = useRef(/** @type {Asked|null} */ (null));
  const over = useRef(""); // the prompt that was skipped or answered
  const put = (/** @type {Asked|null} */ next) => {
    held.current = next;
    set(next);
  };
  const change = (/** @type {Partial<Asked>} */ c) => put(held.current && Object.assign({}, held.current, c));
  const send = (/** @type {Asked} */ rated, /** @type {boolean} */ show) => {
    over.current = mark(rated);
    if (show) change({ stage: "thanks" });
    const body = rated.reasons.length ? { ticket: rated.ticket, level: rated.level, reasons: rated.reasons } : { ticket: rated.ticket, level: rated.level };
    order("/api/v1/windows/" + window_ + "/rating", body).catch((error) => {
      const still = held.current && held.current.ticket === rated.ticket;
      if (still && refusalOf(error).code !== "already_rated") change({ stage: "problem", text: refusalOf(error).text });
    });
  };
  const name = prompt ? mark(prompt) : "";
  useEffect(() => {
    const was = held.current;
    const another = !!prompt && (!was || was.ticket !== prompt.ticket);
    if (was && was.stage === "why" && (another || serving)) send(was, !another);
    if (prompt && name !== over.current && (another || (was && was.stage === "ask"))) put(unanswered(prompt));
    else if (!prompt && was && was.stage === "ask") put(null);
  }, [name, serving]);
  useEffect(() => {
    if (!asked || asked.stage === "ask") return;
    const timer = window.setTimeout(() => (asked.stage === "why" ? send(asked, true) : put(null)), asked.stage === "why" ? whyMs : thanksMs);
    return () => window.clearTimeout(timer);
  }, [asked]);
  if (!asked) return null;
  return {
    asked: asked,
    choose: (level) => {
      const rated = Object.assign({}, asked, { level: level, stage: level < goodFrom ? "why" : "ask" });
      put(rated);
      if (level >= goodFrom) send(rated, true);
    },
    toggle: (reason) => change({ reasons: asked.reasons.indexOf(reason) >= 0 ? asked.reasons.filter((r) => r !== reason) : asked.reasons.concat(reason) }),
    send: () => send(asked, true),
    back: () => change({ stage: "ask", level: 0, reasons: [] }),
    skip: () => {
      over.current = mark(asked);
      put(null);
    },
  };
}

/** @param {RatingPrompt} p @returns {Asked} */
function unanswered(p) {
  return { ticket: p.ticket, number: p.number, until: p.until, stage: "ask", level: 0, reasons: [], text: null };
}

/** Tells a prompt from the next, also when the same ticket is asked once more. @param {{ticket: string, until: string}} p */
function mark(p) {
  return p.ticket + " " + p.until;
}

/** The lower half, under the number that is rated: the next call has the upper one. @param {{rating: Asking}} p */
export function Rating(p) {
  useEffect(pressFirmly, []);
  const asked = p.rating.asked;
  return html`<section class="tab" data-rating=${asked.number} data-stage=${asked.stage} aria-label=${zh("rate.ask")}>
    <header class="tab-head"><span class="number tab-number">${asked.number}</span>
      ${(asked.stage === "ask" || asked.stage === "why") && html`<h2><${Both} text=${words(asked.stage === "why" ? "rate.reason_ask" : "rate.ask")} /></h2>`}
      ${asked.stage === "ask" && html`<${Left} until=${asked.until} />`}</header>
    ${asked.stage === "ask" && html`<${Levels} rating=${p.rating} />`}
    ${asked.stage === "why" && html`<${Why} rating=${p.rating} />`}
    ${asked.stage === "thanks" && html`<p class="tab-said" role="status"><${Both} text=${thanks(asked.level)} /></p>`}
    ${asked.stage === "problem" && html`<p class="tab-said tab-problem" role="alert"><${Both} text=${asked.text} /></p>`}
  </section>`;
}

/** @param {number} level */
function thanks(level) {
  return words(level > goodFrom ? "rate.thanks_good" : level < goodFrom ? "rate.thanks_bad" : "rate.thanks");
}

/** How long it will still be asked. @param {{until: string}} p */
function Left(p) {
  useNow(1000);
  const s = Math.max(0, Math.ceil((Date.parse(p.until) - now()) / 1000));
  return html`<span class="tab-left"><span class="number">${s}</span> ${zh("rate.seconds")}</span>`;
}

/** Five levels, none of them chosen beforehand. @param {{rating: Asking}} p */
function Levels(p) {
  return html`<div class="tab-levels">${levels.map((level) => html`<button type="button" key=${level} class="tab-level" data-level=${level}
      onClick=${() => p.rating.choose(level)}><${Face} level=${level} /><${Both} text=${wordsFor("rate.level." + level)} /></button>`)}</div>
    <footer class="tab-foot"><button type="button" class="tab-button" data-action="skip" onClick=${p.rating.skip}><${Both} text=${words("rate.skip")} /></button></footer>`;
}

/** What was wrong; it may stay open. @param {{rating: Asking}} p */
function Why(p) {
  const chosen = p.rating.asked.reasons;
  return html`<div class="tab-levels">${reasons.map((reason) => html`<button type="button" key=${reason} data-reason=${reason}
      class=${cls("tab-level", "tab-reason", chosen.indexOf(reason) >= 0 && "is-chosen")} aria-pressed=${chosen.indexOf(reason) >= 0}
      onClick=${() => p.rating.toggle(reason)}><${Both} text=${wordsFor("rate.reason." + reason)} /></button>`)}</div>
    <footer class="tab-foot">
      <button type="button" class="tab-button" data-action="back" onClick=${p.rating.back}><${Both} text=${words("rate.back")} /></button>
      <button type="button" class="tab-button tab-send" data-action="send" onClick=${p.rating.send}><${Both} text=${words("rate.submit")} /></button>
    </footer>`;
}

/** The mouth of each level. @type {Record<number, string>} */
const mouths = { 5: "M14 28q10 13 20 0z", 4: "M15 29q9 9 18 0", 3: "M16 31q8 4 16 0", 2: "M16 33h16", 1: "M15 35q9-9 18 0" };

/** A face beside the words, for who reads badly. @param {{level: number}} p */
function Face(p) {
  return html`<svg class="tab-face" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
    <circle cx="24" cy="24" r="21" /><path d="M17 17v3M31 17v3" stroke-width="4" /><path d=${mouths[p.level]} fill=${p.level === 5 ? "currentColor" : "none"} /></svg>`;
}
