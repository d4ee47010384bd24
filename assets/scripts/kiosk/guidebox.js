import { html } from "../show/view.js";
import { Material } from "../show/material.js";
import { Both, say, words } from "../show/words.js";
import { Paged } from "./paged.js";
import { PrintList, stoppedState } from "./printed.js";

/** @typedef {import("../shapes").Guide} Guide */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {"zh"|"en"} Lang */

/**
 * What to bring, the fee, the time, and the code to take it home, as far as there is room; the whole list is a page of its own, where it
 * is printed too when large text leaves no room for that here.
 * @param {{guide: Guide|null, hall: Hall, lang: Lang, large: boolean, all: () => void}} p
 */
export function GuideBox(p) {
  const g = p.guide;
  if (!g) return html`<section class="guide-box"></section>`;
  const print = (/** @type {boolean} */ large) => p.large === large && g.materials.length > 0 && prints(p.hall);
  const more = (/** @type {number} */ n) => n > 0 ? html`<button class="guide-more" data-action="materials" onClick=${p.all}>
    <${Both} text=${words("kiosk.materials_more", { n: n })} order=${p.lang} /></button>` : print(true) && html`<${PrintList} class="guide-more" service=${g.service} lang=${p.lang} />`;
  return html`<section class="guide-box" data-guide=${g.service}>
    <div class="guide-list">
      <div class="guide-head"><h3><${Both} text=${words(g.materials.length ? "kiosk.materials" : "guide.none")} order=${p.lang} /></h3>
        ${print(false) && html`<${PrintList} class="list-print" service=${g.service} lang=${p.lang} />`}</div>
      ${g.materials.length > 0 && html`<${Paged} class="materials" rows=${materialRows(g, p.lang)} lang=${p.lang} about=${g.service + p.large} more=${more} />`}
    </div>
    <${Facts} guide=${g} lang=${p.lang} />
  </section>`;
}

/** @param {Guide} g @param {Lang} lang */
function materialRows(g, lang) {
  return g.materials.map((m, i) => html`<span key=${i + m.name.zh} class="material"><${Material} material=${m} lang=${lang} /></span>`);
}

/** Fee, time and note, and the code with which a phone takes all of it home. @param {{guide: Guide, lang: Lang}} p */
function Facts(p) {
  const g = p.guide;
  /** @type {[import("../shapes").Key, Text|undefined][]} */
  const facts = [["guide.fee", g.fee], ["guide.promise", g.promise], ["guide.note", g.note]];
  const known = facts.filter((f) => f[1]);
  if (!known.length && !g.url) return null;
  return html`<div class="guide-side">
    <dl class="guide-facts">${known.map((f) => html`<div key=${f[0]}><dt>${say(words(f[0]), p.lang)}</dt><dd>${say(f[1], p.lang)}</dd></div>`)}</dl>
    ${g.url && html`<figure class="guide-code">
      <img src=${"/api/v1/services/" + encodeURIComponent(g.service) + "/guide/qr.png"} alt="" />
      <figcaption data-online=${!!g.online}><${Both} text=${words(g.online ? "kiosk.online_take" : "kiosk.guide_take")} order=${p.lang} /></figcaption>
    </figure>`}
  </div>`;
}

/** @param {Hall} hall */
function prints(hall) {
  return !!hall.printing && !stoppedState(hall);
}

/** The whole list on a page of its own. @param {{guide: Guide|null, hall: Hall, name: Text, lang: Lang, large: boolean}} p */
export function MaterialList(p) {
  const print = (/** @type {string} */ where) => p.guide && prints(p.hall) && html`<${PrintList} class=${where} service=${p.guide.service} lang=${p.lang} />`;
  return html`<main class="guide-page" data-page="materials">
    <h2 class="kiosk-title"><${Both} text=${p.name} order=${p.lang} /></h2>
    <div class="guide-head"><h3 class="guide-page-head"><${Both} text=${words("kiosk.materials")} order=${p.lang} /></h3>
      ${!p.large && print("list-print")}</div>
    ${p.guide && html`<${Paged} class="materials" rows=${materialRows(p.guide, p.lang)} lang=${p.lang} about=${p.guide.service} beside=${p.large && print("pages-turn")} />`}
  </main>`;
}
