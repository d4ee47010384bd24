import { cls, html, useEffect, useState } from "../show/view.js";
import { say, waitWords, wordsFor, zh } from "../show/words.js";
import { hourMinute, minutesSince } from "../show/clock.js";
import { ask, refusalOf } from "../wire/api.js";
import { useKeys } from "../counter/keys.js";
import { Panel } from "../counter/panel.js";
import { Marks } from "./home.js";
import { ClassPanel, LinkPanel, MovePanel, NeedsPanel } from "./change.js";

/** @typedef {import("../shapes").DeskTicket} DeskTicket */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("./front.js").Props & {id: string, number: string}} Props */
/** @typedef {{name: string, key: string, text: Key, on: boolean, run: () => void}} Deed */

const lookAgainMs = 3000;

/** One ticket, kept fresh, with all that the desk can do about it: a key each. @param {Props} p */
export function TicketPanel(p) {
  const [ticket, setTicket] = useState(/** @type {DeskTicket|null} */ (null));
  const [fresh, setFresh] = useState(true);
  const [asking, setAsking] = useState("");
  const look = () => ask("/api/v1/desk/tickets?q=" + encodeURIComponent(p.number)).then((/** @type {DeskTicket[]} */ found) => {
    setFresh(true);
    const same = found.filter((t) => t.id === p.id)[0];
    if (same) setTicket(same);
  }, (error) => setFresh(refusalOf(error).status !== 0));
  useEffect(() => {
    look();
    const timer = window.setInterval(look, lookAgainMs);
    return () => window.clearInterval(timer);
  }, []);
  const give = async (/** @type {string} */ deed, /** @type {object|undefined} */ body) => {
    const answer = await p.orders.send("/desk/tickets/" + encodeURIComponent(p.id) + "/" + deed, body);
    setAsking("");
    if (answer) p.orders.done(/** @type {Key} */ (told[deed]), { ticket: p.number });
    await look();
  };
  const print = () => p.orders.print(p.id, p.number, true);
  const deeds = ticket ? deedsOf(ticket, give, setAsking, print, p.slip) : [];
  useKeys((key) => {
    if (asking || p.orders.busy) return false;
    const deed = deeds.filter((d) => d.key === key && d.on)[0];
    if (deed) deed.run();
    return !!deed;
  });
  if (!ticket) return html`<${Panel} name="ticket" title=${p.number} close=${p.close} wide=${true} />`;
  const change = { board: p.board, orders: p.orders, ticket: ticket, close: () => setAsking(""), give: give };
  if (asking === "move") return html`<${MovePanel} key="move" ...${change} />`;
  if (asking === "needs") return html`<${NeedsPanel} key="needs" ...${change} />`;
  if (asking === "class") return html`<${ClassPanel} key="class" ...${change} />`;
  if (asking === "link") return html`<${LinkPanel} key="link" ...${change} />`;
  return html`<${Panel} key="ticket" name="ticket" title=${zh("desk.ticket_title")} close=${p.close} wide=${true}>
    <div class=${cls("found", "found-" + ticket.status, !fresh && "is-old")} data-ticket=${ticket.number} data-status=${ticket.status}>
      <p class=${cls("number found-number", ticket.number.length > 5 && "is-long")}>${ticket.number}</p>
      <div class="found-facts"><${Facts} ticket=${ticket} /></div>
    </div>
    <div class="deeds">${deeds.map((d) => html`<button type="button" key=${d.name} class="act" data-action=${d.name} disabled=${!d.on || p.orders.busy}
      onClick=${d.run}><span class="act-name">${zh(d.text)}</span><kbd>${d.key.toUpperCase()}</kbd></button>`)}</div>
  </${Panel}>`;
}

/** What was done, by order. @type {Record<string, string>} */
const told = {
  cancel: "desk.told_cancel", uncancel: "desk.told_uncancel", requeue: "desk.told_requeue", defer: "desk.told_defer", move: "desk.told_move",
  needs: "desk.told_needs", link: "desk.told_link",
};

/**
 * @param {DeskTicket} t
 * @param {(deed: string, body?: object) => void} give
 * @param {(panel: string) => void} asks
 * @param {() => void} print
 * @param {(slip: import("../shapes").MissingSlip) => void} slip
 * @returns {Deed[]}
 */
function deedsOf(t, give, asks, print, slip) {
  if (t.missing) return [{ name: "return", key: "t", text: "desk.return", on: true, run: () => t.missing && slip(t.missing) }];
  const waits = t.status === "waiting";
  const open = ["served", "cancelled", "expired"].indexOf(t.status) < 0;
  return [
    { name: "requeue", key: "r", text: "desk.requeue", on: t.status === "no_show" || t.status === "served", run: () => give("requeue") },
    { name: "defer", key: "d", text: "desk.defer", on: waits, run: () => give("defer") },
    { name: "move", key: "m", text: "desk.move", on: waits, run: () => asks("move") },
    { name: "needs", key: "n", text: "desk.needs", on: open, run: () => asks("needs") },
    { name: "class", key: "p", text: "desk.priority", on: waits, run: () => asks("class") },
    { name: "link", key: "l", text: "desk.link", on: open, run: () => asks("link") },
    { name: "reprint", key: "b", text: "desk.reprint", on: open, run: print },
    { name: "cancel", key: "c", text: "desk.cancel", on: waits || t.status === "no_show" || t.status === "on_hold", run: () => give("cancel") },
    { name: "uncancel", key: "u", text: "desk.uncancel", on: t.status === "cancelled", run: () => give("uncancel") },
  ];
}

/** @param {{ticket: DeskTicket}} p */
function Facts(p) {
  const t = p.ticket;
  const wait = t.status === "waiting" ? waitWords(t.estimated_wait_ms) : null;
  return html`<p class="found-status">${wordsFor("status." + t.status).zh}${t.window ? " · " + zh("desk.at_window", { n: t.window, place: say(t.place) }) : ""}</p>
    <p class="found-service">${say(t.service_name) || t.service}</p>
    ${t.status === "waiting" && html`<p class="found-wait">${zh("desk.ahead", { n: t.people_ahead })}${wait ? "，" + wait.zh : "，" + zh("wait.unknown")}</p>`}
    <p class="found-more"><${Marks} row=${t} />
      <span>${zh("desk.issued", { "hh:mm": hourMinute(t.issued_at) })}</span>
      ${t.waiting_since && html`<span>${zh("counter.waited", { m: minutesSince(t.waiting_since) })}</span>`}
      ${t.not_before && html`<span>${zh("desk.not_before", { "hh:mm": hourMinute(t.not_before) })}</span>`}
      ${t.no_show_at && html`<span>${zh("desk.no_show_at", { "hh:mm": hourMinute(t.no_show_at) })}</span>`}
      ${t.id_last4 && html`<span>${zh("desk.last4", { last4: t.id_last4 })}</span>`}
      ${(t.linked || []).length > 0 && html`<span>${zh("desk.linked", { tickets: (t.linked || []).join("、") })}</span>`}</p>`;
}
