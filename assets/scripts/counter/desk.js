import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { words, zh } from "../show/words.js";
import { useNow } from "../show/clock.js";
import { printMissing } from "./print.js";
import { EmergencyLine } from "../show/emergency.js";
import { useKeys } from "./keys.js";
import { usePresses } from "./presses.js";
import { commandsOf, find, toldFinished } from "./commands.js";
import { Bar } from "./bar.js";
import { Current } from "./current.js";
import { Actions, Strip } from "./actions.js";
import { Outcome } from "./outcome.js";
import { WithoutPanel } from "./without.js";
import { HoldNotePanel } from "./hold_note.js";
import { PausePanel, PausedPanel } from "./pause.js";
import { ArrivedPanel, CallPanel, ResumePanel, WalkUpPanel } from "./choose.js";
import { TransferPanel } from "./transfer.js";
import { TakeOverPanel } from "./take_over.js";
import { SignIn } from "./sign_in.js";
import { FaultPanel, HelpLine, helpCommands, useAside } from "./help.js";
import { usePolite } from "./polite.js";
import { useCard } from "./card.js";
import { useKeypad } from "./keypad.js";
import { aloneAt, leaveAnyway } from "./leaving.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./commands.js").Commands} Commands */

/** @typedef {{panel: any, place: "buttons"|"line"|"all"}} Asked */
/**
 * What every panel gets.
 * @typedef {{board: CounterBoard, presses: import("./presses.js").Presses, close: () => void, inner: {current: () => boolean},
 *   printed: (answer: any, wanted: boolean) => void}} Common
 */

const leaveAgainMs = 5000;
const warnedAgainMs = 10000;

/** Panels that another ticket at the window, or none, has overtaken. */
const aboutNow = ["outcome", "outcome-next", "hold-note", "transfer", "call", "walk-up", "resume"];

/**
 * @param {{board: CounterBoard, live: boolean, frames: number, staff: string, me: import("../shapes").Session["account"], locked: any, changed: () => void,
 *   enter: (() => void)|null}} p me: who has logged in; locked: what asks for who is away; enter: how somebody can log in
 */
export function Desk(p) {
  const board = p.board;
  const presses = usePresses(board, p.frames);
  const [panel, setPanel] = useState("");
  const window_ = board.window;
  const ticket = window_.ticket;
  const [leaving, setLeaving] = useState(false);
  // What a panel goes back from by itself before Esc closes it.
  const inner = useRef(() => false);
  useNow(1000);
  const aside = useAside(presses);
  const commands = commandsOf(board, presses, setPanel);
  const card = useCard(board);
  commands.list = commands.list.concat(helpCommands(board, aside, setPanel, card));
  if (!p.live || p.locked) commands.list.forEach((command) => (command.enabled = false));
  const pad = useKeypad(board, commands);
  const alone = aloneAt(board);
  // Signing out ends the shift: it wants a second press, or an answer where people wait.
  const signOut = find(commands, "sign-out");
  const leave = signOut.run;
  signOut.run = () => {
    if (ticket) presses.say({ kind: "problem", text: words("counter.busy", { ticket: ticket.number }) });
    else if (alone && alone.waiting) presses.askLeaving({ action: "sign-out", body: { ask: true } });
    else if (leaving) leave();
    else setLeaving(true);
  };
  useEffect(() => {
    if (!leaving) return;
    const timer = window.setTimeout(() => setLeaving(false), leavingWords(board) ? warnedAgainMs : leaveAgainMs);
    return () => window.clearTimeout(timer);
  }, [leaving]);
  // The question is asked in the line that a panel may lie on.
  useEffect(() => {
    if (presses.asking) setPanel("");
  }, [presses.asking]);
  useEffect(() => setPanel((open) => (aboutNow.indexOf(open) >= 0 ? "" : open)), [ticket && ticket.id]);
  useEffect(() => {
    if (!alone) presses.askLeaving(null);
  }, [!alone]);
  // A pause locks, and signing out ends, what whoever has logged in may.
  useEffect(() => {
    if (p.me) p.changed();
  }, [window_.status === "paused", window_.status === "closed"]);
  useKeys((key, onPad) => {
    if (!p.live || p.locked) return false;
    if (key === "F9") { // whatever else is under way
      find(commands, "help").run();
      return true;
    }
    if (key === "Escape") {
      if (panel && inner.current()) return true;
      setPanel("");
      setLeaving(false);
      presses.stopAsking();
      pad.clear();
      return true;
    }
    if (panel) return false;
    if (presses.asking) return answer(key, commands.here, commands.away);
    if (presses.leaving && alone) return answer(key, () => leaveAnyway(presses), presses.stopAsking);
    if (onPad && /^[0-9]$/.test(key)) return window_.status !== "closed" && pad.digit(key);
    if (onPad && key === "Enter") return pad.enter();
    const command = commands.list.filter((c) => c.key === key && c.enabled)[0];
    if (command) command.run();
    return !!command;
  });
  const signedIn = window_.status !== "closed";
  const close = () => setPanel("");
  const printed = (/** @type {any} */ answer, /** @type {boolean} */ wanted) => {
    if (wanted && answer.missing) printMissing("/windows/" + window_.number + "/missing-slip", { ticket: answer.missing.ticket }, answer.missing, presses.say);
  };
  const asked = panel === "fault" ? { panel: html`<${FaultPanel} board=${board} presses=${presses} aside=${aside} close=${close} />`, place: "buttons" }
    : question(panel, { board: board, presses: presses, close: close, inner: inner, printed: printed });
  const polite = usePolite(board);
  const strip = html`<${Strip} presses=${presses} board=${board} commands=${commands} pad=${pad} warning=${leaving ? leavingWords(board) : ""}
    polite=${polite} />`;
  return html`<div class=${cls("desk", !p.live && "is-stale", asked && "is-asking", asked && asked.place !== "buttons" && "is-asking-over")} data-state=${p.live ? window_.status : "offline"}>
    <${Bar} board=${board} commands=${commands} leaving=${leaving} />
    ${!p.live && html`<p class="desk-offline" role="alert">${zh("counter.offline")}</p>`}
    <main class="desk-main">
      <${HelpLine} board=${board} commands=${commands.list} card=${card.card} />
      ${board.emergency && html`<${EmergencyLine} emergency=${board.emergency} />`}
      ${p.locked ? html`${ticket && html`<${Current} board=${board} />`}${p.locked}`
        : !signedIn ? html`<${SignIn} board=${board} staff=${p.staff} presses=${presses} me=${p.me} enter=${p.enter} left=${p.changed} />`
        : asked && asked.place === "all" ? asked.panel
        : window_.status === "paused" ? html`<${PausedPanel} board=${board} presses=${presses} strip=${strip} asked=${asked} able=${find(commands, "unpause").enabled} />`
        : html`<${Current} board=${board} />${(!asked || asked.place === "buttons") && strip}
          ${asked ? asked.panel : html`<${Actions} commands=${commands} presses=${presses} board=${board} />`}`}
    </main>
    <${Waiting} board=${board} commands=${commands} presses=${presses} />
  </div>`;
}

/**
 * The panel that is open, as far as it still applies, and whose place it takes: that of the buttons, of the line above them too, or of all.
 * @param {string} panel
 * @param {Common} all
 * @returns {Asked|null}
 */
function question(panel, all) {
  const board = all.board;
  const ticket = board.window.ticket;
  const drawn = (/** @type {Asked["place"]} */ place, /** @type {any} */ question) => ({ panel: question, place: place });
  switch (panel) {
    case "outcome":
    case "outcome-next":
      return ticket ? drawn("line", html`<${Outcome} key=${panel + ticket.id} ...${all} ...${finishing(all, ticket, panel === "outcome-next")} />`) : null;
    case "hold-note":
      return ticket ? drawn("buttons", html`<${HoldNotePanel} ...${all} ticket=${ticket} />`) : null;
    case "without":
      return drawn("line", html`<${WithoutPanel} ...${all} />`);
    case "transfer":
      return ticket ? drawn("line", html`<${TransferPanel} ...${all} ticket=${ticket} />`) : null;
    case "pause":
      return board.window.status === "open" ? drawn("line", html`<${PausePanel} ...${all} />`) : null;
    case "take-over":
      return board.window.status !== "closed" ? drawn("buttons", html`<${TakeOverPanel} ...${all} />`) : null;
    case "arrived":
      return drawn("line", html`<${ArrivedPanel} ...${all} />`);
    case "call":
      return ticket ? null : drawn("all", html`<${CallPanel} ...${all} />`);
    case "walk-up":
      return ticket ? null : drawn("all", html`<${WalkUpPanel} ...${all} />`);
    case "resume":
      return ticket ? null : drawn("all", html`<${ResumePanel} ...${all} />`);
  }
  return null;
}

/**
 * What the outcome panel needs for the ticket at the window: it is finished, and the next called in the same press where that was asked.
 * @param {Common} all @param {import("../shapes").Ticket} ticket @param {boolean} next
 */
function finishing(all, ticket, next) {
  const calls = next && (all.board.next || []).length > 0;
  const done = async (/** @type {import("../shapes").Result} */ result, /** @type {boolean} */ wanted) => {
    const answer = await all.presses.press(calls ? "next" : "finish", Object.assign(calls ? { finish: true } : {}, result));
    if (answer) {
      if (!calls || answer.missing) toldFinished(all.presses)(answer);
      all.printed(answer, wanted);
    }
    return !!answer;
  };
  return { ticket: ticket, outcomes: all.board.outcomes, next: all.board.about && all.board.about.next_step, done: done };
}

/** What is said when somebody is about to sign out. @param {CounterBoard} board */
function leavingWords(board) {
  const without = board.today.without_outcome || 0;
  return without ? zh("counter.without_leaving", { n: without }) : "";
}

/** @param {string} key @param {() => void} first @param {() => void} second */
function answer(key, first, second) {
  if (key === "1") first();
  else if (key === "2") second();
  else return false;
  return true;
}
