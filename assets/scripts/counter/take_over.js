import { html, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { useKeys } from "./keys.js";
import { Choices, Line, Panel } from "./panel.js";

/** @typedef {import("../shapes").Reliever} Reliever */

/**
 * B signs in over A: the window stays open and the ticket passes over. Those of the window's post are one key away, others come by number.
 * @param {{board: import("../shapes").CounterBoard, presses: import("./presses.js").Presses, close: () => void}} p
 */
export function TakeOverPanel(p) {
  const [post] = useState(p.board.relief || []);
  const [writing, write] = useState(!post.length);
  const busy = !!p.presses.busy;
  const take = async (/** @type {string} */ staff) => {
    const answer = await p.presses.press("sign-in", { staff: staff, take_over: true });
    if (answer) p.presses.say({ kind: "done", text: { zh: zh("counter.taken_over", { staff: staff }), en: "" } });
    p.close();
  };
  useKeys((key) => {
    if (writing || key !== "0") return false;
    write(true);
    return true;
  });
  return html`<${Panel} name="take-over" title=${zh("counter.take_over_title")} close=${p.close}>
    ${writing ? html`<${Line} label=${zh("counter.take_over_hint")} confirm=${zh("button.take_over")} busy=${busy} digits=${true} done=${take} />`
      : html`<${Choices} items=${post.map((r) => Object.assign({ id: r.number }, r))} busy=${busy} pick=${(/** @type {Reliever} */ r) => take(r.number)}
          disabled=${(/** @type {Reliever} */ r) => !!r.window} draw=${(/** @type {Reliever} */ r) => html`${r.name}
            <small>${r.number}${r.window ? " · " + zh("counter.at_window", { n: r.window }) : ""}</small>`} />
        <button type="button" class="act act-small panel-other" data-action="other" disabled=${busy} onClick=${() => write(true)}>
          <span class="act-name">${zh("counter.take_over_other")}</span><kbd>0</kbd></button>`}
  </${Panel}>`;
}
