import { cls, html, useState } from "../show/view.js";
import { minutesSince, hourMinute } from "../show/clock.js";
import { deedsOf, reasons } from "../desk/windows.js";
import { named, t, tFor } from "./lang.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { GiveCard } from "./card_given.js";

/** @typedef {import("../shapes").MonitorWindow} MonitorWindow */
/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */
/** @typedef {import("../shapes").Alert} Alert */

/** How many windows stand side by side: all of them are seen at once, without scrolling. @param {number} n */
function columns(n) {
  return n <= 12 ? 4 : n <= 20 ? 5 : n <= 30 ? 6 : n <= 48 ? 8 : 10;
}

/** Every window: its state in a word, who sits there, the number and for how long. @param {import("./watch.js").Props & {chosen: number}} p */
export function Windows(p) {
  const windows = p.board.windows;
  /** @type {Record<number, Alert>} */
  const worst = {};
  p.board.alerts.forEach((a) => {
    if (a.window && !worst[a.window] && !a.acknowledged) worst[a.window] = a;
  });
  const open = windows.filter((w) => w.status === "open").length;
  return html`<section class="grid-of" aria-label=${t("watch.windows")}>
    <h2 class="grid-title">${t("watch.windows")} <small>${t("watch.windows_open", { n: open, all: windows.length })}</small></h2>
    <div class=${"grid grid-" + columns(windows.length)}>${windows.map((w) => html`<${Tile} key=${w.number} window_=${w} alert=${worst[w.number]} chosen=${p.chosen === w.number}
      dense=${columns(windows.length) >= 8} open=${() => p.open({ name: "window", number: w.number })} />`)}</div>
  </section>`;
}

/** @param {MonitorWindow} w */
function doing(w) {
  if (w.ticket) return w.ticket.status;
  return w.status === "open" ? "idle" : w.status;
}

/** Since when a window does what it does; empty where that is not known or does not matter. @param {MonitorWindow} w */
function since(w) {
  if (w.ticket) return w.ticket.status === "serving" ? w.ticket.started_at : w.ticket.called_at;
  return w.pause ? w.pause.since : undefined;
}

/** @param {string} what @param {MonitorWindow} w */
function stateWords(what, w) {
  if (w.ticket) return tFor("status." + what);
  return what === "idle" ? t("watch.idle") : tFor("window." + what);
}

/** @param {{window_: MonitorWindow, alert?: Alert, chosen: boolean, dense: boolean, open: () => void}} p dense: the level takes the name's room */
function Tile(p) {
  const w = p.window_;
  const what = doing(w);
  const from = since(w);
  const level = p.alert && html`<${Badge} text=${tFor("level." + p.alert.level)} tone=${p.alert.level} />`;
  return html`<button type="button" class=${cls("tile", "tile-" + what, p.chosen && "is-chosen")} data-window=${w.number} data-status=${what} aria-pressed=${p.chosen} onClick=${p.open}>
    <span class="tile-top"><b class="number">${w.number}</b>${p.dense && level || html`<span class="tile-who">${w.staff ? w.staff.name : ""}</span>`}</span>
    ${p.dense ? html`<span class="tile-ticket number">${w.ticket && w.ticket.number}</span>` : html`<span class="tile-ticket"><span class="number">${w.ticket && w.ticket.number}</span>${level}</span>`}
    <span class="tile-state">${stateWords(what, w)}${from ? " " + t(p.dense ? "watch.minutes_short" : "watch.minutes", { m: minutesSince(from) }) : ""}</span>
  </button>`;
}

/** One window, and what can be done for it. @param {import("./watch.js").Props & {number: number}} p */
export function WindowPanel(p) {
  const [deed, ask] = useState(/** @type {import("../desk/windows.js").Deed|null} */ (null));
  const [giving, give] = useState(false);
  const w = p.board.windows.filter((x) => x.number === p.number)[0];
  if (!w) return html`<${Side} name="window" title=${t("watch.window", { n: p.number })} close=${p.close}><${None} text=${t("error.unknown_window")} /></${Side}>`;
  const title = t("watch.window", { n: w.number }) + " " + named(w.name);
  if (giving && w.staff) return html`<${Side} name="card" title=${t("cards.give_to", { name: w.staff.name })} close=${() => give(false)}>
    <${GiveCard} orders=${p.orders} staff=${w.staff} done=${() => give(false)} /></${Side}>`;
  if (deed) {
    const carry = async (/** @type {string} */ reason) => {
      const body = Object.assign({ reason: reason }, w.ticket ? { ticket: w.ticket.id } : {}, deed.paced ? { paced: true } : {});
      if (await p.orders.send("/windows/" + w.number + "/" + deed.name, body)) p.orders.done("watch.stood_in", { n: w.number, deed: t(deed.text) });
      ask(null);
    };
    return html`<${Side} name="stand-in" title=${t("watch.stand_in", { n: w.number, deed: t(deed.text) })} close=${() => ask(null)}>
      ${deed.name === "sign-out" && (w.only_here || []).length > 0 && html`<p class="side-warning">${t("watch.only_here", { services: alone(p.board, w) })}</p>`}
      <${Reason} usual=${reasons} confirm=${t(deed.text)} busy=${p.orders.busy} done=${carry} /></${Side}>`;
  }
  return html`<${Side} name="window" title=${title} close=${p.close}>
    <p class="side-lead"><${Badge} text=${stateWords(doing(w), w)} tone=${doing(w)} /> ${w.ticket && html`<b class="number side-number">${w.ticket.number}</b>`}
      ${since(w) && html`<span>${t("watch.minutes", { m: minutesSince(since(w)) })}</span>`}</p>
    <${Facts} board=${p.board} window_=${w} />
    ${p.may("supervisor") && w.status !== "closed" && html`<h3>${t("watch.stand_in_title")}</h3>
      <p class="side-note">${t("watch.stand_in_hint")}</p>
      <div class="buttons">${deedsFor(w).map((d) => html`<button type="button" key=${d.name} class="btn" data-deed=${d.name} disabled=${p.orders.busy} onClick=${() => ask(d)}>${t(d.text)}</button>`)}</div>`}
    ${p.may("supervisor") && w.staff && html`<h3>${t("admin.cards")}</h3>
      <button type="button" class="btn" data-action="give-card" onClick=${() => give(true)}>${t("cards.give")}</button>`}
  </${Side}>`;
}

/** What a supervisor can do for the window as it is now. @param {MonitorWindow} w */
function deedsFor(w) {
  const ticket = w.ticket;
  return deedsOf({ number: w.number, name: w.name, status: w.status, ticket: ticket && ticket.id, ticket_status: ticket && ticket.status }).filter((d) => d.on);
}

/** @param {MonitorBoard} board @param {MonitorWindow} w */
function alone(board, w) {
  return (w.only_here || []).map((x) => board.services.filter((s) => s.id === x.service).map((s) => named(s.name))[0] || x.service).join("、");
}

/** @param {{board: MonitorBoard, window_: MonitorWindow}} p */
function Facts(p) {
  const w = p.window_;
  const name = (/** @type {string} */ id) => p.board.services.filter((s) => s.id === id).map((s) => named(s.name))[0] || id;
  return html`<dl class="facts">
    <dt>${t("watch.who")}</dt><dd>${w.staff ? [w.staff.name, w.staff.title || "", w.staff.number, w.substitute ? t("watch.substitute") : ""].filter(Boolean).join(" · ") : "—"}</dd>
    <dt>${t("watch.place")}</dt><dd>${named(w.location) || "—"}</dd>
    <dt>${t("watch.services")}</dt><dd>${w.services.map(name).join("、")}</dd>
    ${(w.fallback || []).length > 0 && html`<dt>${t("watch.fallback")}</dt><dd>${(w.fallback || []).map(name).join("、")}</dd>`}
    ${w.ticket && html`<dt>${t("watch.ticket")}</dt><dd>${name(w.ticket.service)} · ${t("watch.calls", { n: w.ticket.call_count || 0 })}</dd>`}
    ${w.pause && html`<dt>${t("watch.pause")}</dt><dd>${[w.pause.reason || "", w.pause.back_at ? t("watch.back_at", { "hh:mm": hourMinute(w.pause.back_at) }) : "",
      w.pause.go_to ? t("watch.go_to", { n: w.pause.go_to }) : ""].filter(Boolean).join(" · ")}</dd>`}
    <dt>${t("watch.served")}</dt><dd>${w.served}</dd>
  </dl>`;
}
