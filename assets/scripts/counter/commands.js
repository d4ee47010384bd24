import { words, zh } from "../show/words.js";
import { now } from "../show/clock.js";
import { dateShort } from "../show/dates.js";
import { told } from "./presses.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./presses.js").Presses} Presses */
/** @typedef {{name: string, key: string, enabled: boolean, run: () => void, note?: string}} Command */
/** @typedef {{list: Command[], here: () => void, away: () => void}} Commands */

/** Clocks differ a little: a press at the very moment would still be refused. */
const marginMs = 300;

/** @param {Commands} commands @param {string} name @returns {Command} */
export function find(commands, name) {
  return commands.list.filter((c) => c.name === name)[0];
}

/**
 * Every command of the page: its key, whether it applies now, what it does. Buttons and keys both take it from here.
 * @param {CounterBoard} board
 * @param {Presses} presses
 * @param {(panel: string) => void} open
 * @returns {Commands}
 */
export function commandsOf(board, presses, open) {
  const list = ofTicket(board, presses, open).concat(ofFreeWindow(board, presses, open), ofShift(board, presses, open));
  // A paused window is locked: nothing goes on behind its sign.
  if (board.window.status === "paused") list.forEach((c) => (c.enabled = c.enabled && behindSign.indexOf(c.name) >= 0));
  return {
    list: list,
    here: async () => {
      if (await presses.press("start")) await presses.press("next", presses.askedWith());
    },
    away: async () => {
      // The ticket is gone after that: the next call must not name it.
      if (await presses.press("no-show")) await presses.press("next", { ticket: undefined });
    },
  };
}

/** What can be done with the ticket at the window. @param {CounterBoard} board @param {Presses} presses @param {(panel: string) => void} open @returns {Command[]} */
function ofTicket(board, presses, open) {
  const ticket = board.window.ticket;
  const number = ticket ? ticket.number : "";
  const called = !!ticket && ticket.status === "called";
  const serving = !!ticket && ticket.status === "serving";
  const free = !presses.busy;
  const able = free && !presses.dead;
  const recall = called ? left(board.recall_from) : 0;
  const noShow = called ? left(board.patience_until) : 0;
  const calls = called && ticket ? (ticket.call_count || 1) + "/" + board.settings.max_calls : "";
  // Where the centre asks for an outcome, calling the next asks for it first.
  const next = () => (ticket && board.settings.outcome_required ? open("outcome-next") : presses.press("next", ticket ? { finish: true } : {}));
  return [
    { name: "next", key: "Space", enabled: able && board.window.status === "open" && !presses.asking, run: next },
    { name: "start", key: "s", enabled: free && called, run: () => presses.press("start") },
    { name: "recall", key: "r", enabled: free && called && !recall, note: noted(calls, recall), run: () => presses.press("recall") },
    { name: "no-show", key: "x", enabled: able && called && !noShow, note: noted(calls, noShow),
      run: () => presses.press("no-show").then(told(presses, "counter.passed", number)) },
    { name: "finish", key: "f", enabled: able && serving, note: serving ? acceptedWords(board) : "",
      run: () => presses.press("finish", { outcome: "accepted" }).then(toldFinished(presses)) },
    { name: "outcome", key: "o", enabled: able && serving, run: () => open("outcome") },
    { name: "hold", key: "h", enabled: free && serving, run: () => presses.press("hold").then(told(presses, "counter.held", number)) },
    { name: "hold-note", key: "j", enabled: free && serving, run: () => open("hold-note") },
    { name: "transfer", key: "t", enabled: free && (called || serving), run: () => open("transfer") },
    { name: "return", key: "b", enabled: free && called, run: () => presses.press("return").then(told(presses, "counter.returned", number)) },
  ];
}

/** What a window does that has no ticket, and for those who were here before. @param {CounterBoard} board @param {Presses} presses @param {(panel: string) => void} open @returns {Command[]} */
function ofFreeWindow(board, presses, open) {
  const free = !presses.busy;
  const idle = free && board.window.status === "open" && !board.window.ticket;
  const last = board.last_done;
  const held = board.on_hold || [];
  const late = (board.no_shows || []).filter((t) => t.can_arrive);
  const walkUp = () => {
    const services = walkUpServices(board);
    if (services.length === 1 && !(board.next || []).length) presses.press("walk-up", { service: services[0].id });
    else open("walk-up");
  };
  return [
    { name: "call", key: "c", enabled: idle && (board.waiting || []).length > 0, run: () => open("call") },
    { name: "walk-up", key: "w", enabled: idle && walkUpServices(board).length > 0, run: walkUp },
    { name: "undo", key: "u", enabled: free && !!last && !board.window.ticket, note: last ? last.number : "",
      run: () => last && presses.press("reopen", { ticket: last.id }).then(told(presses, "counter.undone", last.number)) },
    { name: "ask-rating", key: "v", enabled: free && !!board.askable, note: board.askable && last ? last.number : "",
      run: () => last && presses.press("ask-rating", { ticket: last.id }).then(told(presses, "counter.asked_rating", last.number)) },
    { name: "resume", key: "e", enabled: idle && held.length > 0,
      run: () => (held.length === 1 ? resume(presses, held[0]) : open("resume")) },
    { name: "arrived", key: "a", enabled: free && board.window.status !== "closed" && late.length > 0,
      run: () => (late.length === 1 ? arrived(presses, late[0]) : open("arrived")) },
  ];
}

/** Coming and going. @param {CounterBoard} board @param {Presses} presses @param {(panel: string) => void} open @returns {Command[]} */
function ofShift(board, presses, open) {
  const free = !presses.busy;
  const status = board.window.status;
  const over = board.over;
  const asked = board.today.consultations || 0;
  return [
    { name: "consult", key: "n", enabled: free && (status === "open" || status === "preparing"), note: asked ? zh("counter.times", { n: asked }) : "",
      run: () => presses.press("consult").then(told(presses, "counter.consulted", "")) },
    { name: "pause", key: "p", enabled: free && status === "open", run: () => open("pause") },
    { name: "leave", key: "l", enabled: free && status === "open", run: () => leave(presses) },
    { name: "stay-on", key: "i", enabled: free && !!over && !!over.asks, run: () => presses.press("stay-on") },
    { name: "unpause", key: "p", enabled: free && status === "paused", run: () => presses.press("unpause") },
    { name: "without", key: "k", enabled: free && (board.today.without_outcome || 0) > 0, run: () => open("without") },
    { name: "take-over", key: "d", enabled: free && status !== "closed", run: () => open("take-over") },
    { name: "sign-out", key: "q", enabled: free && status !== "closed", run: () => presses.press("sign-out", { ask: true }) },
  ];
}

/** What accepting does: the ticket may go on to a next step. @param {CounterBoard} board */
function acceptedWords(board) {
  const next = board.about && board.about.next_step;
  return next ? zh("counter.goes_on", { service: next.name }) : zh("outcome.accepted");
}

/**
 * Says what became of a ticket that was finished: done, sent on, or given a slip of missing papers.
 * @param {Presses} presses
 * @returns {(answer: any) => any}
 */
export function toldFinished(presses) {
  return (answer) => {
    if (!answer) return answer;
    const slip = answer.missing;
    if (slip) presses.say({ kind: "done", text: words("counter.incomplete_told", { ticket: slip.number, n: slip.papers.length, date: dateShort(slip.until) }) });
    else if (answer.status === "waiting") presses.say({ kind: "done", text: words("counter.sent_on", { ticket: answer.number, service: answer.service_name }) });
    else presses.say({ kind: "done", text: words("counter.done", { ticket: answer.number }) });
    return answer;
  };
}

/** What can be done while the window is paused. */
const behindSign = ["unpause", "take-over", "sign-out"];

const leaveMinutes = 5;

/** A moment away from the window. @param {Presses} presses */
function leave(presses) {
  return presses.press("pause", { reason: zh("pause.reason.short_leave"), back_at: inMinutes(leaveMinutes), ask: true });
}

/** The whole minute that is nearest to so far ahead. @param {number} minutes */
export function inMinutes(minutes) {
  return new Date(Math.round((now() + minutes * 60000) / 60000) * 60000).toISOString();
}

/** @param {CounterBoard} board */
export function walkUpServices(board) {
  return board.services.filter((s) => !s.suspended);
}

/** @param {Presses} presses @param {import("../shapes").Ticket} ticket */
export function resume(presses, ticket) {
  return presses.press("resume", { ticket: ticket.id });
}

/** @param {Presses} presses @param {import("../shapes").Ticket} ticket */
export function arrived(presses, ticket) {
  return presses.press("arrived", { ticket: ticket.id }).then(told(presses, "counter.arrived", ticket.number));
}

/** Whole seconds until a moment, 0 once it is over. @param {string|undefined} until */
function left(until) {
  const ms = Date.parse(until || "") + marginMs - now();
  return ms > 0 ? Math.ceil(ms / 1000) : 0;
}

/** @param {string} calls @param {number} seconds */
function noted(calls, seconds) {
  return seconds ? calls + " · " + zh("counter.seconds", { s: seconds }) : calls;
}
