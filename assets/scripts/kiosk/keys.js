import { cls, html } from "../show/view.js";
import { words } from "../show/words.js";

/**
 * Keys to touch in place of a keyboard. What is typed stays as long as `most` allows.
 * @param {{keys: string[], text: string, most: number, set: (text: string) => void, lang: "zh"|"en", class?: string, children?: any}} p
 */
export function Keys(p) {
  const add = (/** @type {string} */ key) => p.text.length < p.most && p.set(p.text + key);
  return html`<div class=${cls("keys-pad", p.class)} data-keys=${p.keys.length}>
    ${p.keys.map((k) => html`<button key=${k} class="key number" data-key=${k} onClick=${() => add(k)}>${k}</button>`)}
    <button class="key key-delete" data-key="delete" disabled=${!p.text} onClick=${() => p.set(p.text.slice(0, -1))}>${words("kiosk.delete")[p.lang]}</button>
    ${p.children}
  </div>`;
}

export const digits = "1234567890".split("");
export const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
