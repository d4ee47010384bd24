import { html } from "../show/view.js";
import { zh } from "../show/words.js";
import { told } from "./presses.js";
import { Line, Panel } from "./panel.js";

/** Why the ticket is put on hold, for whoever goes on with it. @param {{ticket: import("../shapes").Ticket, presses: import("./presses.js").Presses, close: () => void}} p */
export function HoldNotePanel(p) {
  const hold = async (/** @type {string} */ note) => {
    if (await p.presses.press("hold", { note: note }).then(told(p.presses, "counter.held", p.ticket.number))) p.close();
  };
  return html`<${Panel} name="hold-note" title=${zh("counter.hold_note_title", { ticket: p.ticket.number })} close=${p.close}>
    <${Line} label=${zh("counter.hold_note_label")} confirm=${zh("button.hold")} busy=${!!p.presses.busy} done=${hold} /></${Panel}>`;
}
