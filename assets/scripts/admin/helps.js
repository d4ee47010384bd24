import { html } from "../show/view.js";
import { hourMinute } from "../show/clock.js";
import { named, t, tFor } from "./lang.js";
import { None, Side } from "./parts.js";
import { FaultList } from "./devices.js";

/** @typedef {import("../shapes").Help} Help */

/** Who wants what, and where. @param {Help} h */
export function helpWords(h) {
  const where = h.window ? t("help.at_window", { n: h.window }) : named(h.place) || named(h.zone);
  const what = h.kind === "fault" ? t("watch.fault", { device: tFor("device." + h.device) }) : tFor("watch.asks." + h.kind);
  return [where, h.staff || "", what, h.note || "", hourMinute(h.at)].filter(Boolean).join(" · ");
}

/** Who asks for help, and what is broken; whoever goes says so. @param {import("./watch.js").Props} p */
export function HelpsPanel(p) {
  const helps = p.board.helps || [];
  const answer = async (/** @type {Help} */ h) => {
    if (await p.orders.send("/helps/" + h.id + "/answer")) p.orders.done(h.kind === "fault" ? "watch.mended" : "watch.going");
  };
  return html`<${Side} name="helps" title=${t("watch.helps")} close=${p.close}>
    ${helps.length === 0 && p.faults.length === 0 && html`<${None} text=${t("watch.helps_none")} />`}
    <ul class="side-list">${helps.map((h) => html`<li key=${h.id} class="side-item"><span>${helpWords(h)}</span>
      ${p.may("supervisor") && html`<button type="button" class="btn" data-help=${h.id} disabled=${p.orders.busy} onClick=${() => answer(h)}>
        ${t(h.kind === "fault" ? "watch.is_mended" : "watch.go")}</button>`}</li>`)}</ul>
    <${FaultList} faults=${p.faults} />
  </${Side}>`;
}
