// What pages know of printers, and printing by the browser itself.
import { wordsFor, words } from "./words.js";

/** @typedef {import("../shapes").Printed} Printed */

/** Whether a printer in that state does not print. @param {string} state */
export function hasStopped(state) {
  return state === "paper_out" || state === "cover_open" || state === "fault" || state === "offline";
}

/** Why nothing comes out, to go on from “the printer”. @param {string} state */
export function whyStopped(state) {
  return wordsFor("printer.why." + (hasStopped(state) ? state : "unknown"));
}

/**
 * What staff have to do about a printer that prints no more, or soon will not; empty while all is well.
 * @param {import("../shapes").Printer} printer
 * @returns {import("../shapes").Text}
 */
export function troubleOf(printer) {
  const key = doing[printer.state];
  const kiosks = printer.kiosks.map((k) => k.name);
  const name = kiosks.length === 1 ? kiosks[0] : printer.name;
  return key ? words(key, { name: name }) : { zh: "", en: "" };
}

/** @type {Record<string, import("../shapes").Key|undefined>} */
const doing = {
  paper_low: "printer.do.paper_low", paper_out: "printer.do.paper_out", cover_open: "printer.do.cover_open", fault: "printer.do.fault", offline: "printer.do.offline",
};

const mmOfPixel = 25.4 / 96;
let sized = -1; // where the rule stands that gives the sheet its size

/**
 * Prints a picture of the hall's on a sheet of its own size; what else is on the page is left out (styles/base.css). Where the browser
 * was started for it, it does not ask.
 * @param {string} url
 * @returns {Promise<void>} rejected when there is no such picture
 */
export function printPicture(url) {
  const old = document.querySelector(".sheet");
  if (old) old.remove();
  const sheet = document.createElement("img");
  sheet.className = "sheet";
  sheet.alt = "";
  return new Promise((done, fail) => {
    sheet.onload = () => {
      setSize(sheet.naturalWidth * mmOfPixel, sheet.naturalHeight * mmOfPixel + 1);
      window.print();
      done();
    };
    sheet.onerror = () => fail(new Error("no picture"));
    sheet.src = url;
    document.body.appendChild(sheet);
  });
}

/** A policy that forbids styles in the page lets a rule be put into a sheet of the hall's own. @param {number} wide @param {number} high in mm */
function setSize(wide, high) {
  const styles = /** @type {CSSStyleSheet} */ (document.styleSheets[0]);
  if (sized >= 0) styles.deleteRule(sized);
  sized = styles.insertRule("@page { size: " + wide.toFixed(1) + "mm " + high.toFixed(1) + "mm; margin: 0 }", styles.cssRules.length);
}
