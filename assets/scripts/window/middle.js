import { cls, html } from "../show/view.js";
import { Both, words, zh } from "../show/words.js";
import { hourMinute, now, toCome, useNow } from "../show/clock.js";
import { dateWords } from "../show/dates.js";

/** @typedef {import("../shapes").WindowBoard} WindowBoard */

const goodbyeMs = 20000;
const greetMs = 15000;
const mostHeld = 4; // numbers that one line has room for

/** The half of the screen that speaks to the person in front of it. @param {{board: WindowBoard, what: string}} p */
export function Middle(p) {
  const board = p.board;
  useNow(1000);
  switch (p.what) {
    case "called":
    case "serving":
      return html`<${Ticket} board=${board} />`;
    case "paused":
      return html`<${Paused} board=${board} />`;
    case "preparing":
      return html`<${Words} kind="preparing" title=${words("win.preparing_lead")} line=${opening(board)} />`;
    case "closed":
      return html`<${Words} kind="closed" title=${words("win.closed")} line=${words("win.closed_line")} />`;
  }
  if (board.last && now() - Date.parse(board.last.finished_at) < goodbyeMs) return html`<${Goodbye} last=${board.last} />`;
  const held = heldNumbers(board);
  if (held) return html`<${Words} kind="held" title=${words("win.hold", { ticket: held })} line=${words("win.hold_line")} />`;
  return html`<${Words} kind="idle" title=${words("win.idle", { window: board.window.number })} line=${words("win.greet")} />`;
}

/** A003、A005, those on hold here. @param {WindowBoard} board */
function heldNumbers(board) {
  return (board.on_hold || []).slice(0, mostHeld).join("、");
}

/** @param {WindowBoard} board */
function opening(board) {
  const at = hourMinute(board.window.opens_at || board.opens_at);
  return at ? words("win.preparing_line", { "hh:mm": at }) : null;
}

/** @param {{board: WindowBoard}} p */
function Ticket(p) {
  const ticket = p.board.ticket;
  if (!ticket) return null;
  const called = ticket.status === "called";
  const again = (ticket.call_count || 1) > 1;
  const held = heldNumbers(p.board);
  const greets = now() - Date.parse(ticket.started_at || "") < greetMs;
  return html`<section class=${cls("mid", called ? "mid-called" : "mid-serving", ticket.number.length > 5 && "mid-long")}
    key=${ticket.number + ticket.status + ticket.call_count} data-number=${ticket.number} aria-live="assertive">
    <div class="mid-lead"><${Both} text=${words(called ? "win.call_lead" : "win.serving_lead")} />
      ${called && again && html`<span class="mid-again">${zh("board.call_count", { k: ticket.call_count })}</span>`}</div>
    <div class="number mid-number">${ticket.number}</div>
    ${!called && html`<div class="mid-foot"><${Both} text=${held ? words("win.hold", { ticket: held }) : words(greets ? "win.greet" : "win.in_service")} /></div>`}
  </section>`;
}

/** @param {{board: WindowBoard}} p */
function Paused(p) {
  const pause = p.board.window.pause;
  const back = pause && toCome(pause.back_at);
  const other = pause && pause.go_to;
  const ticket = p.board.ticket;
  const line = other ? words("win.paused_goto_line", { other: other })
    : back ? words("win.paused_back_line", { "hh:mm": back }) : ticket ? null : words("win.paused_wait_line");
  const more = ticket || (pause && pause.reason);
  return html`<section class=${cls("mid mid-words mid-paused", more && "has-more")} aria-live="polite">
    <span class="pause-mark" aria-hidden="true"></span>
    <h2><${Both} text=${words("win.paused")} /></h2>
    ${line && html`<p class=${other ? "is-strong" : ""}><${Both} text=${line} /></p>`}
    ${pause && pause.reason && html`<p class="mid-reason"><${Both} text=${pause.reason} /></p>`}
    ${ticket && html`<p class="mid-held" data-number=${ticket.number}><${Both} text=${words("win.hold", { ticket: ticket.number })} /></p>`}
  </section>`;
}

/** @param {{last: NonNullable<WindowBoard["last"]>}} p */
function Goodbye(p) {
  const outcome = p.last.outcome || "accepted";
  if (p.last.next_step) {
    return html`<${Words} kind="goodbye" title=${words("win.onward_title")}
      line=${words("win.onward", { zone: p.last.next_zone || { zh: "大厅", en: "the hall" }, service: p.last.next_step })} />`;
  }
  const done = outcome === "accepted" || outcome === "collected";
  const [title, ...rest] = words(done ? "win.done" : "win.done_other").zh.split("。");
  const line = outcome === "incomplete" ? words("win.incomplete") : p.last.pick_up ? pickUpWords(p.last.pick_up) : { zh: rest.join("。"), en: "" };
  return html`<section class="mid mid-words mid-goodbye">
    <h2>${title}</h2>
    <p>${line.zh}${line.en && html`<span class="both-second">${line.en}</span>`}</p>
    <p class="mid-goodbye-en">${words(done ? "win.done" : "win.done_other").en}</p>
  </section>`;
}

/** @param {string} date */
function pickUpWords(date) {
  const [, m, d] = date.split("-").map(Number);
  return words("win.pickup", { m: m, d: d, date: dateWords(date).en });
}

/** @param {{kind: string, title: import("../shapes").Text, line?: import("../shapes").Text|null}} p */
function Words(p) {
  return html`<section class=${"mid mid-words mid-" + p.kind}>
    <h2><${Both} text=${p.title} /></h2>
    ${p.line && html`<p><${Both} text=${p.line} /></p>`}
  </section>`;
}
