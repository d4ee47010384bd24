import { html, useEffect, useRef, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { ask, newKey, order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {"none"|"calling"|"called"|"coming"|"failed"} Stage */
/** @typedef {{stage: Stage, shown: boolean, call: () => void, hide: () => void, clear: () => void}} Calling */

const lookEveryMs = 2000;
/**
 * How long it says what became of a call. After so long without an answer the button is there again: a second press tells the hall that
 * somebody still waits. @type {Record<string, number>}
 */
const saidMs = { called: 120000, coming: 30000, failed: 30000 };

/**
 * Calls for somebody to come (呼叫工作人员), and tells when somebody is on the way.
 * @returns {Calling}
 */
export function useCalling() {
  const [stage, setStage] = useState(/** @type {Stage} */ ("none"));
  const [shown, show] = useState(false);
  const call_ = useRef({ id: 0, key: "" });
  const to = (/** @type {Stage} */ next) => {
    setStage(next);
    show(next !== "none" && next !== "calling");
  };
  const call = () => {
    if (stage !== "none" && stage !== "failed") return;
    to("calling");
    // A press whose answer was lost is the same press.
    call_.current.key = call_.current.key || newKey();
    order("/api/v1/kiosk/help", {}, call_.current.key).then((help) => {
      call_.current = { id: help.id, key: "" };
      to("called");
    }, (error) => {
      if (refusalOf(error).status !== 0) call_.current.key = "";
      to("failed");
    });
  };
  useEffect(() => {
    if (stage !== "called") return;
    const look = window.setInterval(() => ask("/api/v1/kiosk/help").then((/** @type {{help: {id: number, answered_at?: string}|null}} */ last) => {
      if (!last.help || last.help.id !== call_.current.id) to("none");
      else if (last.help.answered_at) to("coming");
    }, () => undefined), lookEveryMs);
    return () => window.clearInterval(look);
  }, [stage]);
  useEffect(() => {
    if (!saidMs[stage]) return;
    const over = window.setTimeout(() => to("none"), saidMs[stage]);
    return () => window.clearTimeout(over);
  }, [stage]);
  return { stage: stage, shown: shown, call: call, hide: () => show(false), clear: () => to("none") };
}

/** The button at the foot of every page, and in its place what became of it. @param {{calling: Calling, lang: "zh"|"en"}} p */
export function CallTool(p) {
  const stage = p.calling.stage;
  if (stage === "called" || stage === "coming") {
    return html`<span class="tool tool-call is-called" data-calling=${stage} role="status"><${Both} order=${p.lang}
      text=${words(stage === "coming" ? "kiosk.coming_short" : "kiosk.calling_short")} /></span>`;
  }
  return html`<button class="tool tool-call" data-action="call-staff" disabled=${stage === "calling"} onClick=${p.calling.call}>
    <${Both} text=${words("kiosk.call_staff")} order=${p.lang} /></button>`;
}

/** That somebody was called, is coming, or could not be called: over the page for a moment, touched away. @param {{calling: Calling, hall: Hall, lang: "zh"|"en"}} p */
export function CallSign(p) {
  const c = p.calling;
  const ok = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => {
    if (ok.current) ok.current.focus();
  }, [c.shown, c.stage]);
  if (!c.shown) return null;
  const failed = c.stage === "failed";
  const title = words(failed ? "kiosk.call_failed" : c.stage === "coming" ? "kiosk.coming" : "kiosk.calling");
  const hint = failed ? words("kiosk.call_failed_go", { help: p.hall.help }) : words("kiosk.calling_hint");
  return html`<div class="still" data-call-sign=${c.stage} role="alertdialog" aria-modal="true" aria-labelledby="call-title" onClick=${c.hide}>
    <div class="still-box">
      <h2 id="call-title"><${Both} text=${title} order=${p.lang} /></h2>
      <p class="still-left">${say(hint, p.lang)}</p>
      <button class="confirm-take" data-action="call-ok" ref=${ok} onClick=${c.hide}><${Both} text=${words("kiosk.call_ok")} order=${p.lang} /></button>
    </div>
  </div>`;
}
