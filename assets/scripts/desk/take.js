import { html, useEffect, useState } from "../show/view.js";
import { say, waitWords, wordsFor, zh } from "../show/words.js";
import { whyStopped } from "../show/printing.js";
import { ask } from "../wire/api.js";
import { useKeys } from "../counter/keys.js";
import { Choices, Line, Panel } from "../counter/panel.js";

/** @typedef {import("../shapes").DeskBoard} DeskBoard */
/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Key} Key */

/** A number for somebody: the service, the class, what was seen that gives it; then the number, huge. @param {import("./front.js").Props} p */
export function TakePanel(p) {
  const [service, pick] = useState("");
  const [chosen, choose] = useState("");
  const [slip, show] = useState(/** @type {Ticket|null} */ (null));
  const take = async (/** @type {string} */ kind, /** @type {string} */ evidence) => {
    const answer = await p.orders.send("/desk/tickets", { service: service, class: kind, evidence: evidence });
    if (answer) show(answer);
    else pick("");
    choose("");
  };
  const again = () => {
    pick("");
    show(null);
  };
  if (slip) return html`<${Taken} slip=${slip} orders=${p.orders} again=${again} close=${p.close} />`;
  if (chosen) {
    return html`<${Panel} key="evidence" name="evidence" title=${zh("desk.evidence_title", { class: wordsFor("class." + chosen) })} close=${p.close} wide=${true}>
      <${Evidence} busy=${p.orders.busy} give=${(/** @type {string} */ seen) => take(chosen, seen)} /></${Panel}>`;
  }
  if (service) {
    return html`<${Panel} key="class" name="class" title=${zh("desk.class_title", { service: name(p.board, service) })} close=${p.close} wide=${true}>
      <${Classes} classes=${p.board.classes} busy=${p.orders.busy} pick=${(/** @type {string} */ c) => (c === "normal" ? take(c, "") : choose(c))} /></${Panel}>`;
  }
  return html`<${Panel} key="take" name="take" title=${zh("desk.take_title")} close=${p.close} wide=${true}>
    <${Services} board=${p.board} busy=${p.orders.busy} pick=${pick} /></${Panel}>`;
}

/** @param {DeskBoard} board @param {string} id */
export function name(board, id) {
  const service = board.services.filter((s) => s.id === id)[0];
  return service ? say(service.name) : id;
}

/** @param {{board: DeskBoard, busy: boolean, pick: (id: string) => void, without?: string}} p */
export function Services(p) {
  const services = p.board.services.filter((s) => s.id !== p.without);
  return html`<${Choices} items=${services} busy=${p.busy} pick=${(/** @type {{id: string}} */ s) => p.pick(s.id)}
    draw=${(/** @type {DeskBoard["services"][0]} */ s) => html`${say(s.name)}<small>${s.prefix} · ${zh("counter.waiting_short", { n: s.waiting_count })}${
      s.suspended ? " · " + zh("desk.stopped") : ""}</small>`} />`;
}

/** @param {{classes: string[], busy: boolean, pick: (c: string) => void}} p */
export function Classes(p) {
  const items = p.classes.filter((c) => c !== "appointment").map((c) => ({ id: c }));
  return html`<${Choices} items=${items} busy=${p.busy} pick=${(/** @type {{id: string}} */ c) => p.pick(c.id)}
    draw=${(/** @type {{id: string}} */ c) => wordsFor("class." + c.id).zh} />`;
}

/** @type {Key[]} */
const seen = ["evidence.id_card", "evidence.disability", "evidence.pregnancy", "evidence.service", "evidence.family", "evidence.medical", "evidence.receipt", "evidence.sight"];

/** What gives the class: a digit, or 0 and a line of one's own. @param {{busy: boolean, give: (evidence: string) => void}} p */
export function Evidence(p) {
  const [writing, write] = useState(false);
  useKeys((key) => {
    if (writing || p.busy || key !== "0") return false;
    write(true);
    return true;
  });
  if (writing) return html`<${Line} label=${zh("desk.evidence_other")} confirm=${zh("counter.reason_confirm")} busy=${p.busy} done=${p.give} />`;
  return html`<${Choices} items=${seen.map((key) => ({ id: key }))} busy=${p.busy} pick=${(/** @type {{id: Key}} */ e) => p.give(zh(e.id))}
      draw=${(/** @type {{id: Key}} */ e) => zh(e.id)} />
    <button type="button" class="act act-small panel-other" data-action="other" disabled=${p.busy} onClick=${() => write(true)}>
      <span class="act-name">${zh("call_reason.other")}</span><kbd>0</kbd></button>`;
}

/**
 * The number, and what became of its slip where the desk has a printer; else its browser prints one when asked to.
 * @param {{slip: Ticket, orders: import("./orders.js").Orders, again: () => void, close: () => void}} p
 */
export function Taken(p) {
  const [print, setPrint] = useState(p.slip.print);
  const reprint = () => p.orders.print(p.slip.id, p.slip.number, !!p.slip.print);
  useEffect(() => {
    let over = false;
    const look = () => ask("/api/v1/tickets/" + p.slip.access + "/print").then((/** @type {import("../shapes").Printed} */ got) => {
      if (over) return;
      setPrint(got);
      if (got.state === "printing") look();
    }, () => over || setPrint({ ok: false, state: "unknown" }));
    if (p.slip.print) look();
    return () => {
      over = true;
    };
  }, []);
  useKeys((key) => {
    if (key === "F2" || key === "2") p.again();
    else if (key === "b" && !p.orders.busy) reprint();
    else if (key === "Enter") p.close();
    else return false;
    return true;
  });
  const wait = waitWords(p.slip.estimated_wait_ms);
  return html`<${Panel} name="taken" title=${say(p.slip.service_name)} close=${p.close} wide=${true}>
    <div class="taken"><div><p class="number taken-number" data-number=${p.slip.number}>${p.slip.number}</p>
      <p class="taken-line">${zh("desk.ahead", { n: p.slip.people_ahead })}${wait ? "，" + wait.zh : ""}</p>
      ${print && html`<p class=${"taken-print" + (print.ok === false ? " is-bad" : "")} role="status" data-print=${print.ok === undefined ? "printing" : print.ok ? "ok" : "fault"}>${
        print.ok === undefined ? zh("desk.printing") : print.ok ? zh("desk.printed") : zh("desk.not_printed", { why: whyStopped(print.state) })}</p>`}</div>
      <figure><img alt=${zh("desk.code")} src=${"/api/v1/tickets/" + p.slip.access + "/qr.png"} /><figcaption>${zh("desk.code")}</figcaption></figure></div>
    <div class="panel-row"><button type="button" class="act act-finish" data-action="done" onClick=${p.close}><span class="act-name">${zh("desk.done")}</span><kbd>Enter</kbd></button>
      <button type="button" class="act act-small" data-action="again" onClick=${p.again}><span class="act-name">${zh("desk.again")}</span><kbd>2</kbd></button>
      <button type="button" class="act act-small" data-action="reprint" disabled=${p.orders.busy} onClick=${reprint}><span class="act-name">${zh(p.slip.print ? "desk.reprint" : "desk.print")}</span><kbd>B</kbd></button></div>
  </${Panel}>`;
}
