import { html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";

/** @typedef {import("../shapes").Key} Key */

const mostScope = 64; // characters that the plate has room for

/**
 * Who serves here, as the rules of conduct want it: name, title, post, number, what for, whom to complain to.
 * @param {{board: import("../shapes").WindowBoard, services: import("../shapes").Service[]}} p
 */
export function Plate(p) {
  const window = p.board.window;
  const staff = window.staff;
  const ids = window.services || [];
  const scope = named(p.services.filter((s) => ids.indexOf(s.id) >= 0).map((s) => say(s.name)));
  return html`<footer class="plate">
    <div class="plate-who">
      ${staff ? html`<span class="plate-face" aria-hidden="true">${staff.name.slice(0, 1)}</span>
        <div class="plate-person">
          <div class=${staff.name.length > 5 ? "plate-name is-long" : "plate-name"}>${staff.name}</div>
          <div class="plate-no">${words("win.plate_staff").zh} <span class="number">${staff.number}</span>
            ${window.substitute && html`<span class="plate-substitute"><${Both} text=${words("win.plate_substitute")} /></span>`}</div>
        </div>` : html`<div class="plate-none"><${Both} text=${words("win.plate_vacant")} /></div>`}
    </div>
    <dl class="plate-facts">
      ${staff && staff.title && html`<${Fact} name="win.plate_title" value=${staff.title} />`}
      ${staff && staff.post && html`<${Fact} name="win.plate_post" value=${staff.post} />`}
      ${scope && html`<${Fact} name="win.plate_scope" value=${scope} wide=${true} />`}
      ${p.board.hotline && html`<${Fact} name="win.plate_hotline" value=${p.board.hotline} />`}
    </dl>
  </footer>`;
}

/** As many names as fit. @param {string[]} names */
function named(names) {
  let some = names.length;
  while (some > 1 && names.slice(0, some).join("、").length > mostScope) some--;
  return names.slice(0, some).join("、") + (some < names.length ? "、…" : "");
}

/** @param {{name: Key, value: string}} p */
function Fact(p) {
  const name = words(p.name);
  return html`<div class="fact">
    <dt>${name.zh}<span>${name.en}</span></dt>
    <dd class=${p.value.length > 22 ? "is-longest" : p.value.length > 16 ? "is-long" : ""}>${p.value}</dd>
  </div>`;
}
