import { html, useState } from "../show/view.js";
import { Both, say, words, wordsFor } from "../show/words.js";
import { printPicture, whyStopped } from "../show/printing.js";
import { order, refusalOf } from "../wire/api.js";
import { aheadWords } from "./confirm.js";
import { useSettled } from "./idle.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("./journey.js").Mode} Mode */

/**
 * One number and its place in the queue, with what its holder can do about it. What gives it away needs the slip's code or the card.
 * @param {{ticket: Ticket, hall: Hall, mode: Mode, query: import("./journey.js").Query, again: () => void}} p
 */
export function Mine(p) {
  const t = p.ticket;
  const lang = p.mode.lang;
  const settled = useSettled();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(/** @type {{text: Text, bad: boolean}|null} */ (null));
  const send = (/** @type {string} */ path, /** @type {object} */ body, /** @type {(ticket: Ticket) => Text} */ then) => {
    if (busy || !settled()) return;
    setBusy(true);
    order(path, body).then((got) => setSaid({ text: then(got), bad: false }), (error) => setSaid({ text: refusedWords(refusalOf(error), t, p.hall), bad: true }))
      .then(() => {
        setBusy(false);
        setAsking(false);
        p.again();
      });
  };
  const own = t.access ? "/api/v1/tickets/" + encodeURIComponent(t.access) : "";
  const requeue = () => send(own ? own + "/requeue" : "/api/v1/kiosk/requeue", own ? {} : { number: t.number }, (got) => words("kiosk.requeue_ok", { n: got.people_ahead || 0 }));
  const reprinted = (/** @type {any} */ got) => {
    if (got.state === "browser") printPicture(own + "/slip.svg?again=1&lang=" + lang).catch(() => undefined); // the number is on the screen
    return words(got.state === "printing" ? "kiosk.printing" : "kiosk.reprinted");
  };
  return html`<section class="mine" data-mine=${t.number} data-status=${t.status}>
    <p class=${"number mine-number" + (t.number.length > 5 ? " is-long" : "")}>${t.number}</p>
    <p class="mine-service">${say(t.service_name, lang) || t.service}</p>
    <p class="mine-status"><${Both} text=${placeWords(t)} order=${lang} /></p>
    ${said && html`<p class=${said.bad ? "problem" : "notice"} role="alert" data-said=${said.bad ? "no" : "yes"}><${Both} text=${said.text} order=${lang} /></p>`}
    ${asking ? html`<div class="mine-ask" role="group" aria-label=${say(words("phone.cancel_ask"), lang)}>
        <p class="mine-question"><${Both} text=${words("phone.cancel_ask")} order=${lang} /></p>
        <button class="way is-no" data-action="cancel-no" onClick=${() => setAsking(false)}><${Both} text=${words("phone.cancel_no")} order=${lang} /></button>
        <button class="way is-yes" data-action="cancel-yes" disabled=${busy} onClick=${() => send(own + "/cancel", {}, () => words("phone.cancelled"))}><${Both} text=${words("phone.cancel_yes")} order=${lang} /></button>
      </div>`
      : html`<div class="mine-ways">
        ${canRequeue(t, p.hall) && html`<button class="way is-first" data-action="requeue" disabled=${busy} onClick=${requeue}><${Both} text=${words("kiosk.requeue")} order=${lang} /></button>`}
        ${own && t.undo && html`<button class="way is-first" data-action="uncancel" disabled=${busy}
          onClick=${() => send(own + "/uncancel", {}, () => words("kiosk.uncancelled"))}><${Both} text=${words("kiosk.uncancel")} order=${lang} /></button>`}
        ${own && t.status === "waiting" && t.defer && t.defer.left > 0 && html`<button class="way" data-action="defer" disabled=${busy}
          onClick=${() => send(own + "/defer", {}, () => words("kiosk.deferred"))}><${Both} text=${words("phone.defer")} order=${lang} /></button>`}
        ${own && !t.undo && p.hall.printing && html`<button class="way" data-action="reprint" disabled=${busy}
          onClick=${() => send(own + "/reprint", { lang: lang }, reprinted)}><${Both} text=${words("kiosk.reprint")} order=${lang} /></button>`}
        ${own && t.status === "waiting" && html`<button class="way" data-action="cancel" onClick=${() => settled() && setAsking(true)}><${Both} text=${words("kiosk.cancel")} order=${lang} /></button>`}
      </div>`}
    ${!own && t.status === "waiting" && html`<p class="mine-hint"><${Both} text=${words("kiosk.mine_more")} order=${lang} /></p>`}
  </section>`;
}

/** @param {Ticket} t @param {Hall} hall */
function canRequeue(t, hall) {
  return t.status === "no_show" && (t.requeue_count || 0) < (hall.settings.requeue_max || 0);
}

/** @param {Ticket} t @returns {Text} */
function placeWords(t) {
  if (t.status === "waiting") return aheadWords(t.people_ahead || 0, t.estimated_wait_ms);
  if (t.status === "called" || t.status === "serving") return words("kiosk.go_now", { window: t.window });
  if (t.status === "no_show") return words("phone.no_show");
  return wordsFor("status." + t.status);
}

/** @param {import("../wire/api.js").Refusal} refusal @param {Ticket} t @param {Hall} hall @returns {Text} */
function refusedWords(refusal, t, hall) {
  if (refusal.code === "printer_stopped") return words("kiosk.reprint_no", { why: whyStopped(refusal.printer), help: hall.help });
  if (refusal.code === "rate_limited") return words("kiosk.reprint_limit", { help: hall.help });
  if (refusal.code === "requeue_limit") return words("kiosk.requeue_no", { ticket: t.number, help: hall.help });
  return refusal.text;
}
