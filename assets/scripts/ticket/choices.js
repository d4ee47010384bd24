import { html, useRef, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { newKey, order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Text} Text */

/**
 * Sends one order about a ticket; a second touch while it is under way, or after a lost answer, is the same order.
 * @param {string} access
 * @param {(ticket: Ticket) => void} answered
 */
export function useOrder(access, answered) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const sending = useRef(false);
  const lost = useRef({ what: "", key: "" });
  const send = (/** @type {string} */ action, /** @type {object} */ body) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    const what = action + JSON.stringify(body);
    const key = lost.current.what === what ? lost.current.key : newKey();
    lost.current = { what: what, key: key };
    order("/api/v1/tickets/" + encodeURIComponent(access) + "/" + action, body, key).then((ticket) => {
      lost.current = { what: "", key: "" };
      answered(ticket);
    }, (error) => {
      const refusal = refusalOf(error);
      if (refusal.status !== 0) lost.current = { what: "", key: "" };
      setProblem(refusal.text);
    }).then(() => {
      sending.current = false;
      setBusy(false);
    });
  };
  return { busy: busy, problem: problem, send: send };
}

/** What the holder may still do: be called later, cancel (asked twice) or come back after a missed call. @param {{access: string, ticket: Ticket, live: boolean, answered: (t: Ticket) => void}} p */
export function Choices(p) {
  const [asking, ask] = useState(false);
  const [asked, setAsked] = useState(0);
  const { busy, problem, send } = useOrder(p.access, (ticket) => {
    ask(false);
    // Of a ticket that goes on waiting the line tells more than the answer, and a moment later.
    if (ticket.status !== p.ticket.status) p.answered(ticket);
  });
  const off = busy || !p.live;
  const failed = problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`;
  if (p.ticket.status === "no_show") {
    return html`<section class="choices">${failed}
      <button class="button primary" data-action="requeue" disabled=${off} onClick=${() => send("requeue", {})}>
        <${Both} text=${words("phone.requeue")} /></button></section>`;
  }
  if (p.ticket.status !== "waiting") return null;
  const later = p.ticket.defer;
  const put = () => {
    setAsked(later ? later.left : 0);
    send("defer", {});
  };
  if (!asking) {
    return html`<section class="choices">${failed}
      ${later && html`<button class="button" data-action="defer" disabled=${off || (asked === later.left && !problem)} onClick=${put}>
        <${Both} text=${words("phone.defer")} /></button>
        <p class="choices-hint"><${Both} text=${words("phone.defer_hint", { n: later.behind, m: later.minutes, k: later.left })} /></p>`}
      <button class="button quiet" data-action="cancel" disabled=${off} onClick=${() => ask(true)}><${Both} text=${words("phone.cancel")} /></button></section>`;
  }
  return html`<section class="choices choices-ask" role="alert">
    <p><${Both} text=${words("phone.cancel_ask")} /></p>${failed}
    <button class="button primary" data-action="keep" onClick=${() => ask(false)}><${Both} text=${words("phone.cancel_no")} /></button>
    <button class="button danger" data-action="cancel-yes" disabled=${off} onClick=${() => send("cancel", {})}><${Both} text=${words("phone.cancel_yes")} /></button>
  </section>`;
}
