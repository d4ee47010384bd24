import { html, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { minutesSince } from "../show/clock.js";
import { Choices, Panel, Reasons } from "./panel.js";
import { arrived, resume, walkUpServices } from "./commands.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {{board: CounterBoard, presses: import("./presses.js").Presses, close: () => void}} Props */

/** Somebody out of order: who, then why. The list stands still while it is read, so that a digit keeps its number. @param {Props} p */
export function CallPanel(p) {
  const [waiting] = useState(p.board.waiting || []);
  const [chosen, choose] = useState(/** @type {import("../shapes").WaitingTicket|null} */ (null));
  const busy = !!p.presses.busy;
  const call = async (/** @type {string} */ reason) => {
    await p.presses.press("call", { ticket: chosen ? chosen.id : "", reason: reason });
    p.close();
  };
  if (chosen) {
    return html`<${Panel} name="call" title=${zh("counter.call_reason", { ticket: chosen.number })} close=${p.close} wide=${true}>
      <${Reasons} busy=${busy} give=${call} /></${Panel}>`;
  }
  return html`<${Panel} name="call" title=${zh("counter.call_title")} close=${p.close} wide=${true}>
    <${Choices} items=${waiting} busy=${busy} pick=${choose} draw=${(/** @type {import("../shapes").WaitingTicket} */ t) => html`
      <span class="number choice-number">${t.number}</span>${t.class && html`<span class="badge">${wordsFor("class." + t.class).zh}</span>`}
      ${(t.needs || []).map((need) => html`<span key=${need} class="badge badge-need">${wordsFor("need." + need).zh}</span>`)}
      <small>${nameOf(p.board, t.service)}${t.since ? " · " + zh("counter.minutes", { m: minutesSince(t.since) }) : ""}${t.skipped ? " · " + zh("counter.skipped") : ""}</small>`} />
  </${Panel}>`;
}

/** A citizen without a number at an idle window: which service, and why now where others wait. @param {Props} p */
export function WalkUpPanel(p) {
  const services = walkUpServices(p.board);
  const [service, choose] = useState(services.length === 1 ? services[0].id : "");
  const [asks] = useState((p.board.next || []).length > 0);
  const busy = !!p.presses.busy;
  const take = async (/** @type {string} */ which, /** @type {string} */ reason) => {
    await p.presses.press("walk-up", reason ? { service: which, reason: reason } : { service: which });
    p.close();
  };
  if (service) {
    return html`<${Panel} name="walk-up" title=${zh("counter.walk_up_reason", { n: p.board.waiting_count })} close=${p.close} wide=${true}>
      <${Reasons} busy=${busy} give=${(/** @type {string} */ reason) => take(service, reason)} /></${Panel}>`;
  }
  const pick = (/** @type {{id: string}} */ s) => (asks ? choose(s.id) : take(s.id, ""));
  return html`<${Panel} name="walk-up" title=${zh("counter.walk_up_title")} close=${p.close} wide=${true}>
    <${Choices} items=${services} busy=${busy} pick=${pick} draw=${(/** @type {CounterBoard["services"][0]} */ s) => html`${say(s.name)}
      <small>${zh("counter.waiting_short", { n: s.waiting_count })}</small>`} />
  </${Panel}>`;
}

/** Which of several on hold goes on. @param {Props} p */
export function ResumePanel(p) {
  const [held] = useState(p.board.on_hold || []);
  const pick = async (/** @type {Ticket} */ t) => {
    await resume(p.presses, t);
    p.close();
  };
  return html`<${Panel} name="resume" title=${zh("counter.resume_title")} close=${p.close} wide=${true}>
    <${Choices} items=${held} busy=${!!p.presses.busy} pick=${pick} draw=${(/** @type {import("../shapes").HeldTicket} */ t) => html`
      <span class="number choice-number">${t.number}</span><small>${say(t.service_name)} · ${zh("counter.minutes", { m: minutesSince(t.held_at) })}${
        t.mine ? "" : " · " + zh("counter.held_elsewhere", { window: t.window })}</small>`} />
  </${Panel}>`;
}

/** Which of several no-shows stands here after all. @param {Props} p */
export function ArrivedPanel(p) {
  const [late] = useState((p.board.no_shows || []).filter((t) => t.can_arrive));
  const pick = async (/** @type {Ticket} */ t) => {
    await arrived(p.presses, t);
    p.close();
  };
  return html`<${Panel} name="arrived" title=${zh("counter.arrived_title")} close=${p.close} tall=${true}>
    <${Choices} items=${late} busy=${!!p.presses.busy} pick=${pick} draw=${(/** @type {import("../shapes").MissedTicket} */ t) => html`
      <span class="number choice-number">${t.number}</span><small>${zh("counter.missed_ago", { m: minutesSince(t.no_show_at) })}</small>`} />
  </${Panel}>`;
}

/** @param {CounterBoard} board @param {string} id */
function nameOf(board, id) {
  const service = board.services.filter((s) => s.id === id)[0];
  return service ? say(service.name) : id;
}
