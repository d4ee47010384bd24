import { useEffect, useState } from "./view.js";

const tall = window.matchMedia("(max-aspect-ratio: 1/1)");

/** Whether the screen hangs upright. */
export function useTall() {
  const [is, set] = useState(tall.matches);
  useEffect(() => {
    const changed = () => set(tall.matches);
    tall.addListener(changed); // browsers of 2018 know no other way
    return () => tall.removeListener(changed);
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
