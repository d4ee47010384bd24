import { cls, html } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { hourMinute, minutesSince, useNow } from "../show/clock.js";
import { Button } from "./actions.js";
import { arrived, find, resume } from "./commands.js";
import { HelpKeys } from "./help.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */

/**
 * Who waits, readable at the edge of the eye; and who may come back: on hold, and missed a moment ago.
 * @param {{board: CounterBoard, commands: import("./commands.js").Commands, presses: import("./presses.js").Presses}} p
 */
export function Waiting(p) {
  const board = p.board;
  useNow(20000);
  const services = board.services || [];
  const held = board.on_hold || [];
  const missed = (board.no_shows || []).slice(0, 5);
  const late = missed.some((t) => t.can_arrive);
  const today = board.today;
  // So many services stand in two lines each beside what else there is.
  const room = 6 - (held.length ? 2 : 0) - (missed.length > 3 ? 1 : 0) - (today.without_outcome ? 1 : 0);
  return html`<aside class="queue">
    <section class=${cls("queue-total", board.waiting_count > 999 && "is-thousands")} data-waiting=${board.waiting_count}>
      <span class="queue-word">${zh("counter.waiting_title")}</span>
      <span class="number">${board.waiting_count}</span>
      ${!board.waiting_count ? html`<span class="queue-longest">${zh("counter.empty")}</span>`
        : html`<span class="queue-longest"><${Since} since=${board.longest_since} board=${board} text="counter.longest" /></span>`}
    </section>
    <ul class=${cls("queue-services", services.length > room && "is-many")}>${services.map((s) => html`<li key=${s.id} class=${s.own ? "" : "is-fallback"}>
      <span class="number queue-prefix">${s.prefix}</span>
      <span class=${cls("queue-name", say(s.name).length > 16 && "is-long")}>${say(s.name)}${!s.own && html`<small>${zh("counter.fallback")}</small>`}</span>
      ${s.suspended ? html`<span class="queue-since is-stopped">${zh("counter.suspended_short")} ${hourMinute(s.suspended.back_at)}</span>`
        : html`<${Since} since=${s.waiting_count > 0 ? s.longest_since : ""} board=${board} text="counter.minutes" />`}
      <span class="number queue-count">${s.waiting_count}</span>
    </li>`)}</ul>
    <section class="queue-line">
      <h2>${zh("counter.next_title")} ${needed(board).map((t) => html`<span key=${t.id} class="queue-need">${t.number}
        ${(t.needs || []).map((need) => wordsFor("need." + need).zh).join("、")}</span>`)}</h2>
      <p class="number">${(board.next || []).slice(0, 4).map((n) => html`<span key=${n}>${n}</span>`)}</p>
    </section>
    ${held.length > 0 && html`<section class="queue-line queue-held">
      <h2>${zh("counter.held_title", { n: held.length })} <kbd>E</kbd></h2>
      <p class="chips">${held.slice(0, 6).map((t) => html`<${Chip} key=${t.id} action="resume" ticket=${t} off=${!find(p.commands, "resume").enabled} late=${t.remind}
        note=${zh("counter.minutes", { m: minutesSince(t.held_at) })} press=${() => resume(p.presses, t)} />`)}</p>
    </section>`}
    <section class="queue-line queue-missed">
      <h2>${zh("counter.no_shows")} ${late && html`<kbd>A</kbd>`}</h2>
      <p class="chips">${missed.map((t) => t.can_arrive ? html`<${Chip} key=${t.id} action="arrived" ticket=${t} off=${!find(p.commands, "arrived").enabled}
        note=${zh("button.arrived")} press=${() => arrived(p.presses, t)} />`
        : html`<span key=${t.id} class="number chip-over">${t.number}<small>${hourMinute(t.no_show_at)}</small></span>`)}</p>
    </section>
    ${(today.without_outcome || 0) > 0 && html`<section class="queue-line queue-without">
      <${Button} command=${find(p.commands, "without")} text="counter.without" fill=${{ n: today.without_outcome }} small=${true} /></section>`}
    <section class="queue-today"><h2>${zh("counter.today")}</h2>
      <p>${zh("counter.today_called")} <b class="number">${today.called}</b> ${zh("counter.today_served")} <b class="number">${today.served}</b>
        ${zh("counter.today_no_show")} <b class="number">${today.no_show}</b></p>
    </section>
    <${HelpKeys} board=${board} commands=${p.commands.list} />
  </aside>`;
}

/** How long somebody has waited; past the hall's threshold it says so. @param {{since: string|undefined, board: CounterBoard, text: import("../shapes").Key}} p */
function Since(p) {
  const m = p.since ? minutesSince(p.since) : 0;
  const most = p.board.settings.wait_warning_minutes;
  const late = most > 0 && m >= most;
  return html`<span class=${cls("queue-since", late && "is-late")}>${p.since ? zh(late ? "counter.overdue" : p.text, { m: m }) : ""}</span>`;
}

/** Whoever of the next two needs something at the window. @param {CounterBoard} board */
function needed(board) {
  const next = (board.next || []).slice(0, 2);
  return (board.waiting || []).filter((t) => (t.needs || []).length > 0 && next.indexOf(t.number) >= 0);
}

/** A number that one press brings back; late: long since. @param {{action: string, ticket: import("../shapes").Ticket, off: boolean, late?: boolean, note: string, press: () => void}} p */
function Chip(p) {
  const run = (/** @type {any} */ event) => {
    event.currentTarget.blur();
    p.press();
  };
  return html`<button type="button" class=${cls("act chip", p.late && "is-late")} data-action=${p.action} data-ticket=${p.ticket.id} disabled=${p.off} onClick=${run}>
    <span class="number">${p.ticket.number}</span><small>${p.note}</small></button>`;
}
