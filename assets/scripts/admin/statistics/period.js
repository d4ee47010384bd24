// The periods by which a centre reports. Days are the hall's, written as 2026-11-23.
import { dateOf } from "../../show/clock.js";

export const periods = ["today", "yesterday", "week", "last_week", "month", "last_month", "quarter", "year"];

/** @param {string} day @param {number} by */
function plus(day, by) {
  const at = new Date(day + "T00:00:00Z");
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/**
 * A period by its name, up to today where it goes on. Weeks begin on Monday.
 * @param {string} name @param {number} now
 * @returns {{name: string, from: string, to: string}}
 */
export function periodOf(name, now) {
  const today = dateOf(now);
  const monday = plus(today, -((new Date(today + "T00:00:00Z").getUTCDay() + 6) % 7));
  const month = today.slice(0, 8) + "01";
  const quarter = today.slice(0, 5) + ("0" + (Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1)).slice(-2) + "-01";
  const last = plus(month, -1);
  /** @type {Record<string, string[]>} */
  const ends = {
    today: [today, today], yesterday: [plus(today, -1), plus(today, -1)], week: [monday, today], last_week: [plus(monday, -7), plus(monday, -1)],
    month: [month, today], last_month: [last.slice(0, 8) + "01", last], quarter: [quarter, today], year: [today.slice(0, 5) + "01-01", today],
  };
  return { name: name, from: ends[name][0], to: ends[name][1] };
}
