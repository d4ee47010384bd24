import { html, useEffect, useRef, useState } from "../show/view.js";
import { wordsFor, zh } from "../show/words.js";
import { useKeys } from "./keys.js";
import { told } from "./presses.js";
import { Panel } from "./panel.js";

const needReason = ["refused", "returned"];

/**
 * Another outcome than 已受理: one key for the list, one for the line. A refusal asks for its reason in the same place.
 * @param {{board: import("../shapes").CounterBoard, presses: import("./presses.js").Presses, close: () => void}} p
 */
export function Outcome(p) {
  const [outcome, choose] = useState("");
  const [reason, setReason] = useState("");
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const number = p.board.window.ticket ? p.board.window.ticket.number : "";
  const finish = async (/** @type {string} */ which, /** @type {string} */ why) => {
    await p.presses.press("finish", why ? { outcome: which, reason: why } : { outcome: which }).then(told(p.presses, "counter.done", number));
    p.close();
  };
  const take = (/** @type {string} */ which) => (needReason.indexOf(which) >= 0 ? choose(which) : finish(which, ""));
  useKeys((key) => {
    const which = p.board.outcomes[Number(key) - 1];
    if (which && !outcome) take(which);
    return !!which;
  });
  useEffect(() => {
    if (outcome && field.current) field.current.focus();
  }, [outcome]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (reason.trim()) finish(outcome, reason.trim());
  };
  return html`<${Panel} name="outcome" title=${zh("counter.outcome_title")} close=${p.close}>
    ${!outcome ? html`<div class="panel-list">${p.board.outcomes.map((which, i) => html`<button type="button" class="act" key=${which}
        data-outcome=${which} disabled=${!!p.presses.busy} onClick=${() => take(which)}>
        <span class="act-name">${wordsFor("outcome." + which).zh}</span><kbd>${i + 1}</kbd></button>`)}</div>`
      : html`<form class="panel-form" onSubmit=${submit}>
        <label>${wordsFor("outcome." + outcome).zh}：${zh("counter.outcome_reason")}
          <input ref=${field} value=${reason} maxlength="200" onInput=${(/** @type {any} */ e) => setReason(e.target.value)} /></label>
        <button class="act act-finish" disabled=${!reason.trim() || !!p.presses.busy}><span class="act-name">${zh("counter.outcome_confirm")}</span></button>
      </form>`}
  </${Panel}>`;
}
