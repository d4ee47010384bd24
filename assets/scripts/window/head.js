import { html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

/** Which window this is, and the clock. @param {{board: import("../shapes").WindowBoard}} p */
export function Head(p) {
  const window = p.board.window;
  const time = useNow(1000);
  const name = say(window.name);
  return html`<header class="win-head">
    <div class="win-which"><span class="number">${window.number}</span><${Both} text=${words("win.window")} /></div>
    <div class=${name.length > 10 ? "win-name is-long" : "win-name"}>
      <h1>${name}</h1>
      <p><span>${say(window.location)}</span>${window.name.en && html`<span>${window.name.en}</span>`}</p>
    </div>
    ${clockKnown() && html`<div class="win-clock"><time class="number">${hourMinute(time)}</time><span>${dayWords(time).zh}</span></div>`}
  </header>`;
}
