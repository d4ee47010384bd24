import { cls, html, useRef, useState } from "../show/view.js";
import { say, words, zh } from "../show/words.js";
import { hourMinute, minutesSince, useNow } from "../show/clock.js";
import { inMinutes } from "./commands.js";
import { useKeys } from "./keys.js";
import { aloneAt } from "./leaving.js";
import { Panel } from "./panel.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./presses.js").Presses} Presses */

/** @typedef {{id: string, text: string, at: () => string|undefined}} Back when the window is back */

const minutes = [0, 10, 15, 30];

/**
 * Why, how long, where to: a reason is enough, but for the only window of a service, which says when it is back.
 * @param {{board: CounterBoard, presses: Presses, close: () => void}} p
 */
export function PausePanel(p) {
  const [alone] = useState(aloneAt(p.board));
  const lonely = !!alone && alone.waiting > 0;
  // What can be chosen stands still while it is read, whatever the clock says.
  const [backs] = useState(() => backsOf(p.board, lonely));
  const [reason, setReason] = useState(0);
  const [back, setBack] = useState(0);
  const [goTo, setGoTo] = useState("");
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const reasons = p.board.pause_reasons;
  const confirm = async () => {
    const at = backs[back].at();
    /** @type {Record<string, any>} */
    const body = { reason: reasons[reason] ? reasons[reason].zh : "", ask: true };
    if (at) body.back_at = at;
    if (Number(goTo)) body.go_to = Number(goTo);
    // Whoever reads the warning and goes on has answered it.
    if (lonely) body.anyway = true;
    await p.presses.press("pause", body);
    p.close();
  };
  useKeys((key) => {
    if (key === "Enter") confirm();
    else if (key === "0") setBack((back + 1) % backs.length);
    else if ((key === "g" || key === "*") && field.current) field.current.focus();
    else if (reasons[Number(key) - 1]) setReason(Number(key) - 1);
    else return false;
    return true;
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    confirm();
  };
  return html`<${Panel} name="pause" title=${zh("counter.pause_title")} close=${p.close} warning=${warningOf(alone)} tall=${true}>
    <div class="panel-list panel-reasons">${reasons.map((r, i) => html`<button type="button" key=${i} class=${cls("act", i === reason && "is-chosen")}
      aria-pressed=${i === reason} onClick=${() => setReason(i)}><span class="act-name">${say(r)}</span><kbd>${i + 1}</kbd></button>`)}</div>
    <form class="panel-row" onSubmit=${submit}>
      <span>${zh("counter.pause_back")} <kbd>0</kbd></span>
      ${backs.map((b, i) => html`<button type="button" key=${b.id} class=${cls("act act-small", i === back && "is-chosen")} aria-pressed=${i === back} data-back=${b.id}
        onClick=${() => setBack(i)}><span class="act-name">${b.text}</span></button>`)}
      <label class="panel-goto">${zh("counter.pause_go_to")} <kbd>G</kbd>
        <input ref=${field} name="go-to" inputmode="numeric" maxlength="3" autocomplete="off" value=${goTo}
          onInput=${(/** @type {any} */ e) => setGoTo(e.target.value.replace(/\D/g, ""))} /> ${zh("board.window_sign")}</label>
      <button class="act act-finish" data-action="pause-confirm" disabled=${!!p.presses.busy}>
        <span class="act-name">${zh("counter.pause_confirm")}</span><kbd>Enter</kbd></button>
    </form>
  </${Panel}>`;
}

/** What those who wait are told, the usual one first: after a session that is when the next one starts. @param {CounterBoard} board @param {boolean} lonely @returns {Back[]} */
function backsOf(board, lonely) {
  const reopens = board.over && board.over.reopens_at;
  const all = minutes.slice(lonely ? 1 : 0).map((m) => ({
    id: String(m), text: m ? zh("counter.pause_minutes", { m: m }) : zh("counter.pause_back_none"), at: () => (m ? inMinutes(m) : undefined),
  }));
  return reopens ? [{ id: "session", text: hourMinute(reopens), at: () => reopens }, all[0]] : all;
}

/** @param {import("./leaving.js").Alone|null} alone */
function warningOf(alone) {
  if (!alone) return "";
  return alone.waiting ? zh("counter.last_window", { service: alone.service }) : zh("counter.last_window_none", { service: alone.service });
}

/** While paused: since when, what the sign says, whose number is at the window, and the way back. @param {{board: CounterBoard, presses: Presses, strip: any, asked: import("./desk.js").Asked|null, able: boolean}} p */
export function PausedPanel(p) {
  useNow(10000);
  const pause = p.board.window.pause;
  const ticket = p.board.window.ticket;
  const back = pause && hourMinute(pause.back_at);
  const sign = pause && pause.go_to ? words("win.paused_goto", { other: pause.go_to })
    : back ? words("win.paused_back", { "hh:mm": back }) : words("win.paused");
  return html`<section class="current current-none current-paused">
      <h1>${zh("counter.paused_title")}</h1>
      <p>${pause && pause.reason ? pause.reason + " · " : ""}${zh("counter.paused_since", { m: minutesSince(pause && pause.since) })}</p>
      <p class="paused-sign">${sign.zh}</p>
      ${ticket && html`<p class="paused-ticket" data-ticket=${ticket.id}><span class="number">${ticket.number}</span>
        ${zh(ticket.status === "serving" ? "counter.serving" : "counter.called")}</p>`}
    </section>
    ${(!p.asked || p.asked.place === "buttons") && p.strip}
    ${p.asked ? p.asked.panel : html`<div class="acts acts-one"><button type="button" class="act act-next" data-action="unpause" disabled=${!p.able}
      onClick=${() => p.presses.press("unpause")}><span class="act-name">${zh("button.unpause")}</span><kbd>P</kbd></button></div>`}`;
}
