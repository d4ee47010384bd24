import { html, useEffect, useState } from "../show/view.js";
import { say, waitShort, words, zh } from "../show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";

/** @typedef {import("../shapes").HallBoard} HallBoard */

const rows = 8;
const turnMs = 10000;

/** The right third: the clock, who waits for what, who is next, who was missed. @param {{board: HallBoard}} p */
export function Side(p) {
  const board = p.board;
  return html`<aside class="side">
    <${Head} board=${board} />
    <${Services} services=${board.services || []} total=${board.waiting_count} />
    <${Numbers} kind="next" title="board.next_title" numbers=${board.next} most=${6} />
    <${Numbers} kind="missed" title="board.noshow_title" numbers=${board.missed} most=${6} />
  </aside>`;
}

/** @param {{board: HallBoard}} p */
function Head(p) {
  const time = useNow(1000);
  const day = dayWords(time);
  return html`<header class="side-head">
    <div class="side-names">
      <h1 class=${say(p.board.center).length > 14 ? "side-center is-long" : "side-center"}>${say(p.board.center)}</h1>
      <p class="side-center-en">${p.board.center.en}</p>
      <p class="side-zone">${say(p.board.zone.name)}</p>
    </div>
    ${clockKnown() && html`<div class="side-clock">
      <time class="number side-time">${hourMinute(time)}</time>
      <span class="side-day">${day.zh}</span>
    </div>`}
  </header>`;
}

/** More services than fit take turns. @param {{services: HallBoard["services"], total: number}} p */
function Services(p) {
  const pages = Math.max(1, Math.ceil(p.services.length / rows));
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (pages < 2) return;
    const timer = window.setInterval(() => setPage((n) => n + 1), turnMs);
    return () => window.clearInterval(timer);
  }, [pages]);
  const at = page % pages;
  const title = words("board.waiting_title");
  return html`<section class="waits">
    <h2 class="side-title"><span>${title.zh}</span><span class="side-title-en">${title.en}</span>
      ${pages > 1 && html`<span class="waits-page">${at + 1}/${pages}</span>`}
      <span class="waits-total"><span class="number">${p.total}</span> ${zh("board.people")}</span></h2>
    <ul>${p.services.slice(at * rows, at * rows + rows).map((s) => html`<${Wait} key=${s.id} service=${s} />`)}</ul>
  </section>`;
}

/** @param {{service: HallBoard["services"][0]}} p */
function Wait(p) {
  const s = p.service;
  const wait = waitShort(s.estimated_wait_ms);
  const name = say(s.name);
  return html`<li class=${s.open ? "wait" : "wait wait-closed"}>
    <span class="number wait-prefix">${s.prefix}</span>
    <span class=${name.length > 8 ? "wait-name wait-name-long" : "wait-name"}>${name}</span>
    <span class=${s.suspended ? "wait-range wait-stopped" : "wait-range"}>${s.suspended ? stopped(s.suspended) : !s.open ? shut(s.pause) : s.waiting_count > 0 ? zh(wait.key, wait.fill) : ""}</span>
    <span class="number wait-count">${s.waiting_count}</span>
  </li>`;
}

/** @param {import("../shapes").Suspension} stop */
function stopped(stop) {
  const back = hourMinute(stop.back_at);
  return back ? zh("board.suspended_until", { "hh:mm": back }) : zh("board.suspended");
}

/** No window is open for it: when one is back, or where to go. @param {import("../shapes").PublicPause|undefined} pause */
function shut(pause) {
  if (!pause) return zh("window.closed");
  if (pause.go_to) return zh("board.paused_goto", { window: pause.go_to });
  const back = hourMinute(pause.back_at);
  return back ? zh("board.paused_until", { "hh:mm": back }) : zh("board.paused");
}

/** @param {{kind: string, title: "board.next_title"|"board.noshow_title", numbers: string[]|undefined, most: number}} p */
function Numbers(p) {
  const numbers = (p.numbers || []).slice(0, p.most);
  const title = words(p.title);
  return html`<section class=${"numbers numbers-" + p.kind}>
    <h2 class="numbers-title"><span>${title.zh}</span><span class="side-title-en">${title.en}</span></h2>
    <p class="number numbers-list">${numbers.length ? numbers.map((n) => html`<span key=${n}>${n}</span>`) : "—"}</p>
  </section>`;
}
