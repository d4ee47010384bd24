import { cls, html, useState } from "../show/view.js";
import { say, wordsFor, words, zh } from "../show/words.js";
import { clockKnown, hourMinute, useNow } from "../show/clock.js";
import { grantsOf, usePolled } from "../wire/hall.js";
import { troubleOf } from "../show/printing.js";
import { useKeys } from "../counter/keys.js";
import { Choices, Panel } from "../counter/panel.js";
import { useOrders } from "./orders.js";
import { Home } from "./home.js";
import { Side } from "./side.js";
import { TicketPanel } from "./ticket.js";
import { TakePanel } from "./take.js";
import { ReservePanel } from "./reserve.js";
import { SuspendPanel } from "./suspend.js";
import { HelpLines, HelpsPanel } from "./helps.js";
import { NoticesPanel } from "./notices.js";
import { maybeSlip, ReturnedPanel } from "./returned.js";
import { EmergencyPanel } from "./emergency.js";
import { Me } from "../show/me.js";
import { EmergencyLine } from "../show/emergency.js";
import { useVoices, voiceTrouble, VoicesPanel } from "./voices.js";
import { WindowsPanel } from "./windows.js";

/** @typedef {import("../shapes").DeskBoard} DeskBoard */
/** @typedef {import("../shapes").DeskTicket} DeskTicket */
/** @typedef {{board: DeskBoard, orders: import("./orders.js").Orders, close: () => void, open: (id: string, number: string) => void,
 *   slip: (slip: import("../shapes").MissingSlip) => void}} Props */

const printersEveryMs = 5000;

/** What a key opens from the first page. @type {Record<string, string>} */
export const opens = {
  F2: "take", F4: "reserve", F6: "voices", F7: "notices", F8: "suspend", F9: "missed", F10: "emergency", F12: "windows",
};

/** The page: the search and who waits, or what was opened in its place. Esc goes back. @param {{board: DeskBoard, live: boolean, hall: import("../shapes").Hall}} p */
export function Front(p) {
  const orders = useOrders();
  const [panel, setPanel] = useState("");
  const [asked, ask] = useState({ id: "", number: "" });
  const [found, setFound] = useState(/** @type {DeskTicket[]} */ ([]));
  const printers = /** @type {{value: import("../shapes").Printer[]|null}} */ (usePolled("/api/v1/printers", printersEveryMs)).value;
  const [slip, setSlip] = useState(/** @type {import("../shapes").MissingSlip|null} */ (null));
  const mayHear = ["desk", "supervisor", "admin"].some((role) => grantsOf(p.hall, role).length > 0);
  const voices = useVoices(mayHear);
  const trouble = voices.all.map(voiceTrouble).concat((printers || []).map((printer) => troubleOf(printer).zh)).filter(Boolean).join("；");
  const mayStandIn = ["desk", "supervisor"].some((role) => grantsOf(p.hall, role).length > 0);
  const mayNotify = ["supervisor", "admin"].some((role) => grantsOf(p.hall, role).length > 0);
  const close = () => setPanel("");
  const go = (/** @type {string} */ name) => {
    orders.say(null);
    const may = name === "notices" ? mayNotify : name === "voices" ? mayHear : ["suspend", "emergency", "windows"].indexOf(name) < 0 || mayStandIn;
    if (may) setPanel(name);
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
    } else if (maybeSlip(text)) {
      const found = await orders.send("/desk/returns", { code: text });
      if (found) openSlip(found);
    } else orders.say({ kind: "problem", text: words("desk.not_found") });
  };
  const openSlip = (/** @type {import("../shapes").MissingSlip} */ found) => {
    setSlip(found);
    setPanel("return");
  };
  useKeys((key) => {
    if (!p.live) return false;
    if (key === "Escape") close();
    else if (key === "F3") go("helps"); // somebody may need help whatever else is under way
    else if (!panel && opens[key]) go(opens[key]);
    else return false;
    return true;
  });
  const all = { board: p.board, orders: orders, close: close, open: open, slip: openSlip };
  return html`<div class=${cls("front", !p.live && "is-stale")} data-state=${p.live ? "live" : "offline"}>
    <${Bar} board=${p.board} mayPrint=${mayHear} />
    ${!p.live && html`<p class="front-offline" role="alert">${zh("desk.offline")}</p>`}
    <main class="front-main" aria-hidden=${!p.live}>
      ${p.board.emergency && html`<${EmergencyLine} emergency=${p.board.emergency} />`}
      ${panel !== "helps" && html`<${HelpLines} board=${p.board} orders=${orders} brief=${!!panel} open=${() => go("helps")} />`}
      ${panel === "helps" && html`<${HelpsPanel} ...${all} />`}
      ${panel === "notices" && html`<${NoticesPanel} ...${all} />`}
      ${panel === "voices" && html`<${VoicesPanel} ...${all} voices=${voices} />`}
      ${panel === "ticket" && html`<${TicketPanel} key=${asked.id} ...${all} id=${asked.id} number=${asked.number} />`}
      ${panel === "found" && html`<${Pick} ...${all} name="found" title=${zh("desk.found_title")} tickets=${found} />`}
      ${panel === "missed" && html`<${Pick} ...${all} name="missed" title=${zh("desk.missed_title")} tickets=${p.board.no_shows} />`}
      ${panel === "take" && html`<${TakePanel} ...${all} />`}
      ${panel === "reserve" && html`<${ReservePanel} ...${all} />`}
      ${panel === "return" && slip && html`<${ReturnedPanel} key=${slip.ticket} slip=${slip} orders=${orders} close=${close} />`}
      ${panel === "suspend" && html`<${SuspendPanel} ...${all} />`}
      ${panel === "emergency" && html`<${EmergencyPanel} ...${all} />`}
      ${panel === "windows" && html`<${WindowsPanel} ...${all} />`}
      ${!panel && html`<${Home} board=${p.board} orders=${orders} find=${find} open=${open} go=${go} mayStandIn=${mayStandIn} mayNotify=${mayNotify} mayHear=${mayHear} live=${p.live} />`}
      <${Strip} orders=${orders} trouble=${trouble} />
    </main>
    <${Side} board=${p.board} />
  </div>`;
}

/** @param {{board: DeskBoard, mayPrint: boolean}} p */
function Bar(p) {
  const time = useNow(1000);
  return html`<header class="bar">
    <h1 class="bar-number">${zh("desk.title")}</h1>
    <span class="bar-name">${say(p.board.center)}</span>
    ${p.mayPrint && html`<a class="bar-link" href="/slip" data-go="slip">${zh("slip.title")}</a>`}
    <span class=${"bar-state is-" + p.board.state}>${wordsFor("state." + p.board.state).zh}</span>
    ${clockKnown() && html`<time class="number bar-clock">${hourMinute(time)}</time>`}
    <${Me} left=${() => location.reload()} />
  </header>`;
}

/** What was refused or done, else which voice or printer needs somebody; always there, so that nothing jumps. @param {{orders: import("./orders.js").Orders, trouble: string}} p */
function Strip(p) {
  const message = p.orders.message;
  if (!message && !p.orders.busy && p.trouble) return html`<div class="strip strip-warning" role="status" data-trouble="yes">${p.trouble}</div>`;
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
