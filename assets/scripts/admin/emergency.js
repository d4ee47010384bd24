import { html, useState } from "../show/view.js";
import { t } from "./lang.js";
import { Side } from "./parts.js";

const mostText = 100;

/** Sends everybody out of the hall, or ends that: opened first, then pressed, so that no touch does it by itself. @param {import("./watch.js").Props} p */
export function EmergencyPanel(p) {
  const [text, setText] = useState("");
  const raise = async () => {
    if (await p.orders.send("/emergency", text.trim() ? { text: { zh: text.trim() } } : {})) p.orders.done("watch.emergency_told");
    p.close();
  };
  const end = async () => {
    if (await p.orders.send("/emergency/end")) p.orders.done("watch.emergency_over");
    p.close();
  };
  if (p.board.emergency) {
    return html`<${Side} name="emergency" title=${t("watch.emergency_end")} close=${p.close}>
      <p class="side-lead">${p.board.emergency.text.zh}</p><p class="side-note">${t("watch.emergency_end_hint")}</p>
      <button type="button" class="btn btn-main" data-action="end" disabled=${p.orders.busy} onClick=${end}>${t("watch.emergency_end_now")}</button></${Side}>`;
  }
  return html`<${Side} name="emergency" title=${t("watch.emergency")} close=${p.close}>
    <p class="side-warning">${t("watch.emergency_hint")}</p>
    <label class="field"><span>${t("watch.emergency_text")}</span><textarea name="text" rows="3" maxlength=${mostText} value=${text} onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea></label>
    <button type="button" class="btn btn-grave" data-action="raise" disabled=${p.orders.busy} onClick=${raise}>${t("watch.emergency_now")}</button></${Side}>`;
}
