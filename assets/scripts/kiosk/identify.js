import { html, useEffect, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { isIDNumber } from "./idcard.js";
import { useSettled } from "./idle.js";
import { digits, Keys } from "./keys.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("./journey.js").Mode} Mode */

/** A card laid on its reader, as a drawing. */
export function CardDrawing() {
  return html`<svg class="card-drawing" viewBox="0 0 240 130" aria-hidden="true">
    <path d="M20 96h200v10a14 14 0 0 1-14 14H34a14 14 0 0 1-14-14z" fill="currentColor" />
    <rect x="66" y="8" width="108" height="68" rx="7" fill="none" stroke="currentColor" stroke-width="5" />
    <path d="M82 26h46M82 40h38M82 54h52" stroke="currentColor" stroke-width="5" />
    <circle cx="152" cy="32" r="8" fill="currentColor" /><path d="M138 58c0-18 28-18 28 0z" fill="currentColor" />
    <path d="M120 80v10m-8-6 8 7 8-7" stroke="currentColor" stroke-width="4" fill="none" />
  </svg>`;
}

/** @param {Hall} hall @returns {import("../shapes").Text} */
export function retention(hall) {
  const days = hall.settings.identity_days || 1;
  return days > 1 ? words("kiosk.retention_days", { n: days }) : words("kiosk.retention_day");
}

/**
 * Asks for the ID card. Who has laid one, before or now, sees this page no longer than it takes.
 * @param {{service: Service, hall: Hall, mode: Mode, taking: import("./take.js").Taking, bad: boolean, lying: boolean, type: () => void, skip: () => void}} p
 *   lying: a card has been on the reader since before
 */
export function Identify(p) {
  const lang = p.mode.lang;
  const settled = useSettled();
  const problem = p.taking.problem ? p.taking.problem.text : p.bad ? words("kiosk.id_bad", { help: p.hall.help }) : null;
  return html`<main class="identify" data-page="identify" data-real-name=${p.service.real_name}>
    <h2 class="kiosk-title identify-title"><${Both} text=${words(p.taking.busy ? "kiosk.confirming" : p.lying ? "kiosk.lift_card" : "kiosk.id_prompt")} order=${lang} /></h2>
    <${CardDrawing} />
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} order=${lang} /></p>`}
    <p class="identify-privacy"><${Both} text=${words("kiosk.privacy", { retention: retention(p.hall) })} order=${lang} /></p>
    <div class="identify-ways">
      <button class="way" data-action="type-id" onClick=${() => settled() && p.type()}><${Both} text=${words("kiosk.type_id")} order=${lang} /></button>
      ${p.service.real_name !== "required" && html`<button class="way" data-action="without-id" disabled=${p.taking.busy} onClick=${() => settled() && p.skip()}>
        <${Both} text=${words("kiosk.without_id")} order=${lang} /></button>`}
    </div>
    <p class="identify-help"><${Both} text=${words("kiosk.no_id", { help: p.hall.help })} order=${lang} /></p>
  </main>`;
}

const idKeys = digits.slice(0, 9).concat("X", "0");
const idLength = 18;

/**
 * Types an ID number; what is complete and cannot be right says so at once.
 * @param {{hall: Hall, mode: Mode, taking: import("./take.js").Taking, done: (idNumber: string) => void}} p
 */
export function TypeID(p) {
  const [text, setText] = useState("");
  const lang = p.mode.lang;
  const complete = text.length === idLength;
  const right = isIDNumber(text);
  useEffect(p.taking.clear, [text]);
  const refused = p.taking.problem;
  return html`<main class="type-id" data-page="type-id">
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.type_id_title")} order=${lang} /></h2>
    <output class="number typed-id" data-typed=${text.length}>${grouped(text)}</output>
    <p class=${complete && !right || refused ? "problem" : "type-note"} role="status">
      <${Both} order=${lang} text=${refused ? refused.text : complete && !right ? words("error.invalid_id_number") : words("kiosk.typed_of", { n: text.length, most: idLength })} /></p>
    <${Keys} class="is-digits" keys=${idKeys} text=${text} most=${idLength} set=${setText} lang=${lang} />
    <button class="confirm-take" data-action="use-id" disabled=${!right || p.taking.busy} onClick=${() => p.done(text)}>
      <${Both} text=${words(p.taking.busy ? "kiosk.confirming" : "kiosk.confirm")} order=${lang} /></button>
    <p class="identify-privacy">${say(words("kiosk.privacy", { retention: retention(p.hall) }), lang)}</p>
  </main>`;
}

/** In the groups in which people know it: place, birth, rest. @param {string} text */
function grouped(text) {
  return [text.slice(0, 6), text.slice(6, 14), text.slice(14)].filter(Boolean).join(" ") || "\u00a0";
}
