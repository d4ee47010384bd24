import { html, useEffect, useRef, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { hasStopped, printPicture } from "../show/printing.js";
import { ask, order } from "../wire/api.js";
import { useSettled } from "./idle.js";

/** @typedef {import("../shapes").Printed} Printed */
/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {"zh"|"en"} Lang */

/** The state of the kiosk's printer when it has stopped, else "". @param {import("../shapes").Hall} hall */
export function stoppedState(hall) {
  return hall.printing && hasStopped(hall.printing.state) ? hall.printing.state : "";
}

/**
 * Follows the slip of a number until it is known whether it came out; where the browser prints, has it printed.
 * @param {Ticket} ticket
 * @param {Lang} lang
 * @param {(print: Printed) => void} told
 */
export function usePrint(ticket, lang, told) {
  useEffect(() => {
    const own = "/api/v1/tickets/" + encodeURIComponent(ticket.access || "");
    let over = false;
    const tell = (/** @type {Printed} */ print) => over || told(print);
    const fault = () => tell({ ok: false, state: "unknown" });
    const look = () => {
      ask(own + "/print").then((/** @type {Printed} */ got) => {
        if (over) return;
        if (got.state === "printing") look();
        else tell(got);
      }, fault);
    };
    if (!ticket.print || ticket.print.ok !== undefined) return;
    if (ticket.print.state === "browser") printPicture(own + "/slip.svg?lang=" + lang).then(() => tell({ ok: true, state: "browser" }), fault);
    else look();
    return () => {
      over = true;
    };
  }, [ticket.id]);
}

const saidMs = 8000;

/** Prints a service's guide; what came of it stands on the button for a while. @param {{service: string, lang: Lang, class: string}} p */
export function PrintList(p) {
  const [said, say] = useState(/** @type {"print"|"printing"|"printed"|"no"} */ ("print"));
  const settled = useSettled();
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const end = (/** @type {"printed"|"no"} */ how) => {
    say(how);
    timer.current = window.setTimeout(() => say("print"), saidMs);
  };
  const press = () => {
    if (!settled()) return;
    const own = "/api/v1/services/" + encodeURIComponent(p.service) + "/guide/";
    say("printing");
    order(own + "print", { lang: p.lang }).then((/** @type {Printed} */ got) =>
      (got.state === "browser" ? printPicture(own + "slip.svg?lang=" + p.lang) : Promise.resolve())).then(() => end("printed"), () => end("no"));
  };
  return html`<button class=${p.class} data-action="print-list" data-said=${said} disabled=${said !== "print"} onClick=${press}>
    <${Both} text=${words(labels[said])} order=${p.lang} /></button>`;
}

/** @type {Record<"print"|"printing"|"printed"|"no", import("../shapes").Key>} */
const labels = { print: "kiosk.list_print", printing: "kiosk.list_printing", printed: "kiosk.list_printed", no: "kiosk.list_no" };
