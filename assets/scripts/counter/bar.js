import { html } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { clockKnown, hourMinute, useNow } from "../show/clock.js";
import { Button } from "./actions.js";
import { find } from "./commands.js";

/** Which window, who sits there, its state, the clock; pause and sign-out far from the round. @param {{board: import("../shapes").CounterBoard, commands: import("./commands.js").Commands, leaving: boolean}} p */
export function Bar(p) {
  const window_ = p.board.window;
  const time = useNow(1000);
  const paused = window_.status === "paused";
  return html`<header class="bar">
    <h1 class="bar-number"><span class="number">${window_.number}</span>${zh("board.window_sign")}</h1>
    <span class="bar-name">${say(window_.name)}<small>${say(window_.location)}</small></span>
    <span class=${"bar-state is-" + window_.status}>${wordsFor("window." + window_.status).zh}</span>
    ${window_.staff && html`<span class="bar-staff">${window_.staff.name}<small>${window_.staff.number}</small></span>`}
    ${clockKnown() && html`<time class="number bar-clock">${hourMinute(time)}</time>`}
    ${window_.status !== "closed" && html`
      <${Button} command=${find(p.commands, paused ? "unpause" : "pause")} text=${paused ? "button.unpause" : "button.pause"} small=${true} />
      <${Button} command=${find(p.commands, "leave")} text="button.leave" small=${true} />
      <${Button} command=${find(p.commands, "take-over")} text="button.take_over" small=${true} />
      <${Button} command=${find(p.commands, "sign-out")} text=${p.leaving ? "counter.signing_out" : "button.sign_out"} small=${true} />`}
  </header>`;
}
