import { cls, html, useState } from "../show/view.js";
import { Both, say, words, zh } from "../show/words.js";
import { dayWords, hourMinute } from "../show/clock.js";
import { usePolled } from "../wire/hall.js";

/** @typedef {import("../shapes").DaySlots} DaySlots */
/** @typedef {import("../shapes").Slot} Slot */

const everyMs = 15000; // others book meanwhile

/**
 * The days and slots of a service; a full one is shown, so that nobody looks for it.
 * @param {{service: import("../shapes").Service, other: (() => void)|null, choose: (slot: Slot) => void}} p
 */
export function Times(p) {
  const polled = /** @type {{value: DaySlots[]|null, fresh: boolean}} */ (usePolled("/api/v1/services/" + encodeURIComponent(p.service.id) + "/slots", everyMs));
  const [date, setDate] = useState("");
  const days = polled.value || [];
  const free = days.filter((d) => left(d) > 0);
  const day = days.filter((d) => d.date === date)[0] || free[0];
  return html`<h1><${Both} text=${p.service.name} /></h1>
    ${p.other && html`<button class="link" data-action="other-service" onClick=${p.other}>${zh("book.other_service")}</button>`}
    ${!polled.value && html`<p class="book-note"><${Both} text=${words(polled.fresh ? "phone.loading" : "error.offline")} /></p>`}
    ${polled.value && !day && html`<p class="book-note" data-none><${Both} text=${words("book.none")} /></p>`}
    ${day && html`<h2><${Both} text=${words("book.day")} /></h2>
      <div class="days">${days.map((d) => html`<button key=${d.date} class=${cls("day", d === day && "is-chosen")} data-day=${d.date}
        aria-pressed=${d === day} disabled=${!left(d)} onClick=${() => setDate(d.date)}>
        ${dayOf(d.slots[0])}<small>${left(d) ? zh("book.left", { n: left(d) }) : zh("book.full")}</small></button>`)}</div>
      <h2><${Both} text=${words("book.slot")} /></h2>
      <div class="slots">${day.slots.map((s) => html`<button key=${s.start} class="slot" data-slot=${s.start} disabled=${!s.left || !polled.fresh}
        onClick=${() => p.choose(s)}><span class="slot-time">${hourMinute(s.start)}–${hourMinute(s.end)}</span>
        <small>${s.left ? zh("book.left", { n: s.left }) : zh("book.full")}</small></button>`)}</div>`}`;
}

/** @param {DaySlots} day */
function left(day) {
  return day.slots.reduce((sum, s) => sum + s.left, 0);
}

/** @param {Slot} slot */
function dayOf(slot) {
  return say(dayWords(Date.parse(slot.start)));
}
