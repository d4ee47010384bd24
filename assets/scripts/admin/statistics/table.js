import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { columnsOf, headOf, show, subjectOf } from "./columns.js";

/** @typedef {import("./columns.js").Row} Row */

/** The table of one report, by the columns that are given. @param {{kind: string, rows: Row[], columns: string[], title?: string}} p title: where it is not the report's name */
export function Table(p) {
  const title = p.title || tFor("stats." + p.kind.replace("-", "_"));
  return html`<div class="table-box" tabindex="0" role="region" aria-label=${title}><table class="table figures" data-rows=${p.rows.length} data-of=${p.kind}>
    <thead><tr><th>${title}</th>${p.columns.map((c) => html`<th key=${c} class="num">${headOf(c)}</th>`)}</tr></thead>
    <tbody>${p.rows.map((r, i) => html`<tr key=${i}><th scope="row" title=${subjectOf(p.kind, r)}>${subjectOf(p.kind, r)}</th>${p.columns.map((c) => html`<td key=${c} class="num" data-col=${c}>${show(c, r)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** One row as pairs of name and value: what is read, not compared. @param {{kind: string, row: Row, columns?: string[]}} p */
export function Facts(p) {
  return html`<dl class="figures-facts" data-of=${p.kind}>${(p.columns || columnsOf(p.row)).map((c) => html`<div key=${c}><dt>${headOf(c)}</dt><dd data-col=${c}>${show(c, p.row)}${/_ms(\.|$)/.test(c) && show(c, p.row) !== "—" ? html` <small>${t("stats.axis.minutes")}</small>` : ""}</dd></div>`)}</dl>`;
}
