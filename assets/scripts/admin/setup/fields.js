import { html } from "../../show/view.js";
import { t } from "../lang.js";
import { at } from "./edit.js";

/** @typedef {import("../../shapes").Key} Key */
/** @typedef {import("./edit.js").Editing} Editing */

/** @param {any} e */
function valueOf(e) {
  return e.target.value;
}

/** What is wrong at a field, in the sentence with which the hall refused it. @param {Editing & {path: string}} p */
function Wrong(p) {
  const is = p.fault && (p.fault.path === p.path || p.fault.path === p.path + ".zh");
  return html`${is && html`<small class="field-wrong" role="alert" data-wrong=${p.path}>${p.fault && p.fault.what}</small>`}`;
}

/** A line of the draft; keep: empty is something else than not there. @param {Editing & {path: string, label: string, most?: number, hint?: string, type?: string, keep?: boolean}} p */
export function Line(p) {
  return html`<label class="field"><span>${p.label}</span><input type=${p.type || "text"} data-path=${p.path} maxlength=${p.most || 200} value=${at(p.draft, p.path) || ""}
    onInput=${(/** @type {any} */ e) => p.put(p.path, valueOf(e) || (p.keep ? "" : undefined))} />${p.hint && html`<small>${p.hint}</small>`}<${Wrong} ...${p} /></label>`;
}

/** A name in both languages; the Chinese is needed. @param {Editing & {path: string, label: string, most?: number, hint?: string}} p */
export function Both(p) {
  return html`<div class="pair">
    <label class="field"><span>${p.label}</span><input data-path=${p.path + ".zh"} maxlength=${p.most || 40} value=${at(p.draft, p.path + ".zh") || ""}
      onInput=${(/** @type {any} */ e) => p.put(p.path, Object.assign({}, at(p.draft, p.path), { zh: valueOf(e) }))} />${p.hint && html`<small>${p.hint}</small>`}<${Wrong} ...${p} /></label>
    <label class="field"><span>${p.label} (English)</span><input data-path=${p.path + ".en"} maxlength=${3 * (p.most || 40)} value=${at(p.draft, p.path + ".en") || ""}
      onInput=${(/** @type {any} */ e) => p.put(p.path, Object.assign({ zh: "" }, at(p.draft, p.path), { en: valueOf(e) || undefined }))} /></label>
  </div>`;
}

/**
 * A whole number, with its unit, what it usually is and what it may be. What is out of bounds is kept as typed, and said.
 * @param {Editing & {path: string, label: string, low?: number, high?: number, hint?: string, unit?: string, usual?: number}} p
 */
export function Count(p) {
  const is = at(p.draft, p.path) || 0;
  const low = p.low || 0;
  const high = p.high === undefined ? 10000 : p.high;
  const known = [p.usual === undefined ? "" : t("setup.usual", { n: p.usual + (p.unit ? " " + p.unit : "") }), p.usual === undefined ? "" : low + "–" + high, p.hint || ""].filter(Boolean);
  return html`<label class="field field-count"><span>${p.label}</span><span class="with-unit"><input type="number" data-path=${p.path} min=${low} max=${high} value=${is}
    onInput=${(/** @type {any} */ e) => p.put(p.path, Math.round(Number(valueOf(e)) || 0))} />${p.unit && html`<i>${p.unit}</i>`}</span>
    ${is < low || is > high ? html`<small class="field-wrong" role="alert" data-wrong=${p.path}>${t("fault.between", { low: low, high: high })}</small>` : html`<${Wrong} ...${p} />`}
    ${known.length > 0 && html`<small class=${p.usual !== undefined && is !== p.usual ? "is-own" : ""}>${known.join(" · ")}</small>`}</label>`;
}

/** One of several. @param {Editing & {path: string, label: string, options: {id: string, name: string}[], number?: boolean}} p */
export function Choice(p) {
  const is = at(p.draft, p.path);
  return html`<label class="field"><span>${p.label}</span><select data-path=${p.path} value=${is === undefined ? "" : String(is)}
    onChange=${(/** @type {any} */ e) => p.put(p.path, valueOf(e) === "" ? undefined : p.number ? Number(valueOf(e)) : valueOf(e))}>
    ${p.options.map((o) => html`<option key=${o.id} value=${o.id} selected=${String(is === undefined ? "" : is) === o.id}>${o.name}</option>`)}</select><${Wrong} ...${p} /></label>`;
}

/** Yes or no. @param {Editing & {path: string, label: string, usual?: boolean}} p */
export function Tick(p) {
  return html`<label class="tick"><input type="checkbox" data-path=${p.path} checked=${!!at(p.draft, p.path)}
    onChange=${(/** @type {any} */ e) => p.put(p.path, e.target.checked)} /><span>${p.label}${p.usual !== undefined && html`<small>${t("setup.usual", { n: t(p.usual ? "setup.yes" : "setup.no") })}</small>`}</span></label>`;
}

/** A stretch of the day, 08:30-12:00, however its signs were typed. @param {Editing & {path: string, label: string, hint?: string}} p */
export function Stretch(p) {
  const is = at(p.draft, p.path) || "";
  return html`<label class="field field-span"><span>${p.label}</span><input data-path=${p.path} value=${is} placeholder="08:30-12:00"
    onChange=${(/** @type {any} */ e) => p.put(p.path, stretchOf(valueOf(e)) || undefined)} />${p.hint && html`<small>${p.hint}</small>`}
    ${is && !/^\d\d:\d\d-\d\d:\d\d$/.test(is) ? html`<small class="field-wrong" role="alert" data-wrong=${p.path}>${t("fault.stretch", { example: "08:30-12:00" })}</small>` : html`<${Wrong} ...${p} />`}</label>`;
}

/** @param {string} typed */
function stretchOf(typed) {
  return typed.replace(/[–—~～至]/g, "-").replace(/：/g, ":").replace(/\s/g, "").replace(/(^|-)(\d:)/g, "$10$2");
}

/** Some of several; none of them may mean all. @param {Editing & {path: string, label: string, options: {id: string, name: string}[], hint?: string}} p */
export function Picks(p) {
  const is = at(p.draft, p.path) || [];
  const turn = (/** @type {string} */ id) => {
    const next = p.options.map((o) => o.id).filter((o) => (o === id ? is.indexOf(o) < 0 : is.indexOf(o) >= 0));
    p.put(p.path, next.length ? next : undefined);
  };
  return html`<fieldset class="choice picks"><legend>${p.label}${p.hint && html` <small>${p.hint}</small>`}</legend>${p.options.map((o) => html`<button type="button" key=${o.id}
    class=${"btn" + (is.indexOf(o.id) >= 0 ? " is-on" : "")} aria-pressed=${is.indexOf(o.id) >= 0} data-pick=${p.path + "-" + o.id} onClick=${() => turn(o.id)}>${o.name}</button>`)}</fieldset>`;
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
