import { cls, html, useState } from "../show/view.js";
import { Both, say, words, zh } from "../show/words.js";

/** @typedef {import("../shapes").Key} Key */

const mostScope = 64; // characters that the plate has room for

/**
 * Who serves here, as the rules of conduct want it: photo, name, title, post, number, what for, whom to complain to.
 * @param {{board: import("../shapes").WindowBoard}} p
 */
export function Plate(p) {
  const window = p.board.window;
  const staff = window.staff;
  const scope = named(p.board.scope.map((name) => say(name)));
  return html`<footer class="plate">
    <div class="plate-who">
      ${staff ? html`<${Photo} key=${staff.number} staff=${staff} />
        <div class="plate-person">
          <div class=${staff.name.length > 5 ? "plate-name is-long" : "plate-name"}>${staff.name}</div>
          <div class="plate-no">${zh("win.plate_staff")} <span class="number">${staff.number}</span>
            ${window.substitute && html`<span class="plate-mark">${zh("win.plate_substitute")}</span>`}</div>
          ${!!staff.stars && html`<${Stars} n=${staff.stars} />`}
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

/** The photo, or the family name where the hall has none. @param {{staff: import("../shapes").Staff}} p */
function Photo(p) {
  const [missing, setMissing] = useState(false);
  return html`<span class=${cls("plate-face", !missing && "plate-photo")} aria-hidden="true">${missing ? p.staff.name.slice(0, 1)
    : html`<img src=${"/photos/" + encodeURIComponent(p.staff.number)} alt="" onError=${() => setMissing(true)} />`}</span>`;
}

/** The badge of the centre (星级). @param {{n: number}} p */
function Stars(p) {
  const stars = [];
  for (let i = 0; i < p.n; i++) stars.push(i);
  return html`<div class="plate-stars" role="img" aria-label=${zh("win.stars", { n: p.n })}>${stars.map((i) => html`<svg key=${i} viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 1l3.2 7.1 7.8.8-5.8 5.2 1.6 7.6L12 17.8l-6.8 3.9 1.6-7.6L1 8.9l7.8-.8z" fill="currentColor" /></svg>`)}</div>`;
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
