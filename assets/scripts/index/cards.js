import { html } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { grantsOf } from "../wire/hall.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {(path: string, grant: {role: string, window?: number, zone?: string}|null) => void} Open */

/** One card a face. What this browser may not open says so. @param {{hall: Hall, services: Service[], busy: boolean, open: Open}} p */
export function Cards(p) {
  const hall = p.hall;
  const demo = hall.demo;
  const numbers = windowNumbers(p.services);
  const counters = demo ? numbers : owned(hall, "counter");
  const screens = demo || grantsOf(hall, "screen").some((g) => !g.window) ? numbers : owned(hall, "screen");
  return html`<div class="cards">
    <${Card} title="index.kiosk" hint="index.kiosk_hint" off=${!demo && !grantsOf(hall, "kiosk").length}>
      <${Go} busy=${p.busy} go="kiosk" label=${words("index.open")} press=${() => p.open("/kiosk", { role: "kiosk" })} wide=${true} />
    </${Card}>
    <${Card} title="index.counter" hint="index.counter_hint" off=${!counters.length}>
      ${counters.map((n) => html`<${Go} key=${n} busy=${p.busy} go=${"counter-" + n} label=${number(n)}
        press=${() => p.open("/counter?window=" + n, { role: "counter", window: n })} />`)}
    </${Card}>
    <${Card} title="index.desk" hint="index.desk_hint" off=${!demo && !helps(hall)}>
      <${Go} busy=${p.busy} go="desk" label=${words("index.open")} press=${() => p.open("/desk", demo ? { role: "desk" } : null)} wide=${true} />
    </${Card}>
    <${Card} title="index.hall" hint="index.hall_hint" off=${!demo && !hall.settings.public_board && !grantsOf(hall, "screen").length}>
      ${hall.zones.map((z) => html`<${Go} key=${z.id} busy=${p.busy} go=${"hall-" + z.id} label=${z.name} wide=${true}
        press=${() => p.open("/hall/" + encodeURIComponent(z.id), hall.settings.public_board && !demo ? null : { role: "screen", zone: z.id })} />`)}
    </${Card}>
    <${Card} title="index.welcome" hint="index.welcome_hint" off=${!demo && !hall.settings.public_board && !grantsOf(hall, "screen").length}>
      <${Go} busy=${p.busy} go="welcome" label=${words("index.welcome_all")} press=${() => p.open("/welcome", null)} wide=${true} />
    </${Card}>
    <${Card} title="index.voice" hint="index.voice_hint" off=${!demo && !grantsOf(hall, "screen").some((g) => g.zone) && !grantsOf(hall, "admin").length}>
      ${hall.zones.filter((z) => demo || grantsOf(hall, "screen").some((g) => g.zone === z.id)).map((z) => html`<${Go} key=${z.id} busy=${p.busy} go=${"voice-" + z.id}
        label=${z.name} wide=${true} press=${() => p.open("/voice/" + encodeURIComponent(z.id), { role: "screen", zone: z.id })} />`)}
      ${(demo || grantsOf(hall, "admin").length > 0) && html`<${Go} busy=${p.busy} go="words" label=${words("index.words")} wide=${true}
        press=${() => p.open("/voice/words", { role: "admin" })} />`}
    </${Card}>
    <${Card} title="index.admin" hint="index.admin_hint" off=${!demo && !["admin", "supervisor"].some((role) => grantsOf(hall, role).length > 0)}>
      <${Go} busy=${p.busy} go="admin" label=${words("index.open")} press=${() => p.open("/admin", demo ? { role: "supervisor" } : null)} wide=${true} />
    </${Card}>
    <${Card} title="index.screens" hint="index.screens_hint" off=${!demo && !runs(hall)}>
      <${Go} busy=${p.busy} go="screens" label=${words("index.open")} press=${() => p.open("/screens", demo ? { role: "admin" } : null)} wide=${true} />
    </${Card}>
    <${Card} title="slip.title" hint="index.slip_hint" off=${!demo && !runs(hall)}>
      <${Go} busy=${p.busy} go="slip" label=${words("index.open")} press=${() => p.open("/slip", demo ? { role: "admin" } : null)} wide=${true} />
    </${Card}>
    <${Card} title="index.book" hint="index.book_hint" off=${false}>
      <${Go} busy=${p.busy} go="book" label=${words("index.open")} press=${() => p.open("/book", null)} wide=${true} />
    </${Card}>
    <${Card} title="index.window" hint="index.window_hint" off=${!screens.length}>
      ${screens.map((n) => html`<${Go} key=${n} busy=${p.busy} go=${"window-" + n} label=${number(n)}
        press=${() => p.open("/window/" + n, { role: "screen", window: n })} />`)}
    </${Card}>
  </div>`;
}

/** @param {{title: Key, hint: Key, off: boolean, children?: any}} p */
function Card(p) {
  return html`<section class=${p.off ? "card card-off" : "card"}>
    <h3><${Both} text=${words(p.title)} /></h3>
    <p class="card-hint">${words(p.hint).zh}<small>${words(p.hint).en}</small></p>
    ${p.off ? html`<p class="card-why">${words("index.not_enrolled").zh}</p>` : html`<div class="card-go">${p.children}</div>`}
  </section>`;
}

/** @param {{busy: boolean, go: string, label: import("../shapes").Text, press: () => void, wide?: boolean}} p */
function Go(p) {
  return html`<button class=${p.wide ? "go go-wide" : "go"} data-go=${p.go} disabled=${p.busy} onClick=${p.press} title=${p.label.en}>${say(p.label)}</button>`;
}

/** @param {number} n */
function number(n) {
  return { zh: String(n), en: "Window " + n };
}

/** @param {Hall} hall @param {string} role */
function owned(hall, role) {
  return grantsOf(hall, role).map((g) => g.window || 0).filter(Boolean).sort((a, b) => a - b);
}

/** Whether this browser may do what the guide desk does. @param {Hall} hall */
function helps(hall) {
  return ["desk", "supervisor", "counter"].some((role) => grantsOf(hall, role).length > 0);
}

/** Whether this browser looks after the hall's machines. @param {Hall} hall */
function runs(hall) {
  return ["admin", "supervisor", "desk"].some((role) => grantsOf(hall, role).length > 0);
}

/** Every window that serves something. @param {Service[]} services */
function windowNumbers(services) {
  /** @type {number[]} */
  const all = [];
  services.forEach((s) => (s.windows || []).forEach((n) => {
    if (all.indexOf(n) < 0) all.push(n);
  }));
  return all.sort((a, b) => a - b);
}
