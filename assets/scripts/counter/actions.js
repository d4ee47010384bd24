import { cls, html } from "../show/view.js";
import { zh } from "../show/words.js";
import { hourMinute, minutesSince } from "../show/clock.js";
import { find } from "./commands.js";
import { aloneAt, leaveAnyway } from "./leaving.js";

/** @typedef {import("../shapes").Key} Key */
/** @typedef {import("../shapes").CounterBoard} CounterBoard */
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
    ${one("consult", "button.consult", "more")}
    ${one("undo", "button.undo", "more")}
    ${one("ask-rating", "button.ask_rating", "more")}
  </div>`;
}

/**
 * The line between the number and the buttons: a question, what was typed on the numeric pad, a refusal, what was done, a warning, or a
 * reminder. Always there, so that nothing jumps. Where there is room in it, it says what is to be said to the citizen.
 * @param {{presses: Presses, board: CounterBoard, commands: Commands, pad: import("./keypad.js").Keypad, warning: string, polite: string}} p
 */
export function Strip(p) {
  const asked = Question(p);
  if (asked) return asked;
  if (p.pad.typed) return html`<div class="strip strip-pad" role="status"><span class="number">${p.pad.typed}_</span></div>`;
  if (p.warning) return html`<div class="strip strip-warning" role="alert" data-message="warning">${p.warning}</div>`;
  const message = p.presses.message;
  const polite = p.polite && html`<p class="polite"><small>${zh("polite.title")}</small>${p.polite}</p>`;
  if (message) {
    return html`<div class=${"strip strip-" + message.kind} role=${message.kind === "problem" ? "alert" : "status"}
      data-message=${message.kind}>${message.text.zh}${message.kind === "done" && polite}</div>`;
  }
  const done = p.pad.done;
  if (done) {
    return html`<div class=${cls("strip strip-pad", done.off && "is-off")} role=${done.off ? "alert" : "status"} data-code=${done.code}>
      <span class="number">${done.code}</span>${done.text ? zh(done.text) : ""} ${done.text ? done.off && zh("counter.pad_off") : zh("counter.pad_unknown")}</div>`;
  }
  if (p.presses.busy) return html`<div class="strip">${zh("counter.sending")}</div>`;
  return html`<${Reminder} board=${p.board} commands=${p.commands} polite=${polite} />`;
}

/** A question that a digit answers; null when there is none. @param {{presses: Presses, board: CounterBoard, commands: Commands}} p */
function Question(p) {
  const ticket = p.board.window.ticket;
  if (p.presses.asking && ticket) {
    return html`<${Ask} text=${zh("counter.here_yet", { ticket: ticket.number })} off=${!!p.presses.busy}
      first=${{ name: "here", text: zh("counter.here_yes"), run: p.commands.here }} second=${{ name: "away", text: zh("counter.here_no"), run: p.commands.away }} />`;
  }
  const alone = aloneAt(p.board);
  if (!p.presses.leaving || !alone) return null;
  return html`<${Ask} text=${zh("counter.leave_ask", { service: alone.service, n: alone.waiting })} off=${!!p.presses.busy}
    first=${{ name: "leave-anyway", text: zh("counter.leave_yes"), run: () => leaveAnyway(p.presses) }}
    second=${{ name: "leave-not", text: zh("counter.leave_no"), run: p.presses.stopAsking }} />`;
}

/** @typedef {{name: string, text: string, run: () => void}} Answer */

/** @param {{text: string, off: boolean, first: Answer, second: Answer}} p */
function Ask(p) {
  return html`<div class="strip strip-ask" role="alert"><span>${p.text}</span>
    ${[p.first, p.second].map((answer, i) => html`<button type="button" key=${answer.name} class="act act-small" data-action=${answer.name} disabled=${p.off}
      onClick=${answer.run}><span class="act-name">${answer.text}</span><kbd>${i + 1}</kbd></button>`)}
  </div>`;
}

/**
 * What the clerk should not forget: that the session is over and people wait, or who is on hold for long; else what is polite.
 * @param {{board: CounterBoard, commands: Commands, polite: any}} p
 */
function Reminder(p) {
  const over = p.board.over;
  const alone = aloneAt(p.board);
  if (over && over.asks && alone) {
    const back = hourMinute(over.reopens_at);
    return html`<div class="strip strip-ask" role="alert" data-over=${over.since}>
      <span>${zh("counter.over_ask", { "hh:mm": hourMinute(over.since), service: alone.service, n: alone.waiting })}</span>
      <${Button} command=${find(p.commands, "stay-on")} text="button.stay_on" small=${true} />
      ${back && html`<${Button} command=${find(p.commands, "pause")} text="counter.over_back" fill=${{ "hh:mm": back }} small=${true} />`}
    </div>`;
  }
  const held = (p.board.on_hold || []).filter((t) => t.remind)[0];
  if (!held) return html`<div class="strip">${p.polite}</div>`;
  return html`<div class="strip strip-remind" role="status" data-remind=${held.number}>
    ${zh("counter.hold_remind", { ticket: held.number, m: minutesSince(held.held_at) })}</div>`;
}
