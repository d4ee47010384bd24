import { cls, html, useEffect } from "../show/view.js";
import { Both, say, waitWords, words, zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { sorryWords } from "../show/suspended.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Key} Key */

/** What this number is doing now, the most important thing first. @param {{ticket: Ticket, live: boolean}} p */
export function Status(p) {
  const t = p.ticket;
  switch (t.status) {
    case "called":
      return html`<${Called} ticket=${t} live=${p.live} />`;
    case "waiting":
      return html`<${WaitingFor} ticket=${t} />`;
    case "serving":
      return html`<${Plain} ticket=${t} title="phone.serving" line=${t.window ? words("phone.called_window", { window: t.window }) : null} />`;
    case "on_hold":
      return html`<${Plain} ticket=${t} title="phone.on_hold" />`;
    case "served":
      return html`<${Plain} ticket=${t} title=${t.missing ? "phone.missing" : "phone.served"} />`;
    case "no_show":
      return html`<${Plain} ticket=${t} title="phone.no_show" line=${words("phone.no_show_hint")} />`;
    case "cancelled":
      return html`<${Plain} ticket=${t} title="phone.cancelled" line=${words("phone.cancelled_hint")} />`;
  }
  return html`<${Plain} ticket=${t} title="phone.expired" line=${words("phone.expired_hint")} />`;
}

/** The call takes the screen. @param {{ticket: Ticket, live: boolean}} p */
function Called(p) {
  const t = p.ticket;
  const again = (t.call_count || 1) > 1;
  // Whoever reads or writes further down must see it.
  useEffect(() => window.scrollTo(0, 0), [t.call_count]);
  return html`<section class="called" role="alert" aria-live="assertive" key=${t.call_count} data-window=${t.window}>
    <h1 class="number called-ticket">${t.number}</h1>
    <p class="called-lead"><${Both} text=${words("phone.called")} /></p>
    <p class="called-window"><span class="number">${t.window}</span><span>${zh("board.window_sign")}<small>Window</small></span></p>
    <p class="called-place">${say(t.place)}</p>
    ${t.window_name && html`<p class="called-name">${say(t.window_name)}</p>`}
    ${again && html`<p class="called-again">${zh("phone.call_again", { k: t.call_count })}</p>`}
  </section>`;
}

/** @param {{ticket: Ticket}} p */
function WaitingFor(p) {
  const t = p.ticket;
  const ahead = t.people_ahead;
  const wait = waitWords(t.estimated_wait_ms);
  const later = hourMinute(t.not_before);
  const ready = ahead !== undefined && ahead <= 3 && !later && !t.suspended;
  return html`<section class="waiting" data-ahead=${ahead}>
    <h1 class="waiting-title"><${Both} text=${words("phone.title")} /></h1>
    <p class=${cls("number waiting-number", t.number.length > 5 && "is-long")}>${t.number}</p>
    <div class="waiting-figures">
      <p><span class="waiting-label"><${Both} text=${words("phone.ahead")} /></span>
        <span class="waiting-value"><span class="number">${ahead === undefined ? "—" : ahead}</span> ${zh("board.people")}</span></p>
      <p><span class="waiting-label"><${Both} text=${words("phone.wait")} /></span>
        <span class="waiting-value is-words">${later || t.suspended ? "—" : ahead === 0 ? zh("phone.soon") : wait ? wait.zh : zh("phone.wait_unknown")}</span></p>
    </div>
    ${t.suspended && html`<p class="waiting-sorry" role="alert" data-suspended=${t.service}>
      <${Both} text=${sorryWords(t.service_name || { zh: t.service, en: "" }, t.suspended)} /></p>`}
    ${later && html`<p class="waiting-ready"><${Both} text=${words("phone.deferred", { "hh:mm": later })} /></p>`}
    ${ready && html`<p class="waiting-ready"><${Both} text=${words("phone.be_ready")} /></p>`}
  </section>`;
}

/** @param {{ticket: Ticket, title: Key, line?: import("../shapes").Text|null}} p */
function Plain(p) {
  return html`<section class=${"plain plain-" + (p.ticket.missing ? "missing" : p.ticket.status)}>
    <p class=${cls("number plain-number", p.ticket.number.length > 5 && "is-long")}>${p.ticket.number}</p>
    <h1><${Both} text=${words(p.title)} /></h1>
    ${p.line && html`<p class="plain-line"><${Both} text=${p.line} /></p>`}
  </section>`;
}
