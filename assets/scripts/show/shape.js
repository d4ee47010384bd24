import { useEffect, useState } from "./view.js";

const tall = window.matchMedia("(max-aspect-ratio: 1/1)");
const strip = window.matchMedia("(min-aspect-ratio: 4/1)");

/** Whether the screen hangs upright. */
export function useTall() {
  return useShape(tall);
}

/** Whether the screen is a strip with room for one line. */
export function useStrip() {
  return useShape(strip);
}

/** @param {MediaQueryList} shape */
function useShape(shape) {
  const [is, set] = useState(shape.matches);
  useEffect(() => {
    const changed = () => set(shape.matches);
    shape.addListener(changed); // browsers of 2018 know no other way
    changed(); // it may have been turned meanwhile
    return () => shape.removeListener(changed);
  }, []);
  return is;
}

/**
 * Which page of many is shown: they take turns.
 * @param {number} pages
 * @param {number} everyMs
 */
export function useTurns(pages, everyMs) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages < 2) return;
    const timer = window.setInterval(() => setTurn((n) => n + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [pages, everyMs]);
  return turn % Math.max(1, pages);
}
