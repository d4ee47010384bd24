import { html, useMemo, useRef, useState } from "../show/view.js";
import { Both, say, waitRange, words } from "../show/words.js";
import { newKey, order, refusalOf } from "../wire/api.js";
import { useSettled } from "./idle.js";
import { zoneName } from "./shell.js";
import { shutSentence } from "./shut.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../wire/api.js").Refusal} Refusal */

/**
 * The last question. One key for the whole page: however often the button is touched or the answer is lost, there is one ticket.
 * @param {{service: Service, hall: import("../shapes").Hall, lang: "zh"|"en", done: (ticket: Ticket) => void}} p
 */
export function Confirm(p) {
  const s = p.service;
  const key = useMemo(newKey, []);
  const settled = useSettled();
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Refusal|null} */ (null));
  const take = () => {
    if (sending.current || !settled()) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    order("/api/v1/tickets", { service: s.id }, key).then(p.done, (error) => setProblem(refusalOf(error))).then(() => {
      sending.current = false;
      setBusy(false);
    });
  };
  const windows = (s.windows || []).join("、");
  const shut = shutSentence(s, p.hall.help);
  return html`<main class="confirm" data-page="confirm">
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.confirm_title")} order=${p.lang} /></h2>
    <section class="confirm-card">
      <div class=${say(s.name, p.lang).length > 10 ? "confirm-name is-long" : "confirm-name"}><${Both} text=${s.name} order=${p.lang} /></div>
      <p class="confirm-ahead"><${Both} text=${aheadWords(s.waiting_count, s.estimated_wait_ms)} order=${p.lang} /></p>
      <p class="confirm-where">${say(zoneName(p.hall, s.zone), p.lang)}${windows && html`<span>${say(words("kiosk.windows", { windows: windows }), p.lang)}</span>`}</p>
    </section>
    ${shut && html`<p class=${s.issuing ? "notice" : "problem"} role="status" data-suspended=${!!s.suspended}><${Both} text=${shut} order=${p.lang} /></p>`}
    ${problem && !shut && html`<p class="problem" role="alert"><${Both} text=${problem.text} order=${p.lang} /></p>`}
    <button class="confirm-take" data-action="take" disabled=${busy || !s.issuing} onClick=${take}>
      <${Both} text=${words(busy ? "kiosk.confirming" : problem ? "kiosk.try_again" : "kiosk.confirm")} order=${p.lang} /></button>
    <p class="confirm-hint"><${Both} text=${words("kiosk.priority_help", { help: p.hall.help })} order=${p.lang} /></p>
  </main>`;
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
