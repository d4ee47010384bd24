import { html } from "./view.js";
import { Both, say, words } from "./words.js";

/** @typedef {import("../shapes").Text} Text */

/**
 * One paper to bring: its name, how many of it, and what is easily got wrong.
 * @param {{material: import("../shapes").Material, lang: "zh"|"en", both?: boolean}} p both: the other language below the name
 */
export function Material(p) {
  const m = p.material;
  const note = m.note && m.note.zh ? m.note : null;
  return html`<span class="material-name">${p.both ? html`<${Both} text=${m.name} order=${p.lang} />` : say(m.name, p.lang)}
      ${m.optional && html`<span class="material-optional">${say(words("guide.optional"), p.lang)}</span>`}</span>
    <span class="material-count">${say(countWords(m), p.lang)}</span>
    ${note && html`<span class="material-note">${say(note, p.lang)}</span>`}`;
}

/** 原件1份 复印件1份. @param {import("../shapes").Material} m @returns {Text} */
function countWords(m) {
  const parts = [];
  if (m.original) parts.push(words("guide.original", { n: m.original }));
  if (m.copies) parts.push(words("guide.copies", { n: m.copies }));
  return { zh: parts.map((t) => t.zh).join("、"), en: parts.map((t) => t.en).join(", ") };
}
