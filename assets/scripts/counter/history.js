import { html } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { dayWords, hourMinute } from "../show/clock.js";

/** @typedef {import("../shapes").Step} Step */
/** @typedef {NonNullable<import("../shapes").CounterBoard["about"]>} About */

const mostSteps = 3;

/**
 * What the clerk must know of the ticket before the first word: the papers that were missing last time, why it was chosen, what other
 * windows did and wrote today.
 * @param {{about: About|undefined}} p
 */
export function History(p) {
  const about = p.about;
  if (!about) return null;
  const back = about.returned;
  const steps = (about.history || []).slice(back ? 1 - mostSteps : -mostSteps);
  return html`<div class="history">
    ${back && html`<p class="history-back" data-returned=${back.number}><span class="badge">${zh("class.return")}</span>
      <b>${zh("counter.returned_with", { papers: back.papers.map((paper) => say(paper)).join("、") || back.note || "—" })}</b>
      <small>${zh("counter.returned_when", { date: dayWords(Date.parse(back.issued_at)).zh.split(" ")[0], window: back.window })}</small></p>`}
    ${about.call_reason && html`<p class="history-why">${about.call_reason}</p>`}
    ${steps.map((step, i) => html`<p key=${i} class="history-step" data-step=${step.kind}><span class="number">${hourMinute(step.at)}</span> ${stepWords(step)}</p>`)}
  </div>`;
}

/** @param {Step} step */
function stepWords(step) {
  const words = wordsFor("history." + step.kind).zh.replace("{window}", String(step.window || "")).replace("{note}", step.note || "");
  const more = [];
  if (step.outcome) more.push(wordsFor("outcome." + step.outcome).zh);
  if (step.case_no) more.push(zh("counter.case_no") + " " + step.case_no);
  if (step.note && step.kind !== "issued" && step.kind !== "needs_set") more.push(step.note);
  return words + (more.length ? "：" + more.join("，") : "");
}
