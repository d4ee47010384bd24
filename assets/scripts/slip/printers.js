import { cls, html, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { hasStopped } from "../show/printing.js";
import { outcomeWords, tried } from "./tried.js";

/** @typedef {import("../shapes").Printer} Printer */

/** Each printer with who prints on it, how it is, and a page to try it with. @param {{printers: Printer[], known: boolean}} p */
export function Printers(p) {
  return html`<section class="printers" aria-label=${zh("slip.printers")}>
    <h2>${zh("slip.printers")}</h2>
    ${p.known && !p.printers.length && html`<p class="printers-none">${zh("slip.no_printers")}</p>`}
    <ul>${p.printers.map((printer) => html`<${One} key=${printer.id} printer=${printer} />`)}</ul>
  </section>`;
}

/** @param {{printer: Printer}} p */
function One(p) {
  const printer = p.printer;
  const [said, say_] = useState(/** @type {import("./tried.js").Said|null} */ (null));
  const test = () => tried("/api/v1/printers/" + encodeURIComponent(printer.id) + "/test", {}, say_);
  const users = printer.kiosks.map((k) => say(k.name)).concat(printer.windows.map((n) => zh("slip.windows", { n: n })), printer.desk ? [zh("slip.desk")] : []);
  const bad = hasStopped(printer.state);
  return html`<li class=${cls("printer", bad && "is-stopped", printer.state === "paper_low" && "is-low")} data-printer=${printer.id} data-state=${printer.state}>
    <p class="printer-name">${say(printer.name)}<small>${users.join("、")}</small></p>
    <p class="printer-state">${wordsFor("printer.state." + printer.state).zh}${bad && printer.since ? html`<small>${zh("slip.since", { "hh:mm": hourMinute(printer.since) })}</small>` : ""}</p>
    <p class="printer-said" role="status">${outcomeWords(said)}</p>
    <button type="button" class="act act-small" data-action="test" disabled=${printer.state === "browser" || !!said && said.busy} onClick=${test}>
      <span class="act-name">${zh("slip.test")}</span></button>
  </li>`;
}
