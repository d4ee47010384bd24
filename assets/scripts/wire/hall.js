import { useCallback, useEffect, useRef, useState } from "../show/view.js";
import { setZone } from "../show/clock.js";
import { ask, refusalOf } from "./api.js";
import { expectAssets } from "./reload.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("./api.js").Refusal} Refusal */

/**
 * Asks a path again and again. `fresh` is false once nobody answers or the answer is older than three rounds: then the face must say so.
 * @template T
 * @param {string} path "" for nothing
 * @param {number} everyMs
 * @returns {{value: T|null, fresh: boolean, again: () => void}}
 */
export function usePolled(path, everyMs) {
  const [value, setValue] = useState(/** @type {T|null} */ (null));
  const [fresh, setFresh] = useState(true);
  const round = useRef(() => {});
  useEffect(() => {
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
      }, (error) => {
        if (over || refusalOf(error).status !== 0) return;
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
  return { value: value, fresh: fresh, again: again };
}

/**
 * What every face needs before it can draw.
 * @param {number} [everyMs]
 */
export function useHall(everyMs) {
  const polled = /** @type {{value: Hall|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/hall", everyMs || 15000));
  if (polled.value) {
    setZone(polled.value.time_zone);
    expectAssets(polled.value.assets);
  }
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
