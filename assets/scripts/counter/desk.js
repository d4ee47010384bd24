import { cls, html, useEffect, useState } from "../show/view.js";
import { words, zh } from "../show/words.js";
import { useNow } from "../show/clock.js";
import { useKeys } from "./keys.js";
import { usePresses } from "./presses.js";
import { commandsOf, find } from "./commands.js";
import { Bar } from "./bar.js";
import { Current } from "./current.js";
import { Actions, Strip } from "./actions.js";
import { Outcome } from "./outcome.js";
import { PausePanel, PausedPanel } from "./pause.js";
import { ArrivedPanel, CallPanel, ResumePanel, WalkUpPanel } from "./choose.js";
import { TransferPanel } from "./transfer.js";
import { TakeOverPanel } from "./take_over.js";
import { SignIn } from "./sign_in.js";
import { useKeypad } from "./keypad.js";
import { aloneAt, leaveAnyway } from "./leaving.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./commands.js").Commands} Commands */

/** @typedef {{panel: any, place: "buttons"|"line"|"all"}} Asked */

const leaveAgainMs = 5000;

/** Panels that another ticket at the window, or none, has overtaken. */
const aboutNow = ["outcome", "transfer", "call", "walk-up", "resume"];

/** @param {{board: CounterBoard, live: boolean, frames: number, staff: string}} p */
export function Desk(p) {
  const board = p.board;
  const presses = usePresses(board, p.frames);
  const [panel, setPanel] = useState("");
  const window_ = board.window;
  const ticket = window_.ticket;
  const [leaving, setLeaving] = useState(false);
  useNow(1000);
  const commands = commandsOf(board, presses, setPanel);
  if (!p.live) commands.list.forEach((command) => (command.enabled = false));
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
    const timer = window.setTimeout(() => setLeaving(false), leaveAgainMs);
    return () => window.clearTimeout(timer);
  }, [leaving]);
  useEffect(() => setPanel((open) => (aboutNow.indexOf(open) >= 0 ? "" : open)), [ticket && ticket.id]);
  useEffect(() => {
    if (!alone) presses.askLeaving(null);
  }, [!alone]);
  useKeys((key, onPad) => {
    if (!p.live) return false;
    if (key === "Escape") {
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
  const asked = question(panel, board, presses, close);
  const strip = html`<${Strip} presses=${presses} board=${board} commands=${commands} pad=${pad} />`;
  return html`<div class=${cls("desk", !p.live && "is-stale")} data-state=${p.live ? window_.status : "offline"}>
    <${Bar} board=${board} commands=${commands} leaving=${leaving} />
    ${!p.live && html`<p class="desk-offline" role="alert">${zh("counter.offline")}</p>`}
    <main class="desk-main" aria-hidden=${!p.live}>
      ${!signedIn ? html`<${SignIn} board=${board} staff=${p.staff} presses=${presses} />`
        : asked && asked.place === "all" ? asked.panel
        : window_.status === "paused" ? html`<${PausedPanel} board=${board} presses=${presses} strip=${strip} asked=${asked} />`
        : html`<${Current} board=${board} />${(!asked || asked.place === "buttons") && strip}
          ${asked ? asked.panel : html`<${Actions} commands=${commands} presses=${presses} board=${board} />`}`}
    </main>
    <${Waiting} board=${board} commands=${commands} presses=${presses} />
  </div>`;
}

/**
 * The panel that is open, as far as it still applies, and whose place it takes: that of the buttons, of the line above them too, or of all.
 * @param {string} panel
 * @param {CounterBoard} board
 * @param {import("./presses.js").Presses} presses
 * @param {() => void} close
 * @returns {Asked|null}
 */
function question(panel, board, presses, close) {
  const ticket = board.window.ticket;
  const all = { board: board, presses: presses, close: close };
  const drawn = (/** @type {Asked["place"]} */ place, /** @type {any} */ question) => ({ panel: question, place: place });
  switch (panel) {
    case "outcome":
      return ticket ? drawn("buttons", html`<${Outcome} ...${all} />`) : null;
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

/** A question's digit. @param {string} key @param {() => void} first @param {() => void} second */
function answer(key, first, second) {
  if (key === "1") first();
  else if (key === "2") second();
  else return false;
  return true;
}
