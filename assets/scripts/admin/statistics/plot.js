import uPlot from "uplot";
import { html, useEffect, useRef } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { headOf, minutes, subjectOf } from "./columns.js";

/** @typedef {import("./columns.js").Row} Row */

const height = 260; // px
const paperWidth = 690; // px, what an A4 page is wide without its margins

/** A colour of the tokens. @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** What an axis of values from zero is divided by: 4 to 8 steps of 1, 2 or 5. @param {number} most */
function stepOf(most) {
  const ten = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1) / 4)));
  const step = [1, 2, 5, 10].map((n) => n * ten).filter((n) => most / n <= 8)[0] || 10 * ten;
  return Math.max(1, step);
}

/** Whole steps from zero to over the largest value. @param {(number|null)[][]} lists */
function top(lists) {
  const most = lists.reduce((n, list) => list.reduce((/** @type {number} */ m, v) => Math.max(m, v || 0), n), 0);
  const step = stepOf(most);
  return { most: Math.max(step, Math.ceil(most / step) * step), step: step };
}

/** @param {number} step */
function splits(step) {
  return (/** @type {any} */ _u, /** @type {number} */ _axis, /** @type {number} */ from, /** @type {number} */ to) => {
    const all = [];
    for (let v = from; v <= to + step / 1000; v += step) all.push(v);
    return all;
  };
}

/** What uPlot draws: a bar for how many were served, a line for the wait at P50 and a dashed one at P90. @param {string} kind @param {Row[]} rows @param {number} width */
function options(kind, rows, width) {
  const ink = colour("ink");
  const soft = colour("ink-soft");
  const font = "12px " + getComputedStyle(document.body).fontFamily;
  const people = top([rows.map((r) => r.served)]);
  const wait = top([rows.map((r) => r.wait_ms.p90 && r.wait_ms.p90 / 60000)]);
  const every = Math.ceil(rows.length / Math.max(1, Math.floor(width / 64)));
  const axis = { stroke: ink, font: font, labelFont: font, labelSize: 22, ticks: { stroke: soft, width: 1 }, grid: { stroke: colour("line"), width: 1 } };
  const shown = (/** @type {any} */ _u, /** @type {number|null} */ v) => (v === null || v === undefined ? "—" : minutes(v * 60000));
  return {
    width: width, height: height, scales: {
      x: { time: false, range: () => /** @type {[number, number]} */ ([-0.6, rows.length - 0.4]) },
      n: { range: () => /** @type {[number, number]} */ ([0, people.most]) }, m: { range: () => /** @type {[number, number]} */ ([0, wait.most]) },
    },
    legend: { live: true, markers: { dash: (/** @type {any} */ _u, /** @type {number} */ i) => (i === 3 ? "dashed" : "solid") } }, cursor: { y: false, drag: { x: false, y: false } },
    series: [
      { label: tFor("stats." + kind), value: (/** @type {any} */ _u, /** @type {number|null} */ x) => (x === null ? "—" : subjectOf(kind, rows[x])) },
      { label: headOf("served"), scale: "n", stroke: soft, fill: colour("line"), width: 1, paths: uPlot.paths.bars && uPlot.paths.bars({ size: [0.7, 48] }), points: { show: false }, value: (/** @type {any} */ _u, /** @type {number|null} */ v) => (v === null ? "—" : String(v)) },
      { label: headOf("wait_ms.p50"), scale: "m", stroke: colour("blue"), width: 2, points: { show: true, size: 6, fill: colour("blue") }, value: shown },
      { label: headOf("wait_ms.p90"), scale: "m", stroke: ink, width: 2, dash: [6, 4], points: { show: true, size: 8, fill: colour("paper") }, value: shown },
    ],
    axes: [
      Object.assign({}, axis, { grid: { show: false }, splits: () => rows.map((_r, i) => i).filter((i) => i % every === 0), values: (/** @type {any} */ _u, /** @type {number[]} */ at) => at.map((i) => subjectOf(kind, rows[i]).split(" ")[0]) }),
      Object.assign({}, axis, { scale: "n", side: 3, size: 56, label: t("stats.axis.people"), splits: splits(people.step) }),
      Object.assign({}, axis, { scale: "m", side: 1, size: 48, label: t("stats.axis.minutes"), grid: { show: false }, splits: splits(wait.step) }),
    ],
  };
}

/**
 * What changes with time: how many were served, and how long they waited. The values are those of the table: the line below the chart says
 * them for where the pointer is.
 * @param {{kind: string, rows: Row[], paper?: boolean}} p paper: it is as wide as a page
 */
export function Plot(p) {
  const place = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    /** @type {uPlot|null} */
    let plot = null;
    const draw = (/** @type {number} */ width) => {
      if (plot) plot.destroy();
      plot = new uPlot(options(p.kind, p.rows, width), [
        p.rows.map((_r, i) => i), p.rows.map((r) => r.served), p.rows.map((r) => r.wait_ms.p50 === null ? null : r.wait_ms.p50 / 60000),
        p.rows.map((r) => r.wait_ms.p90 === null ? null : r.wait_ms.p90 / 60000),
      ], box);
    };
    const fit = () => draw(p.paper ? paperWidth : box.clientWidth);
    const print = () => draw(paperWidth);
    fit();
    window.addEventListener("resize", fit);
    window.addEventListener("beforeprint", print);
    window.addEventListener("afterprint", fit);
    return () => {
      window.removeEventListener("resize", fit);
      window.removeEventListener("beforeprint", print);
      window.removeEventListener("afterprint", fit);
      if (plot) plot.destroy();
    };
  }, [p.kind, p.rows, p.paper]);
  return html`<figure class="chart" data-plot=${p.kind}><h3>${t("stats.chart", { kind: tFor("stats." + p.kind) })}</h3><div class="plot" ref=${place} role="img" aria-label=${t("stats.chart", { kind: tFor("stats." + p.kind) })}></div></figure>`;
}
