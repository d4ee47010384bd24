// How the figures of a report stand in its table: the same values as in its file, minutes in place of milliseconds.
import { hourMinute } from "../../show/clock.js";
import { dateWords } from "../../show/dates.js";
import { named, t, tFor } from "../lang.js";

/** @typedef {Record<string, any>} Row */

const subjects = ["window", "name", "service", "prefix", "staff", "department", "hour", "weekday", "from", "date", "month", "why", "reason", "kind", "category", "level"];

/** A spread is shown by these of its values. */
const ofSpread = ["mean", "p50", "p90", "max"];

/** What a manager asks for first, in this order; the rest is a press away. */
const main = ["days", "issued", "called", "served", "wait_ms.mean", "wait_ms.p50", "wait_ms.p90", "wait_ms.max", "wait_over_rate", "walk_ms.mean", "service_ms.mean", "service_ms.p90",
  "service_over_rate", "no_show_rate", "abandon_rate", "utilisation", "away_ms", "satisfaction_rate", "per_day", "windows_needed", "windows_signed_in"];

/** Those of columns that are asked for first; all where few of them are. @param {string[]} columns */
export function mainOf(columns) {
  const few = main.filter((c) => columns.indexOf(c) >= 0);
  return few.length > 3 ? few : columns;
}

/** The columns of a report, in the order of its fields; a spread is four, the levels of ratings five. @param {Row} row */
export function columnsOf(row) {
  /** @type {string[]} */
  const columns = [];
  Object.keys(row).filter((key) => subjects.indexOf(key) < 0).forEach((key) => {
    if (key === "rating_levels") [5, 4, 3, 2, 1].forEach((level) => columns.push("rating_" + level));
    else if (row[key] && typeof row[key] === "object") ofSpread.forEach((part) => columns.push(key + "." + part));
    else columns.push(key);
  });
  return columns;
}

/** Whom or what a row is about. @param {string} kind @param {Row} r @returns {string} */
export function subjectOf(kind, r) {
  switch (kind) {
    case "shifts":
      return [r.date, r.name || t("stats.nobody"), t("watch.window", { n: r.window })].join(" ");
    case "windows":
      return r.window + " " + named(r.name);
    case "staff":
    case "duty":
      return r.name ? r.name + " " + r.staff : r.staff || t("stats.nobody");
    case "hours":
      return r.hour + ":00";
    case "weekdays":
      return tFor("day." + r.weekday);
    case "peaks":
      return tFor("day." + r.weekday) + " " + r.from;
    case "days":
      return named(dateWords(r.date));
    case "months":
      return r.month;
    case "order":
      return [tFor(r.why ? "why." + r.why : "stats.why.unknown", r.why), r.why === "head_start" ? tFor("class." + r.reason, r.reason) : r.reason].filter(Boolean).join("：");
    case "feedback":
      return tFor("stats.kind." + r.kind, r.kind) + "：" + tFor("rate.reason." + r.category, r.category);
    case "alerts":
      return tFor("stats.kind." + r.kind, r.kind);
    case "cards":
      return tFor("level." + r.level);
    case "overview":
    case "follow-ups":
      return "";
  }
  return (r.prefix ? r.prefix + " " : "") + (named(r.name) || r.service || r.department || t("stats.nobody"));
}

/** The value of a column, as the interface gives it. @param {string} column @param {Row} r */
export function valueOf(column, r) {
  const level = /^rating_([1-5])$/.exec(column);
  if (level) return r.rating_levels[5 - Number(level[1])];
  const [key, part] = column.split(".");
  return part ? r[key][part] : r[key];
}

/** A value as people read it: minutes to a tenth, shares in percent to a tenth; — where there is nothing to say. @param {string} column @param {Row} r @returns {string} */
export function show(column, r) {
  const value = valueOf(column, r);
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "✓" : "";
  if (/_ms(\.|$)/.test(column)) return minutes(value);
  if (/_rate$|^utilisation$|^share$/.test(column)) return (value * 100).toFixed(1) + "%";
  if (/_at$/.test(column)) return hourMinute(value);
  return typeof value === "number" && value % 1 ? value.toFixed(1) : String(value);
}

/** Minutes to a tenth. @param {number|null} ms */
export function minutes(ms) {
  return ms === null ? "—" : (ms / 60000).toFixed(1);
}

/** The head of a column. @param {string} column */
export function headOf(column) {
  return tFor("stats.col." + column, column);
}
