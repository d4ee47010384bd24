import { html, useState } from "../show/view.js";
import { hourMinute } from "../show/clock.js";
import { t } from "./lang.js";
import { Side } from "./parts.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {{hall: Hall, orders: import("../show/orders.js").Orders, again: () => void, unkept?: boolean}} Props unkept: what is tried out would not be what is on the page */

/** Opens the hall for a trial whatever the calendar says, or drops the trial: asked once more, so that no touch does it by itself. @param {Props} p */
export function Trial(p) {
  const [sure, ask] = useState(false);
  const on = !!p.hall.trial;
  const send = async () => {
    ask(false);
    if (await p.orders.send(on ? "/trial/end" : "/trial")) p.orders.done(on ? "trial.ended" : "trial.started");
    p.again();
  };
  return html`<div class="trial" data-trial=${on ? "on" : "off"}>
    <p class="side-note">${t("trial.intro")}</p>
    <p class="side-note">${p.hall.trial ? t("trial.running", { at: hourMinute(p.hall.trial.until) }) : t("trial.until_hint")}</p>
    ${p.unkept && !on && html`<p class="side-warning">${t("trial.unkept")}</p>`}
    <p class="buttons">${sure ? html`<button type="button" class="btn btn-grave" data-action="trial-sure" disabled=${p.orders.busy} onClick=${send}>${t(on ? "trial.end_sure" : "trial.start_sure")}</button>
        <button type="button" class="btn" data-action="trial-not" onClick=${() => ask(false)}>${t("admin.back")}</button>`
      : html`<button type="button" class="btn btn-main" data-action="trial" disabled=${!!p.unkept && !on} onClick=${() => ask(true)}>${t(on ? "trial.end" : "trial.start")}</button>`}</p></div>`;
}

/** The same beside the windows. @param {Props & {close: () => void}} p */
export function TrialPanel(p) {
  return html`<${Side} name="trial" title=${t("trial.title")} close=${p.close}><${Trial} ...${p} /></${Side}>`;
}

/** As a part of the set-up. @param {Props} p */
export function TrialPart(p) {
  return html`<div class="page-head"><h2>${t("trial.title")}</h2></div><${Trial} ...${p} />`;
}
