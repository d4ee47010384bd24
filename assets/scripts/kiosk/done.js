import { cls, html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { aheadWords } from "./confirm.js";
import { lengthOf } from "./choice.js";
import { usePrint } from "./printed.js";
import { zoneName } from "./shell.js";

/**
 * The number, where to wait, the code: nothing that competes with it.
 * @param {{ticket: import("../shapes").Ticket, service: import("../shapes").Service|null, hall: import("../shapes").Hall,
 *   mode: import("./journey.js").Mode, card: boolean, printed: (print: import("../shapes").Printed) => void}} p
 *   card: an ID card was laid, which must not be left behind; printed: it is known what became of the slip
 */
export function Done(p) {
  const t = p.ticket;
  const lang = p.mode.lang;
  const zone = zoneName(p.hall, p.service ? p.service.zone : undefined);
  const phone = /^https?:/.test(t.url || "");
  usePrint(t, lang, p.printed);
  const print = !t.print ? "none" : t.print.ok ? "ok" : t.print.ok === undefined ? "printing" : t.print.state === "without_slip" ? "without" : "fault";
  const where = words(print === "ok" ? "kiosk.done_printed" : print === "printing" ? "kiosk.printing" : "kiosk.done_where", { zone: zone });
  return html`<main class="done" data-page="done" data-print=${print}>
    <div class="done-main">
      <h2 class="done-title"><${Both} text=${words("kiosk.done_title")} order=${lang} /></h2>
      <p class=${"number done-number" + (t.number.length > 5 ? " is-long" : "")} data-number=${t.number}>${t.number}</p>
      ${p.service && html`<p class="done-service">${say(p.service.name, lang)}</p>`}
      <p class="done-ahead"><${Both} text=${aheadWords(t.people_ahead || 0, t.estimated_wait_ms)} order=${lang} /></p>
      ${print === "fault" && html`<p class="problem" role="alert"><${Both} text=${words("kiosk.printer_fault", { ticket: t.number })} order=${lang} /></p>`}
      ${p.card && html`<p class="done-card"><${Both} text=${words("kiosk.take_card")} order=${lang} /></p>`}
    </div>
    <div class="done-side">
      <p class=${cls("done-where", lengthOf(say(zone, lang)) > 24 && "is-long")}><${Both} text=${where} order=${lang} /></p>
      ${t.access && html`<figure class="done-code">
        <img src=${"/api/v1/tickets/" + encodeURIComponent(t.access) + "/qr.png"} alt="" />
        <figcaption><${Both} text=${words(phone ? "kiosk.qr" : "kiosk.qr_desk")} order=${lang} /></figcaption>
      </figure>`}
    </div>
  </main>`;
}
