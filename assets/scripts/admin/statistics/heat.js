import { cls, html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { show } from "./columns.js";

/** @typedef {import("./columns.js").Row} Row */

const depths = 5;
const onScreen = 24; // columns of a table at the most
const onPaper = 12;

/** @param {string} from */
function halfOf(from) {
  return Number(from.slice(0, 2)) * 2 + (from.slice(3) === "30" ? 1 : 0);
}

/** @param {number} half */
function fromOf(half) {
  return ("0" + Math.floor(half / 2)).slice(-2) + (half % 2 ? ":30" : ":00");
}

/** @param {{row: Row|undefined, most: number}} p */
function Cell(p) {
  const r = p.row;
  if (!r) return html`<td class="heat-cell"></td>`;
  const short = r.windows_needed !== null && r.windows_needed > (r.windows_signed_in || 0);
  return html`<td class=${cls("heat-cell", "heat-" + Math.ceil((r.per_day / p.most) * depths))} data-peak=${r.weekday + " " + r.from}><div><b>${show("per_day", r)}</b><span>${show("wait_ms.p90", r)}</span>
    <span class=${cls(short && "heat-short")}>${short ? html`<abbr title=${t("stats.heat_short")}>▲</abbr>` : ""}${show("windows_needed", r)}/${show("windows_signed_in", r)}</span></div></td>`;
}

/**
 * The half hours of the week as a map: deeper and more densely hatched where more come, the numbers in the cell, so that it is read without
 * colour too. Days of the week on which nobody ever came have no line.
 * @param {{rows: Row[], paper?: boolean}} p paper: it is as wide as a page
 */
export function Heat(p) {
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].filter((d) => p.rows.some((r) => r.weekday === d));
  const halves = p.rows.map((r) => halfOf(r.from));
  const first = Math.min.apply(null, halves);
  const count = Math.max.apply(null, halves) - first + 1;
  const most = p.rows.reduce((n, r) => Math.max(n, r.per_day), 0.001);
  const at = (/** @type {string} */ day, /** @type {number} */ half) => p.rows.filter((r) => r.weekday === day && halfOf(r.from) === half)[0];
  const wide = Math.ceil(count / Math.ceil(count / (p.paper ? onPaper : onScreen))); // all tables as wide
  const tables = [];
  for (let from = 0; from < count; from += wide) {
    tables.push(Array.from({ length: Math.min(wide, count - from) }, (_x, i) => first + from + i));
  }
  return html`<figure class="chart heat" data-heat=${p.rows.length}><h3>${t("stats.heat")}</h3>${tables.map((columns) => html`<div key=${columns[0]} class="heat-box" tabindex="0" role="region" aria-label=${t("stats.heat") + " " + fromOf(columns[0])}><table class="heat-table">
    <thead><tr><td></td>${columns.map((half) => html`<th key=${half} scope="col">${fromOf(half)}</th>`)}</tr></thead>
    <tbody>${days.map((d) => html`<tr key=${d}><th scope="row">${tFor("day." + d)}</th>${columns.map((half) => html`<${Cell} key=${half} row=${at(d, half)} most=${most} />`)}</tr>`)}</tbody></table></div>`)}
    <p class="heat-key">${t("stats.heat_key")}</p></figure>`;
}
