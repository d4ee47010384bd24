import { html, useRef, useState } from "../show/view.js";
import { Both, words, zh } from "../show/words.js";
import { dayWords, hourMinute } from "../show/clock.js";
import { newKey, order, refusalOf } from "../wire/api.js";
import { isIDNumber } from "../kiosk/idcard.js";

/** @typedef {import("../shapes").Text} Text */

/** What the hall's refusals mean to somebody who books. @type {Record<string, import("../shapes").Key>} */
const meanings = { duplicate_holder: "book.duplicate", quota_reached: "book.slot_full" };

/**
 * Who comes: the ID number, checked here already, and a phone number for those who like.
 * @param {{hall: import("../shapes").Hall, service: import("../shapes").Service, slot: import("../shapes").Slot, other: () => void,
 *   booked: (b: import("../shapes").Booking) => void}} p
 */
export function Who(p) {
  const [id, setID] = useState("");
  const [phone, setPhone] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const lost = useRef({ what: "", key: "" });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    const number = id.replace(/\s/g, "").toUpperCase();
    const wrong = !isIDNumber(number) ? "book.id_wrong" : !/^(\+?[\d -]{5,24})?$/.test(phone.trim()) ? "book.phone_wrong" : "";
    if (wrong) return setProblem(words(/** @type {import("../shapes").Key} */ (wrong)));
    setBusy(true);
    setProblem(null);
    const body = { service: p.service.id, slot: p.slot.start, id_number: number, phone: phone.trim() };
    const what = JSON.stringify(body);
    if (lost.current.what !== what) lost.current = { what: what, key: newKey() };
    order("/api/v1/appointments", body, lost.current.key).then(p.booked, (error) => {
      const refusal = refusalOf(error);
      if (refusal.status !== 0) lost.current = { what: "", key: "" };
      setProblem(meanings[refusal.code] ? words(meanings[refusal.code]) : refusal.text);
      setBusy(false);
    });
  };
  return html`<h1><${Both} text=${words("book.who")} /></h1>
    <p class="book-chosen"><b><${Both} text=${p.service.name} /></b><b><${Both} text=${whenOf(p.slot.start, p.slot.end)} /></b>
      <button type="button" class="link" data-action="other-time" disabled=${busy} onClick=${p.other}>${zh("book.other_time")}</button></p>
    <form class="who" onSubmit=${submit} noValidate>
      <label><${Both} text=${words("book.id_number")} />
        <input name="id_number" value=${id} autocomplete="off" autocapitalize="characters" spellcheck=${false} maxLength="24"
          onInput=${(/** @type {any} */ e) => setID(e.target.value)} /></label>
      <label><${Both} text=${words("book.phone")} />
        <input name="phone" type="tel" value=${phone} autocomplete="tel" maxLength="24" onInput=${(/** @type {any} */ e) => setPhone(e.target.value)} /></label>
      <p class="book-note"><${Both} text=${words("book.privacy", { days: p.hall.settings.miss_days })} /></p>
      ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
      <button class="button primary" data-action="book" disabled=${busy || !id.trim()}><${Both} text=${words(busy ? "book.booking" : "book.confirm")} /></button>
    </form>`;
}

/** 11月24日 星期二 09:00–09:30. @param {string} start @param {string} end @returns {Text} */
export function whenOf(start, end) {
  const day = dayWords(Date.parse(start));
  const time = " " + hourMinute(start) + "–" + hourMinute(end);
  return { zh: day.zh + time, en: day.en + time };
}
