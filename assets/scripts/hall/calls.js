import { cls, html, useEffect, useState } from "../show/view.js";
import { useFit } from "../show/fit.js";
import { Both, say, words, zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { useTurns } from "../show/shape.js";
import { Arrow } from "../show/sign.js";

/** @typedef {import("../shapes").HallCall} HallCall */

const longPlace = 13; // characters
const turnMs = 8000;
const newestMs = 12000; // how long the newest calls stand before the pages turn

/**
 * The call that is being spoken, or the last one once it stands still. Amber only while it is new.
 * @param {{call: HallCall|undefined, fresh: boolean, stack: string}} p stack: why there is no room for the window beside the number; "" where there is
 */
export function BigCall(p) {
  const call = p.call;
  if (!call) {
    return html`<div class="big big-idle"><div class="big-idle-words"><${Both} text=${words("board.idle")} /></div></div>`;
  }
  const again = (call.call_count || 1) > 1;
  const place = say(call.place);
  const desk = say(call.window_name);
  const both = place && desk && place.length + desk.length <= 18;
  const long = (both ? place.length + desk.length : (place || desk).length) > longPlace;
  return html`<div class=${cls("big", p.fresh && "big-fresh", p.stack && "big-stack")} key=${call.seq} data-call=${call.number} data-seq=${call.seq} data-window=${call.window}
    aria-live="assertive">
    <div class="big-head">
      <span>${zh("board.title")}</span><span class="big-head-en">${words("board.title").en}</span>
      ${again && html`<span class="big-again">${zh("board.call_count", { k: call.call_count })}</span>`}
    </div>
    <${BigLine} key=${call.number + call.window + p.stack} number=${call.number} window=${call.window} stack=${p.stack} />
    <div class=${cls("big-place", long && "is-long")}>
      <span class="big-place-name">${place || desk}</span>
      ${both && html`<span class="big-place-window">${desk}</span>`}
    </div>
  </div>`;
}

/** Number and window in one line, or one below the other, however long the number has grown. @param {{number: string, window: number, stack: string}} p */
function BigLine(p) {
  const fit = useFit();
  return html`<div class="big-line" ref=${p.stack ? null : fit}>
    <span class="number big-number" ref=${p.stack ? fit : null}>${p.number}</span>
    <span class="big-to"><${Arrow} class="big-arrow" />
      <span class="big-window"><span class="number big-number">${p.window}</span>
        <span class="big-sign"><${Both} text=${words("board.window_sign")} /></span></span></span>
  </div>`;
}

/**
 * The calls before it, newest first. More than fit take turns, and a new one brings the newest back.
 * @param {{calls: HallCall[], rows: number, newest: number|undefined}} p
 */
export function Earlier(p) {
  const pages = Math.max(1, Math.ceil(p.calls.length / p.rows));
  const [held, hold] = useState(true);
  const turn = useTurns(held ? 1 : pages, turnMs);
  useEffect(() => {
    hold(true);
    const timer = window.setTimeout(() => hold(false), newestMs);
    return () => window.clearTimeout(timer);
  }, [p.newest]);
  const at = held ? 0 : turn;
  return html`<ol class="earlier" data-page=${at + 1}>
    ${p.calls.slice(at * p.rows, at * p.rows + p.rows).map((call) => html`<li class=${cls("earlier-row", call.status === "serving" && "is-serving")} key=${call.number}
      data-number=${call.number}>
      <span class=${cls("number earlier-number", call.number.length > 6 ? "is-longest" : call.number.length > 5 && "is-long")}>${call.number}</span>
      <${Arrow} class="earlier-arrow" />
      <span class="earlier-window"><span class="number">${call.window}</span><span class="earlier-sign">${zh("board.window_sign")}</span></span>
      <span class=${cls("earlier-place", say(call.place).length > 16 ? "is-longest" : say(call.place).length > 12 && "is-long")}>${say(call.place)}</span>
      <span class="earlier-status">${zh(call.status === "serving" ? "board.serving" : "board.called")}</span>
    </li>`)}
    ${pages > 1 && html`<li class="earlier-page" aria-hidden="true">${at + 1}/${pages}</li>`}
  </ol>`;
}

/** Lunch, before opening, closed. @param {{board: import("../shapes").HallBoard}} p */
export function StateSign(p) {
  const board = p.board;
  const open = hourMinute(board.opens_at);
  const title = board.state === "noon" ? "board.noon_title" : board.state === "preparing" ? "board.preparing_title" : "board.closed_title";
  const line = board.state === "noon" && open ? words("board.reopens", { open: open })
    : board.state === "preparing" && open ? words("board.opens", { open: open }) : words("board.hours", { hours: board.hours });
  return html`<div class="rest">
    <h1><${Both} text=${words(title)} /></h1>
    <p><${Both} text=${line} /></p>
  </div>`;
}
