import { html, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { useKeys } from "../counter/keys.js";
import { Choices, Line, Panel } from "../counter/panel.js";
import { name } from "./take.js";

/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("../shapes").DeskWindow} DeskWindow */
/** @typedef {{name: string, key: string, text: Key, on: boolean, paced?: boolean}} Deed */

/** @type {Key[]} */
export const reasons = ["stand_in.gone", "stand_in.ill", "stand_in.computer", "stand_in.network", "stand_in.power"];

/** A window whose clerk or computer is gone: which, what is to be done for it, and why. @param {import("./front.js").Props} p */
export function WindowsPanel(p) {
  const [number, choose] = useState(0);
  const [deed, ask] = useState(/** @type {Deed|null} */ (null));
  const staffed = p.board.windows.filter((w) => w.status !== "closed");
  const window_ = staffed.filter((w) => w.number === number)[0];
  const give = async (/** @type {string} */ reason) => {
    if (!window_ || !deed) return;
    const body = Object.assign({ reason: reason }, window_.ticket ? { ticket: window_.ticket } : {}, deed.paced ? { paced: true } : {});
    ask(null);
    if (!await p.orders.send("/windows/" + number + "/" + deed.name, body)) return;
    p.orders.done("desk.stood_in", { n: number, deed: zh(deed.text), ticket: window_.number_called || "" });
    if (deed.name === "sign-out") choose(0);
  };
  if (!window_) {
    return html`<${Panel} key="windows" name="windows" title=${zh("desk.stand_in_title")} close=${p.close} wide=${true}>
      ${staffed.length === 0 && html`<p class="panel-none">${zh("desk.stand_in_none")}</p>`}
      <${Choices} items=${staffed.map((w) => Object.assign({ id: w.number }, w))} busy=${p.orders.busy} pick=${(/** @type {DeskWindow} */ w) => choose(w.number)}
        draw=${(/** @type {DeskWindow} */ w) => html`<span class="number">${w.number}</span> ${say(w.name)}<small>${[wordsFor("window." + w.status).zh,
          w.number_called, w.staff].filter(Boolean).join(" · ")}</small>`} /></${Panel}>`;
  }
  if (deed) return html`<${Why} title=${zh("desk.stand_in_why", { n: number, deed: zh(deed.text) })} busy=${p.orders.busy} give=${give} close=${() => ask(null)} />`;
  return html`<${Deeds} board=${p.board} window_=${window_} busy=${p.orders.busy} ask=${ask} close=${() => choose(0)} />`;
}

/** @param {DeskWindow} w @returns {Deed[]} */
export function deedsOf(w) {
  const called = w.ticket_status === "called";
  const serving = w.ticket_status === "serving";
  return [
    { name: "finish", key: "f", text: "button.finish", on: serving },
    { name: "hold", key: "h", text: "button.hold", on: serving },
    { name: "return", key: "b", text: "button.return", on: called },
    { name: "no-show", key: "x", text: "button.no_show", on: called, paced: true },
    { name: "sign-out", key: "q", text: "button.sign_out", on: !w.ticket },
  ];
}

/** What can be done for a window: a key each. @param {{board: import("../shapes").DeskBoard, window_: DeskWindow, busy: boolean, ask: (d: Deed) => void, close: () => void}} p */
function Deeds(p) {
  const w = p.window_;
  const deeds = deedsOf(w);
  const alone = (w.only_here || []).filter((s) => s.waiting > 0);
  useKeys((key) => {
    const deed = deeds.filter((d) => d.key === key && d.on)[0];
    if (deed && !p.busy) p.ask(deed);
    return !!deed;
  });
  return html`<${Panel} key="window" name="window" title=${zh("desk.stand_in_window", { n: w.number, name: w.name })} close=${p.close} wide=${true}
      warning=${alone.map((s) => zh("desk.stand_in_alone", { service: name(p.board, s.service), n: s.waiting })).join(" ")}>
    <div class="found found-${w.ticket_status || "none"}" data-window=${w.number} data-status=${w.ticket_status || w.status}>
      <p class="number found-number">${w.number_called || "—"}</p>
      <div class="found-facts"><p class="found-status">${wordsFor(w.ticket_status ? "status." + w.ticket_status : "window." + w.status).zh}</p>
        <p class="found-service">${[wordsFor("window." + w.status).zh, w.staff, say(w.location)].filter(Boolean).join(" · ")}</p></div>
    </div>
    <div class="deeds">${deeds.map((d) => html`<button type="button" key=${d.name} class="act" data-action=${d.name} disabled=${!d.on || p.busy}
      onClick=${() => p.ask(d)}><span class="act-name">${zh(d.text)}</span><kbd>${d.key.toUpperCase()}</kbd></button>`)}</div>
  </${Panel}>`;
}

/** Why somebody else does it: a digit, or a line of one's own. @param {{title: string, busy: boolean, give: (reason: string) => void, close: () => void}} p */
function Why(p) {
  const [writing, write] = useState(false);
  useKeys((key) => {
    if (writing || key !== "0") return false;
    write(true);
    return true;
  });
  return html`<${Panel} key="why" name="why" title=${p.title} close=${p.close} wide=${true}>
    ${writing ? html`<${Line} label=${zh("counter.reason_other")} confirm=${zh("counter.reason_confirm")} busy=${p.busy} done=${p.give} />`
      : html`<${Choices} items=${reasons.map((key) => ({ id: key }))} busy=${p.busy} pick=${(/** @type {{id: Key}} */ r) => p.give(zh(r.id))}
          draw=${(/** @type {{id: Key}} */ r) => zh(r.id)} />
        <button type="button" class="act act-small panel-other" data-action="other" onClick=${() => write(true)}>
          <span class="act-name">${zh("call_reason.other")}</span><kbd>0</kbd></button>`}
  </${Panel}>`;
}
