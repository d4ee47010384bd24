import { html, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { Choices, Line, Panel } from "../counter/panel.js";

const raised = [{ id: "now" }, { id: "write" }];
const lasting = [{ id: "end" }];

/** Sends everybody out of the hall, or ends that. Two keys, so that none does it by itself. @param {import("./front.js").Props} p */
export function EmergencyPanel(p) {
  const [writing, write] = useState(false);
  const raise = async (/** @type {object} */ body) => {
    if (await p.orders.send("/emergency", body)) p.orders.done("desk.emergency_told");
    p.close();
  };
  const end = async () => {
    if (await p.orders.send("/emergency/end")) p.orders.done("desk.emergency_over");
    p.close();
  };
  const pick = (/** @type {{id: string}} */ choice) => {
    if (choice.id === "end") end();
    else if (choice.id === "write") write(true);
    else raise({});
  };
  const draw = (/** @type {{id: string}} */ choice) =>
    zh(choice.id === "end" ? "desk.emergency_end" : choice.id === "write" ? "desk.emergency_write" : "desk.emergency_now");
  if (writing) {
    return html`<${Panel} key="emergency-text" name="emergency-text" title=${zh("desk.emergency_title")} close=${p.close} wide=${true}>
      <${Line} label=${zh("desk.emergency_text")} confirm=${zh("desk.emergency_raise")} busy=${p.orders.busy} most=${100}
        done=${(/** @type {string} */ line) => raise({ text: { zh: line } })} /></${Panel}>`;
  }
  return html`<${Panel} key="emergency" name="emergency" title=${zh(p.board.emergency ? "desk.emergency_end_title" : "desk.emergency_title")} close=${p.close} wide=${true}>
    <${Choices} items=${p.board.emergency ? lasting : raised} busy=${p.orders.busy} pick=${pick} draw=${draw} /></${Panel}>`;
}
