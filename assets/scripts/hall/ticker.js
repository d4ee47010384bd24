import { cls, html, useEffect, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { spaced } from "../show/enrol.js";
import { sorryWords } from "../show/suspended.js";

/** What a ticker takes from a board. @typedef {{services?: {id: string, name: import("../shapes").Text, suspended?: import("../shapes").Suspension}[], hours: string}} Told */

const turnMs = 10000;
const roomy = 36; // characters that leave room for two lines of English
const codeLong = 10; // what a code takes of it
const full = 40; // characters that leave no room for any

/**
 * One line at the foot that stands still and changes every ten seconds. A service that stands still takes every second turn.
 * @param {{board: Told, hall: import("../shapes").Hall|null, notices: import("../shapes").Text[], entrance?: boolean, code: string}} p
 */
export function Ticker(p) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((n) => n + 1), turnMs);
    return () => window.clearInterval(timer);
  }, []);
  const stopped = (p.board.services || []).filter((s) => s.suspended);
  const sorry = stopped.length && turn % 2 === 0 ? stopped[(turn / 2) % stopped.length] : null;
  const tips = tipsOf(p.board, p.hall, p.entrance ? p.notices : p.notices.concat(words("board.tip_watch")));
  const line = sorry && sorry.suspended ? sorryWords(sorry.name, sorry.suspended) : tips[(stopped.length ? (turn - 1) / 2 : turn) % tips.length];
  return html`<footer class=${cls("ticker", sorry && "ticker-sorry", line.zh.length + (p.code ? codeLong : 0) <= roomy && "ticker-roomy", line.zh.length > full && "ticker-full")} data-suspended=${sorry ? sorry.id : undefined}>
    <span class="ticker-zh">${line.zh}</span><span class="ticker-en">${line.en}</span>
    ${p.code && html`<span class="ticker-code">${words("screen.code").zh} <span class="number">${spaced(p.code)}</span></span>`}</footer>`;
}

/**
 * The hall's own notices first, then what everybody should know.
 * @param {Told} board
 * @param {import("../shapes").Hall|null} hall
 * @param {import("../shapes").Text[]} notices
 */
function tipsOf(board, hall, notices) {
  const lines = notices.slice();
  if (hall) {
    lines.push(words("board.tip_missed", { max_calls: hall.settings.max_calls, help: hall.help }));
    lines.push(words("board.tip_priority", { help: hall.help }));
    if (hall.hotline) lines.push(words("board.tip_hotline", { hotline: hall.hotline }));
  }
  if (board.hours) lines.push(words("board.tip_hours", { hours: board.hours }));
  return lines;
}
