import { html, useEffect, useState } from "../../show/view.js";
import { whenWords } from "../../show/clock.js";
import { ask, refusalOf } from "../../wire/api.js";
import { named, t, tFor } from "../lang.js";
import { None } from "../parts.js";
import { Do } from "./fields.js";

/** @typedef {import("../../shapes").SetUp} SetUp */
/** @typedef {import("../../shapes").SetUpChange} Change */
/** @typedef {import("../../shapes").SetUpDifference} Difference */
/** @typedef {{is: SetUp, busy: boolean, send: (path: string, body: object) => Promise<boolean>, orders: import("../../show/orders.js").Orders}} Props */

/** Who changed the set-up, when and in what, those of earlier days too; each can be looked at and taken back. @param {Props} p */
export function Changes(p) {
  const [chosen, choose] = useState(0);
  const changes = p.is.changes.slice().reverse();
  return html`<h3>${t("setup.changes")}</h3>
    ${changes.length === 0 && html`<${None} text=${t("setup.changes_none")} />`}
    <ul class="side-list">${changes.map((c) => html`<li key=${c.seq} class="change" data-change=${c.seq}><div class="side-item"><span>${named(whenWords(c.at))} · ${byWords(c.by)} ·
      ${(c.parts || []).map((part) => tFor("part." + part, part)).join("、") || "—"}</span>
      ${chosen === c.seq ? html`<${Do} text="admin.close" name=${"close-" + c.seq} press=${() => choose(0)} />` : html`<${Do} text="setup.look" name=${"look-" + c.seq} press=${() => choose(c.seq)} />`}</div>
      ${chosen === c.seq && html`<${ChangeForm} ...${p} seq=${c.seq} close=${() => choose(0)} />`}</li>`)}</ul>`;
}

/** What a change did, and what taking it back would do now: shown before it is done. @param {Props & {seq: number, close: () => void}} p */
function ChangeForm(p) {
  const [change, set] = useState(/** @type {Change|null} */ (null));
  const [way, go] = useState(/** @type {""|"only"|"whole"} */ (""));
  useEffect(() => {
    ask("/api/v1/layout/changes/" + p.seq).then(set, (error) => p.orders.say({ kind: "problem", text: refusalOf(error).text }));
  }, [p.seq]);
  if (!change) return html`<p class="side-note">${t("board.loading")}</p>`;
  const undo = () => p.send("/undo", { seq: p.seq, only: way === "only" }).then((ok) => ok && p.close());
  const names = namesIn(p.is.layout);
  const ahead = (way === "only" ? change.only : change.whole) || [];
  return html`<div class="change-form">
    <${Differences} title=${t("setup.did")} all=${change.did} names=${names} />
    ${!change.only ? html`<p class="side-note">${t("setup.first")}</p>` : html`
      <p class="buttons">${["only", "whole"].map((w) => html`<button type="button" key=${w} class=${"btn" + (way === w ? " is-on" : "")} aria-pressed=${way === w} data-action=${"undo-" + w}
        onClick=${() => go(/** @type {"only"|"whole"} */ (w))}>${t(w === "only" ? "setup.undo_only" : "setup.undo_whole")}</button>`)}</p>
      ${way && (ahead.length ? html`<${Differences} title=${t("setup.will")} all=${ahead} names=${names} />
        <p class="buttons"><button type="button" class="btn btn-grave" data-action="undo-sure" disabled=${p.busy} onClick=${undo}>${t("setup.undo_sure")}</button></p>`
        : html`<${None} text=${t("setup.same")} />`)}`}</div>`;
}

/** What services, zones and departments are called. @param {any} layout @returns {Record<string, string>} */
function namesIn(layout) {
  /** @type {Record<string, string>} */
  const names = {};
  [layout.services, layout.zones, layout.departments].forEach((list) => (list || []).forEach((/** @type {any} */ x) => {
    names[x.id] = named(x.name);
  }));
  return names;
}

/** Things that differ, a line each: which, how it was, how it is. @param {{title: string, all: Difference[], names: Record<string, string>}} p */
function Differences(p) {
  return html`<table class="table differences"><caption>${p.title}</caption><thead><tr><th scope="col">${t("setup.where")}</th><th scope="col">${t("setup.old")}</th><th scope="col">${t("setup.new")}</th></tr></thead>
    <tbody>${p.all.map((d, i) => html`<tr key=${i}><th scope="row">${whereWords(d)}</th><td>${valueWords(d.old, p.names)}</td><td>${valueWords(d.new, p.names)}</td></tr>`)}</tbody></table>`;
}

/** 业务“社会保险”：标准时间 @param {Difference} d */
function whereWords(d) {
  const keys = (d.field || "").split(".").filter((key) => key && key !== "zh");
  const fields = keys.map((key) => (key === "en" ? "English" : tFor(d.part === "settings" ? "rule." + key : "field." + key, tFor("class." + key, key))));
  return tFor("part." + d.part, d.part) + (d.item ? "“" + d.item + "”" : "") + (fields.length ? "：" + fields.join(" ") : "");
}

const mostWords = 120;

/** A value of the hall file as people read it. @param {any} value @param {Record<string, string>} names @returns {string} */
export function valueWords(value, names) {
  const whole = wordsOf(value, names);
  return whole.length > mostWords ? whole.slice(0, mostWords) + "…" : whole;
}

/** @param {any} value @param {Record<string, string>} names @returns {string} */
function wordsOf(value, names) {
  const all = (/** @type {any[]} */ list, /** @type {string} */ between) => list.map((x) => wordsOf(x, names)).join(between);
  if (value === null || value === undefined || value === "") return "—";
  if (value === true || value === false) return t(value ? "setup.yes" : "setup.no");
  if (Array.isArray(value)) return value.length ? all(value, "、") : "—";
  if (typeof value !== "object") return names[value] || String(value);
  if (typeof value.zh === "string") return named(value);
  const name = value.name || value.text || value.file || value.address || value.number || value.id;
  return name ? wordsOf(name, names) : all(Object.keys(value).map((key) => value[key]), " ");
}

/** Who did it, as the journal names them: "admin", "supervisor staff 1001". @param {string} by */
function byWords(by) {
  const [role, ...rest] = by.split(" ");
  return tFor("role." + role, role || "—") + (rest.length ? " " + rest.join(" ") : "");
}
