// What moves through a day: the moment that is shown, stood still or played at a speed, and the hall as it was then.
import { useEffect, useRef, useState } from "../../show/view.js";
import { ask } from "../../wire/api.js";
import { held } from "./time.js";

/** @typedef {import("../../shapes").Past} Past */
/** @typedef {import("../../shapes").PastDay} PastDay */
/** @typedef {{at: number, speed: number, go: (at: number) => void, play: (speed: number) => void}} Player speed: 0 while it stands */

export const speeds = [1, 10, 60, 600];
const tickMs = 500;
const skipMs = 600000;
const retryMs = 2000;
const oldMs = 15000; // estimates and minutes change though nothing happens

/** @param {PastDay} day @param {number} from @returns {Player} */
export function usePlayer(day, from) {
  const [at, setAt] = useState(from);
  const [speed, play] = useState(0);
  useEffect(() => {
    if (!speed) return;
    let last = performance.now();
    const timer = window.setInterval(() => {
      const passed = performance.now() - last;
      last += passed;
      setAt((is) => held(is + passed * speed, day));
    }, tickMs);
    return () => window.clearInterval(timer);
  }, [speed]);
  useEffect(() => {
    if (speed && at >= Date.parse(day.until)) play(0);
  }, [at, speed]);
  return { at: at, speed: speed, play: play, go: (to) => setAt(held(to, day)) };
}

/**
 * The hall as it was at a moment, with one screen. One question is under way at a time: who drags through a day is shown what the hall can keep up with.
 * @param {string} date @param {number} at @param {string} screen
 * @returns {{was: (Past & {screen: string})|null, shown: number, problem: boolean}} shown: the moment of what is shown, which is at once that is known
 */
export function useMoment(date, at, screen) {
  const [was, setWas] = useState(/** @type {(Past & {screen: string})|null} */ (null));
  const [problem, setProblem] = useState(false);
  const [asked, askAgain] = useState(0);
  const asking = useRef(false);
  const over = useRef(false);
  useEffect(() => () => {
    over.current = true;
  }, []);
  useEffect(() => {
    if (asking.current || (was && fits(was, at, screen))) return;
    asking.current = true;
    const path = "/api/v1/history?date=" + date + "&at=" + encodeURIComponent(new Date(at).toISOString()) + "&screen=" + encodeURIComponent(screen);
    const again = () => {
      asking.current = false;
      if (!over.current) askAgain((n) => n + 1);
    };
    ask(path).then((got) => {
      if (over.current) return;
      setProblem(false);
      setWas(Object.assign(got, { screen: screen }));
      again();
    }, () => {
      if (!over.current) setProblem(true);
      window.setTimeout(again, retryMs);
    });
  }, [at, screen, asked]);
  return { was: was, shown: was && fits(was, at, was.screen) ? at : was ? Date.parse(was.at) : 0, problem: problem };
}

/** Whether what was asked for last is still how it was. @param {Past & {screen: string}} was @param {number} at @param {string} screen */
function fits(was, at, screen) {
  const since = at - Date.parse(was.at);
  return was.screen === screen && since >= 0 && since < oldMs && (since === 0 || !was.next_at || at < Date.parse(was.next_at));
}

/** The call before or after a moment; undefined where there is none. @param {PastDay} day @param {number} at @param {number} step -1 or 1 */
export function callBeside(day, at, step) {
  const beside = day.calls.filter((c) => (step < 0 ? Date.parse(c.at) < at : Date.parse(c.at) > at));
  return step < 0 ? beside[beside.length - 1] : beside[0];
}

/**
 * The arrows go from event to event, with shift from call to call; page up and down ten minutes; space plays and stands.
 * @param {Player} player @param {PastDay} day @param {Past|null} was
 */
export function useTransportKeys(player, day, was) {
  const keys = useRef((/** @type {KeyboardEvent} */ _) => {});
  keys.current = (event) => {
    const on = /** @type {HTMLElement} */ (event.target);
    const slides = on instanceof HTMLInputElement && on.type === "range";
    if (event.ctrlKey || event.altKey || event.metaKey || (!slides && /^(INPUT|SELECT|TEXTAREA)$/.test(on.tagName))) return;
    const to = destination(event, player, day, was);
    if (to !== undefined) player.go(to);
    else if (event.key === " " && on.tagName !== "BUTTON") player.play(player.speed ? 0 : 1);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const hear = (/** @type {KeyboardEvent} */ event) => keys.current(event);
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
}

/** @param {KeyboardEvent} event @param {Player} player @param {PastDay} day @param {Past|null} was @returns {number|undefined} */
function destination(event, player, day, was) {
  const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (step && event.shiftKey) {
    const call = callBeside(day, player.at, step);
    return call && Date.parse(call.at);
  }
  if (step) return eventBeside(was, step);
  if (event.key === "PageUp") return player.at - skipMs;
  if (event.key === "PageDown") return player.at + skipMs;
  if (event.key === "Home") return Date.parse(day.from);
  if (event.key === "End") return Date.parse(day.until);
  return undefined;
}

/** The entry before or after what is shown. @param {Past|null} was @param {number} step @returns {number|undefined} */
export function eventBeside(was, step) {
  const beside = was && (step < 0 ? was.previous_at : was.next_at);
  return beside ? Date.parse(beside) : undefined;
}
