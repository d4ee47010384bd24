import { html, useState } from "../show/view.js";
import { say, words, wordsFor, zh } from "../show/words.js";
import { useKeys } from "../counter/keys.js";
import { Choices, Panel } from "../counter/panel.js";
import { Classes, Evidence, Services } from "./take.js";
import { Field } from "./reserve.js";

/** @typedef {import("../shapes").DeskTicket} DeskTicket */
/** @typedef {{board: import("../shapes").DeskBoard, orders: import("./orders.js").Orders, ticket: DeskTicket, close: () => void,
 *   give: (deed: string, body?: object) => void}} Props */

/** To another queue, or to one window. @param {Props} p */
export function MovePanel(p) {
  const [windows, toWindows] = useState(false);
  useKeys((key) => {
    if (key !== "w") return false;
    toWindows(!windows);
    return true;
  });
  return html`<${Panel} name="move" title=${zh("desk.move_title", { ticket: p.ticket.number })} close=${p.close} wide=${true}>
    ${windows ? html`<${Choices} key="windows" items=${p.board.windows.map((w) => ({ id: w.number, w: w }))} busy=${p.orders.busy}
        pick=${(/** @type {{id: number}} */ w) => p.give("move", { to_window: w.id })}
        draw=${(/** @type {{w: Props["board"]["windows"][0]}} */ i) => html`${i.w.number} ${say(i.w.name)}<small>${wordsFor("window." + i.w.status).zh} ${i.w.staff || ""}</small>`} />`
      : html`<${Services} key="services" board=${p.board} busy=${p.orders.busy} without=${p.ticket.service} pick=${(/** @type {string} */ id) => p.give("move", { to_service: id })} />`}
    <button type="button" class="act act-small panel-other" data-action="windows" onClick=${() => toWindows(!windows)}>
      <span class="act-name">${zh(windows ? "desk.to_service" : "desk.to_window")}</span><kbd>W</kbd></button>
  </${Panel}>`;
}

/** What the citizen needs at the window: a digit puts a need on or off, Enter notes it. @param {Props} p */
export function NeedsPanel(p) {
  const [needs, set] = useState(p.ticket.needs || []);
  const toggle = (/** @type {string} */ n) => set(needs.indexOf(n) >= 0 ? needs.filter((m) => m !== n) : needs.concat(n));
  const note = () => p.give("needs", { needs: needs });
  useKeys((key) => {
    const need = p.board.needs[Number(key) - 1];
    if (p.orders.busy || !(need || key === "Enter")) return false;
    if (need) toggle(need);
    else note();
    return true;
  });
  return html`<${Panel} name="needs" title=${zh("desk.needs_title", { ticket: p.ticket.number })} close=${p.close} wide=${true}>
    <div class="deeds deeds-needs">${p.board.needs.map((n, i) => html`<button type="button" key=${n} class=${needs.indexOf(n) >= 0 ? "act is-chosen" : "act"} data-need=${n}
      aria-pressed=${needs.indexOf(n) >= 0} disabled=${p.orders.busy} onClick=${() => toggle(n)}><span class="act-name">${wordsFor("need." + n).zh}</span><kbd>${i + 1}</kbd></button>`)}</div>
    <div class="panel-row"><button type="button" class="act act-finish" data-action="note" disabled=${p.orders.busy} onClick=${note}>
      <span class="act-name">${zh("desk.note")}</span><kbd>Enter</kbd></button></div>
  </${Panel}>`;
}

/** Another class, with what gives it. @param {Props} p */
export function ClassPanel(p) {
  const [chosen, choose] = useState("");
  const give = (/** @type {string} */ reason) => p.give("needs", { needs: p.ticket.needs || [], class: chosen, reason: reason });
  if (chosen) {
    return html`<${Panel} key="evidence" name="evidence" title=${zh("desk.evidence_title", { class: wordsFor("class." + chosen) })} close=${p.close} wide=${true}>
      <${Evidence} busy=${p.orders.busy} give=${give} /></${Panel}>`;
  }
  const others = p.board.classes.filter((c) => c !== p.ticket.class);
  return html`<${Panel} key="class" name="class" title=${zh("desk.class_title", { service: p.ticket.number })} close=${p.close} wide=${true}>
    <${Classes} classes=${others} busy=${p.orders.busy} pick=${choose} /></${Panel}>`;
}

/** Another number of the same person. @param {Props} p */
export function LinkPanel(p) {
  const [number, set] = useState("");
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const found = /** @type {DeskTicket[]|null} */ (await p.orders.send("/desk/find", { text: number }));
    const others = (found || []).filter((t) => t.id !== p.ticket.id);
    if (others.length === 1) p.give("link", { other: others[0].id });
    else if (found) p.orders.say({ kind: "problem", text: words(others.length ? "desk.several" : "desk.not_found") });
  };
  return html`<${Panel} name="link" title=${zh("desk.link_title", { ticket: p.ticket.number })} close=${p.close} wide=${true}>
    <${Field} label=${zh("desk.link_number")} value=${number} set=${(/** @type {string} */ v) => set(v.trim().toUpperCase())} submit=${submit} busy=${p.orders.busy} />
  </${Panel}>`;
}
