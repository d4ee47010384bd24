import { html, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { now } from "../show/clock.js";
import { Choices, Line, Panel } from "../counter/panel.js";
import { useKeys } from "../counter/keys.js";
import { Services, name } from "./take.js";

/** @typedef {import("../shapes").Key} Key */

/** @type {Key[]} */
const reasons = ["suspend.system", "suspend.network", "suspend.power", "suspend.device", "suspend.staff"];
const minutes = [0, 15, 30, 60, 120];

/** Stops a service whose own system is down, or lets it go on. @param {import("./front.js").Props} p */
export function SuspendPanel(p) {
  const [service, choose] = useState("");
  const [reason, because] = useState("");
  const [writing, write] = useState(false);
  const asking = !!service && !reason && !writing;
  useKeys((key) => {
    if (!asking || key !== "0") return false;
    write(true);
    return true;
  });
  const pick = async (/** @type {string} */ id) => {
    const stopped = p.board.services.filter((s) => s.id === id && s.suspended).length > 0;
    if (!stopped) return choose(id);
    if (await p.orders.send("/services/" + encodeURIComponent(id) + "/unsuspend")) p.orders.done("desk.goes_on", { service: name(p.board, id) });
    p.close();
  };
  const stop = async (/** @type {number} */ m) => {
    const back = m ? { back_at: new Date(now() + m * 60000).toISOString() } : {};
    const body = Object.assign({ reason: reason, issuing: false }, back);
    if (await p.orders.send("/services/" + encodeURIComponent(service) + "/suspend", body)) p.orders.done("desk.stopped_now", { service: name(p.board, service) });
    p.close();
  };
  if (!service) {
    return html`<${Panel} key="suspend" name="suspend" title=${zh("desk.suspend_title")} close=${p.close} wide=${true}>
      <${Services} board=${p.board} busy=${p.orders.busy} pick=${pick} /></${Panel}>`;
  }
  if (writing && !reason) {
    return html`<${Panel} name="suspend-reason" title=${name(p.board, service)} close=${p.close} wide=${true}>
      <${Line} label=${zh("counter.reason_other")} confirm=${zh("counter.reason_confirm")} busy=${p.orders.busy} done=${because} /></${Panel}>`;
  }
  if (!reason) {
    return html`<${Panel} key="reason" name="suspend-reason" title=${zh("desk.suspend_reason", { service: name(p.board, service) })} close=${p.close} wide=${true}>
      <${Choices} items=${reasons.map((key) => ({ id: key }))} busy=${p.orders.busy} pick=${(/** @type {{id: Key}} */ r) => because(zh(r.id))}
        draw=${(/** @type {{id: Key}} */ r) => zh(r.id)} />
      <button type="button" class="act act-small panel-other" data-action="other" onClick=${() => write(true)}><span class="act-name">${zh("call_reason.other")}</span><kbd>0</kbd></button></${Panel}>`;
  }
  return html`<${Panel} key="back" name="suspend-back" title=${zh("desk.suspend_back", { service: name(p.board, service) })} close=${p.close} wide=${true}>
    <${Choices} items=${minutes.map((m) => ({ id: m }))} busy=${p.orders.busy} pick=${(/** @type {{id: number}} */ m) => stop(m.id)}
      draw=${(/** @type {{id: number}} */ m) => (m.id ? zh("desk.in_minutes", { m: m.id }) : zh("desk.back_unknown"))} /></${Panel}>`;
}
