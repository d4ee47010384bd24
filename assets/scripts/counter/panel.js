import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { words, zh } from "../show/words.js";
import { useKeys } from "./keys.js";

/** @typedef {import("../shapes").Key} Key */

/**
 * What takes the place of the buttons for one question. Esc goes back.
 * @param {{name: string, title: string, close: () => void, warning?: string, tall?: boolean, wide?: boolean, children?: any}} p
 *   tall: it takes the place of the line above the buttons too; wide: and that of the number
 */
export function Panel(p) {
  return html`<section class=${cls("panel", "panel-" + p.name, p.tall && "panel-tall", p.wide && "panel-wide")} data-panel=${p.name}>
    <h2>${p.title}<button type="button" class="act act-small" data-action="back" onClick=${p.close}>
      <span class="act-name">${zh("button.cancel")}</span><kbd>Esc</kbd></button></h2>
    ${p.warning && html`<p class="panel-warning" role="alert">${p.warning}</p>`}
    ${p.children}
  </section>`;
}

const page = 9;

/**
 * Choices with a digit each, nine a page; 0 turns the page.
 * @template {{id: string|number}} T
 * @param {{items: T[], draw: (item: T) => any, pick: (item: T) => void, disabled?: (item: T) => boolean, chosen?: string|number, ticked?: (string|number)[],
 *   shows?: string|number, busy: boolean}} p chosen is the one that is, ticked are those of which several can be; shows is on the first page that is seen
 */
export function Choices(p) {
  const [turn, setTurn] = useState(Math.max(0, Math.floor(p.items.map((item) => item.id).indexOf(p.shows || "") / page)));
  const pages = Math.max(1, Math.ceil(p.items.length / page));
  const at = (turn % pages) * page;
  const shown = p.items.slice(at, at + page);
  const is = (/** @type {T} */ item) => (p.ticked ? p.ticked.indexOf(item.id) >= 0 : item.id === p.chosen);
  const off = (/** @type {T} */ item) => p.busy || (!!p.disabled && p.disabled(item));
  useKeys((key) => {
    if (key === "0" && pages > 1) {
      setTurn(turn + 1);
      return true;
    }
    const item = shown[Number(key) - 1];
    if (!item || off(item)) return false;
    p.pick(item);
    return true;
  });
  return html`<div class="choice-list">
    ${shown.map((item, i) => html`<button type="button" key=${item.id} class=${cls("act", is(item) && "is-chosen")} data-choice=${item.id}
      aria-pressed=${p.chosen === undefined && !p.ticked ? undefined : is(item)} disabled=${off(item)} onClick=${() => p.pick(item)}>
      <span class="act-name">${p.ticked && is(item) && "✓ "}${p.draw(item)}</span><kbd>${i + 1}</kbd></button>`)}
    ${pages > 1 && html`<button type="button" class="act choice-turn" data-action="page" onClick=${() => setTurn(turn + 1)}>
      <span class="act-name">${zh("kiosk.page_next")} ${(turn % pages) + 1}/${pages}</span><kbd>0</kbd></button>`}
  </div>`;
}

/** @type {Key[]} */
const reasons = [
  "call_reason.elder", "call_reason.disabled", "call_reason.pregnant", "call_reason.infant", "call_reason.military", "call_reason.no_show_back",
  "call_reason.urgent", "call_reason.return", "call_reason.appointment",
];

/** Why somebody goes before the others: a digit, or 0 and a line of one's own. @param {{busy: boolean, give: (reason: string) => void}} p */
export function Reasons(p) {
  const [writing, write] = useState(false);
  useKeys((key) => {
    if (writing || p.busy) return false;
    if (key === "0") {
      write(true);
      return true;
    }
    const reason = reasons[Number(key) - 1];
    if (reason) p.give(zh(reason));
    return !!reason;
  });
  if (writing) return html`<${Line} label=${zh("counter.reason_other")} confirm=${zh("counter.reason_confirm")} busy=${p.busy} done=${p.give} />`;
  return html`<div class="panel-list panel-reasons">
    ${reasons.map((reason, i) => html`<button type="button" class="act" key=${reason} data-reason=${reason.slice(12)} disabled=${p.busy}
      onClick=${() => p.give(zh(reason))}><span class="act-name">${words(reason).zh}</span><kbd>${i + 1}</kbd></button>`)}
    <button type="button" class="act" data-reason="other" disabled=${p.busy} onClick=${() => write(true)}>
      <span class="act-name">${zh("call_reason.other")}</span><kbd>0</kbd></button>
  </div>`;
}

/**
 * One line to be written; Enter confirms.
 * @param {{label: string, confirm: string, busy: boolean, digits?: boolean, optional?: boolean, most?: number, first?: string, done: (line: string) => void}} p first: what stands there already
 */
export function Line(p) {
  const [line, setLine] = useState(p.first || "");
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    if (field.current) field.current.focus();
  }, []);
  const ready = (line.trim() || p.optional) && !p.busy;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (ready) p.done(line.trim());
  };
  return html`<form class="panel-form" onSubmit=${submit}>
    <label>${p.label}<input ref=${field} name="line" value=${line} maxlength=${p.most || 200} autocomplete="off" inputmode=${p.digits ? "numeric" : "text"}
      onInput=${(/** @type {any} */ e) => setLine(e.target.value)} /></label>
    <button class="act act-finish" data-action="confirm" disabled=${!ready}><span class="act-name">${p.confirm}</span><kbd>Enter</kbd></button>
  </form>`;
}
