// A page that hangs for a year on a wall must not need anybody: when it is sick it loads itself anew, at most once in a while.
import { reloadNow } from "./reload.js";

const lookMs = 10000;
const manyFaults = 5; // within faultsMs
const faultsMs = 60000;
const mostHeap = 0.7; // of what the browser gives a page
const dayMs = 24 * 3600000;

const born = performance.now();
/** When something went wrong of late. @type {number[]} */
let late = [];

/** What went wrong since the page was loaded, and the last of it. */
export const faults = { count: 0, last: "" };

/** Whether nobody minds a page that is loaded anew. */
let quiet = () => false;

/** @param {unknown} why */
function note(why) {
  faults.count++;
  faults.last = String(why).slice(0, 300);
  late = late.filter((at) => performance.now() - at < faultsMs).concat(performance.now());
}

window.addEventListener("error", (event) => note(event.message || event.type));
window.addEventListener("unhandledrejection", (event) => note(event.reason));

/** @returns {string} what ails the page; "" for nothing */
function ails() {
  const face = document.getElementById("face");
  if (late.length && face && !face.firstElementChild) return "nothing is drawn";
  if (late.length >= manyFaults) return "many faults";
  const heap = /** @type {any} */ (performance).memory; // a browser's own, where it has it
  if (heap && heap.usedJSHeapSize > mostHeap * heap.jsHeapSizeLimit) return "too much memory";
  if (performance.now() - born > dayMs && quiet()) return "a day old";
  return "";
}

let watching = 0;

/**
 * Watches over the page from now on.
 * @param {() => boolean} isQuiet whether the hall is closed: a good time to start over
 */
export function watchOver(isQuiet) {
  quiet = isQuiet;
  if (!watching) watching = window.setInterval(() => ails() && reloadNow(), lookMs);
}
