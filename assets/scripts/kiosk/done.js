import { html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { aheadWords } from "./confirm.js";
import { zoneName } from "./shell.js";

/** How long the number stays on the screen. */
export const doneSeconds = 10;

/**
 * The number, where to wait, the code: nothing that competes with it.
 * @param {{ticket: import("../shapes").Ticket, service: import("../shapes").Service|null, hall: import("../shapes").Hall, lang: "zh"|"en"}} p
 */
export function Done(p) {
  const t = p.ticket;
  const zone = zoneName(p.hall, p.service ? p.service.zone : undefined);
  const phone = /^https?:/.test(t.url || "");
  return html`<main class="done" data-page="done">
    <div class="done-main">
      <p class="done-title"><${Both} text=${words("kiosk.done_title")} order=${p.lang} /></p>
      <p class=${"number done-number" + (t.number.length > 5 ? " is-long" : "")} data-number=${t.number}>${t.number}</p>
      ${p.service && html`<p class="done-service">${say(p.service.name, p.lang)}</p>`}
      <p class="done-ahead"><${Both} text=${aheadWords(t.people_ahead || 0, t.estimated_wait_ms)} order=${p.lang} /></p>
    </div>
    <div class="done-side">
      <p class=${"done-where" + (say(zone, p.lang).length > (p.lang === "en" ? 24 : 12) ? " is-long" : "")}><${Both} text=${words("kiosk.done_where", { zone: zone })} order=${p.lang} /></p>
      ${t.access && html`<figure class="done-code">
        <img src=${"/api/v1/tickets/" + encodeURIComponent(t.access) + "/qr.png"} alt="" />
        <figcaption><${Both} text=${words(phone ? "kiosk.qr" : "kiosk.qr_desk")} order=${p.lang} /></figcaption>
      </figure>`}
    </div>
  </main>`;
}
