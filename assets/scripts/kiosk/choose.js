import { cls, html } from "../show/view.js";
import { Both, say, waitWords, words } from "../show/words.js";
import { useSettled } from "./idle.js";
import { shutWords } from "./shut.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {"zh"|"en"} Lang */

const most = 8; // choices a page

/**
 * The services, by department where there are more than fit one page.
 * @param {{place: any, go: (place: any) => void, hall: Hall, services: Service[], lang: Lang}} p
 */
export function Choose(p) {
  const groups = p.services.length > most ? departments(p.hall, p.services) : [];
  const asking = groups.length > 1 && !p.place.department;
  const chosen = groups.filter((g) => g.id === p.place.department)[0];
  const shown = chosen ? chosen.services : p.services;
  const all = asking ? groups.length : shown.length;
  const at = p.place.page * most;
  const page = (/** @type {number} */ n) => p.go(Object.assign({}, p.place, { page: n }));
  return html`<main class="choose" data-page=${asking ? "departments" : "services"}>
    <h2 class="kiosk-title"><${Both} text=${words(asking ? "kiosk.title_department" : "kiosk.title")} order=${p.lang} /></h2>
    <${Buttons} key=${p.place.department + p.place.page} count=${Math.min(all - at, most)}>
      ${(/** @type {() => boolean} */ settled) => asking
        ? groups.slice(at, at + most).map((g) => html`<${Department} key=${g.id} group=${g} lang=${p.lang}
            press=${() => settled() && p.go({ department: g.id, page: 0, service: null, ticket: null })} />`)
        : shown.slice(at, at + most).map((s) => html`<${One} key=${s.id} service=${s} lang=${p.lang}
            press=${() => settled() && p.go(Object.assign({}, p.place, { service: s }))} />`)}
    </${Buttons}>
    ${all > most && html`<nav class="pages">
      <button class="pages-turn" disabled=${p.place.page === 0} onClick=${() => page(p.place.page - 1)}>
        <${Both} text=${words("kiosk.page_before")} order=${p.lang} /></button>
      <span class="number">${p.place.page + 1} / ${Math.ceil(all / most)}</span>
      <button class="pages-turn" disabled=${at + most >= all} onClick=${() => page(p.place.page + 1)}>
        <${Both} text=${words("kiosk.page_next")} order=${p.lang} /></button>
    </nav>`}
  </main>`;
}

/** @param {{count: number, children?: any}} p */
function Buttons(p) {
  const settled = useSettled();
  return html`<div class=${cls("choices", p.count > 4 ? "is-many" : "is-few")}>${p.children(settled)}</div>`;
}

/** @param {{service: Service, lang: Lang, press: () => void}} p */
function One(p) {
  const s = p.service;
  const name = say(s.name, p.lang);
  const wait = s.waiting_count > 0 ? waitWords(s.estimated_wait_ms) : null;
  return html`<button class="choice" data-service=${s.id} disabled=${!s.issuing} onClick=${p.press}>
    <span class="number choice-prefix">${s.prefix}</span>
    <span class=${cls("choice-name", name.length > (p.lang === "en" ? 14 : 9) && "is-long")}><${Both} text=${s.name} order=${p.lang} /></span>
    ${s.issuing ? html`<span class="choice-wait">
        <span class="choice-count">${countWords(s.waiting_count, p.lang)}</span>
        <span class="choice-range">${s.suspended ? say(words("kiosk.suspended_short"), p.lang) : wait ? say(wait, p.lang) : !s.open ? say(words("kiosk.no_window"), p.lang) : ""}</span>
      </span>` : html`<span class="choice-wait choice-shut">
        ${say(shutWords(s), p.lang)}</span>`}
  </button>`;
}

/** 等候 12 人 with the figure large. @param {number} n @param {Lang} lang */
function countWords(n, lang) {
  const [before, after] = say(words("board.waiting"), lang).split("{n}");
  return html`${before}<span class="number">${n}</span>${after}`;
}

/** @param {{group: {id: string, name: Text, services: Service[]}, lang: Lang, press: () => void}} p */
function Department(p) {
  const waiting = p.group.services.reduce((sum, s) => sum + s.waiting_count, 0);
  const some = p.group.services.some((s) => s.issuing);
  return html`<button class="choice" data-department=${p.group.id} disabled=${!some} onClick=${p.press}>
    <span class=${cls("choice-name", p.group.name.zh.length > 12 && "is-long")}><${Both} text=${p.group.name} order=${p.lang} /></span>
    <span class="choice-wait">${some ? html`<span class="choice-count">${countWords(waiting, p.lang)}</span>`
      : html`<span class="choice-shut">${say(words("kiosk.service_closed"), p.lang)}</span>`}</span>
  </button>`;
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
