import { cls, html, useState } from "../show/view.js";
import { say, wordsFor, words, zh } from "../show/words.js";
import { clockKnown, hourMinute, useNow } from "../show/clock.js";
import { grantsOf } from "../wire/hall.js";
import { useKeys } from "../counter/keys.js";
import { Choices, Panel } from "../counter/panel.js";
import { useOrders } from "./orders.js";
import { Home } from "./home.js";
import { Side } from "./side.js";
import { TicketPanel } from "./ticket.js";
import { TakePanel } from "./take.js";
import { ReservePanel } from "./reserve.js";
import { SuspendPanel } from "./suspend.js";
import { WindowsPanel } from "./windows.js";

/** @typedef {import("../shapes").DeskBoard} DeskBoard */
/** @typedef {import("../shapes").DeskTicket} DeskTicket */
/** @typedef {{board: DeskBoard, orders: import("./orders.js").Orders, close: () => void, open: (id: string, number: string) => void}} Props */

/** What a key opens from the first page. @type {Record<string, string>} */
export const opens = { F2: "take", F4: "reserve", F8: "suspend", F9: "missed", F10: "windows" };

/** The page: the search and who waits, or what was opened in its place. Esc goes back. @param {{board: DeskBoard, live: boolean, hall: import("../shapes").Hall}} p */
export function Front(p) {
  const orders = useOrders();
  const [panel, setPanel] = useState("");
  const [asked, ask] = useState({ id: "", number: "" });
  const [found, setFound] = useState(/** @type {DeskTicket[]} */ ([]));
  const mayStandIn = ["desk", "supervisor"].some((role) => grantsOf(p.hall, role).length > 0);
  const close = () => setPanel("");
  const go = (/** @type {string} */ name) => {
    orders.say(null);
    if ((name !== "suspend" && name !== "windows") || mayStandIn) setPanel(name);
  };
  const open = (/** @type {string} */ id, /** @type {string} */ number) => {
    ask({ id: id, number: number });
    setPanel("ticket");
  };
  const find = async (/** @type {string} */ text) => {
    const tickets = /** @type {DeskTicket[]|null} */ (await orders.send("/desk/find", { text: text }));
    if (!tickets) return;
    if (tickets.length === 1) open(tickets[0].id, tickets[0].number);
    else if (tickets.length) {
      setFound(tickets);
      setPanel("found");
    } else orders.say({ kind: "problem", text: words("desk.not_found") });
  };
  useKeys((key) => {
    if (!p.live) return false;
    if (key === "Escape") close();
    else if (!panel && opens[key]) go(opens[key]);
    else return false;
    return true;
  });
  const all = { board: p.board, orders: orders, close: close, open: open };
  return html`<div class=${cls("front", !p.live && "is-stale")} data-state=${p.live ? "live" : "offline"}>
    <${Bar} board=${p.board} />
    ${!p.live && html`<p class="front-offline" role="alert">${zh("desk.offline")}</p>`}
    <main class="front-main" aria-hidden=${!p.live}>
      ${panel === "ticket" && html`<${TicketPanel} key=${asked.id} ...${all} id=${asked.id} number=${asked.number} />`}
      ${panel === "found" && html`<${Pick} ...${all} name="found" title=${zh("desk.found_title")} tickets=${found} />`}
      ${panel === "missed" && html`<${Pick} ...${all} name="missed" title=${zh("desk.missed_title")} tickets=${p.board.no_shows} />`}
      ${panel === "take" && html`<${TakePanel} ...${all} />`}
      ${panel === "reserve" && html`<${ReservePanel} ...${all} />`}
      ${panel === "suspend" && html`<${SuspendPanel} ...${all} />`}
      ${panel === "windows" && html`<${WindowsPanel} ...${all} />`}
      ${!panel && html`<${Home} board=${p.board} orders=${orders} find=${find} open=${open} go=${go} mayStandIn=${mayStandIn} live=${p.live} />`}
      <${Strip} orders=${orders} />
    </main>
    <${Side} board=${p.board} />
  </div>`;
}

/** @param {{board: DeskBoard}} p */
function Bar(p) {
  const time = useNow(1000);
  return html`<header class="bar">
    <h1 class="bar-number">${zh("desk.title")}</h1>
    <span class="bar-name">${say(p.board.center)}</span>
    <span class=${"bar-state is-" + p.board.state}>${wordsFor("state." + p.board.state).zh}</span>
    ${clockKnown() && html`<time class="number bar-clock">${hourMinute(time)}</time>`}
  </header>`;
}

/** What was refused or done; always there, so that nothing jumps. @param {{orders: import("./orders.js").Orders}} p */
function Strip(p) {
  const message = p.orders.message;
  return html`<div class=${"strip" + (message ? " strip-" + message.kind : "")} role=${message && message.kind === "problem" ? "alert" : "status"}
    data-message=${message ? message.kind : undefined}>${message ? message.text.zh : p.orders.busy ? zh("counter.sending") : ""}</div>`;
}

/** Which of several. The list stands still while it is read. @param {Props & {name: string, title: string, tickets: {id: string, number: string, service: string, status?: string, at?: string}[]}} p */
function Pick(p) {
  const [tickets] = useState(p.tickets);
  const name = (/** @type {string} */ id) => {
    const service = p.board.services.filter((s) => s.id === id)[0];
    return service ? say(service.name) : id;
  };
  return html`<${Panel} name=${p.name} title=${p.title} close=${p.close} wide=${true}>
    ${tickets.length === 0 && html`<p class="panel-none">${zh("desk.missed_none")}</p>`}
    <${Choices} items=${tickets} busy=${p.orders.busy} pick=${(/** @type {{id: string, number: string}} */ t) => p.open(t.id, t.number)}
      draw=${(/** @type {{number: string, service: string, status?: string, at?: string}} */ t) => html`<span class="number choice-number">${t.number}</span>
        <small>${name(t.service)} · ${t.status ? wordsFor("status." + t.status).zh : hourMinute(t.at)}</small>`} />
  </${Panel}>`;
}
