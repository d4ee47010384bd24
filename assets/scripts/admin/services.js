import { cls, html, useState } from "../show/view.js";
import { waitShort } from "../show/words.js";
import { hourMinute, minutesSince, now } from "../show/clock.js";
import { named, t } from "./lang.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { AdviceFor } from "./advice.js";

/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */
/** @typedef {MonitorBoard["services"][0]} Service */
/** @typedef {import("../shapes").Key} Key */

/** @type {Key[]} */
const usual = ["suspend.system", "suspend.network", "suspend.power", "suspend.device", "suspend.staff"];
const backMinutes = [0, 15, 30, 60, 120];

/** @param {Service} s */
function estimate(s) {
  const short = waitShort(s.estimated_wait_ms);
  return short.key === "wait.none" ? "—" : t(short.key, short.fill);
}

/** The queues, and what can be opened from here. @param {import("./watch.js").Props} p */
export function Services(p) {
  const b = p.board;
  const checked = b.checked || [];
  const button = (/** @type {string} */ name, /** @type {Key} */ text, /** @type {string} */ more) => html`<button type="button" class=${cls("btn", more)} data-action=${name}
    onClick=${() => p.open({ name: name })}>${t(text)}</button>`;
  return html`<${Queues} line=${t("watch.waiting", { n: b.waiting_count })} dense=${b.services.length > 14 ? "is-many is-most" : b.services.length > 10 ? "is-many" : ""}
    rows=${b.services.map((s) => html`<tr key=${s.id} data-service=${s.id} data-suspended=${s.suspended ? "yes" : undefined} onClick=${() => p.open({ name: "service", id: s.id })}>
      <td class="number">${s.prefix}</td><th scope="row"><button type="button" class="plain" title=${named(s.name)}>${named(s.name)}</button></th>
      <td class="number">${s.waiting_count}</td>
      ${s.suspended ? html`<td colspan="2"><${Badge} text=${t("watch.suspended")} tone="paused" /></td>`
        : html`<td>${s.waiting_count ? t("watch.minutes", { m: minutesSince(s.longest_since) }) : "—"}</td><td>${!s.open && s.waiting_count ? html`<${Badge} text=${t("watch.unserved")} tone="red" />` : estimate(s)}</td>`}
    </tr>`)}>
    <p class="side-foot">${t("watch.bound", { m: Math.round(b.bound_ms / 60000) })}</p>
    <div class="buttons">
      ${button("alerts", "watch.all_alerts", "")}
      ${button("morning", checked.indexOf("morning") >= 0 ? "watch.morning_done" : "watch.morning", "")}
      ${button("evening", checked.indexOf("evening") >= 0 ? "watch.evening_done" : "watch.evening", "")}
      ${p.may("admin") && button("trial", b.trial ? "trial.end" : "trial.title", "")}
      ${button("emergency", b.emergency ? "watch.emergency_end" : "watch.emergency", "btn-grave")}
    </div>
  </${Queues}>`;
}

/** The room of the queues, empty until they are drawn. @param {{line?: string, dense?: string, rows?: any[], children?: any}} p */
export function Queues(p) {
  return html`<section class="side" data-panel="services" aria-label=${t("watch.queues")}>
    <h2 class="side-title"><span>${t("watch.queues")} <small>${p.line}</small></span></h2>
    <div class=${cls("side-body", p.dense)}>
      <table class="queues"><colgroup><col class="col-prefix" /><col /><col class="col-count" /><col class="col-longest" /><col class="col-wait" /></colgroup>
      <thead><tr><th colspan="2">${t("watch.service")}</th><th>${t("watch.col_waiting")}</th><th>${t("watch.col_longest")}</th><th>${t("watch.col_estimate")}</th></tr></thead>
      <tbody>${p.rows}</tbody></table></div>
    ${p.children}
  </section>`;
}

/** One queue, and stopping it. @param {import("./watch.js").Props & {id: string}} p */
export function ServicePanel(p) {
  const [stopping, stop] = useState(false);
  const [minutes, setMinutes] = useState(30);
  const s = p.board.services.filter((x) => x.id === p.id)[0];
  if (!s) return html`<${Side} name="service" title=${t("watch.service")} close=${p.close}><${None} text=${t("error.unknown_service")} /></${Side}>`;
  const at = "/services/" + encodeURIComponent(s.id);
  const suspend = async (/** @type {string} */ reason) => {
    const back = minutes ? { back_at: new Date(now() + minutes * 60000).toISOString() } : {};
    if (await p.orders.send(at + "/suspend", Object.assign({ reason: reason, issuing: false }, back))) p.orders.done("watch.stopped", { service: named(s.name) });
    p.close();
  };
  const goOn = async () => {
    if (await p.orders.send(at + "/unsuspend")) p.orders.done("watch.goes_on", { service: named(s.name) });
    p.close();
  };
  if (stopping) {
    return html`<${Side} name="suspend" title=${t("watch.stop", { service: named(s.name) })} close=${() => stop(false)}>
      <p class="side-note">${t("watch.stop_hint")}</p>
      <fieldset class="choice"><legend>${t("watch.stop_until")}</legend>${backMinutes.map((m) => html`<button type="button" key=${m} class=${cls("btn", minutes === m && "is-on")}
        aria-pressed=${minutes === m} data-back=${m} onClick=${() => setMinutes(m)}>${m ? t("watch.minutes", { m: m }) : t("watch.back_unknown")}</button>`)}</fieldset>
      <${Reason} usual=${usual} confirm=${t("watch.stop_now")} grave=${true} busy=${p.orders.busy} done=${suspend} /></${Side}>`;
  }
  const windows = p.board.windows.filter((w) => w.services.indexOf(s.id) >= 0);
  return html`<${Side} name="service" title=${s.prefix + " " + named(s.name)} close=${p.close}>
    <dl class="facts">
      <dt>${t("watch.col_waiting")}</dt><dd>${s.waiting_count}</dd>
      <dt>${t("watch.col_longest")}</dt><dd>${s.waiting_count ? t("watch.minutes", { m: minutesSince(s.longest_since) }) : "—"}</dd>
      <dt>${t("watch.col_estimate")}</dt><dd>${estimate(s)}</dd>
      <dt>${t("watch.windows")}</dt><dd>${windows.map((w) => html`<button type="button" key=${w.number} class="btn btn-small" data-to=${w.number}
        onClick=${() => p.open({ name: "window", number: w.number })}>${w.number}</button>`)}</dd>
      ${s.suspended && html`<dt>${t("watch.suspended")}</dt><dd>${[s.suspended.reason || "", s.suspended.back_at ? t("watch.back_at", { "hh:mm": hourMinute(s.suspended.back_at) }) : ""].filter(Boolean).join(" · ")}</dd>`}
    </dl>
    <${AdviceFor} advice=${p.advice} service=${s.id} />
    ${p.may("supervisor") && (s.suspended ? html`<button type="button" class="btn btn-main" data-action="go-on" disabled=${p.orders.busy} onClick=${goOn}>${t("watch.go_on")}</button>`
      : html`<button type="button" class="btn" data-action="stop" onClick=${() => stop(true)}>${t("watch.stop_this")}</button>`)}
  </${Side}>`;
}
