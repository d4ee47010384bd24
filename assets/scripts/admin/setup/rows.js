// Lists of the hall file that are forms of a row each: what a row has is described, not written out.
import { html } from "../../show/view.js";
import { named, t, tFor } from "../lang.js";
import { at, freeName } from "./edit.js";
import { Both, Choice, Count, Do, Line, Picks, Stretch, Tick } from "./fields.js";

/** @typedef {import("../../shapes").Key} Key */
/** @typedef {import("./edit.js").Editing} Editing */
/** @typedef {{id: string, name: string}} Option */
/**
 * A field of a row. Its label is field.KEY unless it has another; what it may be chosen from depends on the rest of the draft.
 * @typedef {{key: string, as: "both"|"line"|"count"|"tick"|"choice"|"picks"|"date"|"stretch"|"hours", label?: Key, most?: number, low?: number, high?: number, unit?: Key,
 *   number?: boolean, from?: (draft: any) => Option[], hint?: Key, example?: string}} Field
 */
/** @typedef {{part: string, fresh: (draft: any) => any, fields: Field[], intro?: Key}} List */

/** @param {any[]|undefined} list @returns {Option[]} */
export function namesOf(list) {
  return (list || []).map((x) => ({ id: String(x.id || x.number), name: (x.number ? x.number + " " : "") + (named(x.name) || x.id || "") }));
}

const none = { id: "", name: "—" };
const ids = (/** @type {any[]|undefined} */ list) => (list || []).map((/** @type {any} */ x) => x.id);
const next = (/** @type {any[]|undefined} */ list) => 1 + (list || []).reduce((n, x) => Math.max(n, x.number), 0);
const zones = (/** @type {any} */ d) => namesOf(d.zones);
const printers = (/** @type {any} */ d) => [none].concat(namesOf(d.printers));
const ofWords = (/** @type {string[]} */ list, /** @type {string} */ keys) => () => [none].concat(list.map((id) => ({ id: id, name: tFor(keys + id, id) })));
/** @type {Field[]} */
const showing = [{ key: "from", as: "date" }, { key: "until", as: "date" }, { key: "times", as: "stretch" }];

/** @type {Record<string, List>} */
export const lists = {
  departments: { part: "departments", fresh: (d) => ({ id: freeName("department", ids(d.departments)), name: { zh: "" } }), fields: [{ key: "name", as: "both" }] },
  zones: {
    part: "zones", fresh: (d) => ({ id: freeName("zone", ids(d.zones)), name: { zh: "" } }),
    fields: [{ key: "name", as: "both" }, { key: "floor", as: "line", most: 20 }, { key: "board", as: "choice", from: ofWords(["queues", "calls", "media", "windows"], "board_layout.") },
      { key: "volume", as: "count", high: 100, hint: "setup.volume_hint" }, { key: "silent", as: "tick" }, { key: "voice", as: "hours" }],
  },
  kiosks: {
    part: "kiosks", fresh: (d) => ({ number: next(d.kiosks), name: { zh: "" }, zone: d.zones[0].id }),
    fields: [{ key: "name", as: "both" }, { key: "zone", as: "choice", from: zones }, { key: "printer", as: "choice", from: printers }],
  },
  printers: {
    part: "printers", fresh: (d) => ({ id: freeName("printer", ids(d.printers)), name: { zh: "" }, address: "browser" }),
    fields: [{ key: "name", as: "both" }, { key: "address", as: "line", most: 300, example: "tcp://192.168.1.50:9100 · com://COM3?baud=9600 · winspool://XP-80C · agent · browser" },
      { key: "paper_mm", as: "choice", number: true, from: () => [{ id: "", name: "80 mm" }, { id: "58", name: "58 mm" }] }, { key: "columns", as: "count", high: 100, hint: "setup.by_paper" },
      { key: "dots", as: "count", high: 2000, hint: "setup.by_paper" }, { key: "code_page", as: "choice", from: () => [{ id: "", name: "gb18030" }, { id: "gbk", name: "gbk" }] },
      { key: "native_qr", as: "tick" }, { key: "no_cutter", as: "tick" }],
  },
  led: {
    part: "led", intro: "setup.led_intro", fresh: (d) => ({ window: d.windows[0].number, address: "" }),
    fields: [{ key: "window", as: "choice", label: "part.windows", number: true, from: (d) => [none].concat(namesOf(d.windows)) },
      { key: "zone", as: "choice", from: (d) => [none].concat(zones(d)) }, { key: "address", as: "line", most: 300, example: "tcp://192.168.1.60:5000 · com://COM3?baud=9600" }, { key: "template", as: "line", most: 300, hint: "setup.led_template" }],
  },
  notices: { part: "notices", fresh: () => ({ text: { zh: "" } }), fields: /** @type {Field[]} */ ([{ key: "text", as: "both", most: 60 }]).concat(showing) },
  media: {
    part: "media", intro: "setup.media_intro", fresh: () => ({ text: { zh: "" } }),
    fields: /** @type {Field[]} */ ([{ key: "text", as: "both", most: 120 }, { key: "file", as: "line", most: 100, hint: "setup.file_hint" },
      { key: "category", as: "choice", from: ofWords(["policy", "guide", "promise", "complaint", "notice"], "category.") },
      { key: "seconds", as: "count", high: 600, unit: "unit.seconds", hint: "setup.usual_seconds" }]).concat(showing, [{ key: "zones", as: "picks", from: zones, hint: "setup.everywhere" }]),
  },
};

/** A list with all its rows. @param {Editing & {list: List}} p */
export function Rows(p) {
  const part = p.list.part;
  const rows = p.draft[part] || [];
  const short = p.list.fields.filter((f) => f.as !== "both" && f.as !== "hours" && f.as !== "picks");
  const wide = p.list.fields.filter((f) => f.as === "hours" || f.as === "picks");
  return html`<h3>${tFor("part." + part)}</h3>${p.list.intro && html`<p class="side-note">${t(p.list.intro)}</p>`}
    ${rows.map((/** @type {any} */ row, /** @type {number} */ i) => html`<div key=${i} class="with-remove" data-place=${part + "-" + (row.id || row.number || i)}>
      <div>${p.list.fields.filter((f) => f.as === "both").map((f) => html`<${RowField} key=${f.key} ...${p} field=${f} path=${part + "." + i + "." + f.key} mark=${row.id || row.number} />`)}
        ${short.length > 0 && html`<div class="trio">${short.map((f) => html`<${RowField} key=${f.key} ...${p} field=${f} path=${part + "." + i + "." + f.key} />`)}</div>`}
        ${wide.map((f) => html`<${RowField} key=${f.key} ...${p} field=${f} path=${part + "." + i + "." + f.key} />`)}</div>
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + (named(row.name || row.text) || i + 1)} onClick=${() => p.put(part + "." + i, undefined)}>×</button></div>`)}
    <p class="buttons"><${Do} text=${/** @type {Key} */ ("setup.add." + part)} name=${"add-" + part} press=${() => p.put(part, rows.concat([p.list.fresh(p.draft)]))} /></p>`;
}

/** @param {Editing & {field: Field, path: string, mark?: string|number}} p */
function RowField(p) {
  const f = p.field;
  const label = (f.label ? t(f.label) : tFor("field." + f.key)) + (p.mark ? " · " + p.mark : "");
  const all = Object.assign({}, p, { label: label, hint: f.hint ? t(f.hint) : f.example && t("setup.such_as") + " " + f.example, most: f.most });
  if (f.as === "both") return html`<${Both} ...${all} />`;
  if (f.as === "count") return html`<${Count} ...${all} low=${f.low} high=${f.high} unit=${f.unit ? t(f.unit) : undefined} />`;
  if (f.as === "tick") return html`<${Tick} ...${all} />`;
  if (f.as === "choice") return html`<${Choice} ...${all} options=${f.from ? f.from(p.draft) : []} number=${f.number} />`;
  if (f.as === "picks") return html`<${Picks} ...${all} options=${f.from ? f.from(p.draft) : []} />`;
  if (f.as === "stretch") return html`<${Stretch} ...${all} />`;
  if (f.as === "hours") return html`<${VoiceHours} ...${all} />`;
  return html`<${Line} ...${all} type=${f.as === "date" ? "date" : "text"} />`;
}

/** How loud a zone is at which hours; 0 is silence. @param {Editing & {path: string, label: string}} p */
function VoiceHours(p) {
  const hours = at(p.draft, p.path) || [];
  const drop = (/** @type {number} */ i) => p.put(p.path, hours.length > 1 ? hours.filter((/** @type {any} */ _, /** @type {number} */ k) => k !== i) : undefined);
  return html`<div class="voice-hours"><p class="side-note">${p.label}：${t("setup.voice_hint")}</p>
    ${hours.map((/** @type {any} */ _, /** @type {number} */ i) => html`<div key=${i} class="trio"><${Line} ...${p} path=${p.path + "." + i + ".from"} label=${t("field.from_time")} type="time" /><${Line} ...${p} path=${p.path + "." + i + ".to"} label=${t("field.to_time")} type="time" />
      <${Count} ...${p} path=${p.path + "." + i + ".volume"} label=${t("field.volume")} high=${100} /><button type="button" class="btn" aria-label=${t("setup.remove") + " " + (i + 1)} onClick=${() => drop(i)}>×</button></div>`)}
    <${Do} text="setup.add_voice" name="add-voice" press=${() => p.put(p.path, hours.concat([{ from: "12:00", to: "14:30", volume: 40 }]))} /></div>`;
}
