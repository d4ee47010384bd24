import { cls, html, useEffect, useState } from "../show/view.js";
import { now } from "../show/clock.js";
import { ask, refusalOf } from "../wire/api.js";
import { named, t, tFor } from "./lang.js";
import { None } from "./parts.js";
import { Frame } from "./frame.js";
import { Chart } from "./statistics/chart.js";
import { columnsOf, mainOf, show, subjectOf } from "./statistics/columns.js";
import { periodOf, periods } from "./statistics/period.js";

/** @typedef {Record<string, any>} Row */

/** What is counted by what: the last part of the route's path. */
const kinds = ["services", "windows", "staff", "departments", "hours", "weekdays", "peaks", "shifts"];

/** The hall's figures over any period: as a table, a chart, a file, and on paper. @param {import("./face.js").PageProps} p */
export function Statistics(p) {
  const [kind, choose] = useState("services");
  const [period, setPeriod] = useState(periodOf("today", now()));
  const [rows, setRows] = useState(/** @type {Row[]|null} */ (null));
  const [problem, setProblem] = useState("");
  const query = "?from=" + period.from + "&to=" + period.to;
  const path = "/api/v1/statistics/" + kind + query;
  useEffect(() => {
    let over = false;
    setRows(null);
    setProblem("");
    ask(path).then((got) => !over && setRows(got), (error) => !over && setProblem(named(refusalOf(error).text)));
    return () => {
      over = true;
    };
  }, [path]);
  const date = (/** @type {"from"|"to"} */ end) => html`<label class="field"><span>${t(end === "from" ? "stats.from" : "stats.to")}</span><input type="date" name=${end} value=${period[end]}
    onChange=${(/** @type {any} */ e) => e.target.value && setPeriod(Object.assign({}, period, { name: "" }, { [end]: e.target.value }))} /></label>`;
  return html`<${Frame} ...${p} at="statistics">
    <div class="paper-head"><h2>${named(p.hall.name)} · ${tFor("stats." + kind)}</h2><p>${period.from} — ${period.to}</p></div>
    <div class="page-head no-print"><h2>${t("admin.statistics")}</h2></div>
    <div class="period no-print">${periods.map((name) => html`<button type="button" key=${name} class=${cls("btn", period.name === name && "is-on")} aria-pressed=${period.name === name} data-period=${name}
      onClick=${() => setPeriod(periodOf(name, now()))}>${tFor("stats.period." + name)}</button>`)}${date("from")}${date("to")}</div>
    <div class="kinds no-print">${kinds.map((k) => html`<button type="button" key=${k} class=${cls("btn", kind === k && "is-on")} aria-pressed=${kind === k} data-kind=${k} onClick=${() => choose(k)}>${tFor("stats." + k)}</button>`)}
      <a class="btn" href=${path + "&format=csv"} data-action="csv">CSV</a><a class="btn" href=${path + "&format=xlsx"} data-action="xlsx">Excel</a>
      <button type="button" class="btn" data-action="print" onClick=${() => window.print()}>${t("stats.print")}</button></div>
    ${problem && html`<p class="side-warning" role="alert">${problem}</p>`}
    ${rows && rows.length === 0 && html`<${None} text=${t("stats.none")} />`}
    ${rows && rows.length > 0 && html`<${Figures} kind=${kind} rows=${rows} />`}
    <dl class="formulas">${["wait", "service", "no_show", "utilisation", "satisfaction"].map((f) => html`<dt key=${f}>${tFor("stats.formula_of." + f)}</dt><dd>${tFor("stats.formula." + f)}</dd>`)}</dl>
  </${Frame}>`;
}

/** @param {{kind: string, rows: Row[]}} p */
function Figures(p) {
  const [full, showAll] = useState(false);
  const every = columnsOf(p.rows[0]);
  const columns = full ? every : mainOf(every);
  return html`${p.rows[0].wait_ms && html`<${Chart} title=${t("stats.chart", { kind: tFor("stats." + p.kind) })} names=${p.rows.map((r) => subjectOf(p.kind, r))}
      served=${p.rows.map((r) => r.served)} wait=${p.rows.map((r) => (r.wait_ms.mean === null ? null : r.wait_ms.mean / 60000))} />`}
    ${mainOf(every).length < every.length && html`<p class="buttons no-print"><button type="button" class="btn" data-action="columns" aria-pressed=${full} onClick=${() => showAll(!full)}>${t(full ? "stats.fewer" : "stats.every")}</button></p>`}
    <div class="table-box" tabindex="0" role="region" aria-label=${tFor("stats." + p.kind)}><table class="table figures" data-rows=${p.rows.length} data-of=${p.kind}>
      <thead><tr><th>${tFor("stats." + p.kind)}</th>${columns.map((c) => html`<th key=${c} class="num">${tFor("stats.col." + c, c)}</th>`)}</tr></thead>
      <tbody>${p.rows.map((r, i) => html`<tr key=${i}><th scope="row" title=${subjectOf(p.kind, r)}>${subjectOf(p.kind, r)}</th>${columns.map((c) => html`<td key=${c} class="num" data-col=${c}>${show(c, r)}</td>`)}</tr>`)}</tbody>
    </table></div>`;
}
