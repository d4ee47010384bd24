// The periods by which a centre reports: day, week, month, quarter, year (日报、周报、月报、季报、年报). Days are the hall's, written as 2026-11-23.
import { dateOf } from "../../show/clock.js";
import { addDays, weekdayOf } from "../../show/dates.js";

/** @typedef {{name: string, from: string, to: string}} Period name: "any" for one that was picked day by day */

export const periods = ["day", "week", "month", "quarter", "year"];

/** The first day of the month that lies so many months after that of day. @param {string} day @param {number} by */
function monthStart(day, by) {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + by;
  return Math.floor(months / 12) + "-" + ("0" + ((months % 12) + 1)).slice(-2) + "-01";
}

/** The period of a kind in which a day lies. Weeks begin on Monday. @param {string} name @param {string} day @returns {Period} */
export function periodOn(name, day) {
  const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
  const into = (Number(day.slice(5, 7)) - 1) % 3;
  /** @type {Record<string, string[]>} */
  const ends = {
    day: [day, day], week: [monday, addDays(monday, 6)], month: [monthStart(day, 0), addDays(monthStart(day, 1), -1)],
    quarter: [monthStart(day, -into), addDays(monthStart(day, 3 - into), -1)], year: [day.slice(0, 5) + "01-01", day.slice(0, 5) + "12-31"],
  };
  return { name: name, from: ends[name][0], to: ends[name][1] };
}

/** The period of a kind that goes on now. @param {string} name @param {number} now */
export function periodOf(name, now) {
  return periodOn(name, dateOf(now));
}

/** The period before, or after: of the same kind, or of as many days. @param {Period} p @param {1|-1} by @returns {Period} */
export function beside(p, by) {
  if (p.name !== "any") return periodOn(p.name, by > 0 ? addDays(p.to, 1) : addDays(p.from, -1));
  const days = Math.round((Date.parse(p.to) - Date.parse(p.from)) / 86400000) + 1;
  return { name: "any", from: addDays(p.from, days * by), to: addDays(p.to, days * by) };
}

/** What fills the title of a period: the year, the number of its month, quarter and week, the day. @param {Period} p */
export function partsOf(p) {
  const thursday = addDays(p.from, 3); // that of a week tells its year
  const first = Date.parse(thursday.slice(0, 4) + "-01-01");
  return {
    y: (p.name === "week" ? thursday : p.from).slice(0, 4), m: Number(p.from.slice(5, 7)), d: Number(p.from.slice(8)),
    q: Math.floor((Number(p.from.slice(5, 7)) + 2) / 3), w: Math.floor((Date.parse(thursday) - first) / 604800000) + 1,
  };
}
