import { say, zh } from "../show/words.js";
import { inMinutes } from "./commands.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./presses.js").Presses} Presses */
/** @typedef {{service: string, waiting: number}} Alone whom the window would leave alone: the services by name, and how many wait for them */

const backMinutes = 10; // where nobody said when

/** Whom the window would leave alone; null where others serve everything. @param {CounterBoard} board @returns {Alone|null} */
export function aloneAt(board) {
  const left = board.only_here || [];
  if (!left.length) return null;
  const waiting = left.reduce((sum, s) => sum + s.waiting, 0);
  const named = left.filter((s) => s.waiting || !waiting);
  const first = board.services.filter((s) => s.id === named[0].service)[0];
  const name = first ? say(first.name) : named[0].service;
  return { service: named.length > 1 ? zh("counter.services_more", { service: name, n: named.length }) : name, waiting: waiting };
}

/** The press that was held back, made all the same: those who wait are told when the window is back. @param {Presses} presses */
export function leaveAnyway(presses) {
  if (!presses.leaving) return;
  const told = Object.assign({}, presses.leaving.body, { anyway: true });
  if (presses.leaving.action === "pause" && !told.back_at && !told.go_to) told.back_at = inMinutes(backMinutes);
  return presses.press(presses.leaving.action, told);
}
