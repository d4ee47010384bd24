// A hall that is tried out says so at the top of every page, over and above whatever the page shows.
import { words } from "./words.js";

/** @typedef {import("../shapes").Trial} Trial */

/** Pages on which all is real, whatever the hall does today. */
const real = ["face-book", "face-guide"];

/** @param {Trial|undefined} trial as the hall tells it; none: the day is real */
export function markTrial(trial) {
  const page = document.body;
  const old = document.querySelector(".trial-mark");
  if (!!old === !!trial || real.indexOf(page.className.split(" ")[0]) >= 0) return;
  page.classList.toggle("is-trial", !!trial);
  if (old) {
    page.removeChild(old);
    return;
  }
  const text = words("trial.mark");
  const mark = document.createElement("aside");
  mark.className = "trial-mark";
  mark.setAttribute("aria-label", text.zh);
  [text.zh, text.en].forEach((line, i) => {
    const words = document.createElement("span");
    words.lang = i === 0 ? "zh" : "en";
    words.textContent = line;
    mark.appendChild(words);
  });
  page.insertBefore(mark, page.firstChild);
}
