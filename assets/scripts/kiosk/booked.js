import { html, useMemo, useRef, useState } from "../show/view.js";
import { Both, say, words, wordsFor } from "../show/words.js";
import { hourMinute, now } from "../show/clock.js";
import { whyStopped } from "../show/printing.js";
import { newKey, order, refusalOf } from "../wire/api.js";
import { useSettled } from "./idle.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").TodaysAppointment} TodaysAppointment */
/** @typedef {import("./journey.js").Query} Query */

/**
 * An appointment of today, and the number that it becomes with one touch.
 * @param {{appointment: TodaysAppointment, query: Query, lang: "zh"|"en", help: Text, done: (ticket: Ticket) => void, problem: (text: Text|null) => void}} p
 */
export function Booked(p) {
  const a = p.appointment;
  const key = useMemo(newKey, []);
  const settled = useSettled();
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState(""); // the printer's state, once it was told that it has stopped
  const open = !a.status || a.status === "booked";
  const early = now() < Date.parse(a.from);
  const late = now() > Date.parse(a.until);
  const take = () => {
    if (sending.current || !settled()) return;
    sending.current = true;
    setBusy(true);
    p.problem(null);
    const body = Object.assign({ lang: p.lang }, "id_number" in p.query ? p.query : {}, a.code ? { code: a.code } : {}, stopped ? { without_slip: true } : {});
    order("/api/v1/check-in", body, key).then(p.done, (error) => {
      const refusal = refusalOf(error);
      setStopped(refusal.printer);
      p.problem(refusal.printer ? words("kiosk.without_slip_ask", { why: whyStopped(refusal.printer), help: p.help }) : refusal.text);
    }).then(() => {
      sending.current = false;
      setBusy(false);
    });
  };
  const can = open && !early;
  const what = !open ? wordsFor("kiosk.booked." + a.status, a.number || "") : early ? words("kiosk.checkin_early", { from: hourMinute(a.from) })
    : words(busy ? "kiosk.confirming" : stopped ? "kiosk.without_slip" : late ? "kiosk.checkin_late" : "kiosk.checkin");
  return html`<button class="choice is-booked" data-appointment=${a.id} data-action="check-in" disabled=${!can || busy} onClick=${take}>
    <span class="number choice-prefix is-ticket">${hourMinute(a.slot)}</span>
    <span class="choice-name"><${Both} text=${a.service_name} order=${p.lang} /><span class="choice-word">${say(words("kiosk.booked"), p.lang)}</span></span>
    <span class="choice-wait choice-checkin">${say(what, p.lang)}</span>
  </button>`;
}
