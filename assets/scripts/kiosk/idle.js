import { useEffect, useRef, useState } from "../show/view.js";

/**
 * Counts down while nobody touches the screen and then calls `over`. 0 seconds: no count. A new `page` starts it anew. What is touched
 * within [data-still] is for that to judge.
 * @param {number} seconds
 * @param {any} page
 * @param {() => void} over
 * @returns {{left: number, stay: () => void}} left: seconds, 0 when it does not count; stay starts it anew
 */
export function useIdle(seconds, page, over) {
  const [left, setLeft] = useState(seconds);
  const end = useRef(over);
  const stay = useRef(() => {});
  end.current = over;
  useEffect(() => {
    setLeft(seconds);
    if (!seconds) return;
    let until = performance.now() + seconds * 1000;
    stay.current = () => {
      until = performance.now() + seconds * 1000;
      setLeft(seconds);
    };
    const touched = (/** @type {Event} */ event) => {
      if (event.type === "pointerdown" && event.target instanceof Element && event.target.closest("[data-still]")) return;
      stay.current();
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
  return { left: left, stay: () => stay.current() };
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
