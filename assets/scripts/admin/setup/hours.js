import { html, useState } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { datesIn, Days, Do, Picks, Stretch } from "./fields.js";

/** @typedef {import("./edit.js").Editing} Editing */

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** When the hall serves: days, sessions, what is closed every week, holidays and the workdays that make up for them. @param {Editing} p */
export function HoursPart(p) {
  const [year, setYear] = useState("");
  const hours = p.draft.hours;
  const day = (/** @type {string} */ d) => p.put("hours.days", hours.days.indexOf(d) >= 0 ? hours.days.filter((/** @type {string} */ x) => x !== d) : week.filter((x) => x === d || hours.days.indexOf(x) >= 0));
  const closed = hours.closed || [];
  const bookingDays = hours.booking_days || [];
  const bookingSessions = hours.booking_sessions || [];
  const span = (/** @type {string} */ path, /** @type {string} */ label) => html`<${Stretch} ...${p} path=${path} label=${label} />`;
  const readYear = () => {
    const off = year.split(/\r?\n/).filter((line) => /休|放假|holiday|off/i.test(line)).join("\n");
    const on = year.split(/\r?\n/).filter((line) => /班|workday|on\b/i.test(line) && !/休|放假/.test(line)).join("\n");
    const merged = (/** @type {string[]} */ before, /** @type {string} */ text) => datesIn((before || []).concat(datesIn(text)).join("\n"));
    p.put("hours", Object.assign({}, hours, { holidays: merged(hours.holidays, off), workdays: merged(hours.workdays, on) }));
    setYear("");
  };
  return html`<div class="page-head"><h2>${t("part.hours")}</h2><p>${t("setup.hours_intro")}</p></div>
    <fieldset class="choice"><legend>${t("field.days")}</legend>${week.map((d) => html`<button type="button" key=${d} class=${"btn" + (hours.days.indexOf(d) >= 0 ? " is-on" : "")}
      aria-pressed=${hours.days.indexOf(d) >= 0} data-day=${d} onClick=${() => day(d)}>${tFor("day." + d)}</button>`)}</fieldset>
    <div class="trio">${hours.sessions.map((/** @type {string} */ _, /** @type {number} */ i) => span("hours.sessions." + i, t("setup.session", { n: i + 1 })))}</div>
    <p class="buttons"><${Do} text="setup.add_session" name="add-session" press=${() => p.put("hours.sessions", hours.sessions.concat(["14:30-18:00"]))} />
      <${Do} text="setup.remove_session" name="remove-session" off=${hours.sessions.length < 2} press=${() => p.put("hours.sessions", hours.sessions.slice(0, -1))} /></p>
    <h3>${t("field.closed")}</h3><p class="side-note">${t("setup.closed_hint")}</p>
    ${closed.map((/** @type {any} */ c, /** @type {number} */ i) => html`<div key=${i} class="trio"><label class="field"><span>${t("setup.weekday")}</span><select value=${c.day}
      onChange=${(/** @type {any} */ e) => p.put("hours.closed." + i + ".day", e.target.value)}>${week.map((d) => html`<option key=${d} value=${d} selected=${d === c.day}>${tFor("day." + d)}</option>`)}</select></label>
      ${span("hours.closed." + i + ".time", t("setup.closed_time"))}<button type="button" class="btn" aria-label=${t("setup.remove")} onClick=${() => p.put("hours.closed." + i, undefined)}>×</button></div>`)}
    <p class="buttons"><${Do} text="setup.add_closed" name="add-closed" press=${() => p.put("hours.closed", closed.concat([{ day: "tue", time: "16:00-18:00" }]))} /></p>
    <${Picks} ...${p} path="hours.booking_days" label=${t("field.booking_days")} hint=${t("setup.booking_days_hint")} options=${week.map((d) => ({ id: d, name: tFor("day." + d) }))} />
    ${(bookingDays.length > 0 || bookingSessions.length > 0) && html`<div class="trio">${bookingSessions.map((/** @type {string} */ _, /** @type {number} */ i) => html`<div key=${i} class="with-remove">${span("hours.booking_sessions." + i, t("setup.session", { n: i + 1 }))}
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + (i + 1)} onClick=${() => p.put("hours.booking_sessions." + i, undefined)}>×</button></div>`)}</div>
      <p class="buttons"><${Do} text="setup.add_session" name="add-booking-session" press=${() => p.put("hours.booking_sessions", bookingSessions.concat(["09:00-11:30"]))} /></p>`}
    <div class="pair"><${Days} ...${p} path="hours.holidays" label=${t("field.holidays")} hint=${t("setup.days_hint")} /><${Days} ...${p} path="hours.workdays" label=${t("field.workdays")} hint=${t("setup.days_hint")} /></div>
    <label class="field"><span>${t("setup.year")}</span><textarea rows="3" name="year" placeholder=${t("setup.year_example")} value=${year} onInput=${(/** @type {any} */ e) => setYear(e.target.value)}></textarea></label>
    <p class="buttons"><${Do} text="setup.year_read" name="read-year" off=${!year.trim()} press=${readYear} /></p>`;
}
