// Days of the calendar, as the hall sends them: 2026-12-07. They have no time and no zone.

const weekdays = "日一二三四五六";
const weekdaysEn = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const monthsEn = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string} date */
function utc(date) {
  return new Date(date + "T00:00:00Z");
}

/** 12月7日 星期一, and Mon 7 Dec. @param {string} date @returns {import("../shapes").Text} */
export function dateWords(date) {
  const d = utc(date);
  if (isNaN(d.getTime())) return { zh: date, en: date };
  return {
    zh: d.getUTCMonth() + 1 + "月" + d.getUTCDate() + "日 星期" + weekdays[d.getUTCDay()],
    en: weekdaysEn[d.getUTCDay()] + " " + d.getUTCDate() + " " + monthsEn[d.getUTCMonth()],
  };
}

/** 12月7日. @param {string} date */
export function dateShort(date) {
  return dateWords(date).zh.split(" ")[0];
}

/** 0 for Sunday to 6. @param {string} date */
export function weekdayOf(date) {
  return utc(date).getUTCDay();
}

/** The date that many days later. @param {string} date @param {number} days */
export function addDays(date, days) {
  return new Date(utc(date).getTime() + days * 86400000).toISOString().slice(0, 10);
}
