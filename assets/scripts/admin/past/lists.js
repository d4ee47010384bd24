import { cls, html } from "../../show/view.js";
import { waitShort } from "../../show/words.js";
import { named, t, tFor } from "../lang.js";
import { Badge, None } from "../parts.js";
import { alertWords } from "../alerts.js";
import { minutesTo, timeOf } from "./time.js";

/** @typedef {import("../../shapes").Past} Past */
/** @typedef {import("../../shapes").Ticket} Ticket */

const few = 12;

/** Every queue in the order in which it would have been called. @param {{was: Past, look: (number: string) => void}} p */
export function Queues(p) {
  const all = p.was.services.reduce((n, s) => n + s.queue.length, 0);
  return html`<h2 class="grid-title">${t("watch.queues")} <small>${t("watch.waiting", { n: all })}</small></h2>
    ${p.was.services.map((s) => html`<section key=${s.id} class="past-queue" data-queue=${s.id} data-waiting=${s.queue.length}>
      <h3><b class="number">${s.prefix}</b> ${named(s.name)} <small>${s.suspended ? t("watch.suspended") : waitWords(s)}</small></h3>
      ${s.queue.length > 0 && html`<ol class="past-numbers">${s.queue.slice(0, few).map((x) => html`<li key=${x.id}><button type="button" class=${cls("btn btn-small number", x.class !== "normal" && "is-first")} data-number=${x.number}
        title=${x.class === "normal" ? "" : tFor("past.class." + x.class)} onClick=${() => p.look(x.number)}>${x.number}${x.class !== "normal" && html`<small>${tFor("past.class." + x.class)}</small>`}</button></li>`)}
        ${s.queue.length > few && html`<li class="past-more">${t("past.more", { n: s.queue.length - few })}</li>`}</ol>`}
    </section>`)}`;
}

/** @param {Past["services"][0]} s */
function waitWords(s) {
  const said = t("past.waiting", { n: s.queue.length });
  if (!s.queue.length) return said;
  const wait = waitShort(s.estimated_wait_ms);
  return said + " · " + t("watch.col_estimate") + " " + t(wait.key, wait.fill);
}

/** Every window as it was. @param {{was: Past, look: (number: string) => void, show: (screen: string) => void}} p */
export function WindowList(p) {
  const windows = p.was.windows.slice().sort((a, b) => a.number - b.number);
  return html`<table class="past-windows"><thead><tr><th>${t("past.window")}</th><th>${t("watch.who")}</th><th>${t("past.state")}</th><th>${t("past.number")}</th></tr></thead>
    <tbody>${windows.map((w) => html`<tr key=${w.number} data-window=${w.number} data-status=${w.ticket ? w.ticket.status : w.status}>
      <td><button type="button" class="btn btn-small number" aria-label=${t("past.see_window", { n: w.number })} onClick=${() => p.show("window/" + w.number)}>${w.number}</button></td>
      <td>${w.staff ? w.staff.name : "—"}</td>
      <td>${stateWords(w)}${since(w) ? " " + t("watch.minutes", { m: minutesTo(since(w), p.was.at) }) : ""}</td>
      <td>${w.ticket ? html`<button type="button" class="btn btn-small number" data-number=${w.ticket.number} onClick=${() => w.ticket && p.look(w.ticket.number)}>${w.ticket.number}</button>` : "—"}</td>
    </tr>`)}</tbody></table>`;
}

/** @param {import("../../shapes").Window} w */
function stateWords(w) {
  if (w.ticket) return tFor("status." + w.ticket.status);
  return w.status === "open" ? t("watch.idle") : tFor("window." + w.status);
}

/** @param {import("../../shapes").Window} w */
function since(w) {
  if (w.ticket) return w.ticket.status === "serving" ? w.ticket.started_at : w.ticket.called_at;
  return w.pause ? w.pause.since : undefined;
}

/** What was wrong that day, and when. @param {{day: import("../../shapes").PastDay, was: Past|null, go: (at: string) => void}} p */
export function Alerts(p) {
  if (!p.day.alerts.length) return html`<${None} text=${t("past.no_alerts")} />`;
  return html`<ul class="side-list">${p.day.alerts.map((a) => html`<li key=${a.id + a.from}><button type="button" class="row-button" data-alert=${a.id} onClick=${() => p.go(a.from)}>
    <${Badge} text=${tFor("level." + a.level)} tone=${a.level} /><span>${alertWords(a, { services: p.was ? p.was.services : [] }, a.until)}<small>${timeOf(a.from)} – ${timeOf(a.until)}</small></span></button></li>`)}</ul>`;
}
