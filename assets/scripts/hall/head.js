import { html } from "../show/view.js";
import { say } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

/** @typedef {import("../shapes").Text} Text */

/** Whose hall and which part of it, and the hall's time. @param {{center: Text, zone: Text, logo?: string}} p */
export function Head(p) {
  const time = useNow(1000);
  const day = dayWords(time);
  return html`<header class="side-head">
    ${p.logo && html`<img class="side-logo" src=${"/media/" + encodeURIComponent(p.logo)} alt="" />`}
    <div class="side-names">
      <h1 class=${say(p.center).length > 14 ? "side-center is-long" : "side-center"}>${say(p.center)}</h1>
      <p class="side-center-en">${p.center.en}</p>
      <p class=${say(p.zone).length > 10 ? "side-zone is-long" : "side-zone"}>${say(p.zone)}</p>
    </div>
    ${clockKnown() && html`<div class="side-clock">
      <time class="number side-time">${hourMinute(time)}</time>
      <span class="side-day">${day.zh}</span>
    </div>`}
  </header>`;
}
