import { cls, html, useState } from "../show/view.js";
import { t, tFor } from "./lang.js";
import { Reason } from "./parts.js";

/** @typedef {import("../shapes").Key} Key */

/** @type {Key[]} */
const usual = ["card.absent", "card.late", "card.attitude", "card.delay", "card.unannounced", "card.phone"];

/** A yellow or red card for somebody, with the reason. @param {{orders: import("../show/orders.js").Orders, staff: {number: string, name: string}, done: () => void}} p */
export function GiveCard(p) {
  const [level, choose] = useState("yellow");
  const give = async (/** @type {string} */ reason) => {
    if (!await p.orders.send("/cards", { staff: p.staff.number, level: level, reason: reason })) return;
    p.orders.done("cards.given", { name: p.staff.name });
    p.done();
  };
  return html`<p class="side-note">${t("cards.give_hint")}</p>
    <fieldset class="choice"><legend>${t("cards.level")}</legend>${["yellow", "red"].map((l) => html`<button type="button" key=${l} class=${cls("btn", "btn-" + l, level === l && "is-on")}
      aria-pressed=${level === l} data-level=${l} onClick=${() => choose(l)}>${tFor("cards." + l)}</button>`)}</fieldset>
    <${Reason} usual=${usual} confirm=${t("cards.give_now")} grave=${true} busy=${p.orders.busy} done=${give} />`;
}
