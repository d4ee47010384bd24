// The screen at a window: /window/{n}.
import { cls, html, mount, pathPart } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { useBoard } from "./wire/live.js";
import { grantsOf, useHall } from "./wire/hall.js";
import { useScreen } from "./wire/health.js";
import { EmergencySign } from "./show/emergency.js";
import { Head } from "./window/head.js";
import { Middle } from "./window/middle.js";
import { Strip } from "./window/strip.js";
import { useStrip } from "./show/shape.js";
import { Plate } from "./window/plate.js";
import { Rating, useRating } from "./window/rating.js";

/** @typedef {import("./shapes").WindowBoard} WindowBoard */

function Face() {
  const number = Number(pathPart(1)) || 0;
  const { board, state } = /** @type {{board: WindowBoard|null, state: import("./shapes").LineState}} */ (useBoard("/ws/window/" + number));
  const { hall } = useHall(60000);
  const code = useScreen("none", !!board && board.state === "closed");
  const strip = useStrip();
  if (strip) return html`<${Strip} board=${board} state=${state} what=${board ? situation(board) : ""} code=${code} />`;
  if (state === "not_enrolled" || state === "forbidden") {
    return html`<${Enrol} title=${words("index.enrol_title")} code=${code} demo=${!!hall && hall.demo} grant=${{ role: "screen", window: number }}
      done=${() => location.reload()} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("win.unknown")} line=${words("error.unknown_window")} />`;
  if (board && board.emergency) return html`<${EmergencySign} emergency=${board.emergency} />`;
  if (state === "offline") {
    return html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("board.offline_listen")} />`;
  }
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  // Where the clerk could touch it, this is no tablet for citizens; a demo hall's one browser is everything.
  const clerks = grantsOf(hall, "counter").some((g) => !g.window || g.window === number) && !(hall && hall.demo);
  return html`<${Screen} board=${board} number=${number} rates=${!clerks} />`;
}

/** @param {{board: WindowBoard, number: number, rates: boolean}} p */
function Screen(p) {
  const board = p.board;
  const rating = useRating(p.number, p.rates ? board.rate : undefined, !!board.ticket && board.ticket.status === "serving");
  const what = situation(board);
  const whole = what === "paused" || what === "closed";
  return html`<main class=${cls("win", rating && "win-rates")} data-state=${what}>
    <${Head} board=${board} />
    <${Middle} board=${board} what=${what} />
    ${rating ? html`<${Rating} rating=${rating} />` : !whole && html`<${Plate} board=${board} />`}
  </main>`;
}

/**
 * What the screen has to say: a pause before everything, with the number it interrupts; then the ticket, then the window's own state.
 * @param {WindowBoard} board
 * @returns {"called"|"serving"|"paused"|"preparing"|"closed"|"idle"}
 */
function situation(board) {
  if (board.ticket && board.window.status !== "paused") return board.ticket.status;
  return board.window.status === "open" ? "idle" : board.window.status;
}

mount(Face);
