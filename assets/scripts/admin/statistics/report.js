import { html } from "../../show/view.js";
import { language, named, t, tFor } from "../lang.js";
import { None } from "../parts.js";
import { Bars } from "./bars.js";
import { columnsOf, mainOf } from "./columns.js";
import { Facts, Heard, Table } from "./table.js";
import { Formulas } from "./formulas.js";
import { Heat } from "./heat.js";
import { Plot } from "./plot.js";

/** @typedef {import("./columns.js").Row} Row */
/** @typedef {Record<string, Row[]>} Sections by the report's name */

/** What of a figure stands in a row of the printed report; a page has no room for more. All of them are in the overview and the files. */
const columns = {
  subjects: ["issued", "called", "served", "wait_ms.mean", "wait_ms.p50", "wait_ms.p90", "wait_ms.max", "wait_over_rate", "walk_ms.mean", "service_ms.mean", "service_over_rate", "no_show_rate", "abandon_rate"],
  duty: ["called", "served", "wait_ms.mean", "wait_ms.p90", "walk_ms.mean", "service_ms.mean", "service_over_rate", "no_show_rate", "utilisation", "away_ms", "pause_count", "satisfaction_rate"],
  ratings: ["served", "rated", "rating_5", "rating_4", "rating_3", "rating_2", "rating_1", "rating_rate", "satisfaction_rate"],
  attendance: ["days", "shifts", "substitute_shifts", "late_count", "late_ms", "early_count", "early_ms", "unprepared_count", "forgotten_count", "away_ms", "pause_count", "signed_in_ms"],
};

/** A part of the report under its number. @param {{n: string, title: string, children?: any}} p */
function Part(p) {
  return html`<section class="report-part"><h3>${p.n}${p.title}</h3>${p.children}</section>`;
}

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"];

/** A table with those columns that its rows have. @param {{kind: string, rows: Row[], columns?: string[], title?: string}} p */
function Some(p) {
  if (p.rows.length === 0) return html`<${None} text=${t("stats.none")} />`;
  const has = columnsOf(p.rows[0]);
  return html`<${Table} kind=${p.kind} rows=${p.rows} title=${p.title} columns=${p.columns ? p.columns.filter((c) => has.indexOf(c) >= 0) : mainOf(has)} />`;
}

/** Rows that somebody was called in, or signed in for: the rest of a layout would only fill the page. @param {Row[]} rows */
function active(rows) {
  return rows.filter((r) => r.issued || r.called || r.signed_in_ms);
}

/** The sections of a report that prints on A4. @param {{sections: Sections}} p */
export function Sections(p) {
  const s = p.sections;
  const long = s.months.length > 2;
  const times = long ? "months" : "days";
  const title = (/** @type {string} */ key) => tFor("stats." + key);
  const parts = [
    [title("overview"), active(s.overview).length ? html`<${Facts} kind="overview" row=${s.overview[0]} />` : html`<${None} text=${t("stats.none")} />`],
    s[times].length > 1 && [title(times), html`<${Plot} kind=${times} rows=${s[times]} paper=${true} /><${Some} kind=${times} rows=${s[times]} columns=${columns.subjects} />`],
    [title("services"), html`<${Bars} kind="services" rows=${active(s.services)} /><${Some} kind="services" rows=${active(s.services)} columns=${columns.subjects} />`],
    [title("windows"), html`<${Some} kind="windows" rows=${active(s.windows)} columns=${columns.duty} />`],
    [title("staff"), html`<${Some} kind="staff" rows=${active(s.staff)} columns=${columns.duty} />`],
    s.departments.length > 1 && [title("departments"), html`<${Some} kind="departments" rows=${active(s.departments)} columns=${columns.subjects} />`],
    s.hours.length > 0 && [title("hours"), html`<${Plot} kind="hours" rows=${s.hours} paper=${true} /><${Some} kind="hours" rows=${s.hours} columns=${columns.subjects} />`],
    s.peaks.length > 0 && [title("peaks"), html`<${Heat} rows=${s.peaks} paper=${true} />`],
    [title("ratings"), html`<${Some} kind="services" rows=${active(s.services)} columns=${columns.ratings} title=${title("ratings")} /><h4>${title("follow_ups")}</h4><${Facts} kind="follow-ups" row=${s["follow-ups"][0]} />
      <h4>${title("feedback")}</h4><${Heard} rows=${s.feedback} />`],
    [title("order"), html`<${Some} kind="order" rows=${s.order} />`],
    [title("alerts"), html`<${Some} kind="alerts" rows=${s.alerts} /><h4>${title("cards")}</h4><${Some} kind="cards" rows=${s.cards} />`],
    [title("duty"), html`<${Some} kind="duty" rows=${s.duty} columns=${columns.attendance} />`],
  ].filter(Boolean);
  return html`${parts.map((part, i) => html`<${Part} key=${i} n=${language() === "en" ? i + 1 + ". " : numerals[i] + "、"} title=${/** @type {any[]} */ (part)[0]}>${/** @type {any[]} */ (part)[1]}</${Part}>`)}<${Formulas} />`;
}

/** The head of what is printed: whose, of which period, when made. @param {{hall: import("../../shapes").Text, title: string, from: string, to: string, made: string}} p */
export function PaperHead(p) {
  return html`<header class="paper-head"><h2>${named(p.hall)}</h2><p class="paper-title">${p.title}</p><p>${p.from}${p.to !== p.from ? " — " + p.to : ""}　${t("stats.made_at")} ${p.made}　${t("stats.unit")}</p></header>`;
}
