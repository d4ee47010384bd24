import { useEffect } from "../show/view.js";
import { order } from "./api.js";
import { usePolled } from "./hall.js";

/** @typedef {import("../shapes").Session} Session */

const everyMs = 30000;
const touchMs = 60000;

/**
 * Who has logged in in this browser. While somebody has, the hall hears once a minute that they are there, as long as they press or type.
 * @returns {{session: Session|null, again: () => void}}
 */
export function useSession() {
  const polled = /** @type {{value: Session|null, again: () => void}} */ (usePolled("/api/v1/session", everyMs));
  const inside = !!(polled.value && polled.value.account);
  useEffect(() => {
    if (!inside) return;
    let last = performance.now();
    const there = () => {
      if (performance.now() - last < touchMs) return;
      last = performance.now();
      order("/api/v1/session/touch").then(polled.again, polled.again);
    };
    document.addEventListener("pointerdown", there, true);
    document.addEventListener("keydown", there, true);
    return () => {
      document.removeEventListener("pointerdown", there, true);
      document.removeEventListener("keydown", there, true);
    };
  }, [inside]);
  return { session: polled.value, again: polled.again };
}
