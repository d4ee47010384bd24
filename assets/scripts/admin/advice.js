import { html } from "../show/view.js";
import { usePolled } from "../wire/hall.js";
import { past } from "../wire/past.js";
import { named, t } from "./lang.js";

/** @typedef {import("../shapes").Advice} Advice */

const everyMs = 10000;

/** What would help: which windows would shorten the longest waits if they opened. @returns {Advice[]} */
export function useAdvice() {
  const polled = /** @type {{value: Advice[]|null, fresh: boolean}} */ (usePolled(past ? "" : "/api/v1/advice", everyMs));
  return (polled.fresh && polled.value) || [];
}

/** 开 7 号窗口办社会保险，最长等候从 41 分钟降到 18 分钟. @param {Advice} a */
export function adviceWords(a) {
  const minutes = (/** @type {number} */ ms) => Math.ceil(ms / 60000);
  const fill = { window: a.window, service: named(a.service_name), n: a.waiting_count, now: minutes(a.longest_wait_ms || 0), then: minutes(a.longest_wait_then_ms) };
  if (a.longest_wait_ms === null) return t(a.status === "paused" ? "advice.unpause_alone" : "advice.open_alone", fill);
  return t(a.status === "paused" ? "advice.unpause" : "advice.open", fill);
}

/** The best advice in a line, while the hall is open and there is any. @param {import("./watch.js").Props} p */
export function AdviceLine(p) {
  const best = p.board.state === "open" ? p.advice[0] : undefined;
  if (!best) return null;
  return html`<button type="button" class="wrong-line is-advice" data-advice=${best.window + "-" + best.service} onClick=${() => p.open({ name: "window", number: best.window })}>
    <span class="wrong-kind">${t("advice.title")}</span><span class="wrong-words">${adviceWords(best)}</span>
    <span class="wrong-more">${t("watch.to_window", { n: best.window })}</span></button>`;
}

/** What would help one service. @param {{advice: Advice[], service: string}} p */
export function AdviceFor(p) {
  const of = p.advice.filter((a) => a.service === p.service)[0];
  return of ? html`<p class="side-note" data-advice-for=${p.service}>${t("advice.title")}：${adviceWords(of)}</p>` : null;
}
