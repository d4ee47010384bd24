// How the figures of a report stand in its table: the same values as in its file, minutes in place of milliseconds.
import { hourMinute } from "../../show/clock.js";
import { named, t, tFor } from "../lang.js";

/** @typedef {Record<string, any>} Row */

const subjects = ["window", "name", "service", "prefix", "staff", "department", "hour", "weekday", "from", "date"];

/** A spread is shown by these of its values. */
const ofSpread = ["mean", "p50", "p90", "max"];

/** What a manager asks for first; the rest is a press away. */
const main = ["issued", "called", "served", "no_show", "wait_ms.mean", "wait_ms.p90", "wait_ms.max", "service_ms.mean", "service_ms.p90", "no_show_rate", "wait_over_rate",
  "abandon_rate", "utilisation", "satisfaction_rate", "days", "per_day", "windows_needed"];

/** Those of columns that are asked for first; all where none of them is. @param {string[]} columns */
export function mainOf(columns) {
  const few = columns.filter((c) => main.indexOf(c) >= 0);
  return few.length > 2 ? few : columns;
}

/** The columns of a report, in the order of its fields; a spread is four. @param {Row} row */
export function columnsOf(row) {
  /** @type {string[]} */
  const columns = [];
  Object.keys(row).filter((key) => subjects.indexOf(key) < 0).forEach((key) => {
    if (row[key] && typeof row[key] === "object") ofSpread.forEach((part) => columns.push(key + "." + part));
    else columns.push(key);
  });
  return columns;
}

/** Whom or what a row is about. @param {string} kind @param {Row} r */
export function subjectOf(kind, r) {
  if (kind === "shifts") return [r.date, r.name || t("stats.nobody"), t("watch.window", { n: r.window })].join(" ");
  if (kind === "windows") return r.window + " " + named(r.name);
  if (kind === "staff") return r.name ? r.name + " " + r.staff : r.staff || t("stats.nobody");
  if (kind === "hours") return r.hour + ":00";
  if (kind === "weekdays") return tFor("day." + r.weekday);
  if (kind === "peaks") return tFor("day." + r.weekday) + " " + r.from;
  return (r.prefix ? r.prefix + " " : "") + (named(r.name) || r.service || r.department || t("stats.nobody"));
}

/** A value as people read it: minutes to a tenth, shares in percent to a tenth; — where there is nothing to say. @param {string} column @param {Row} r */
export function show(column, r) {
  const [key, part] = column.split(".");
  const value = part ? r[key][part] : r[key];
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "✓" : "";
  if (/_ms$/.test(key)) return (value / 60000).toFixed(1);
  if (/_rate$|utilisation/.test(key)) return (value * 100).toFixed(1) + "%";
  if (/_at$/.test(key)) return hourMinute(value);
  return typeof value === "number" && value % 1 ? value.toFixed(1) : String(value);
}
