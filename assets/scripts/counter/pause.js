import { cls, html, useState } from "../show/view.js";
import { say, words, zh } from "../show/words.js";
import { hourMinute, minutesSince, now, useNow } from "../show/clock.js";
import { useKeys } from "./keys.js";
import { Panel } from "./panel.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("./presses.js").Presses} Presses */

const minutes = [0, 10, 15, 30];

/**
 * Why, how long, where to: a reason is enough, but for the only window of a service, which says when it is back.
 * @param {{board: CounterBoard, presses: Presses, close: () => void, warning: string}} p
 */
export function PausePanel(p) {
  const [reason, setReason] = useState(0);
  const [back, setBack] = useState(p.warning ? minutes[1] : 0);
  const [goTo, setGoTo] = useState("");
  const reasons = p.board.pause_reasons;
  const confirm = async () => {
    /** @type {Record<string, any>} */
    const body = { reason: reasons[reason] ? reasons[reason].zh : "" };
    if (back) body.back_at = new Date(Math.ceil((now() + back * 60000) / 60000) * 60000).toISOString();
    if (Number(goTo)) body.go_to = Number(goTo);
    await p.presses.press("pause", body);
    p.close();
  };
  useKeys((key) => {
    if (key === "Enter") {
      confirm();
      return true;
    }
    if (!reasons[Number(key) - 1]) return false;
    setReason(Number(key) - 1);
    return true;
  });
  return html`<${Panel} name="pause" title=${zh("counter.pause_title")} close=${p.close} warning=${p.warning} tall=${true}>
    <div class="panel-list panel-reasons">${reasons.map((r, i) => html`<button type="button" key=${i} class=${cls("act", i === reason && "is-chosen")}
      aria-pressed=${i === reason} onClick=${() => setReason(i)}><span class="act-name">${say(r)}</span><kbd>${i + 1}</kbd></button>`)}</div>
    <div class="panel-row">
      <span>${zh("counter.pause_back")}</span>
      ${minutes.slice(p.warning ? 1 : 0).map((m) => html`<button type="button" key=${m} class=${cls("act act-small", m === back && "is-chosen")} aria-pressed=${m === back}
        onClick=${() => setBack(m)}><span class="act-name">${m ? zh("counter.pause_minutes", { m: m }) : zh("counter.pause_back_none")}</span></button>`)}
      <label class="panel-goto">${zh("counter.pause_go_to")}
        <input inputmode="numeric" maxlength="3" value=${goTo} onInput=${(/** @type {any} */ e) => setGoTo(e.target.value.replace(/\D/g, ""))} />
        ${zh("board.window_sign")}</label>
      <button type="button" class="act act-finish" data-action="pause-confirm" disabled=${!!p.presses.busy} onClick=${confirm}>
        <span class="act-name">${zh("counter.pause_confirm")}</span><kbd>Enter</kbd></button>
    </div>
  </${Panel}>`;
}

/** While paused: since when, what the sign says, and the way back. @param {{board: CounterBoard, presses: Presses, strip: any, asked: import("./desk.js").Asked|null}} p */
export function PausedPanel(p) {
  useNow(10000);
  const pause = p.board.window.pause;
  const back = pause && hourMinute(pause.back_at);
  const sign = pause && pause.go_to ? words("win.paused_goto", { other: pause.go_to })
    : back ? words("win.paused_back", { "hh:mm": back }) : words("win.paused");
  return html`<section class="current current-none current-paused">
      <h1>${zh("counter.paused_title")}</h1>
      <p>${pause && pause.reason ? pause.reason + " · " : ""}${zh("counter.paused_since", { m: minutesSince(pause && pause.since) })}</p>
      <p class="paused-sign">${sign.zh}</p>
    </section>
    ${(!p.asked || p.asked.place === "buttons") && p.strip}
    ${p.asked ? p.asked.panel : html`<div class="acts acts-one"><button type="button" class="act act-next" data-action="unpause" disabled=${!!p.presses.busy}
      onClick=${() => p.presses.press("unpause")}><span class="act-name">${zh("button.unpause")}</span><kbd>P</kbd></button></div>`}`;
}
