import { cls, html } from "../show/view.js";
import { Both, say, waitRange, words } from "../show/words.js";
import { whyStopped } from "../show/printing.js";
import { usePolled } from "../wire/hall.js";
import { lengthOf, openWords } from "./choice.js";
import { GuideBox } from "./guidebox.js";
import { useSettled } from "./idle.js";
import { stoppedState } from "./printed.js";
import { zoneName } from "./shell.js";
import { shutSentence } from "./shut.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Guide} Guide */

const guideEveryMs = 60000;

/** A service's guide; null until it is known. @param {string} id @returns {Guide|null} */
export function useGuide(id) {
  return /** @type {{value: Guide|null}} */ (usePolled("/api/v1/services/" + encodeURIComponent(id) + "/guide", guideEveryMs)).value;
}

/**
 * What to know before taking a number, and the last question. The key of the page goes with every try: however often the button is
 * touched or the answer is lost, there is one ticket.
 * @param {{service: Service, hall: import("../shapes").Hall, mode: import("./journey.js").Mode, taking: import("./take.js").Taking,
 *   card: string, confirm: (withoutSlip: boolean) => void, list: () => void}} p
 */
export function Confirm(p) {
  const s = p.service;
  const lang = p.mode.lang;
  const settled = useSettled();
  const guide = useGuide(s.id);
  const shut = shutSentence(s, p.hall.help);
  const problem = p.taking.problem;
  const stopped = problem ? problem.printer : stoppedState(p.hall);
  return html`<main class=${cls("confirm", !s.issuing && "is-shut")} data-page="confirm">
    <section class="confirm-card">
      <h2 class=${cls("confirm-name", lengthOf(say(s.name, lang)) > 20 && "is-long")}><${Both} text=${s.name} order=${lang} /></h2>
      ${s.issuing && html`<p class="confirm-ahead"><${Both} text=${aheadWords(s.waiting_count, s.estimated_wait_ms)} order=${lang} /></p>`}
      <p class="confirm-where">${say(zoneName(p.hall, s.zone), lang)}<span>${say(openWords(s), lang)}</span></p>
    </section>
    ${shut && html`<p class=${s.issuing ? "notice" : "problem"} role="status" data-suspended=${!!s.suspended}><${Both} text=${shut} order=${lang} /></p>`}
    ${stopped && !shut && html`<p class="notice" role="alert" data-printer=${stopped}>
      <${Both} text=${words("kiosk.without_slip_ask", { why: whyStopped(stopped), help: p.hall.help })} order=${lang} /></p>`}
    ${problem && !stopped && !shut && html`<p class="problem" role="alert"><${Both} text=${problem.text} order=${lang} /></p>`}
    ${p.card && !problem && !stopped && !shut && html`<p class="notice confirm-with"><${Both} text=${words("kiosk.with_card", { last4: p.card })} order=${lang} /></p>`}
    <${GuideBox} guide=${guide} hall=${p.hall} lang=${lang} large=${p.mode.large} all=${p.list} />
    ${s.issuing && html`<button class="confirm-take" data-action="take" disabled=${p.taking.busy} onClick=${() => settled() && p.confirm(!!stopped)}>
      <${Both} text=${words(p.taking.busy ? "kiosk.confirming" : stopped ? "kiosk.without_slip" : problem ? "kiosk.try_again" : "kiosk.confirm")} order=${lang} /></button>`}
    <p class="confirm-hint"><${Both} text=${priorityWords(s, p.hall)} order=${lang} /></p>
  </main>`;
}

/** @param {Service} s @param {import("../shapes").Hall} hall */
function priorityWords(s, hall) {
  const age = hall.settings.elder_age;
  if (s.real_name && age) return words("kiosk.priority", { age: age, help: hall.help });
  return words("kiosk.priority_help", { help: hall.help });
}

/**
 * How many are ahead and how long it may take, as far as it is known.
 * @param {number} n
 * @param {import("../shapes").Wait|null|undefined} wait
 */
export function aheadWords(n, wait) {
  if (n === 0) return words("kiosk.ahead_none");
  const range = waitRange(wait);
  if (!range || range.lo >= 180) return words("kiosk.ahead_unknown", { n: n });
  if (range.lo < 1) return words("kiosk.ahead_soon", { n: n });
  return words("kiosk.ahead", { n: n, lo: range.lo, hi: range.hi });
}
