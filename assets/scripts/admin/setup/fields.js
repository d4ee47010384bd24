import { html } from "../../show/view.js";
import { t } from "../lang.js";
import { at } from "./edit.js";

/** @typedef {import("../../shapes").Key} Key */
/** @typedef {import("./edit.js").Editing} Editing */

/** @param {any} e */
function valueOf(e) {
  return e.target.value;
}

/** A line of the draft. @param {Editing & {path: string, label: string, most?: number, hint?: string, type?: string}} p */
export function Line(p) {
  return html`<label class="field"><span>${p.label}</span><input type=${p.type || "text"} data-path=${p.path} maxlength=${p.most || 200} value=${at(p.draft, p.path) || ""}
    onInput=${(/** @type {any} */ e) => p.put(p.path, valueOf(e) || undefined)} />${p.hint && html`<small>${p.hint}</small>`}</label>`;
}

/** A name in both languages; the Chinese is needed. @param {Editing & {path: string, label: string, most?: number}} p */
export function Both(p) {
  return html`<div class="pair">
    <label class="field"><span>${p.label}</span><input data-path=${p.path + ".zh"} maxlength=${p.most || 40} value=${at(p.draft, p.path + ".zh") || ""}
      onInput=${(/** @type {any} */ e) => p.put(p.path, Object.assign({}, at(p.draft, p.path), { zh: valueOf(e) }))} /></label>
    <label class="field"><span>${p.label} (English)</span><input data-path=${p.path + ".en"} maxlength="120" value=${at(p.draft, p.path + ".en") || ""}
      onInput=${(/** @type {any} */ e) => p.put(p.path, Object.assign({ zh: "" }, at(p.draft, p.path), { en: valueOf(e) || undefined }))} /></label>
  </div>`;
}

/** A whole number. @param {Editing & {path: string, label: string, low?: number, high?: number, hint?: string}} p */
export function Count(p) {
  return html`<label class="field field-count"><span>${p.label}</span><input type="number" data-path=${p.path} min=${p.low || 0} max=${p.high || 10000} value=${at(p.draft, p.path) || 0}
    onInput=${(/** @type {any} */ e) => p.put(p.path, Math.max(0, Math.round(Number(valueOf(e)) || 0)))} />${p.hint && html`<small>${p.hint}</small>`}</label>`;
}

/** One of several. @param {Editing & {path: string, label: string, options: {id: string, name: string}[], number?: boolean}} p */
export function Choice(p) {
  const is = at(p.draft, p.path);
  return html`<label class="field"><span>${p.label}</span><select data-path=${p.path} value=${is === undefined ? "" : String(is)}
    onChange=${(/** @type {any} */ e) => p.put(p.path, valueOf(e) === "" ? undefined : p.number ? Number(valueOf(e)) : valueOf(e))}>
    ${p.options.map((o) => html`<option key=${o.id} value=${o.id} selected=${String(is === undefined ? "" : is) === o.id}>${o.name}</option>`)}</select></label>`;
}

/** Yes or no. @param {Editing & {path: string, label: string}} p */
export function Tick(p) {
  return html`<label class="tick"><input type="checkbox" data-path=${p.path} checked=${!!at(p.draft, p.path)}
    onChange=${(/** @type {any} */ e) => p.put(p.path, e.target.checked)} /><span>${p.label}</span></label>`;
}

/** A list of words, a comma between them. @param {Editing & {path: string, label: string, hint?: string}} p */
export function Words(p) {
  return html`<label class="field"><span>${p.label}</span><input data-path=${p.path} value=${(at(p.draft, p.path) || []).join("、")}
    onChange=${(/** @type {any} */ e) => p.put(p.path, valueOf(e).split(/[、,，\s]+/).filter(Boolean))} />${p.hint && html`<small>${p.hint}</small>`}</label>`;
}

/** Days, one a line. @param {Editing & {path: string, label: string, hint?: string}} p */
export function Days(p) {
  return html`<label class="field"><span>${p.label}</span><textarea rows="5" data-path=${p.path} value=${(at(p.draft, p.path) || []).join("\n")}
    onChange=${(/** @type {any} */ e) => p.put(p.path, datesIn(valueOf(e)))}></textarea>${p.hint && html`<small>${p.hint}</small>`}</label>`;
}

/** Every day that a text names, once and in order: 2027-01-01, 2027/1/1 or 2027年1月1日. @param {string} text */
export function datesIn(text) {
  /** @type {string[]} */
  const days = [];
  const pattern = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/g;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const day = found[1] + "-" + ("0" + found[2]).slice(-2) + "-" + ("0" + found[3]).slice(-2);
    if (days.indexOf(day) < 0) days.push(day);
  }
  return days.sort();
}

/** @param {{text: Key, name: string, press: () => void, off?: boolean, grave?: boolean}} p */
export function Do(p) {
  return html`<button type="button" class=${p.grave ? "btn btn-grave" : "btn"} data-action=${p.name} disabled=${!!p.off} onClick=${p.press}>${t(p.text)}</button>`;
}
