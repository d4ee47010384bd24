import { useEffect, useRef, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { newKey, order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {{kind: "problem"|"done", text: Text}} Message */
/** @typedef {{action: string, body: Record<string, any>}} Leaving a press that would leave people without a window */
/** @typedef {{busy: string, dead: boolean, message: Message|null, asking: string, leaving: Leaving|null, say: (m: Message|null) => void,
 *   press: (action: string, body?: object) => Promise<any>, askedWith: () => object, askLeaving: (press: Leaving|null) => void,
 *   stopAsking: () => void}} Presses */

const messageMs = 8000;
const boardWithinMs = 600;
const guarded = ["next", "finish", "no-show"];
const aboutTicket = ["next", "recall", "start", "finish", "no-show", "hold", "transfer", "return"];
// People press these: the server holds them to the times that people need to come.
const paced = ["recall", "no-show"];

/**
 * The clerk's presses on one window: one at a time, none for a moment after another person was called, and every refusal in words.
 * @param {CounterBoard} board
 * @param {number} frames how many boards came so far
 * @returns {Presses}
 */
export function usePresses(board, frames) {
  const [busy, setBusy] = useState("");
  const [dead, setDead] = useState(false);
  const [message, say] = useState(/** @type {Message|null} */ (null));
  const [asking, setAsking] = useState("");
  const [leaving, setLeaving] = useState(/** @type {Leaving|null} */ (null));
  const sending = useRef(false);
  const deadUntil = useRef(0);
  const seen = useRef(frames);
  seen.current = frames;
  const lost = useRef({ what: "", key: "" });
  const asked = useRef(/** @type {object} */ ({}));
  const ticket = board.window.ticket ? board.window.ticket.id : "";
  const deadMs = board.settings.dead_press_ms;

  useDeadAfterCall(ticket, deadMs, deadUntil, setDead);
  useEffect(() => setAsking(""), [ticket]);
  useEffect(() => {
    if (!message) return;
    const timer = window.setTimeout(() => say(null), messageMs);
    return () => window.clearTimeout(timer);
  }, [message]);

  const press = async (/** @type {string} */ action, /** @type {object|undefined} */ body) => {
    if (sending.current || (guarded.indexOf(action) >= 0 && performance.now() < deadUntil.current)) return null;
    sending.current = true;
    setBusy(action);
    say(null);
    setLeaving(null);
    const before = seen.current;
    const full = Object.assign(ticket && aboutTicket.indexOf(action) >= 0 ? { ticket: ticket } : {},
      paced.indexOf(action) >= 0 ? { paced: true } : {}, body);
    // The same press after a lost answer carries the same key: it has one effect.
    const what = action + JSON.stringify(full);
    const key = lost.current.what === what ? lost.current.key : newKey();
    lost.current = { what: what, key: key };
    try {
      const answer = await order("/api/v1/windows/" + board.window.number + "/" + action, full, key);
      lost.current = { what: "", key: "" };
      if (action === "next") deadUntil.current = performance.now() + deadMs;
      await boardSince(() => seen.current > before);
      return answer || {};
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status !== 0) lost.current = { what: "", key: "" };
      const unsure = refusal.code === "not_started" && ticket;
      setAsking(unsure ? ticket : "");
      asked.current = body || {};
      if (refusal.code === "last_window") setLeaving({ action: action, body: full });
      else if (!unsure) say({ kind: "problem", text: refusal.text });
      return null;
    } finally {
      sending.current = false;
      setBusy("");
    }
  };
  const stopAsking = () => {
    setAsking("");
    setLeaving(null);
  };
  return {
    busy: busy, dead: dead, message: message, asking: asking, leaving: leaving, say: say, press: press,
    askedWith: () => asked.current, askLeaving: setLeaving, stopAsking: stopAsking,
  };
}

/**
 * @param {string} ticket
 * @param {number} deadMs
 * @param {{current: number}} deadUntil
 * @param {(dead: boolean) => void} setDead
 */
function useDeadAfterCall(ticket, deadMs, deadUntil, setDead) {
  const before = useRef(ticket);
  useEffect(() => {
    if (ticket === before.current) return;
    before.current = ticket;
    if (!ticket) { // the buttons say that they are alive, and must be
      deadUntil.current = 0;
      setDead(false);
      return;
    }
    deadUntil.current = performance.now() + deadMs;
    setDead(true);
    const timer = window.setTimeout(() => setDead(false), deadMs);
    return () => window.clearTimeout(timer);
  }, [ticket]);
}

/** Until the board shows what was answered, or a moment has passed. @param {() => boolean} came */
function boardSince(came) {
  const end = performance.now() + boardWithinMs;
  return new Promise((done) => {
    const look = () => {
      if (came() || performance.now() > end) done(null);
      else window.setTimeout(look, 20);
    };
    look();
  });
}

/**
 * Says what a press has done to a number, once it has.
 * @param {Presses} presses
 * @param {import("../shapes").Key} key
 * @param {string} number
 * @returns {(answer: any) => any}
 */
export function told(presses, key, number) {
  return (answer) => {
    if (answer) presses.say({ kind: "done", text: words(key, { ticket: number }) });
    return answer;
  };
}
