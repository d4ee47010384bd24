import { cls, html, useEffect, useState } from "../../show/view.js";
import { dateOf, dayWords, now } from "../../show/clock.js";
import { addDays } from "../../show/dates.js";
import { named, t } from "../lang.js";
import { callBeside, eventBeside, speeds } from "./player.js";
import { momentOf, timeOf } from "./time.js";

/** @typedef {import("../../shapes").PastDay} PastDay */
/** @typedef {import("../../shapes").Key} Key */
/** @typedef {import("./player.js").Player} Player */

/**
 * Which day and which second.
 * @param {{date: string, day?: PastDay, at?: number, open: (date: string) => void, go?: (at: number) => void}} p day: absent while it is loaded, and for
 *   one of which there is nothing: from there it is a day on or back in the calendar
 */
export function When(p) {
  const day = p.day;
  const [written, write] = useState("");
  const today = dateOf(now());
  const next = p.date < today ? addDays(p.date, 1) : undefined;
  const shown = p.at ? timeOf(p.at) : "";
  useEffect(() => write(shown), [shown]);
  const turn = (/** @type {string|undefined} */ to, /** @type {string} */ name, /** @type {Key} */ text) => html`<button type="button" class="btn" data-action=${name} aria-label=${t(text)} title=${t(text)}
    disabled=${!to} onClick=${() => to && p.open(to)}>${name === "earlier" ? "‹" : "›"}</button>`;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const at = day && momentOf(written, day);
    if (at && p.go) p.go(at);
    else write(shown);
  };
  const long = Date.parse(p.date + "T12:00:00Z");
  return html`<div class="past-when">
    ${turn(day ? day.earlier : addDays(p.date, -1), "earlier", "past.earlier")}
    <label class="past-field"><span class="past-label">${t("past.day")}</span><input type="date" name="date" value=${p.date} max=${today}
      onChange=${(/** @type {any} */ e) => e.target.value && p.open(e.target.value)} /></label>
    ${turn(day ? day.later : next, "later", "past.later")}
    <b class="past-day">${isNaN(long) ? "" : named(dayWords(long))}</b>
    ${day && html`<form class="past-field" onSubmit=${submit}><label><span class="past-label">${t("past.time")}</span><input name="at" class="number" value=${written} inputmode="numeric" maxlength="8"
      autocomplete="off" onInput=${(/** @type {any} */ e) => write(e.target.value)} onBlur=${() => write(shown)} /></label><button class="btn" data-action="go">${t("past.go")}</button></form>`}
  </div>`;
}

/** Steps and play. @param {{player: Player, day: PastDay, was: import("../../shapes").Past|null}} p */
export function Transport(p) {
  const player = p.player;
  const before = callBeside(p.day, player.at, -1);
  const after = callBeside(p.day, player.at, 1);
  const step = (/** @type {string} */ name, /** @type {Key} */ text, /** @type {number|undefined} */ to, /** @type {string} */ keys) => html`<button type="button" class="btn" data-action=${name} title=${keys}
    disabled=${to === undefined} onClick=${() => to !== undefined && player.go(to)}>${t(text)}</button>`;
  const playing = player.speed > 0;
  return html`<div class="past-transport" role="group" aria-label=${t("past.transport")}>
    ${step("call-before", "past.call_before", before && Date.parse(before.at), "Shift ←")}
    ${step("event-before", "past.event_before", eventBeside(p.was, -1), "←")}
    <button type="button" class="btn btn-main past-play" data-action="play" title=${t("past.space")} onClick=${() => player.play(playing ? 0 : 1)}>${t(playing ? "past.pause" : "past.play")}</button>
    ${step("event-after", "past.event_after", eventBeside(p.was, 1), "→")}
    ${step("call-after", "past.call_after", after && Date.parse(after.at), "Shift →")}
    <span class="past-speeds" role="group" aria-label=${t("past.speed")}>${speeds.map((n) => html`<button type="button" key=${n} class=${cls("btn", player.speed === n && "is-on")} data-speed=${n}
      aria-pressed=${player.speed === n} onClick=${() => player.play(player.speed === n ? 0 : n)}>×${n}</button>`)}</span>
    <output class="number past-clock" data-clock="yes">${timeOf(player.at)}</output>
  </div>`;
}

const wide = 1000;
const high = 28;

/** The day as a line: how much was called, what was wrong, and where we are. @param {{player: Player, day: PastDay}} p */
export function Strip(p) {
  const from = Date.parse(p.day.from);
  const until = Math.max(Date.parse(p.day.until), from + 1);
  const x = (/** @type {string|number} */ at) => Math.round((wide * ((typeof at === "string" ? Date.parse(at) : at) - from)) / (until - from));
  return html`<div class="past-strip">
    <svg class="past-marks" viewBox=${"0 0 " + wide + " " + (high + 8)} preserveAspectRatio="none" aria-hidden="true">
      <path class="mark-calls" d=${columns(p.day, x)} />
      ${gravestLast(p.day.alerts).map((a) => html`<rect key=${a.id + a.from} class=${"mark-" + a.level} x=${x(a.from)} y=${high + 2} width=${Math.max(2, x(a.until) - x(a.from))} height="6" />`)}
    </svg>
    <input type="range" name="moment" aria-label=${t("past.moment")} aria-valuetext=${timeOf(p.player.at)} min=${from} max=${until} step="1000" value=${p.player.at}
      onInput=${(/** @type {any} */ e) => p.player.go(Number(e.target.value))} />
    <div class="past-ends"><span class="number">${timeOf(from)}</span><span>${t("past.marks", { calls: p.day.calls.length, alerts: p.day.alerts.length })}</span><span class="number">${timeOf(until)}</span></div>
  </div>`;
}

const levels = ["warning", "yellow", "red"];

/** Where several are wrong at once, the gravest is seen. @param {PastDay["alerts"]} alerts */
function gravestLast(alerts) {
  return alerts.slice().sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

/** A column for each part of the day, as high as much was called in it. @param {PastDay} day @param {(at: string) => number} x */
function columns(day, x) {
  /** @type {Record<number, number>} */
  const in_ = {};
  day.calls.forEach((c) => {
    const at = Math.floor(x(c.at) / 4) * 4;
    in_[at] = (in_[at] || 0) + 1;
  });
  const most = Object.keys(in_).reduce((m, at) => Math.max(m, in_[Number(at)]), 1);
  return Object.keys(in_).map((at) => "M" + at + " " + high + "h3v-" + Math.max(3, (high * in_[Number(at)]) / most).toFixed(1) + "h-3z").join("");
}
