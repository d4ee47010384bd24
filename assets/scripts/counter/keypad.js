import { useEffect, useRef, useState } from "../show/view.js";
import { find } from "./commands.js";

/** @typedef {import("../shapes").Key} Key */
/** @typedef {{typed: string, done: {code: string, text: Key|"", off: boolean}|null, digit: (key: string) => boolean, enter: () => boolean, clear: () => void}} Keypad */

const forgetMs = 4000; // a digit that nothing follows
const doneMs = 2500;

/** What the codes stand for, as the settings name it. @type {Record<string, Key>} */
const texts = {
  next: "button.next", recall: "button.recall", start: "button.start", finish: "button.finish", no_show: "button.no_show", hold: "button.hold",
  resume: "button.resume", return: "button.return", pause: "button.pause", leave: "button.leave", transfer: "button.transfer",
  walk_up: "button.walk_up", undo: "button.undo", outcome: "button.outcome", arrived: "button.arrived", call: "button.call",
  take_over: "button.take_over", sign_out: "button.sign_out", stay_on: "button.stay_on", ask_rating: "button.ask_rating",
  without: "button.without", fault: "help.fault", answer: "button.answer", consult: "button.consult", help: "button.help",
};

/**
 * A numeric pad as a caller: two digits are a command; one digit and Enter stand for it with a zero before.
 * @param {import("../shapes").CounterBoard} board
 * @param {import("./commands.js").Commands} commands
 * @returns {Keypad}
 */
export function useKeypad(board, commands) {
  const [typed, type] = useState("");
  const [done, say] = useState(/** @type {Keypad["done"]} */ (null));
  const before = useRef("");
  const set = (/** @type {string} */ digits) => {
    before.current = digits;
    type(digits);
  };
  useEffect(() => {
    if (!typed) return;
    const timer = window.setTimeout(() => set(""), forgetMs);
    return () => window.clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (!done) return;
    const timer = window.setTimeout(() => say(null), doneMs);
    return () => window.clearTimeout(timer);
  }, [done]);
  const run = (/** @type {string} */ code) => {
    set("");
    const codes = board.settings.keypad || {};
    const key = Object.keys(codes).filter((k) => codes[k] === code)[0] || "";
    const paused = board.window.status === "paused";
    const command = find(commands, key === "pause" && paused ? "unpause" : key.replace(/_/g, "-"));
    const text = key === "pause" && paused ? "button.unpause" : texts[key] || "";
    // Of an alarm nobody who looks over the clerk's shoulder reads anything.
    if (key !== "help") say({ code: code, text: command ? text : "", off: !command || !command.enabled });
    if (command && command.enabled) command.run();
    return true;
  };
  const digit = (/** @type {string} */ key) => {
    say(null);
    if (before.current) return run(before.current + key);
    set(key);
    return true;
  };
  return { typed: typed, done: done, digit: digit, enter: () => !!before.current && run("0" + before.current), clear: () => set("") };
}
