import { cls, html, useEffect, useState } from "../show/view.js";
import { dateOf, hourMinute, now } from "../show/clock.js";
import { ask, refusalOf } from "../wire/api.js";
import { named, t, tFor } from "./lang.js";
import { None } from "./parts.js";
import { Frame } from "./frame.js";
import { columnsOf, mainOf } from "./statistics/columns.js";
import { Bars } from "./statistics/bars.js";
import { Facts, Table } from "./statistics/table.js";
import { Formulas } from "./statistics/formulas.js";
import { Heat } from "./statistics/heat.js";
import { Plot } from "./statistics/plot.js";
import { PaperHead, Sections } from "./statistics/report.js";
import { beside, partsOf, periodOf, periods } from "./statistics/period.js";

/** @typedef {import("./statistics/columns.js").Row} Row */
/** @typedef {import("./statistics/period.js").Period} Period */

/** What is counted by what: the last part of the route's path. */
const kinds = ["report", "services", "windows", "staff", "departments", "days", "months", "hours", "weekdays", "peaks", "order", "overview", "follow-ups", "feedback", "cards", "alerts", "duty", "shifts"];

/** What is drawn over the time, and what is compared by name. */
const overTime = ["days", "months", "hours", "weekdays"];
const byName = ["services", "windows", "staff", "departments"];

/** Those of which there is one row. */
const oneRow = ["overview", "follow-ups"];

/** @param {string} kind */
function nameOf(kind) {
  return tFor("stats." + kind.replace("-", "_"));
}

/** Asks for a path anew whenever it changes. @param {string} path */
function useAnswer(path) {
  const [got, set] = useState(/** @type {{path: string, value: any, problem: string}} */ ({ path: "", value: null, problem: "" }));
  useEffect(() => {
    let over = false;
    const done = (/** @type {any} */ value, /** @type {string} */ problem) => !over && set({ path: path, value: value, problem: problem });
    ask(path).then((value) => done(value, ""), (error) => done(null, named(refusalOf(error).text)));
    return () => {
      over = true;
    };
  }, [path]);
  return got.path === path ? got : { path: path, value: null, problem: "" };
}

/** The hall's figures over any period: as a report, a table, a chart, a file, and on paper. @param {import("./face.js").PageProps} p */
export function Statistics(p) {
  const [kind, choose] = useState("report");
  const [picked, pick] = useState(/** @type {Period} */ (periodOf("day", now())));
  const today = dateOf(now());
  const to = picked.to > today && picked.from <= today ? today : picked.to;
  const path = "/api/v1/statistics/" + kind + "?from=" + picked.from + "&to=" + to;
  const answer = useAnswer(path);
  const [full, showAll] = useState(false);
  const every = kind !== "report" && answer.value && answer.value.length ? columnsOf(answer.value[0]) : [];
  const some = oneRow.indexOf(kind) >= 0 ? every : mainOf(every);
  const title = picked.name === "any" ? nameOf(kind) : t(/** @type {any} */ ("stats.title." + picked.name), partsOf(picked)) + " " + (kind === "report" ? tFor("stats.period." + picked.name) : nameOf(kind));
  return html`<${Frame} ...${p} at="statistics">
    <div class="page-head no-print"><h2>${t("admin.statistics")}</h2></div>
    <${PeriodBar} picked=${picked} pick=${pick} today=${today}>${some.length < every.length && html`<button type="button" class="btn" data-action="columns" aria-pressed=${full} onClick=${() => showAll(!full)}>${t(full ? "stats.fewer" : "stats.every")}</button>`}
      ${kind !== "report" && html`<a class="btn" href=${path + "&format=csv"} data-action="csv">CSV</a>`}<a class="btn" href=${path + "&format=xlsx"} data-action="xlsx">${kind === "report" ? t("stats.workbook") : "Excel"}</a>
      <button type="button" class="btn" data-action="print" onClick=${() => window.print()}>${t("stats.print")}</button></${PeriodBar}>
    <div class="kinds no-print">${kinds.map((k) => html`<button type="button" key=${k} class=${cls("btn", kind === k && "is-on")} aria-pressed=${kind === k} data-kind=${k} onClick=${() => choose(k)}>${nameOf(k)}</button>`)}</div>
    ${answer.problem && html`<p class="side-warning" role="alert">${answer.problem}</p>`}
    ${!answer.value && !answer.problem && html`<p class="none" data-state="loading">${t("board.loading")}</p>`}
    ${answer.value && html`<div class=${cls("paper", kind === "report" && "is-sheet")} data-paper=${kind} data-from=${picked.from} data-to=${to}>
      <${PaperHead} hall=${p.hall.name} title=${title + (to !== picked.to ? "（" + t("stats.so_far") + "）" : "")} from=${picked.from} to=${to} made=${today + " " + hourMinute(answer.value.made_at || now())} />
      ${kind === "report" ? html`<${Sections} sections=${answer.value.sections} />` : html`<${One} kind=${kind} rows=${answer.value} columns=${full ? every : some} /><${Formulas} />`}</div>`}
  </${Frame}>`;
}

/** Picks the period: of a kind, the one before or after, or from day to day; behind it what is done with it. @param {{picked: Period, pick: (p: Period) => void, today: string, children?: any}} p */
function PeriodBar(p) {
  const next = beside(p.picked, 1);
  const date = (/** @type {"from"|"to"} */ end) => html`<label class="field"><span>${t(end === "from" ? "stats.from" : "stats.to")}</span><input type="date" name=${end} value=${p.picked[end]}
    onChange=${(/** @type {any} */ e) => e.target.value && p.pick(Object.assign({}, p.picked, { name: "any" }, { [end]: e.target.value }))} /></label>`;
  return html`<div class="period no-print">${periods.map((name) => html`<button type="button" key=${name} class=${cls("btn", p.picked.name === name && "is-on")} aria-pressed=${p.picked.name === name} data-period=${name}
      onClick=${() => p.pick(periodOf(name, now()))}>${tFor("stats.period." + name)}</button>`)}
    <button type="button" class="btn" data-action="previous" onClick=${() => p.pick(beside(p.picked, -1))}>◀ ${t("stats.previous")}</button>
    <button type="button" class="btn" data-action="next" disabled=${next.from > p.today} onClick=${() => p.pick(next)}>${t("stats.next")} ▶</button>${date("from")}${date("to")}<div class="period-end">${p.children}</div></div>`;
}

/** One table by its columns, with what draws it. @param {{kind: string, rows: Row[], columns: string[]}} p */
function One(p) {
  if (p.rows.length === 0) return html`<${None} text=${t("stats.none")} />`;
  if (oneRow.indexOf(p.kind) >= 0) return html`<${Facts} kind=${p.kind} row=${p.rows[0]} />`;
  return html`${overTime.indexOf(p.kind) >= 0 && html`<${Plot} kind=${p.kind} rows=${p.rows} />`}${byName.indexOf(p.kind) >= 0 && html`<${Bars} kind=${p.kind} rows=${p.rows} />`}
    ${p.kind === "peaks" && html`<${Heat} rows=${p.rows} />`}<${Table} kind=${p.kind} rows=${p.rows} columns=${p.columns} />`;
}
