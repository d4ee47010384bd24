import { cls, html } from "../show/view.js";
import { say, zh, wordsFor } from "../show/words.js";
import { toCome } from "../show/clock.js";
import { useTurns } from "../show/shape.js";

/** @typedef {import("../shapes").HallBoard["windows"][0]} Row */

const onPage = 24;
const turnMs = 8000;

/**
 * A field for each window. More than fit take turns; the page of a new call comes up with it.
 * @param {{windows: Row[], fresh: number}} p fresh: the window of the call that is new, or 0
 */
export function Grid(p) {
  const windows = p.windows.slice().sort((a, b) => a.number - b.number);
  const pages = Math.max(1, Math.ceil(windows.length / onPage));
  const turn = useTurns(pages, turnMs);
  const called = windows.map((w) => w.number).indexOf(p.fresh);
  const at = called >= 0 ? Math.floor(called / onPage) : turn;
  return html`<section class=${cls("grid", pages > 1 && "grid-paged", windows.length > 12 ? "grid-many" : windows.length > 6 && "grid-some")} data-page=${at + 1}>
    ${windows.slice(at * onPage, at * onPage + onPage).map((w) => html`<${Cell} key=${w.number} window=${w} fresh=${w.number === p.fresh} />`)}
    ${pages > 1 && html`<span class="grid-page">${at + 1}/${pages}</span>`}
  </section>`;
}

/** @param {{window: Row, fresh: boolean}} p */
function Cell(p) {
  const w = p.window;
  const name = say(w.name);
  return html`<div class=${cls("cell", "cell-" + w.status, w.number_called && "has-number", p.fresh && "cell-fresh")} data-window=${w.number}>
    <span class="number cell-window">${w.number}</span>
    <div class="cell-what">
      <span class=${cls(w.number_called ? "number cell-number" : "cell-state", (w.number_called || "").length > 4 && "is-long")}>${w.number_called || state(w)}</span>
      <span class=${cls("cell-name", name.length > 9 && "is-long")}>${name}</span>
    </div>
  </div>`;
}

/** @param {Row} w */
function state(w) {
  if (!w.pause) return wordsFor("window." + w.status).zh;
  const back = toCome(w.pause.back_at);
  if (w.pause.go_to) return zh("board.paused_goto", { other: w.pause.go_to });
  return back ? zh("board.paused_until", { "hh:mm": back }) : zh("board.paused");
}
