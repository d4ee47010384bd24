import { cls, html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

import { CallTool } from "./calling.js";

/** @typedef {import("./journey.js").Mode} Mode */

/**
 * What stands around every page of the kiosk: the hall and the clock above, the way back and the time left below, always in the same place.
 * @param {{hall: import("../shapes").Hall, mode: Mode, setMode: (m: Mode) => void, back: (() => void)|null, home: (() => void)|null,
 *   left: number, note?: any, calling: import("./calling.js").Calling, children?: any}} p home: the page is the last of its way, and back is the
 *   start; note: what is said in place of the hall's name
 */
export function Shell(p) {
  const time = useNow(1000);
  const m = p.mode;
  const set = (/** @type {Partial<Mode>} */ change) => p.setMode(Object.assign({}, m, change));
  const switched = html`<button class="tool tool-lang" data-action="language" onClick=${() => set({ lang: m.lang === "zh" ? "en" : "zh" })}>
    ${say(words("lang.switch"), m.lang)}</button>`;
  const left = p.left > 0 && html`<span class="kiosk-left" role="timer" aria-live="off">${say(words("kiosk.time_left", { s: p.left }), m.lang)}</span>`;
  return html`<div class=${cls("kiosk", m.low && "is-low", m.large && "is-large", m.contrast && "is-contrast", p.note && "is-card-left")} lang=${m.lang === "en" ? "en" : "zh-CN"}>
    <header class="kiosk-head">
      <h1 class=${p.note ? "card-left" : ""}>${p.note || html`<${Both} text=${p.hall.name} order=${m.lang} />`}</h1>
      ${m.large && left}
      ${clockKnown() && html`<div class="kiosk-clock"><time class="number">${hourMinute(time)}</time><span>${say(dayWords(time), m.lang)}</span></div>`}
      ${!m.large && switched}
    </header>
    <div class="kiosk-page">${p.children}</div>
    <footer class="kiosk-foot">
      ${p.back && html`<button class="kiosk-back" data-action="back" onClick=${p.back}><${Both} text=${words("kiosk.back")} order=${m.lang} /></button>`}
      ${p.home && html`<button class="kiosk-back" data-action="home" onClick=${p.home}><${Both} text=${words("kiosk.finish")} order=${m.lang} /></button>`}
      ${!m.large && left}
      <div class="tools">
        <${CallTool} calling=${p.calling} lang=${m.lang} />
        ${m.large && switched}
        <${Tool} name="large" on=${m.large} words=${words(m.large ? "kiosk.usual_text" : "kiosk.large_text")} lang=${m.lang} press=${() => set({ large: !m.large })} />
        <${Tool} name="contrast" on=${m.contrast} words=${words("kiosk.contrast")} lang=${m.lang} press=${() => set({ contrast: !m.contrast })} />
        <${Tool} name="low" on=${m.low} words=${words(m.low ? "kiosk.high" : "kiosk.low")} lang=${m.lang} press=${() => set({ low: !m.low })} />
      </div>
    </footer>
  </div>`;
}

/** @param {{name: string, on: boolean, words: import("../shapes").Text, lang: "zh"|"en", press: () => void}} p */
function Tool(p) {
  return html`<button class=${"tool tool-" + p.name} data-action=${p.name} aria-pressed=${p.on} onClick=${p.press}><${Both} text=${p.words} order=${p.lang} /></button>`;
}

/** The name of a zone, for "wait in …". @param {import("../shapes").Hall} hall @param {string|undefined} id @returns {import("../shapes").Text} */
export function zoneName(hall, id) {
  const zone = hall.zones.filter((z) => z.id === id)[0] || hall.zones[0];
  return zone ? zone.name : hall.name;
}
