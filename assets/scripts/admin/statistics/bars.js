import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { minutes, subjectOf } from "./columns.js";

/** @typedef {import("./columns.js").Row} Row */

// Lying bars in the page's own text, not a plot of uPlot's as over time (plot.js): what is compared here has names, of twenty characters
// at times, which stand whole beside a bar on two lines but askew or cut off below a column; forty of them have room on a sheet; each
// value stands written behind its bar, where print, a reader of the page and large text find it too.

const mostBars = 40; // more are not told apart
const fullWidth = 62; // percent of the row; the value stands behind the bar

/** @param {{value: number|null, most: number, text: string, second?: boolean}} p */
function Bar(p) {
  const width = p.value ? Math.max(0.5, (p.value / p.most) * fullWidth) : 0;
  return html`<div class="bar-track"><div class=${"bar-fill" + (p.second ? " is-second" : "")} style=${{ width: width + "%" }}></div><span>${p.text}</span></div>`;
}

/**
 * What is compared by name: the wait that half of them stay under, and below it the one that nine in ten do, as bars from zero.
 * @param {{kind: string, rows: Row[]}} p
 */
export function Bars(p) {
  const rows = p.rows.slice(0, mostBars);
  const most = rows.reduce((n, r) => Math.max(n, r.wait_ms.p90 || 0), 1);
  return html`<figure class="chart"><h3>${t("stats.bars", { kind: tFor("stats." + p.kind) })}<small>${rows.length < p.rows.length ? t("stats.first", { n: mostBars }) : ""}</small></h3>
    <ul class="bars">${rows.map((r, i) => html`<li key=${i}><span class="bar-of" title=${subjectOf(p.kind, r)}>${subjectOf(p.kind, r)}</span><div class="bar-tracks">
      <${Bar} value=${r.wait_ms.p50} most=${most} text=${t("stats.bar_p50", { m: minutes(r.wait_ms.p50) })} />
      <${Bar} value=${r.wait_ms.p90} most=${most} second=${true} text=${t("stats.bar_p90", { m: minutes(r.wait_ms.p90) })} /></div></li>`)}</ul></figure>`;
}
