import { cls, html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

/** @typedef {"zh"|"en"} Lang */

/**
 * What stands around every page of the kiosk: the hall and the clock above, the way back and the time left below, always in the same place.
 * @param {{hall: import("../shapes").Hall, lang: Lang, setLang: (l: Lang) => void, low: boolean, setLow: (low: boolean) => void,
 *   back: (() => void)|null, home: (() => void)|null, left: number, children?: any}} p
 */
export function Shell(p) {
  const time = useNow(1000);
  return html`<div class=${cls("kiosk", p.low && "is-low")} lang=${p.lang === "en" ? "en" : "zh-CN"}>
    <header class="kiosk-head">
      <h1><${Both} text=${p.hall.name} order=${p.lang} /></h1>
      ${clockKnown() && html`<div class="kiosk-clock"><time class="number">${hourMinute(time)}</time><span>${say(dayWords(time), p.lang)}</span></div>`}
      <button class="kiosk-lang" data-action="language" onClick=${() => p.setLang(p.lang === "zh" ? "en" : "zh")}>
        ${say(words("lang.switch"), p.lang)}</button>
    </header>
    <div class="kiosk-page">${p.children}</div>
    <footer class="kiosk-foot">
      ${p.back && html`<button class="kiosk-back" data-action="back" onClick=${p.back}><${Both} text=${words("kiosk.back")} order=${p.lang} /></button>`}
      ${p.home && html`<button class="kiosk-back" data-action="home" onClick=${p.home}><${Both} text=${words("kiosk.finish")} order=${p.lang} /></button>`}
      ${p.left > 0 && html`<span class="kiosk-left">${say(words("kiosk.time_left", { s: p.left }), p.lang)}</span>`}
      <button class="kiosk-low" data-action="low" aria-pressed=${p.low} onClick=${() => p.setLow(!p.low)}>
        <${Both} text=${words(p.low ? "kiosk.high" : "kiosk.low")} order=${p.lang} /></button>
    </footer>
  </div>`;
}

/** The name of a zone, for "wait in …". @param {import("../shapes").Hall} hall @param {string|undefined} id @returns {import("../shapes").Text} */
export function zoneName(hall, id) {
  const zone = hall.zones.filter((z) => z.id === id)[0] || hall.zones[0];
  return zone ? zone.name : hall.name;
}
