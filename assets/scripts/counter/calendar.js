import { cls, html, useEffect, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { addDays, dateWords, weekdayOf } from "../show/dates.js";
import { usePolled } from "../wire/hall.js";
import { useKeys } from "./keys.js";

/** @typedef {import("../shapes").CalendarDay} CalendarDay */

const everyMs = 600000;
const shortcuts = [1, 3, 5, 10, 15, 20];
const monthRows = 6;
/** @type {Record<string, number>} */
const arrows = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * A day that a citizen is told: so many workdays from today, typed, or chosen in the calendar, which knows the holidays.
 * @param {{chosen?: string, done: (date: string) => void}} p
 */
export function Calendar(p) {
  const days = /** @type {CalendarDay[]} */ (usePolled("/api/v1/calendar", everyMs).value || []);
  const [typed, setTyped] = useState("");
  const [picked, pick] = useState(p.chosen || "");
  const today = days.length ? days[0].date : "";
  const worked = days.slice(1).filter((d) => d.open);
  const date = picked || (worked[4] || { date: "" }).date;
  const after = worked.map((d) => d.date).indexOf(date) + 1;
  const last = days.length ? days[days.length - 1].date : "";
  const workday = (/** @type {number} */ n) => {
    if (worked[n - 1]) pick(worked[n - 1].date);
  };
  const type = (/** @type {string} */ text) => {
    setTyped(text);
    if (Number(text)) workday(Number(text));
  };
  useEffect(() => {
    if (p.chosen) pick(p.chosen);
  }, [p.chosen]);
  useKeys((key) => {
    if (!today) return false;
    if (/^[0-9]$/.test(key)) type((typed + key).slice(-2).replace(/^0/, ""));
    else if (key === "Backspace") type(typed.slice(0, -1));
    else if (arrows[key]) {
      const to = addDays(date, arrows[key]);
      setTyped("");
      if (to >= today && to <= last) pick(to);
    } else if (key === "Enter" && date) p.done(date);
    else if (key === "x") p.done("");
    else return false;
    return true;
  });
  if (!today) return html`<p class="calendar-none">${zh("board.loading")}</p>`;
  const words = dateWords(date).zh;
  const day = days.filter((d) => d.date === date)[0];
  return html`<div class="calendar" data-date=${date}>
    <${Month} days=${days} month=${date.slice(0, 7)} today=${today} chosen=${date} pick=${pick} />
    <div class="calendar-side">
      <p class="calendar-date">${words.split(" ")[0]}<small>${words.split(" ")[1]}</small></p>
      <p class=${cls("calendar-after", day && !day.open && "is-closed")}>${date === today ? zh("counter.today_word") : after ? zh("counter.workdays", { n: after }) : zh("counter.closed_day")}</p>
      <div class="calendar-short">${shortcuts.map((n) => html`<button type="button" key=${n} class=${cls("act act-small", n === after && "is-chosen")} data-workdays=${n}
        onClick=${() => workday(n)}><span class="act-name">+${n}</span></button>`)}</div>
      <p class="calendar-hint">${zh("counter.workdays_hint")}<output class="number">${typed}</output></p>
      <div class="panel-row">
        <button type="button" class="act act-small" data-action="calendar-clear" onClick=${() => p.done("")}><span class="act-name">${zh("counter.clear")}</span><kbd>X</kbd></button>
        <button type="button" class="act act-finish" data-action="calendar-keep" onClick=${() => p.done(date)}><span class="act-name">${zh("counter.keep")}</span><kbd>Enter</kbd></button>
      </div>
    </div>
  </div>`;
}

/** @param {{days: CalendarDay[], month: string, today: string, chosen: string, pick: (date: string) => void}} p */
function Month(p) {
  /** @type {Record<string, CalendarDay>} */
  const known = {};
  p.days.forEach((d) => {
    known[d.date] = d;
  });
  const first = p.month + "-01";
  const start = addDays(first, -((weekdayOf(first) + 6) % 7)); // weeks begin on Monday
  const cells = [];
  for (let i = 0; i < monthRows * 7; i++) cells.push(addDays(start, i));
  const rows = cells.filter((d, i) => i % 7 === 0 && (d.slice(0, 7) === p.month || addDays(d, 6).slice(0, 7) === p.month));
  return html`<div class="month">
    <p class="month-name">${zh("counter.month", { yyyy: p.month.slice(0, 4), m: Number(p.month.slice(5)) })}</p>
    <div class="month-days">
      ${"一二三四五六日".split("").map((w) => html`<span key=${w} class="month-head">${w}</span>`)}
      ${cells.slice(0, rows.length * 7).map((date) => html`<${Day} key=${date} date=${date} day=${known[date]} inside=${date.slice(0, 7) === p.month} today=${p.today}
        chosen=${p.chosen} pick=${p.pick} />`)}
    </div>
  </div>`;
}

/** @param {{date: string, day: CalendarDay|undefined, inside: boolean, today: string, chosen: string, pick: (date: string) => void}} p */
function Day(p) {
  const d = p.day;
  const mark = d && d.holiday ? zh("counter.calendar_holiday") : d && d.workday ? zh("counter.calendar_workday") : "";
  return html`<button type="button" class=${cls("day", !p.inside && "is-outside", d && !d.open && "is-closed", p.date === p.today && "is-today", p.date === p.chosen && "is-chosen")}
    data-day=${p.date} disabled=${!d || p.date < p.today} aria-pressed=${p.date === p.chosen} onClick=${() => p.pick(p.date)}>
    <span class="number">${Number(p.date.slice(8))}</span>${mark && html`<small>${mark}</small>`}</button>`;
}
