// How this screen is: told to the centre every half minute, with the code by which it can be enrolled while it is not.
import { useEffect, useRef, useState } from "../show/view.js";
import { ahead, clockKnown, now } from "../show/clock.js";
import { keepAwake } from "../show/awake.js";
import { newKey, order } from "./api.js";
import { shown } from "./socket.js";
import { faults, watchOver } from "./watchdog.js";
import { past } from "./past.js";

const everyMs = 30000;
const codeEveryMs = 4000; // somebody stands at a keyboard and waits
const firstMs = 1500;
const noteName = "paidui.screen";

/** The screen's own secret, kept over reloads where the browser can. */
function ownSecret() {
  try {
    const kept = localStorage.getItem(noteName) || newKey();
    localStorage.setItem(noteName, kept);
    return kept;
  } catch (e) {
    return newKey();
  }
}

/**
 * Looks after a screen that nobody looks after. Gives the code that it shows while it is not enrolled, "" once it is.
 * @param {"running"|"blocked"|"muted"|"none"} sound
 * @param {boolean} quiet whether the hall is closed
 * @returns {string}
 */
export function useScreen(sound, quiet) {
  const [code, setCode] = useState("");
  const is = useRef({ sound: sound, quiet: quiet });
  is.current = { sound: sound, quiet: quiet };
  useEffect(() => {
    if (past) return; // it is no screen
    const secret = ownSecret();
    let timer = 0;
    let over = false;
    watchOver(() => is.current.quiet);
    const stop = keepAwake();
    const turn = () => {
      order("/api/v1/screens/report", report(secret, is.current.sound)).then((answer) => {
        if (answer && answer.enrolled) location.reload();
        if (over) return;
        setCode((answer && answer.code) || "");
        timer = window.setTimeout(turn, answer && answer.code ? codeEveryMs : everyMs * (0.9 + Math.random() / 5));
      }, () => {
        if (!over) timer = window.setTimeout(turn, everyMs);
      });
    };
    timer = window.setTimeout(turn, firstMs * (1 + Math.random()));
    return () => {
      over = true;
      stop();
      window.clearTimeout(timer);
    };
  }, []);
  return code;
}

/** @param {string} secret @param {string} sound */
function report(secret, sound) {
  const assets = document.querySelector('meta[name="assets"]');
  return {
    secret: secret, face: location.pathname + location.search, browser: navigator.userAgent.slice(0, 300), sound: sound, seq: shown.seq,
    at: shown.heard && clockKnown() ? new Date(now() - performance.now() + shown.heard).toISOString() : undefined, clock_ms: ahead(), wide: window.innerWidth, high: window.innerHeight, faults: faults.count,
    fault: faults.last || undefined, assets: (assets && assets.getAttribute("content")) || "",
  };
}
