import { html, useState } from "../show/view.js";
import { wordsFor, zh } from "../show/words.js";
import { useNow } from "../show/clock.js";
import { moreWords, wantsWords, whereWords } from "../counter/help.js";
import { Choices, Panel } from "../counter/panel.js";

/** @typedef {import("../shapes").Help} Help */
/** @typedef {import("./orders.js").Orders} Orders */
/** @typedef {import("../shapes").DeskBoard} DeskBoard */

const mostLines = 3;

/** What is shown above the rest: people one by one, faults together. @param {DeskBoard} board @param {boolean} brief */
export function helpLines(board, brief) {
  const helps = board.helps || [];
  const people = helps.filter((h) => h.kind !== "fault");
  const faults = helps.length - people.length;
  const most = brief ? 1 : mostLines;
  return { people: people.slice(0, most), more: Math.max(0, people.length - most), faults: brief && people.length ? 0 : faults };
}

/** @param {Orders} orders @param {Help} help */
async function go(orders, help) {
  if (await orders.send("/helps/" + help.id + "/answer")) {
    if (help.kind === "fault") orders.done("help.mended_now", { device: wordsFor("device." + help.device).zh });
    else orders.done("help.going");
  }
}

/** Who needs help, above everything else, in words; brief: one line, where another panel needs the room. @param {{board: DeskBoard, orders: Orders, brief: boolean, open: () => void}} p */
export function HelpLines(p) {
  useNow(10000);
  const shown = helpLines(p.board, p.brief);
  return html`${shown.people.map((h, i) => html`<div key=${h.id} class=${"line line-" + h.kind} role="alert" data-help=${h.kind}>
      <p class="line-words"><b>${whereWords(h)} ${wantsWords(h)}</b><small>${moreWords(h)}</small></p>
      ${i === shown.people.length - 1 && shown.more > 0 && html`<span class="line-more">${zh("help.more", { n: shown.people.length + shown.more })}</span>`}
      <button type="button" class="act act-small" data-action="go" disabled=${p.orders.busy} onClick=${() => go(p.orders, h)}>
        <span class="act-name">${zh("help.go")}</span></button>
      ${i === 0 && html`<button type="button" class="act act-small" data-action="helps" onClick=${p.open}><span class="act-name">${zh("desk.helps")}</span><kbd>F3</kbd></button>`}
    </div>`)}
    ${shown.faults > 0 && html`<div class="line line-fault" role="status" data-help="fault"><p class="line-words">${zh("desk.faults", { n: shown.faults })}</p>
      <button type="button" class="act act-small" data-action="faults" onClick=${p.open}><span class="act-name">${zh("desk.helps")}</span>${
        !shown.people.length && html`<kbd>F3</kbd>`}</button></div>`}`;
}

/** All helps, a digit each answers. The list stands still while it is read. @param {{board: DeskBoard, orders: Orders, close: () => void}} p */
export function HelpsPanel(p) {
  const [listed] = useState(p.board.helps || []);
  const open = listed.map((h) => ({ id: h.id, h: h, over: !(p.board.helps || []).some((o) => o.id === h.id) }));
  const pick = async (/** @type {{h: Help}} */ item) => {
    await go(p.orders, item.h);
    p.close();
  };
  return html`<${Panel} name="helps" title=${zh("desk.helps_title")} close=${p.close} wide=${true}>
    ${!listed.length && html`<p class="panel-none">${zh("desk.helps_none")}</p>`}
    <${Choices} items=${open} busy=${p.orders.busy} disabled=${(/** @type {{over: boolean}} */ i) => i.over} pick=${pick}
      draw=${(/** @type {{h: Help}} */ i) => html`${whereWords(i.h)} ${wantsWords(i.h)}<small>${moreWords(i.h)}</small>`} />
  </${Panel}>`;
}
