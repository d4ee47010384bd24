import { html, useEffect, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { dayWords, hourMinute, now, whenWords } from "../show/clock.js";
import { Material } from "../show/material.js";
import { ask, newKey, order, refusalOf } from "../wire/api.js";
import { usePolled } from "../wire/hall.js";
import { whenOf } from "./who.js";

/** @typedef {import("../shapes").Booking} Booking */
/** @typedef {import("../shapes").Guide} Guide */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("../shapes").Text} Text */

const everyMs = 30000;

/** @type {Record<Booking["status"], Key>} */
const titles = { booked: "book.booked", cancelled: "book.cancelled", checked_in: "book.checked_in", late: "book.late", no_show: "book.missed" };

/**
 * An appointment: its code, when to come, what to bring, and giving it back.
 * @param {{hall: import("../shapes").Hall, code: string, booked: Booking|null, again: () => void}} p
 */
export function Kept(p) {
  const [booking, setBooking] = useState(p.booked);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const path = "/api/v1/appointments/" + encodeURIComponent(p.code);
  useEffect(() => {
    const look = () => ask(path).then((b) => {
      setBooking(b);
      setProblem(null);
    }, (error) => setProblem(refusalOf(error).text));
    if (!p.booked) look();
    const timer = window.setInterval(look, everyMs);
    return () => window.clearInterval(timer);
  }, [path]);
  if (!booking) {
    return html`<h1><${Both} text=${problem || words("phone.loading")} /></h1>
      ${problem && html`<button class="button" data-action="again" onClick=${p.again}><${Both} text=${words("book.title")} /></button>`}`;
  }
  const waits = booking.status === "booked";
  return html`<section class=${"kept kept-" + booking.status} data-booking=${booking.status}>
    <h1><${Both} text=${words(titles[booking.status], { ticket: booking.number })} /></h1>
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
    <p class="kept-when"><${Both} text=${booking.service_name} /><${Both} text=${whenOf(booking.slot, booking.slot_end)} /></p>
    ${waits && html`<${Code} booking=${booking} path=${path} hall=${p.hall} /><${Bring} service=${booking.service} />
      <${GiveBack} booking=${booking} path=${path} answered=${setBooking} />`}
    ${!waits && html`<button class="button" data-action="again" onClick=${p.again}><${Both} text=${words("book.again")} /></button>`}
  </section>`;
}

/** @param {{booking: Booking, path: string, hall: import("../shapes").Hall}} p */
function Code(p) {
  const b = p.booking;
  const code = b.code.slice(0, 4) + " " + b.code.slice(4);
  return html`<div class="kept-code"><p><${Both} text=${words("book.code")} /></p>
      <p class="number" data-code=${b.code}>${code}</p>
      <img src=${p.path + "/qr.png"} alt=${b.code} width="220" height="220" /></div>
    <p class="kept-line"><${Both} text=${words("book.come", { from: hourMinute(b.from), until: hourMinute(b.until) })} /></p>
    <p class="kept-line"><${Both} text=${words("msg.booked", {
      center: p.hall.name, date: dayWords(Date.parse(b.slot)), slot: hourMinute(b.slot) + "–" + hourMinute(b.slot_end),
      service: b.service_name, hours: p.hall.settings.cancel_hours,
    })} /></p>
    <p class="book-note"><${Both} text=${words("book.keep")} /></p>`;
}

/** What to bring, told at once. @param {{service: string}} p */
function Bring(p) {
  const guide = /** @type {{value: Guide|null}} */ (usePolled("/api/v1/services/" + encodeURIComponent(p.service) + "/guide", 10 * everyMs)).value;
  if (!guide || !guide.materials.length) return null;
  return html`<h2><${Both} text=${words("guide.materials")} /></h2>
    <ol class="materials">${guide.materials.map((m) => html`<li key=${m.name.zh} class="material"><${Material} material=${m} lang="zh" both=${true} /></li>`)}</ol>`;
}

/** Cancelling, asked twice. @param {{booking: Booking, path: string, answered: (b: Booking) => void}} p */
function GiveBack(p) {
  const [asking, setAsking] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const cancel = () => {
    setBusy(true);
    order(p.path + "/cancel", {}, asking).then(p.answered, (error) => {
      const refusal = refusalOf(error);
      setProblem(refusal.code === "too_late" ? words("book.too_late") : refusal.text);
      setBusy(false);
    });
  };
  const over = now() > Date.parse(p.booking.cancel_until);
  if (over && !problem) return html`<p class="book-note" data-too-late><${Both} text=${words("book.too_late")} /></p>`;
  const failed = problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`;
  if (!asking) {
    return html`<button class="button quiet" data-action="cancel" onClick=${() => setAsking(newKey())}><${Both} text=${words("book.cancel")} /></button>
      <p class="book-note"><${Both} text=${words("book.cancel_until", { time: whenWords(p.booking.cancel_until) })} /></p>`;
  }
  return html`<div class="book-ask" role="alert"><p><${Both} text=${words("book.cancel_ask")} /></p>${failed}
    <button class="button primary" data-action="keep" disabled=${busy} onClick=${() => setAsking("")}><${Both} text=${words("book.cancel_no")} /></button>
    <button class="button danger" data-action="cancel-yes" disabled=${busy} onClick=${cancel}><${Both} text=${words("book.cancel_yes")} /></button></div>`;
}
