import { html } from "../show/view.js";
import { zh } from "../show/words.js";
import { Line, Panel } from "./panel.js";

/** B signs in over A: the window stays open and the ticket passes over. @param {{presses: import("./presses.js").Presses, close: () => void}} p */
export function TakeOverPanel(p) {
  const take = async (/** @type {string} */ staff) => {
    const answer = await p.presses.press("sign-in", { staff: staff, take_over: true });
    if (answer) p.presses.say({ kind: "done", text: { zh: zh("counter.taken_over", { staff: staff }), en: "" } });
    p.close();
  };
  return html`<${Panel} name="take-over" title=${zh("counter.take_over_title")} close=${p.close}>
    <${Line} label=${zh("counter.take_over_hint")} confirm=${zh("button.take_over")} busy=${!!p.presses.busy} digits=${true} done=${take} />
  </${Panel}>`;
}
