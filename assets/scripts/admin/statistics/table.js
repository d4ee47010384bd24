import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { columnsOf, headOf, show, subjectOf, valueOf } from "./columns.js";

/** @typedef {import("./columns.js").Row} Row */

const mostRows = 400; // more are read in a file

/** The table of one report, by the columns that are given. @param {{kind: string, rows: Row[], columns: string[], title?: string}} p title: where it is not the report's name */
export function Table(p) {
  const title = p.title || tFor("stats." + p.kind.replace("-", "_"));
  const rows = p.rows.slice(0, mostRows);
  return html`${rows.length < p.rows.length && html`<p class="table-cut">${t("stats.cut", { n: mostRows, of: p.rows.length })}</p>`}<div class="table-box" tabindex="0" role="region" aria-label=${title}><table class="table figures" data-rows=${p.rows.length} data-of=${p.kind}>
    <thead><tr><th>${title}</th>${p.columns.map((c) => html`<th key=${c} class="num">${headOf(c)}</th>`)}</tr></thead>
    <tbody>${rows.map((r, i) => html`<tr key=${i}><th scope="row" title=${subjectOf(p.kind, r)}>${subjectOf(p.kind, r)}</th>${p.columns.map((c) => html`<td key=${c} class="num" data-col=${c}>${show(c, r)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

const hour = 3600000;

/** A value with its unit: hours where minutes would be thousands. @param {{column: string, row: Row}} p */
function Fact(p) {
  const value = valueOf(p.column, p.row);
  if (!/_ms(\.|$)/.test(p.column) || value === null) return show(p.column, p.row);
  return value < 10 * hour ? html`${show(p.column, p.row)} <small>${t("stats.axis.minutes")}</small>` : html`${(value / hour).toFixed(1)} <small>${t("stats.axis.hours")}</small>`;
}

/** One row as pairs of name and value: what is read, not compared. @param {{kind: string, row: Row, columns?: string[]}} p */
export function Facts(p) {
  return html`<dl class="figures-facts" data-of=${p.kind}>${(p.columns || columnsOf(p.row)).map((c) => html`<div key=${c}><dt>${headOf(c)}</dt><dd data-col=${c}><${Fact} column=${c} row=${p.row} /></dd></div>`)}</dl>`;
}

/** How often citizens were heard, by category. @param {{rows: Row[]}} p */
export function Heard(p) {
  return html`<dl class="figures-facts" data-of="feedback">${p.rows.map((r) => html`<div key=${r.kind + r.category}><dt>${tFor("stats.kind." + r.kind)} ${tFor("rate.reason." + r.category)}</dt><dd>${r.count}</dd></div>`)}</dl>`;
}
