import { html, useEffect, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { order, refusalOf } from "../wire/api.js";
import { CardDrawing } from "./identify.js";
import { useSettled } from "./idle.js";
import { digits, Keys } from "./keys.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Mine} Mine */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("./journey.js").Mode} Mode */
/** @typedef {import("./journey.js").Query} Query */

/** What somebody has open, by what they showed. @param {Query} query @returns {Promise<Mine>} */
export function lookUp(query) {
  return order("/api/v1/kiosk/mine", query);
}

/**
 * My place in the queue: by the card, by the slip's code, or by typing the number.
 * @param {{hall: import("../shapes").Hall, mode: Mode, problem: Text|null, lying: boolean, type: () => void, typeCode: () => void}} p
 */
export function AskMine(p) {
  const lang = p.mode.lang;
  const settled = useSettled();
  return html`<main class="identify" data-page="mine">
    <h2 class="kiosk-title identify-title"><${Both} text=${words(p.lying ? "kiosk.lift_card" : "kiosk.mine_title")} order=${lang} /></h2>
    <${CardDrawing} />
    ${p.problem && html`<p class="problem" role="alert"><${Both} text=${p.problem} order=${lang} /></p>`}
    <div class="identify-ways">
      <button class="way" data-action="type-number" onClick=${() => settled() && p.type()}><${Both} text=${words("kiosk.type_number")} order=${lang} /></button>
      ${!p.mode.large && html`<button class="way" data-action="type-code" onClick=${() => settled() && p.typeCode()}><${Both} text=${words("kiosk.type_code")} order=${lang} /></button>`}
    </div>
    <p class="identify-help"><${Both} text=${words("kiosk.mine_what")} order=${lang} /></p>
  </main>`;
}

/**
 * Looks up what was typed; what is wrong with it is said until something else is.
 * @param {string} typed
 * @param {(query: Query, mine: Mine) => void} found
 */
function useSearch(typed, found) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  useEffect(() => setProblem(null), [typed]);
  const search = (/** @type {Query} */ query) => {
    setBusy(true);
    lookUp(query).then((mine) => found(query, mine), (error) => {
      setProblem(refusalOf(error).text);
      setBusy(false);
    });
  };
  return { busy: busy, problem: problem, search: search };
}

const mostNumber = 7;

/**
 * Types a ticket's number: first its letter, of those that the hall has, then its digits.
 * @param {{services: Service[], mode: Mode, found: (query: Query, mine: Mine) => void}} p
 */
export function TypeNumber(p) {
  const lang = p.mode.lang;
  const [prefix, setPrefix] = useState("");
  const [rest, setRest] = useState("");
  const { busy, problem, search } = useSearch(prefix + rest, p.found);
  const prefixes = p.services.map((s) => s.prefix).filter((x, i, all) => all.indexOf(x) === i).sort();
  const typed = prefix + rest;
  const set = (/** @type {string} */ text) => text.length < prefix.length ? setPrefix("") : setRest(text.slice(prefix.length));
  return html`<main class="type-id" data-page="type-number">
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.type_number_title")} order=${lang} /></h2>
    <output class="number typed-id is-number" data-typed=${typed}>${typed || "\u00a0"}</output>
    <p class=${problem ? "problem" : "type-note"} role="status"><${Both} text=${problem || words(prefix ? "kiosk.type_digits" : "kiosk.type_letter")} order=${lang} /></p>
    ${prefix ? html`<${Keys} class="is-digits" keys=${digits} text=${typed} most=${mostNumber} set=${set} lang=${lang} />`
      : html`<${Keys} class=${prefixes.length > 11 ? "is-letters" : "is-digits"} keys=${prefixes} text="" most=${2} set=${setPrefix} lang=${lang} />`}
    <button class="confirm-take" data-action="search" disabled=${!rest || busy} onClick=${() => search({ number: typed })}><${Both} text=${words("kiosk.search")} order=${lang} /></button>
  </main>`;
}

/** What codes are made of: no letters that look like digits. */
const codeKeys = "1234567890ABCDEFGHJKMNPQRSTVWXYZ".split("");
const codeLength = 8;

/** Types the code of a booking or of a slip of missing papers. @param {{mode: Mode, found: (query: Query, mine: Mine) => void}} p */
export function TypeCode(p) {
  const lang = p.mode.lang;
  const [typed, setTyped] = useState("");
  const { busy, problem, search } = useSearch(typed, p.found);
  return html`<main class="type-id" data-page="type-code">
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.type_code_title")} order=${lang} /></h2>
    <output class="number typed-id" data-typed=${typed}>${typed || "\u00a0"}</output>
    <p class=${problem ? "problem" : "type-note"} role="status"><${Both} order=${lang}
      text=${problem || words("kiosk.typed_of", { n: typed.length, most: codeLength })} /></p>
    <${Keys} class="is-code" keys=${codeKeys} text=${typed} most=${codeLength} set=${setTyped} lang=${lang} />
    <button class="confirm-take" data-action="search" disabled=${typed.length < codeLength || busy} onClick=${() => search({ code: typed })}>
      <${Both} text=${words("kiosk.search")} order=${lang} /></button>
  </main>`;
}
