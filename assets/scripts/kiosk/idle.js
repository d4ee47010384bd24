import { useEffect, useRef, useState } from "../show/view.js";

/**
 * Counts down while nobody touches the screen and then calls `over`. 0 seconds: no count. A new `page` starts it anew.
 * @param {number} seconds
 * @param {any} page
 * @param {() => void} over
 * @returns {number} seconds left, 0 when it does not count
 */
export function useIdle(seconds, page, over) {
  const [left, setLeft] = useState(seconds);
  const end = useRef(over);
  end.current = over;
  useEffect(() => {
    setLeft(seconds);
    if (!seconds) return;
    let until = performance.now() + seconds * 1000;
    const touched = () => {
      until = performance.now() + seconds * 1000;
      setLeft(seconds);
    };
    const timer = window.setInterval(() => {
      const rest = Math.ceil((until - performance.now()) / 1000);
      setLeft(Math.max(0, rest));
      if (rest <= 0) end.current();
    }, 250);
    document.addEventListener("pointerdown", touched);
    document.addEventListener("keydown", touched);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("pointerdown", touched);
      document.removeEventListener("keydown", touched);
    };
  }, [seconds, page]);
  return left;
}

const settleMs = 400;

/**
 * False for a moment after a page came up: the second touch of a double touch on the page before must not press what now lies under the finger.
 * @returns {() => boolean}
 */
export function useSettled() {
  const since = useRef(performance.now());
  return () => performance.now() - since.current > settleMs;
}
