import { html, useEffect, useState } from "../show/view.js";
import { words } from "../show/words.js";

const turnMs = 10000;

/**
 * One line at the foot that stands still and changes every ten seconds.
 * @param {{board: import("../shapes").HallBoard, hall: import("../shapes").Hall|null}} p
 */
export function Ticker(p) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((n) => n + 1), turnMs);
    return () => window.clearInterval(timer);
  }, []);
  const lines = [words("board.tip_watch")];
  if (p.hall) {
    lines.push(words("board.tip_missed", { max_calls: p.hall.settings.max_calls, help: p.hall.help }));
    lines.push(words("board.tip_priority", { help: p.hall.help }));
    if (p.hall.hotline) lines.push(words("board.tip_hotline", { hotline: p.hall.hotline }));
  }
  if (p.board.hours) lines.push(words("board.tip_hours", { hours: p.board.hours }));
  const line = lines[turn % lines.length];
  return html`<footer class="ticker"><span class="ticker-zh">${line.zh}</span><span class="ticker-en">${line.en}</span></footer>`;
}
