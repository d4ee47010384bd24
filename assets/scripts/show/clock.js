// The hall's clock: the server's time moved on by what no one sets in the browser, shown in the hall's time zone. A TV box's own clock is
// often wrong by hours, and put right while the page is up.
import { useEffect, useState } from "./view.js";

const begun = Date.now() - performance.now();

let offset = 0;
let known = false;
let zone = "Asia/Shanghai";
let stood = 0; // the moment of the past that is shown; 0: the hall's time

/**
 * Takes the server's time from an answer or a frame. A late one pulls only a little, so that a slow network does not make the clock jump back.
 * @param {string|undefined} at
 */
export function sync(at) {
  const server = Date.parse(at || "");
  if (isNaN(server)) return;
  const seen = server - begun - performance.now();
  const far = Math.abs(seen - offset) > 2000;
  offset = !known || far || seen > offset ? seen : offset + (seen - offset) / 10;
  known = true;
}

/** Has the clock stand at a moment of the past, which the time machine shows. @param {string} at */
export function stand(at) {
  stood = Date.parse(at) || 0;
  known = known || stood > 0;
}

/** @param {string|undefined} name */
export function setZone(name) {
  if (name) zone = name;
}

/** How many ms this browser's clock is ahead of the hall's; 0 until that is known. */
export function ahead() {
  return known ? Math.round(Date.now() - now()) : 0;
}

/** The hall's time in ms since 1970. */
export function now() {
  return stood || begun + performance.now() + offset;
}

/** False until a server's time was seen: then no clock is shown rather than a wrong one. */
export function clockKnown() {
  return known;
}

/** @type {Record<string, Intl.DateTimeFormat>} */
const formats = {};

function format() {
  if (formats[zone]) return formats[zone];
  /** @type {Intl.DateTimeFormatOptions} */
  const how = {
    hour12: false, weekday: "short", year: "numeric", month: "numeric", day: "numeric",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  };
  try {
    formats[zone] = new Intl.DateTimeFormat("en-US", Object.assign({ timeZone: zone }, how));
  } catch (e) {
    formats[zone] = new Intl.DateTimeFormat("en-US", how);
  }
  return formats[zone];
}

/** @param {number} ms */
function parts(ms) {
  /** @type {Record<string, string>} */
  const p = {};
  format().formatToParts(new Date(ms)).forEach((part) => {
    p[part.type] = part.value;
  });
  if (p.hour === "24") p.hour = "00"; // Chromium before 80 says so at midnight
  return p;
}

/**
 * 09:05 in the hall's time zone.
 * @param {number|string|undefined} time
 */
export function hourMinute(time) {
  const ms = typeof time === "string" ? Date.parse(time) : time;
  if (ms === undefined || isNaN(ms)) return "";
  const p = parts(ms);
  return p.hour + ":" + p.minute;
}

/** 14:30 while that is to come, "" once it is past: nobody is to expect what has not happened. @param {string|undefined} time */
export function toCome(time) {
  return known && Date.parse(time || "") <= now() ? "" : hourMinute(time);
}

/** The hall's date, 2026-11-23. @param {number} ms */
export function dateOf(ms) {
  const p = parts(ms);
  return p.year + "-" + ("0" + p.month).slice(-2) + "-" + ("0" + p.day).slice(-2);
}

/** @param {number|string} time */
export function hourMinuteSecond(time) {
  const ms = typeof time === "string" ? Date.parse(time) : time;
  return hourMinute(ms) + ":" + parts(ms).second;
}

/** @type {Record<string, string>} */
const weekdays = { Mon: "一", Tue: "二", Wed: "三", Thu: "四", Fri: "五", Sat: "六", Sun: "日" };
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * 11月23日 星期一, and Mon 23 Nov.
 * @param {number} ms
 * @returns {import("../shapes").Text}
 */
export function dayWords(ms) {
  const p = parts(ms);
  return {
    zh: p.month + "月" + p.day + "日 星期" + (weekdays[p.weekday] || ""),
    en: p.weekday + " " + p.day + " " + months[Number(p.month) - 1],
  };
}

/**
 * 14:00 today, 11月24日 08:00 on another day.
 * @param {string} time
 * @returns {import("../shapes").Text}
 */
export function whenWords(time) {
  const there = parts(Date.parse(time));
  const here = parts(now());
  const clock = hourMinute(time);
  if (there.month === here.month && there.day === here.day) return { zh: clock, en: clock };
  return { zh: there.month + "月" + there.day + "日 " + clock, en: there.day + " " + months[Number(there.month) - 1] + " " + clock };
}

/** Whole minutes since a time, never negative. @param {string|undefined} time */
export function minutesSince(time) {
  const ms = Date.parse(time || "");
  return isNaN(ms) ? 0 : Math.max(0, Math.floor((now() - ms) / 60000));
}

/**
 * The hall's time, drawn anew at each full second or minute.
 * @param {number} [every] ms
 */
export function useNow(every) {
  const step = every || 1000;
  const [time, set] = useState(now());
  useEffect(() => {
    /** @type {number} */
    let timer;
    const tick = () => {
      set(now());
      timer = window.setTimeout(tick, step - (now() % step) + 5);
    };
    timer = window.setTimeout(tick, step - (now() % step) + 5);
    return () => window.clearTimeout(timer);
  }, [step]);
  return stood || time;
}
