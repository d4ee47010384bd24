import { cls, html, useEffect, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { usePolled } from "../wire/hall.js";
import { Choices, Line, Panel } from "./panel.js";
import { useKeys } from "./keys.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Window} Window */
/** @typedef {import("../shapes").Key} Key */

/** @type {{id: string, key: string, text: Key}[]} */
const positions = [
  { id: "by_time", key: "q", text: "counter.position.by_time" }, { id: "first", key: "w", text: "counter.position.first" },
  { id: "last", key: "e", text: "counter.position.last" },
];

/**
 * Where the ticket goes on: a service or one window, each with how many wait there, where in the line, and what the next clerk must know. A
 * service's next step is chosen already.
 * @param {{board: CounterBoard, ticket: import("../shapes").Ticket, presses: import("./presses.js").Presses, inner: {current: () => boolean}, close: () => void}} p
 */
export function TransferPanel(p) {
  const services = /** @type {Service[]} */ (usePolled("/api/v1/services", 3000).value || []);
  const windows = /** @type {Window[]} */ (usePolled("/api/v1/windows", 3000).value || []);
  const [toWindow, setToWindow] = useState(false);
  const [picked, pick] = useState(/** @type {string|number} */ (""));
  const [position, setPosition] = useState("by_time");
  const [note, setNote] = useState("");
  const [writing, write] = useState(false);
  useEffect(() => {
    p.inner.current = () => {
      write(false);
      return writing;
    };
    return () => {
      p.inner.current = () => false;
    };
  }, [writing]);
  const busy = !!p.presses.busy;
  const own = services.filter((s) => s.id === p.ticket.service)[0];
  const target = picked || (!toWindow && own && own.next_step) || "";
  const turn = () => {
    setToWindow(!toWindow);
    pick("");
  };
  const confirm = async () => {
    if (!target || busy) return;
    const there = toWindow ? zh("phone.called_window", { window: target }) : say(services.filter((s) => s.id === target)[0].name);
    const where = bodyOf(p.ticket, toWindow ? windows.filter((w) => w.number === target)[0] : null, target, position);
    const answer = await p.presses.press("transfer", note ? Object.assign({ note: note }, where) : where);
    if (answer) p.presses.say({ kind: "done", text: { zh: zh("counter.transferred", { ticket: p.ticket.number, to: there }), en: "" } });
    p.close();
  };
  useKeys((key) => {
    if (writing) return false;
    const place = positions.filter((o) => o.key === key)[0];
    if (key === "n") write(true);
    else if (place) setPosition(place.id);
    else if (key === "t") turn();
    else if (key === "Enter") confirm();
    else return false;
    return true;
  });
  if (writing) {
    return html`<${Panel} key="note" name="transfer" title=${zh("counter.transfer_note_label")} close=${() => write(false)} tall=${true}>
      <${Line} label=${zh("counter.transfer_note_label")} confirm=${zh("counter.keep")} busy=${busy} first=${note} done=${(/** @type {string} */ text) => {
        setNote(text);
        write(false);
      }} /></${Panel}>`;
  }
  return html`<${Panel} key="where" name="transfer" title=${zh("counter.transfer_title", { ticket: p.ticket.number })} close=${p.close} tall=${true}>
    ${toWindow ? html`<${Choices} key="windows" items=${windows.filter((w) => w.number !== p.board.window.number).map((w) => Object.assign({ id: w.number }, w))}
        busy=${busy} chosen=${target} disabled=${(/** @type {Window} */ w) => w.status === "closed"} pick=${(/** @type {Window} */ w) => pick(w.number)}
        draw=${(/** @type {Window} */ w) => html`<span class="number">${w.number}</span> ${say(w.name)}<small>${w.status === "open"
          ? zh("counter.waiting_short", { n: waitingAt(w, services) }) : wordsFor("window." + w.status).zh}</small>`} />`
      : html`<${Choices} key="services" items=${services} busy=${busy} chosen=${target} pick=${(/** @type {Service} */ s) => pick(s.id)}
        draw=${(/** @type {Service} */ s) => html`${say(s.name)}<small>${own && s.id === own.next_step ? zh("counter.next_step") + " · " : ""}${
          s.suspended ? zh("counter.suspended_short") : zh("counter.waiting_short", { n: s.waiting_count })}</small>`} />`}
    <div class="panel-row">
      <button type="button" class="act act-small" data-action="transfer-turn" onClick=${turn}>
        <span class="act-name">${zh(toWindow ? "counter.to_service" : "counter.to_window")}</span><kbd>T</kbd></button>
      <button type="button" class=${cls("act act-small", !!note && "is-chosen")} data-action="transfer-note" onClick=${() => write(true)}>
        <span class="act-name">${zh("counter.transfer_note")}</span><kbd>N</kbd></button>
      <span class="panel-gap"></span>
      ${positions.map((o) => html`<button type="button" key=${o.id} class=${cls("act act-small", o.id === position && "is-chosen")} data-position=${o.id}
        aria-pressed=${o.id === position} onClick=${() => setPosition(o.id)}><span class="act-name">${zh(o.text)}</span><kbd>${o.key.toUpperCase()}</kbd></button>`)}
      <button type="button" class="act act-finish" data-action="transfer-confirm" disabled=${!target || busy} onClick=${confirm}>
        <span class="act-name">${zh("counter.transfer_confirm")}</span><kbd>Enter</kbd></button>
    </div>
  </${Panel}>`;
}

/**
 * A window that does not serve the ticket's service gets it under its own, where that is beyond doubt: others can then help out.
 * @param {import("../shapes").Ticket} ticket @param {Window|null} window_ @param {string|number} target @param {string} position
 */
function bodyOf(ticket, window_, target, position) {
  if (!window_) return { to_service: target, position: position };
  const serves = window_.services.concat(window_.fallback || []).indexOf(ticket.service) >= 0;
  if (serves || window_.services.length !== 1) return { to_window: target, position: position };
  return { to_window: target, to_service: window_.services[0], position: position };
}

/** @param {Window} window_ @param {Service[]} services */
function waitingAt(window_, services) {
  return services.reduce((sum, s) => sum + (window_.services.indexOf(s.id) >= 0 ? s.waiting_count : 0), 0);
}
