import { html } from "../show/view.js";
import { say } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

/** Whose hall and which part of it, and the hall's time. @param {{board: import("../shapes").HallBoard, logo?: string}} p */
export function Head(p) {
  const board = p.board;
  const time = useNow(1000);
  const day = dayWords(time);
  return html`<header class="side-head">
    ${p.logo && html`<img class="side-logo" src=${"/media/" + encodeURIComponent(p.logo)} alt="" />`}
    <div class="side-names">
      <h1 class=${say(board.center).length > 14 ? "side-center is-long" : "side-center"}>${say(board.center)}</h1>
      <p class="side-center-en">${board.center.en}</p>
      <p class="side-zone">${say(board.zone.name)}</p>
    </div>
    ${clockKnown() && html`<div class="side-clock">
      <time class="number side-time">${hourMinute(time)}</time>
      <span class="side-day">${day.zh}</span>
    </div>`}
  </header>`;
}
