import { cls, html } from "../show/view.js";
import { hourMinute, minutesSince, now, whenWords } from "../show/clock.js";
import { named, t, tFor } from "./lang.js";
import { pathOf } from "./frame.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { helpWords } from "./helps.js";

/** @typedef {import("../shapes").Alert} Alert */
/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */
/** @typedef {import("../shapes").Key} Key */

const mostLines = 3;

/** @type {Key[]} */
export const usualReasons = ["ack.opening", "ack.told", "ack.staffing", "ack.complex", "ack.system", "ack.watching"];
/** @type {Key[]} */
const usualOfRatings = ["ack.unreached", "ack.correcting", "ack.watching"];

/**
 * What is wrong in words that stand alone: 社会保险有 5 人等候超过 20 分钟，最长 34 分钟.
 * @param {Alert} a @param {{services: {id: string, name: import("../shapes").Text}[]}} board @param {string} [until] when it was so; now
 */
export function alertWords(a, board, until) {
  const service = board.services.filter((s) => s.id === a.service)[0];
  const fill = { service: service ? named(service.name) : a.service || "", n: a.count || 0, m: minutesSince(a.since) - (until ? Math.floor((now() - Date.parse(until)) / 60000) : 0), window: a.window || 0, ticket: a.ticket || "",
    "hh:mm": hourMinute(a.since) };
  return t(/** @type {Key} */ ("alert." + a.kind), fill);
}

/** The gravest of what nobody has seen to; or that all is well. @param {import("./watch.js").Props} p */
export function AlertLines(p) {
  const open = p.board.alerts.filter((a) => !a.acknowledged);
  const seen = p.board.alerts.length - open.length;
  const helps = p.board.helps || [];
  const advised = p.board.state === "open" && p.advice.length > 0;
  const room = Math.max(1, mostLines - (helps.length ? 1 : 0) - (advised ? 1 : 0) - (p.faults.length ? 1 : 0));
  return html`${helps.length > 0 && html`<button type="button" class="wrong-line is-help" data-help=${helps[0].kind} onClick=${() => p.open({ name: "helps" })}>
      <span class="wrong-words">${helpWords(helps[0])}</span>
      <span class="wrong-more">${helps.length > 1 ? t("watch.helps_more", { n: helps.length }) : t("watch.look")}</span></button>`}
    ${open.slice(0, room).map((a) => html`<button type="button" key=${a.id} class=${"wrong-line is-" + a.level} data-alert=${a.id} onClick=${() => p.open({ name: "alert", id: a.id })}>
      <${Badge} text=${tFor("level." + a.level)} tone=${a.level} /><span class="wrong-words">${alertWords(a, p.board)}</span><span class="wrong-more">${t("watch.deal")}</span></button>`)}
    ${open.length === 0 && helps.length === 0 && html`<p class="wrong-line is-fine" data-fine="yes">${t(p.faults.length ? "watch.fine_but" : "watch.fine")}</p>`}
    ${(open.length > room || seen > 0) && html`<button type="button" class="wrong-all" data-action="alerts" onClick=${() => p.open({ name: "alerts" })}>
      ${open.length > room ? t("watch.alerts_more", { n: open.length - room }) : ""} ${seen > 0 ? t("watch.alerts_seen", { n: seen }) : ""}</button>`}`;
}

/** Whether it is about bad ratings, which have a page of their own. @param {Alert} a */
function ofRatings(a) {
  return a.kind === "call_back" || a.kind === "correction";
}

/** One alert and what is done about it. @param {import("./watch.js").Props & {id: string}} p */
export function AlertPanel(p) {
  const a = p.board.alerts.filter((x) => x.id === p.id)[0];
  if (!a) return html`<${Side} name="alert" title=${t("watch.alert")} close=${p.close}><${None} text=${t("watch.alert_over")} /></${Side}>`;
  const acknowledge = async (/** @type {string} */ reason) => {
    if (await p.orders.send("/alerts/" + encodeURIComponent(a.id) + "/acknowledge", { reason: reason })) p.orders.done("watch.acknowledged");
    p.close();
  };
  return html`<${Side} name="alert" title=${t("watch.alert")} close=${p.close}>
    <p class="side-lead"><${Badge} text=${tFor("level." + a.level)} tone=${a.level} /> ${alertWords(a, p.board)}</p>
    <p class="side-note">${t("watch.since", { "hh:mm": named(whenWords(a.since)) })}</p>
    ${a.acknowledged ? html`<p class="side-note">${t("watch.seen_by", { who: tFor("role." + a.acknowledged.by.role), "hh:mm": hourMinute(a.acknowledged.at) })}</p>
        <p class="side-lead">${a.acknowledged.reason}</p>`
      : html`<h3>${t("watch.what_done")}</h3><${Reason} usual=${ofRatings(a) ? usualOfRatings : usualReasons} confirm=${t("watch.acknowledge")} busy=${p.orders.busy} done=${acknowledge} />
        <p class="side-note">${t(ofRatings(a) ? "watch.quiet_for_terms" : "watch.quiet_for")}</p>`}
    ${ofRatings(a) && html`<a class="btn" data-action="ratings" href=${pathOf("ratings")}>${t("watch.to_ratings")}</a>`}
    ${!!a.window && html`<button type="button" class="btn" data-action="window" onClick=${() => p.open({ name: "window", number: a.window })}>${t("watch.to_window", { n: a.window })}</button>`}
    ${!!a.service && html`<button type="button" class="btn" data-action="service" onClick=${() => p.open({ name: "service", id: a.service })}>${t("watch.to_service")}</button>`}
  </${Side}>`;
}

/** All alerts, those that were seen to last. @param {import("./watch.js").Props} p */
export function AlertsPanel(p) {
  return html`<${Side} name="alerts" title=${t("watch.alerts", { n: p.board.alerts.length })} close=${p.close}>
    ${p.board.alerts.length === 0 && html`<${None} text=${t("watch.fine")} />`}
    <ul class="side-list">${p.board.alerts.map((a) => html`<li key=${a.id}><button type="button" class=${cls("row-button", !!a.acknowledged && "is-seen")} data-alert=${a.id}
      onClick=${() => p.open({ name: "alert", id: a.id })}><${Badge} text=${a.acknowledged ? t("watch.seen") : tFor("level." + a.level)} tone=${a.acknowledged ? "seen" : a.level} />
      <span>${alertWords(a, p.board)}${a.acknowledged && html`<small>${a.acknowledged.reason}</small>`}</span></button></li>`)}</ul>
  </${Side}>`;
}
