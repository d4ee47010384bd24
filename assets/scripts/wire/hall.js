import { useCallback, useEffect, useRef, useState } from "../show/view.js";
import { setZone } from "../show/clock.js";
import { wear } from "../show/theme.js";
import { markTrial } from "../show/trial.js";
import { ask, refusalOf } from "./api.js";
import { expectAssets } from "./reload.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("./api.js").Refusal} Refusal */

/**
 * Asks a path again and again; another path starts from nothing. `fresh` is false once nobody answers or the answer is older than three
 * rounds: then the face must say so. `refused` is the status of a refusal, until there is an answer.
 * @template T
 * @param {string} path "" for nothing
 * @param {number} everyMs
 * @returns {{value: T|null, fresh: boolean, refused: number, again: () => void}}
 */
export function usePolled(path, everyMs) {
  const [value, setValue] = useState(/** @type {T|null} */ (null));
  const [fresh, setFresh] = useState(true);
  const [refused, setRefused] = useState(0);
  const round = useRef(() => {});
  useEffect(() => {
    setValue(null);
    setFresh(true);
    setRefused(0);
    if (!path) return;
    let over = false;
    let timer = 0;
    let answered = performance.now();
    let alone = false; // nobody answered, however often asked
    const plan = () => {
      if (!over) timer = window.setTimeout(turn, everyMs);
    };
    const turn = () => {
      window.clearTimeout(timer);
      ask(path).then((got) => {
        if (over) return;
        answered = performance.now();
        alone = false;
        setValue(got);
        setFresh(true);
        setRefused(0);
      }, (error) => {
        const status = refusalOf(error).status;
        if (!over) setRefused(status);
        if (over || status !== 0) return;
        alone = true;
        setFresh(false);
      }).then(plan);
    };
    const watch = window.setInterval(() => setFresh(!alone && performance.now() - answered < Math.max(3 * everyMs, 9000)), 1000);
    round.current = turn;
    turn();
    return () => {
      over = true;
      window.clearTimeout(timer);
      window.clearInterval(watch);
    };
  }, [path, everyMs]);
  const again = useCallback(() => round.current(), []);
  return { value: value, fresh: fresh, refused: refused, again: again };
}

/**
 * What every face needs before it can draw.
 * @param {number} [everyMs]
 */
export function useHall(everyMs) {
  const polled = /** @type {{value: Hall|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/hall", everyMs || 15000));
  if (polled.value) {
    setZone(polled.value.time_zone);
    wear(polled.value.theme);
    expectAssets(polled.value.assets);
  }
  // Once for each answer: the boards of a page tell sooner, and an old answer must not contradict them.
  useEffect(() => {
    if (polled.value) markTrial(polled.value.trial);
  }, [polled.value]);
  return { hall: polled.value, fresh: polled.fresh, again: polled.again };
}

/**
 * The grants of this browser with a role.
 * @param {Hall|null} hall
 * @param {string} role
 */
export function grantsOf(hall, role) {
  return hall ? (hall.me || []).filter((g) => g.role === role) : [];
}
