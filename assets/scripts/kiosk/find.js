import { html, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { Choice } from "./choice.js";
import { useSettled } from "./idle.js";
import { servicePage } from "./journey.js";
import { Keys, letters } from "./keys.js";
import { everydayWords, matches } from "./match.js";
import { Paged } from "./paged.js";

/** @typedef {import("../shapes").Service} Service */

const mostLetters = 8;

/**
 * Finding a service: by touching an everyday word, or by the first letters of its pinyin. In large text there are words only, as who
 * needs those has no use for letters.
 * @param {{services: Service[], mode: import("./journey.js").Mode, go: import("./journey.js").Go}} p
 */
export function Find(p) {
  const settled = useSettled();
  const [typed, setTyped] = useState("");
  const lang = p.mode.lang;
  const open = (/** @type {Service} */ s) => settled() && p.go.push(servicePage(s.id));
  const found = typed ? matches(p.services, typed.toLowerCase()) : [];
  const rows = typed
    ? found.map((m) => html`<${Choice} key=${m.service.id} service=${m.service} word=${m.word} lang=${lang} press=${() => open(m.service)} />`)
    : everydayWords(p.services).map((m) => html`<button key=${m.service.id + m.word} class="word" data-word=${m.word} onClick=${() => open(m.service)}>
        <span class="word-name">${m.word}</span><span class="word-service">${say(m.service.name, lang)}</span></button>`);
  return html`<main class="find" data-page="find">
    <h2 class="kiosk-title"><${Both} text=${words(typed ? "kiosk.title" : "kiosk.find_title")} order=${lang} /></h2>
    ${typed && !found.length ? html`<p class="find-none" role="status"><${Both} text=${words("kiosk.find_none")} order=${lang} /></p>`
      : html`<${Paged} class=${typed ? "choices is-found" : "find-words"} rows=${rows} lang=${lang} about=${typed + p.mode.large} />`}
    ${!p.mode.large && html`<section class="find-letters">
      <p class="find-typed"><span class="find-label">${say(words("kiosk.find_letters"), lang)}</span><output class="number" data-typed=${typed}>${typed}</output></p>
      <${Keys} class="is-letters" keys=${letters} text=${typed} most=${mostLetters} set=${setTyped} lang=${lang} />
    </section>`}
  </main>`;
}
