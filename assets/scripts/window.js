// The screen at a window: /window/{n}.
import { html, mount, pathPart } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { useBoard } from "./wire/live.js";
import { useHall, usePolled } from "./wire/hall.js";
import { Head } from "./window/head.js";
import { Middle } from "./window/middle.js";
import { Plate } from "./window/plate.js";

/** @typedef {import("./shapes").WindowBoard} WindowBoard */

function Face() {
  const number = Number(pathPart(1)) || 0;
  const { board, state } = useBoard("/ws/window/" + number);
  const { hall } = useHall(60000);
  const services = /** @type {import("./shapes").Service[]|null} */ (usePolled("/api/v1/services", 60000).value);
  if (state === "not_enrolled" || state === "forbidden") {
    return html`<${Enrol} title=${words("index.enrol_title")} demo=${!!hall && hall.demo} grant=${{ role: "screen", window: number }}
      done=${() => location.reload()} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("win.unknown")} line=${words("error.unknown_window")} />`;
  if (state === "offline") {
    return html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("board.offline_listen")} />`;
  }
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  return html`<${Screen} board=${board} services=${services || []} />`;
}

/** @param {{board: WindowBoard, services: import("./shapes").Service[]}} p */
function Screen(p) {
  const board = p.board;
  const what = situation(board);
  const whole = what === "paused" || what === "closed";
  return html`<main class="win" data-state=${what}>
    <${Head} board=${board} />
    <${Middle} board=${board} what=${what} />
    ${!whole && html`<${Plate} board=${board} services=${p.services} />`}
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
