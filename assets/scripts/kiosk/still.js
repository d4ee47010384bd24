import { html, useEffect, useRef } from "../show/view.js";
import { Both, say, words } from "../show/words.js";

/**
 * Asks whether somebody is still there. Touching it anywhere but on the way home means yes.
 * @param {{left: number, lang: "zh"|"en", stay: () => void, home: () => void}} p
 */
export function Still(p) {
  const yes = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => {
    if (yes.current) yes.current.focus();
  }, []);
  const leave = (/** @type {Event} */ event) => {
    event.stopPropagation();
    p.home();
  };
  return html`<div class="still" data-still="asking" role="alertdialog" aria-modal="true" aria-labelledby="still-title" onClick=${p.stay}>
    <div class="still-box">
      <h2 id="still-title"><${Both} text=${words("kiosk.still_there")} order=${p.lang} /></h2>
      <p class="still-left">${say(words("kiosk.time_left", { s: p.left }), p.lang)}</p>
      <button class="confirm-take" data-action="stay" ref=${yes} onClick=${p.stay}><${Both} text=${words("kiosk.still_yes")} order=${p.lang} /></button>
      <button class="way" data-action="leave" onClick=${leave}><${Both} text=${words("kiosk.still_no")} order=${p.lang} /></button>
    </div>
  </div>`;
}
