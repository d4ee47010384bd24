import { cls, html, useEffect, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { useKeys } from "./keys.js";
import { doneMessage, usePresses } from "./presses.js";
import { Bar } from "./bar.js";
import { Current } from "./current.js";
import { Actions, Strip } from "./actions.js";
import { Outcome } from "./outcome.js";
import { PausePanel, PausedPanel } from "./pause.js";
import { SignIn } from "./sign_in.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */

const leaveAgainMs = 3000;

/** @param {{board: CounterBoard, live: boolean, frames: number, staff: string}} p */
export function Desk(p) {
  const board = p.board;
  const presses = usePresses(board, p.frames);
  const [panel, setPanel] = useState("");
  const window_ = board.window;
  const ticket = window_.ticket;
  const [leaving, setLeaving] = useState(false);
  const commands = commandsOf(board, presses, setPanel);
  if (!p.live) commands.list.forEach((command) => (command.enabled = false));
  // Signing out ends the shift: it wants a second press.
  const signOut = find(commands, "sign-out");
  const leave = signOut.run;
  signOut.run = () => (leaving ? leave() : setLeaving(true));
  useEffect(() => {
    if (!leaving) return;
    const timer = window.setTimeout(() => setLeaving(false), leaveAgainMs);
    return () => window.clearTimeout(timer);
  }, [leaving]);
  useKeys((key) => {
    if (!p.live) return false;
    if (key === "Escape") {
      setPanel("");
      presses.stopAsking();
      return true;
    }
    if (panel) return false;
    if (presses.asking) return answerKey(key, commands);
    const command = commands.list.filter((c) => c.key === key && c.enabled)[0];
    if (command) command.run();
    return !!command;
  });
  const signedIn = window_.status !== "closed";
  const close = () => setPanel("");
  return html`<div class=${cls("desk", !p.live && "is-stale")} data-state=${p.live ? window_.status : "offline"}>
    <${Bar} board=${board} commands=${commands} leaving=${leaving} />
    ${!p.live && html`<p class="desk-offline" role="alert">${zh("counter.offline")}</p>`}
    <main class="desk-main" aria-hidden=${!p.live}>
      ${!signedIn ? html`<${SignIn} board=${board} staff=${p.staff} presses=${presses} />`
        : window_.status === "paused" && !ticket ? html`<${PausedPanel} board=${board} presses=${presses} commands=${commands} />`
        : html`<${Current} board=${board} />
          <${Strip} presses=${presses} board=${board} commands=${commands} />
          ${panel === "outcome" && ticket ? html`<${Outcome} board=${board} presses=${presses} close=${close} />`
            : panel === "pause" ? html`<${PausePanel} board=${board} presses=${presses} close=${close} />`
            : html`<${Actions} commands=${commands} presses=${presses} board=${board} />`}`}
    </main>
    <${Waiting} board=${board} />
  </div>`;
}

/** @param {string} key @param {Commands} commands */
function answerKey(key, commands) {
  if (key === "1") commands.here();
  else if (key === "2") commands.away();
  else return false;
  return true;
}

/** @param {Commands} commands @param {string} name @returns {Command} */
export function find(commands, name) {
  return commands.list.filter((c) => c.name === name)[0];
}

/** @typedef {{name: string, key: string, enabled: boolean, run: () => void}} Command */
/** @typedef {{list: Command[], here: () => void, away: () => void}} Commands */

/**
 * Every command of the page: its key, whether it applies now, what it does. Buttons and keys both take it from here.
 * @param {CounterBoard} board
 * @param {import("./presses.js").Presses} presses
 * @param {(panel: string) => void} setPanel
 * @returns {Commands}
 */
function commandsOf(board, presses, setPanel) {
  const ticket = board.window.ticket;
  const status = ticket ? ticket.status : "";
  const open = board.window.status === "open";
  const free = !presses.busy;
  const able = free && !presses.dead;
  const number = ticket ? ticket.number : "";
  const next = () => presses.press("next", ticket ? { finish: true } : {});
  const told = (/** @type {"counter.done"|"counter.passed"} */ key) => (/** @type {any} */ answer) => {
    if (answer) presses.say(doneMessage(key, number));
    return answer;
  };
  const here = async () => {
    if (await presses.press("start")) await presses.press("next", { finish: true });
  };
  const away = async () => {
    // The ticket is gone after that: the next call must not name it.
    if (await presses.press("no-show")) await presses.press("next", { ticket: undefined });
  };
  const list = [
    { name: "next", key: "Space", enabled: able && open && !presses.asking, run: next },
    { name: "start", key: "s", enabled: free && status === "called", run: () => presses.press("start") },
    { name: "recall", key: "r", enabled: free && status === "called", run: () => presses.press("recall") },
    { name: "finish", key: "f", enabled: able && status === "serving", run: () => presses.press("finish", { outcome: "accepted" }).then(told("counter.done")) },
    { name: "outcome", key: "o", enabled: able && status === "serving", run: () => setPanel("outcome") },
    { name: "no-show", key: "x", enabled: able && status === "called", run: () => presses.press("no-show").then(told("counter.passed")) },
    { name: "pause", key: "p", enabled: free && open, run: () => setPanel("pause") },
    { name: "unpause", key: "p", enabled: free && board.window.status === "paused", run: () => presses.press("unpause") },
    { name: "sign-out", key: "q", enabled: free && board.window.status !== "closed" && !ticket, run: () => presses.press("sign-out") },
  ];
  return { list: list, here: here, away: away };
}
