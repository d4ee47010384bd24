import { useEffect, useRef, useState } from "../show/view.js";
import { zh } from "../show/words.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("../shapes").Key} Key */

const goodbyeMs = 15000;

/**
 * What is said to the citizen now (来有迎声、问有答声、去有送声); "" when nobody is there, or the hall does without.
 * @param {CounterBoard} board
 */
export function usePolite(board) {
  const ticket = board.window.ticket;
  const id = ticket ? ticket.id : "";
  const [after, setAfter] = useState(/** @type {Key|""} */ (""));
  const before = useRef(id);
  useEffect(() => {
    const gone = before.current;
    before.current = id;
    setAfter(gone && !id ? partingWords(board, gone) : "");
    if (id || !gone) return;
    const timer = window.setTimeout(() => setAfter(""), goodbyeMs);
    return () => window.clearTimeout(timer);
  }, [id]);
  if (!board.settings.polite_card) return "";
  if (ticket) return zh(ticket.status === "serving" ? "polite.serving" : "polite.called");
  return after ? zh(after) : "";
}

/** What is said of a ticket that has left the window. @param {CounterBoard} board @param {string} id @returns {Key|""} */
function partingWords(board, id) {
  if ((board.on_hold || []).some((t) => t.id === id)) return "polite.on_hold";
  const done = board.last_done;
  if (!done || done.id !== id) return "";
  return done.status === "no_show" ? "polite.no_show" : "polite.served";
}
