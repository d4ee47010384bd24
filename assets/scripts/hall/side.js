import { cls, html } from "../show/view.js";
import { say, waitShort, words, zh } from "../show/words.js";
import { toCome } from "../show/clock.js";
import { useTurns } from "../show/shape.js";

/** @typedef {import("../shapes").HallBoard} HallBoard */

const turnMs = 10000;

/** Who waits for what, and how long. More services than fit take turns. @param {{services: HallBoard["services"], total: number, rows: number, columns: number}} p */
export function Waits(p) {
  const pages = Math.max(1, Math.ceil(p.services.length / p.rows));
  const at = useTurns(pages, turnMs);
  const title = words("board.waiting_title");
  return html`<section class="waits">
    <h2 class="side-title"><span>${title.zh}</span><span class="side-title-en">${title.en}</span>
      ${pages > 1 && html`<span class="waits-page">${at + 1}/${pages}</span>`}
      <span class="waits-total"><span class="number">${p.total}</span> ${zh("board.people")}</span></h2>
    <ul class=${cls("waits-list", p.columns > 1 && "waits-" + p.columns)}>${p.services.slice(at * p.rows, at * p.rows + p.rows).map((s) => html`<${Wait} key=${s.id} service=${s} />`)}</ul>
  </section>`;
}

/** @param {{service: HallBoard["services"][0]}} p */
function Wait(p) {
  const s = p.service;
  const wait = waitShort(s.estimated_wait_ms);
  const name = say(s.name);
  return html`<li class=${s.open ? "wait" : "wait wait-closed"}>
    <span class="number wait-prefix">${s.prefix}</span>
    <span class=${cls("wait-name", name.length > 8 && "wait-name-long", name.length > 16 && "wait-name-longest")}>${name}</span>
    <span class=${s.suspended ? "wait-range wait-stopped" : "wait-range"}>${s.suspended ? stopped(s.suspended) : !s.open ? shut(s.pause) : s.waiting_count > 0 ? zh(wait.key, wait.fill) : ""}</span>
    <span class="number wait-count">${s.waiting_count}</span>
  </li>`;
}

/** @param {import("../shapes").Suspension} stop */
function stopped(stop) {
  const back = toCome(stop.back_at);
  return back ? zh("board.suspended_until", { "hh:mm": back }) : zh("board.suspended");
}

/** No window is open for it: when one is back, or where to go. @param {import("../shapes").PublicPause|undefined} pause */
function shut(pause) {
  if (!pause) return zh("window.closed");
  if (pause.go_to) return zh("board.paused_goto", { other: pause.go_to });
  const back = toCome(pause.back_at);
  return back ? zh("board.paused_until", { "hh:mm": back }) : zh("board.paused");
}

/** Who is next, who was missed. @param {{kind: string, title: "board.next_title"|"board.noshow_title", numbers: string[]|undefined, most: number}} p */
export function Numbers(p) {
  const numbers = (p.numbers || []).slice(0, p.most);
  const title = words(p.title);
  return html`<section class=${"numbers numbers-" + p.kind}>
    <h2 class="numbers-title"><span>${title.zh}</span><span class="side-title-en">${title.en}</span></h2>
    <p class="number numbers-list">${numbers.length ? numbers.map((n) => html`<span key=${n}>${n}</span>`) : "—"}</p>
  </section>`;
}
