import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { say, waitShort, wordsFor, zh } from "../show/words.js";
import { hourMinute, minutesSince, useNow } from "../show/clock.js";
import { helpLines } from "./helps.js";

/** @typedef {import("../shapes").DeskBoard} DeskBoard */
/** @typedef {import("../shapes").DeskRow} DeskRow */
/** @typedef {import("../shapes").Key} Key */

const mostRows = 12;
const rowsToALine = 2; // that a line about help takes the room of

/**
 * The search, who waits, and what else the desk does. The search keeps the focus: arrows choose a row, Enter opens it.
 * @param {{board: DeskBoard, orders: import("./orders.js").Orders, find: (text: string) => void, open: (id: string, number: string) => void,
 *   go: (panel: string) => void, mayStandIn: boolean, mayNotify: boolean, mayHear: boolean, live: boolean}} p
 */
export function Home(p) {
  const [text, setText] = useState("");
  const [chosen, choose] = useState("");
  const [turn, setTurn] = useState(0);
  useNow(10000);
  const lines = helpLines(p.board, false);
  const rowsOnPage = mostRows - rowsToALine * (lines.people.length + (lines.faults ? 1 : 0));
  const wanted = text.trim().toUpperCase();
  const rows = p.board.waiting.filter((r) => !wanted || r.number.indexOf(wanted) >= 0);
  const at = rows.map((r) => r.id).indexOf(chosen);
  const pages = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  const page = at >= 0 ? Math.floor(at / rowsOnPage) : Math.min(turn, pages - 1);
  const typed = (/** @type {string} */ line) => {
    setText(line);
    choose("");
    setTurn(0);
  };
  const move = (/** @type {number} */ to) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row) choose(row.id);
  };
  const leaf = (/** @type {number} */ by) => {
    choose("");
    setTurn((page + by + pages) % pages);
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown") move(at < 0 ? page * rowsOnPage : at + 1);
    else if (event.key === "ArrowUp") move(at < 0 ? page * rowsOnPage : at - 1);
    else if (event.key === "PageDown") leaf(1);
    else if (event.key === "PageUp") leaf(-1);
    else if (event.key === "Escape") typed("");
    else return;
    event.preventDefault();
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!p.live) return;
    if (at >= 0) p.open(rows[at].id, rows[at].number);
    else if (text.trim()) p.find(text.trim());
  };
  return html`<${Search} text=${text} typed=${typed} key_=${key} submit=${submit} busy=${p.orders.busy} />
    <${Table} rows=${rows.slice(page * rowsOnPage, (page + 1) * rowsOnPage)} board=${p.board} chosen=${chosen} open=${p.open} searching=${!!wanted}
      pages=${pages > 1 ? zh("desk.pages", { p: page + 1, n: pages }) : ""} />
    <div class="front-foot">
      <${Go} panel="take" text="desk.take" f="F2" go=${p.go} main=${true} />
      <${Go} panel="reserve" text="desk.reserve" f="F4" go=${p.go} />
      <${Go} panel="suspend" text="desk.suspend" f="F8" go=${p.go} off=${!p.mayStandIn} />
      <${Go} panel="missed" text="desk.missed" f="F9" go=${p.go} />
      ${p.mayHear && html`<${Go} panel="voices" text="desk.voices" f="F6" go=${p.go} />`}
      ${p.mayNotify && html`<${Go} panel="notices" text="desk.notices" f="F7" go=${p.go} />`}
      <${Go} panel="emergency" text="desk.emergency" f="F10" go=${p.go} off=${!p.mayStandIn} />
      <${Go} panel="windows" text="desk.stand_in" f="F12" go=${p.go} off=${!p.mayStandIn} />
    </div>`;
}

/** @param {{text: string, typed: (line: string) => void, key_: (e: KeyboardEvent) => void, submit: (e: Event) => void, busy: boolean}} p */
function Search(p) {
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    const focus = () => {
      const held = document.activeElement;
      if (field.current && (!held || held === document.body)) field.current.focus();
    };
    if (field.current) field.current.focus();
    document.addEventListener("click", focus);
    return () => document.removeEventListener("click", focus);
  }, []);
  return html`<form class="search" role="search" onSubmit=${p.submit}>
    <input ref=${field} name="search" value=${p.text} aria-label=${zh("desk.search")} placeholder=${zh("desk.search")} autocomplete="off"
      spellcheck=${false} maxlength="300" onInput=${(/** @type {any} */ e) => p.typed(e.target.value)} onKeyDown=${p.key_} />
    <button class="act act-finish" data-action="find" disabled=${p.busy}><span class="act-name">${zh("desk.find")}</span><kbd>Enter</kbd></button>
  </form>`;
}

/** @param {{panel: string, text: Key, f: string, go: (panel: string) => void, off?: boolean, main?: boolean}} p */
function Go(p) {
  return html`<button type="button" class=${cls("act", "act-small", p.main && "act-finish")} data-action=${p.panel} disabled=${!!p.off}
    onClick=${() => p.go(p.panel)}><span class="act-name">${zh(p.text)}</span><kbd>${p.f}</kbd></button>`;
}

/** @param {{rows: DeskRow[], board: DeskBoard, chosen: string, open: (id: string, number: string) => void, searching: boolean, pages: string}} p */
function Table(p) {
  if (!p.rows.length) return html`<p class="rows rows-none" data-waiting="0">${zh(p.searching ? "desk.enter_to_find" : "desk.nobody")}</p>`;
  /** @type {Record<string, string>} */
  const names = {};
  p.board.services.forEach((s) => {
    names[s.id] = say(s.name);
  });
  return html`<table class="rows" data-waiting=${p.board.waiting_count}>
    <thead><tr><th class="row-number">${zh("desk.col_number")}</th><th>${zh("desk.col_service")}</th><td class="row-what front-pages">${p.pages}</td><th class="row-fact">${zh("desk.col_waited")}</th>
      <th class="row-fact">${zh("desk.col_ahead")}</th><th class="row-wait">${zh("desk.col_wait")}</th></tr></thead>
    <tbody>${p.rows.map((r) => html`<tr key=${r.id} class=${r.id === p.chosen ? "is-chosen" : ""} data-row=${r.number} onClick=${() => p.open(r.id, r.number)}>
      <td class="number row-number">${r.number}</td><td class="row-service">${names[r.service] || r.service}</td>
      <td class="row-what"><${Marks} row=${r} /></td>
      <td class="row-fact">${zh("counter.minutes", { m: minutesSince(r.since) })}</td><td class="row-fact">${zh("desk.people", { n: r.ahead })}</td>
      <td class="row-wait">${wait(r)}</td></tr>`)}</tbody>
  </table>`;
}

/** What is special about somebody. @param {{row: {class?: string, needs?: string[], for_window?: number}}} p */
export function Marks(p) {
  const r = p.row;
  return html`${r.class && r.class !== "normal" && html`<span class="badge">${wordsFor("class." + r.class).zh}</span>`}
    ${(r.needs || []).map((n) => html`<span key=${n} class="badge badge-need">${wordsFor("need." + n).zh}</span>`)}
    ${!!r.for_window && html`<span class="badge">${zh("desk.for_window", { n: r.for_window })}</span>`}`;
}

/** @param {DeskRow} r */
function wait(r) {
  if (r.not_before) return zh("desk.not_before", { "hh:mm": hourMinute(r.not_before) });
  const short = waitShort(r.wait);
  return zh(short.key, short.fill);
}
