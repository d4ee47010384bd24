import { html, useEffect, useState } from "../show/view.js";
import { say, words, zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { ask } from "../wire/api.js";
import { Choices, Panel } from "./panel.js";
import { Outcome } from "./outcome.js";

/** @typedef {import("../shapes").Ticket} Ticket */

/**
 * The day's numbers of which nobody has said how they ended, one after the other, at the end of the day or whenever there is time.
 * @param {{board: import("../shapes").CounterBoard, presses: import("./presses.js").Presses, inner: {current: () => boolean}, close: () => void,
 *   printed: (answer: Ticket, wanted: boolean) => void}} p
 */
export function WithoutPanel(p) {
  const [tickets, setTickets] = useState(/** @type {Ticket[]|null} */ (null));
  const [chosen, choose] = useState(/** @type {Ticket|null} */ (null));
  const n = p.board.window.number;
  const left = p.board.today.without_outcome || 0;
  useEffect(() => {
    ask("/api/v1/windows/" + n + "/without-outcome").then(setTickets, () => setTickets([]));
  }, [n, left]);
  if (chosen) {
    const done = async (/** @type {import("../shapes").Result} */ result, /** @type {boolean} */ printed) => {
      const answer = await p.presses.press("outcome", Object.assign({ ticket: chosen.id }, result));
      if (!answer) return false;
      p.printed(answer, printed);
      p.presses.say({ kind: "done", text: words("counter.outcome_set", { ticket: chosen.number }) });
      return true;
    };
    return html`<${Outcome} key=${chosen.id} ticket=${chosen} outcomes=${p.board.outcomes} presses=${p.presses} inner=${p.inner} done=${done} close=${() => choose(null)} />`;
  }
  return html`<${Panel} key="list" name="without" title=${zh("counter.without_title")} close=${p.close} tall=${true}>
    ${tickets && !tickets.length && html`<p class="panel-none">${zh("counter.without_none")}</p>`}
    ${tickets && tickets.length > 0 && html`<${Choices} items=${tickets} busy=${!!p.presses.busy} pick=${choose} draw=${(/** @type {Ticket} */ t) => html`
      <span class="number choice-number">${t.number}</span><small>${say(t.service_name) || t.service} · ${zh("counter.finished_at", { "hh:mm": hourMinute(t.finished_at) })}</small>`} />`}
  </${Panel}>`;
}
