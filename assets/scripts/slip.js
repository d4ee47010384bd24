// The printers and what slips look like: /slip, for the technician, the guide desk and the administrator.
import { html, mount } from "./show/view.js";
import { say, words, zh } from "./show/words.js";
import { clockKnown, hourMinute, useNow } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { LogIn } from "./show/enrol.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { Editor } from "./slip/editor.js";
import { Printers } from "./slip/printers.js";

/** @typedef {import("./shapes").Hall} Hall */

const everyMs = 3000;

function Face() {
  const { hall, fresh, again } = useHall(30000);
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("desk.offline")} />`;
  }
  const may = ["admin", "manager", "supervisor", "desk", "operator"].some((role) => grantsOf(hall, role).length > 0);
  if (!may) return html`<${LogIn} title=${words("slip.enrol")} demo=${hall.demo} grant=${{ role: "admin" }} done=${again} />`;
  return html`<${Live} hall=${hall} />`;
}

/** @param {{hall: Hall}} p */
function Live(p) {
  const time = useNow(1000);
  const polled = /** @type {{value: import("./shapes").Printer[]|null, fresh: boolean}} */ (usePolled("/api/v1/printers", everyMs));
  return html`<div class="slips">
    <header class="bar">
      <h1 class="bar-number">${zh("slip.title")}</h1>
      <span class="bar-name">${say(p.hall.name)}</span>
      <a class="bar-link" href="/" data-go="start">${zh("index.back")}</a>
      ${clockKnown() && html`<time class="number bar-clock">${hourMinute(time)}</time>`}
    </header>
    ${!polled.fresh && html`<p class="slips-offline" role="alert">${zh("desk.offline")}</p>`}
    <main class="slips-main">
      <${Printers} printers=${polled.value || []} known=${!!polled.value} />
      <${Editor} admin=${["admin", "manager"].some((role) => grantsOf(p.hall, role).length > 0)} printers=${polled.value || []} />
    </main>
  </div>`;
}

mount(Face);
