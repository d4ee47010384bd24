import { html, useState } from "../show/view.js";
import { say, zh } from "../show/words.js";
import { dayWords } from "../show/clock.js";
import { dateWords } from "../show/dates.js";
import { useKeys } from "../counter/keys.js";
import { printMissing } from "../counter/print.js";
import { Panel } from "../counter/panel.js";
import { Taken } from "./take.js";

/** @typedef {import("../shapes").MissingSlip} MissingSlip */
/** @typedef {import("../shapes").Ticket} Ticket */

/**
 * Somebody comes back with papers that were missing: which they were, and the number that they get.
 * @param {{slip: MissingSlip, orders: import("./orders.js").Orders, close: () => void}} p
 */
export function ReturnedPanel(p) {
  const s = p.slip;
  const [taken, show] = useState(/** @type {Ticket|null} */ (null));
  const can = !s.taken && !p.orders.busy;
  const take = async () => {
    const answer = can ? await p.orders.send("/desk/tickets", { return_code: s.code }) : null;
    if (answer) show(answer);
  };
  const print = () => printMissing("/desk/tickets/" + encodeURIComponent(s.ticket) + "/missing-slip", {}, s, p.orders.say);
  useKeys((key) => {
    if (taken) return false;
    if (key === "Enter") take();
    else if (key === "b") print();
    else return false;
    return true;
  });
  if (taken) return html`<${Taken} slip=${taken} orders=${p.orders} again=${p.close} close=${p.close} />`;
  return html`<${Panel} name="return" title=${zh("desk.return_title", { service: s.service_name })} close=${p.close} wide=${true}>
    <div class="slip" data-slip=${s.number}>
      <p class="slip-of">${zh("desk.return_of", { date: dayWords(Date.parse(s.issued_at)).zh.split(" ")[0], window: s.window, ticket: s.number })}</p>
      <h3>${zh("desk.return_papers")}</h3>
      <ol class="slip-papers">${s.papers.map((paper, i) => html`<li key=${i}>${say(paper)}</li>`)}</ol>
      ${s.note && html`<p class="slip-note">${zh("missing.note", { note: s.note })}</p>`}
      <p class="slip-until">${s.taken ? zh("desk.return_used", { ticket: s.taken }) : zh("desk.return_until", { date: dateWords(s.until) })}</p>
    </div>
    <div class="panel-row">
      <button type="button" class="act act-small" data-action="print-missing" onClick=${print}><span class="act-name">${zh("desk.print_missing")}</span><kbd>B</kbd></button>
      <button type="button" class="act act-finish" data-action="return-take" disabled=${!can} onClick=${take}><span class="act-name">${zh("desk.return_take")}</span><kbd>Enter</kbd></button>
    </div>
  </${Panel}>`;
}

/** Whether a text may name a slip: its code, or what its QR code holds. @param {string} text */
export function maybeSlip(text) {
  return /^[0-9A-Za-z]{8}$/.test(text.replace(/[\s-]/g, "")) || /(^|\/)[A-Za-z0-9_-]{22}$/.test(text);
}
