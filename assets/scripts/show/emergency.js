import { html } from "./view.js";
import { Both, words, zh } from "./words.js";

/** @typedef {import("../shapes").Emergency} Emergency */

/**
 * Everybody has to leave: the whole face says so and where to, whatever it showed before.
 * @param {{emergency: Emergency, order?: "zh"|"en"}} p
 */
export function EmergencySign(p) {
  const text = p.emergency.text;
  return html`<main class="emergency" data-state="emergency"><div role="alert">
    <${Exit} />
    <h1><${Both} text=${words("emergency.title")} order=${p.order} /></h1>
    <p class=${text.zh.length > 50 ? "is-long" : ""}><${Both} text=${text} order=${p.order} /></p>
  </div></main>`;
}

/** The same for who has work to end at a page: a line that leaves the page usable. @param {{emergency: Emergency}} p */
export function EmergencyLine(p) {
  return html`<p class="emergency-line" role="alert" data-emergency="line"><b>${zh("emergency.title")}</b> ${p.emergency.text.zh}</p>`;
}

/** Somebody who leaves by a door, in no font. */
function Exit() {
  return html`<svg class="emergency-exit" viewBox="0 0 120 64" aria-hidden="true">
    <path d="M66 4h50v56H66" fill="none" stroke="currentColor" stroke-width="6" />
    <circle cx="40" cy="11" r="7" fill="currentColor" />
    <path d="M58 34l-12-4-6-8-10 2-8 10 M40 24l-6 16 10 8-2 14 M34 40l-6 10-14 2 M62 34h40M90 22l14 12-14 12" fill="none" stroke="currentColor"
      stroke-width="6" stroke-linecap="round" stroke-linejoin="round" />
  </svg>`;
}
