import { cls, html } from "../show/view.js";
import { words, zh } from "../show/words.js";
import { find } from "./commands.js";

/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("./commands.js").Command} Command */
/** @typedef {import("./commands.js").Commands} Commands */
/** @typedef {import("./presses.js").Presses} Presses */

/**
 * One button with its key on it. It never keeps the focus, so that a later Enter cannot press it.
 * @param {{command: Command, text: Key, fill?: Record<string, string|number>, small?: boolean, kind?: string, busy?: boolean}} p
 */
export function Button(p) {
  const run = (/** @type {any} */ event) => {
    event.currentTarget.blur();
    p.command.run();
  };
  return html`<button type="button" class=${cls("act", p.small && "act-small", p.kind && "act-" + p.kind, p.busy && "is-busy")}
    data-action=${p.command.name} disabled=${!p.command.enabled} onClick=${run}>
    <span class="act-name">${zh(p.text, p.fill)}${p.command.note && html`<small>${p.command.note}</small>`}</span>
    <kbd>${p.command.key === "Space" ? zh("counter.space") : p.command.key.toUpperCase()}</kbd>
  </button>`;
}

/** The round, and below it what is rarer: every button always in the same place. @param {{commands: Commands, presses: Presses, board: import("../shapes").CounterBoard}} p */
export function Actions(p) {
  const one = (/** @type {string} */ name, /** @type {Key} */ text, /** @type {string} */ kind) =>
    html`<${Button} command=${find(p.commands, name)} text=${text} kind=${kind} busy=${p.presses.busy === name} />`;
  return html`<div class=${cls("acts", p.presses.dead && "is-dead")} style=${{ "--dead": p.board.settings.dead_press_ms + "ms" }}>
    ${one("next", "button.next", "next")}
    ${one("start", "button.start", "")}
    ${one("recall", "button.recall", "")}
    ${one("no-show", "button.no_show", "")}
    ${one("finish", "button.finish", "finish")}
    ${one("outcome", "button.outcome", "")}
  </div>
  <div class="acts-more">
    <div class="acts-pair">${one("hold", "button.hold", "more")}${one("hold-note", "counter.hold_note", "more")}</div>
    ${one("transfer", "button.transfer", "more")}
    ${one("return", "button.return_short", "more")}
    ${one("call", "button.call", "more")}
    ${one("walk-up", "button.walk_up", "more")}
    ${one("undo", "button.undo", "more")}
    ${one("ask-rating", "button.ask_rating", "more")}
  </div>`;
}

/**
 * The line between the number and the buttons: a question, a warning, a refusal, or what was done. Always there, so that nothing jumps.
 * Where there is room in it, it says what is to be said to the citizen.
 * @param {{presses: Presses, board: import("../shapes").CounterBoard, commands: Commands, warning?: string, polite: string}} p
 */
export function Strip(p) {
  const ticket = p.board.window.ticket;
  if (p.presses.asking && ticket) {
    const off = !!p.presses.busy;
    return html`<div class="strip strip-ask" role="alert">
      <span>${zh("counter.here_yet", { ticket: ticket.number })}</span>
      <button type="button" class="act act-small" data-action="here" disabled=${off} onClick=${p.commands.here}>
        <span class="act-name">${zh("counter.here_yes")}</span><kbd>1</kbd></button>
      <button type="button" class="act act-small" data-action="away" disabled=${off} onClick=${p.commands.away}>
        <span class="act-name">${zh("counter.here_no")}</span><kbd>2</kbd></button>
    </div>`;
  }
  if (p.warning) return html`<div class="strip strip-warning" role="alert" data-message="warning">${p.warning}</div>`;
  const message = p.presses.message;
  const polite = p.polite && html`<p class="polite"><small>${zh("polite.title")}</small>${p.polite}</p>`;
  if (message) {
    return html`<div class=${"strip strip-" + message.kind} role=${message.kind === "problem" ? "alert" : "status"}
      data-message=${message.kind}>${message.text.zh}${message.kind === "done" && polite}</div>`;
  }
  return html`<div class="strip">${p.presses.busy ? words("counter.sending").zh : polite}</div>`;
}
