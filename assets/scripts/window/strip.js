// What a strip over the window shows, with room for eight characters: the words that the hall sends to LED strips.
import { cls, html } from "../show/view.js";
import { useFit } from "../show/fit.js";
import { zh } from "../show/words.js";
import { spaced } from "../show/enrol.js";

/** @typedef {import("../shapes").WindowBoard} WindowBoard */
/** @typedef {import("../shapes").LineState} LineState */

/**
 * @param {{board: WindowBoard|null, state: LineState, what: string, code: string}} p what: the window's situation; code: by which the screen can
 *   be enrolled
 */
export function Strip(p) {
  const kind = kindOf(p.board, p.state, p.what);
  const text = kind === "code" ? zh("screen.code") + " " + spaced(p.code) : kind === "loading" ? "" : p.board ? said(kind, p.board) : zh("led.offline");
  const call = (p.board && kind === "called" && p.board.ticket) || null;
  return html`<main class=${cls("strip", call && "strip-called")} data-state=${kind} data-number=${call ? call.number : undefined} aria-live="assertive">
    <${Words} key=${text + (call ? call.call_count : "")} text=${text} />
  </main>`;
}

/** @param {{text: string}} p */
function Words(p) {
  const line = useFit();
  return html`<h1 class="strip-words" ref=${line}>${p.text}</h1>`;
}

/** @param {WindowBoard|null} board @param {LineState} state @param {string} what */
function kindOf(board, state, what) {
  if (state === "not_enrolled" || state === "forbidden") return "code";
  if (board && board.emergency) return "emergency";
  if (state === "offline" || state === "unknown") return "offline";
  return board ? what : "loading";
}

/** @param {string} kind @param {WindowBoard} board */
function said(kind, board) {
  const pause = board.window.pause;
  const number = board.ticket ? board.ticket.number : "";
  switch (kind) {
    case "called": return zh("led.call", { ticket: number, window: board.window.number });
    case "serving": return zh("led.serving", { ticket: number });
    case "paused": return pause && pause.go_to ? zh("led.paused_goto", { window: pause.go_to }) : zh("led.paused");
    case "preparing": return zh("led.preparing");
    case "idle": return zh("led.idle", { window: board.window.number });
    case "emergency": return zh("led.emergency");
    case "offline": return zh("led.offline");
  }
  return zh("led.closed");
}
