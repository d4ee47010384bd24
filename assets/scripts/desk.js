// The guide desk: /desk, for who helps citizens with their numbers; at a window in a hall without a desk.
import { html, mount } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { LogIn } from "./show/enrol.js";
import { useBoard } from "./wire/live.js";
import { grantsOf, useHall } from "./wire/hall.js";
import { Front } from "./desk/front.js";

/** @typedef {import("./shapes").Hall} Hall */
/** @typedef {import("./shapes").DeskBoard} DeskBoard */

function Face() {
  const { hall, fresh, again } = useHall(30000);
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("desk.offline")} />`;
  }
  const may = ["desk", "supervisor", "counter"].some((role) => grantsOf(hall, role).length > 0);
  if (!may) return html`<${LogIn} title=${words("desk.enrol")} demo=${hall.demo} grant=${{ role: "desk" }} done=${again} />`;
  return html`<${Live} hall=${hall} />`;
}

/** @param {{hall: Hall}} p */
function Live(p) {
  const line = /** @type {{board: DeskBoard|null, state: import("./shapes").LineState}} */ (useBoard("/ws/desk"));
  if (line.state === "not_enrolled" || line.state === "forbidden") {
    return html`<${LogIn} title=${words("desk.enrol")} demo=${p.hall.demo} grant=${{ role: "desk" }} done=${() => location.reload()} />`;
  }
  if (!line.board) {
    return line.state === "offline" ? html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("desk.offline")} />`
      : html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  }
  return html`<${Front} board=${line.board} live=${line.state === "live"} hall=${p.hall} />`;
}

mount(Face);
