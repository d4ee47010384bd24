import { cls, html } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { whyStopped } from "../show/printing.js";
import { Choice, Department } from "./choice.js";
import { useSettled } from "./idle.js";
import { servicePage } from "./journey.js";
import { Paged } from "./paged.js";
import { stoppedState } from "./printed.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("./journey.js").Go} Go */
/** @typedef {import("./journey.js").Mode} Mode */

/** So many services need no page of departments, and so many are frequent at most. */
const mostOnOnePage = 8;
const mostFrequent = 6;

/**
 * The first page: all services where there are few, else the frequent ones and the way to all; beside them the ways that need no service.
 * @param {{hall: Hall, services: Service[], mode: Mode, go: Go, card: string, bad: boolean}} p card: the last four of a card that was read, "" for none
 */
export function Home(p) {
  const settled = useSettled();
  const lang = p.mode.lang;
  const frequent = p.services.filter((s) => s.frequent);
  const few = p.services.length <= mostOnOnePage;
  const stopped = stoppedState(p.hall);
  const shown = few ? frequent.concat(p.services.filter((s) => !s.frequent)) : frequent.slice(0, mostFrequent);
  const rows = shown.map((s) => html`<${Choice} key=${s.id} service=${s} lang=${lang} press=${() => settled() && p.go.push(servicePage(s.id))} />`);
  if (!few) {
    rows.push(html`<button key="*" class="choice choice-all" data-action="all" onClick=${() => settled() && p.go.push({ kind: "departments" })}>
      <span class="choice-name"><${Both} text=${words("kiosk.all")} order=${lang} /></span></button>`);
  }
  return html`<main class="choose" data-page=${few ? "services" : "home"}>
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.title")} order=${lang} /></h2>
    ${stopped && html`<p class="notice home-printer" role="status" data-printer=${stopped}>
      <${Both} text=${words("kiosk.printer_stopped", { why: whyStopped(stopped) })} order=${lang} /></p>`}
    <p class="card-hint" data-card=${p.card} data-bad=${p.bad} role="status"><${Both} order=${lang}
      text=${p.bad ? words("kiosk.id_bad", { help: p.hall.help }) : p.card ? words("kiosk.card_read", { last4: p.card }) : words("kiosk.card_hint")} /></p>
    <${Paged} class=${cls("choices", shown.length > 4 ? "is-many" : "is-few")} most=${mostOnOnePage} rows=${rows} lang=${lang} about=${p.mode.large}
      beside=${p.mode.large && html`<${WayButtons} mode=${p.mode} go=${p.go} find=${true} settled=${settled} />`} />
    ${!p.mode.large && html`<${Ways} mode=${p.mode} go=${p.go} find=${true} settled=${settled} />`}
  </main>`;
}

/** @param {{mode: Mode, go: Go, find: boolean, settled: () => boolean}} p */
export function Ways(p) {
  return html`<nav class="ways" aria-label=${words("kiosk.ways")[p.mode.lang]}><${WayButtons} ...${p} /></nav>`;
}

/** @param {{mode: Mode, go: Go, find: boolean, settled: () => boolean}} p */
function WayButtons(p) {
  const lang = p.mode.lang;
  return html`${p.find && html`<button class="way" data-action="find" onClick=${() => p.settled() && p.go.push({ kind: "find" })}>
      <${Both} text=${words("kiosk.find")} order=${lang} /></button>`}
    <button class="way" data-action="mine" onClick=${() => p.settled() && p.go.push({ kind: "mine" })}>
      <${Both} text=${words("kiosk.mine")} order=${lang} /></button>`;
}

/** The departments of a hall with many services. @param {{hall: Hall, services: Service[], mode: Mode, go: Go}} p */
export function Departments(p) {
  const settled = useSettled();
  const rows = departments(p.hall, p.services).map((g) => html`<${Department} key=${g.id} group=${g} lang=${p.mode.lang}
    press=${() => settled() && p.go.push({ kind: "services", department: g.id })} />`);
  return html`<main class="choose" data-page="departments">
    <h2 class="kiosk-title"><${Both} text=${words("kiosk.title_department")} order=${p.mode.lang} /></h2>
    <${Paged} class=${cls("choices", rows.length > 4 ? "is-many" : "is-few")} most=${mostOnOnePage} rows=${rows} lang=${p.mode.lang} about=${p.mode.large} />
  </main>`;
}

/** The services of a department. @param {{hall: Hall, services: Service[], mode: Mode, go: Go, department: string}} p */
export function Services(p) {
  const settled = useSettled();
  const group = departments(p.hall, p.services).filter((g) => g.id === p.department)[0];
  const rows = (group ? group.services : []).map((s) => html`<${Choice} key=${s.id} service=${s} lang=${p.mode.lang}
    press=${() => settled() && p.go.push(servicePage(s.id))} />`);
  return html`<main class="choose" data-page="services">
    <h2 class="kiosk-title"><${Both} text=${group ? group.name : words("kiosk.title")} order=${p.mode.lang} /></h2>
    <${Paged} class=${cls("choices", rows.length > 4 ? "is-many" : "is-few")} most=${mostOnOnePage} rows=${rows} lang=${p.mode.lang} about=${p.mode.large} />
  </main>`;
}

/** @param {Hall} hall @param {Service[]} services */
function departments(hall, services) {
  const known = (hall.departments || []).map((d) => ({ id: d.id, name: d.name, services: services.filter((s) => s.department === d.id) }));
  const ids = known.map((d) => d.id);
  const rest = services.filter((s) => !s.department || ids.indexOf(s.department) < 0);
  const all = known.filter((d) => d.services.length);
  if (rest.length) all.push({ id: "*", name: words("kiosk.more"), services: rest });
  return all;
}
