import { cls, html, useState } from "../show/view.js";
import { whenWords } from "../show/clock.js";
import { grantsOf, usePolled } from "../wire/hall.js";
import { named, t, tFor } from "./lang.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { Frame } from "./frame.js";
import { GiveCard } from "./card_given.js";

/** @typedef {import("../shapes").Card} Card */
/** @typedef {import("../shapes").Member} Member */
/** @typedef {import("../shapes").Key} Key */

const everyMs = 15000;

/** @type {Key[]} */
const appeals = ["appeal.errand", "appeal.system", "appeal.mistaken", "appeal.permitted"];
/** @type {Key[]} */
const rulings = ["ruling.true", "ruling.not_true", "ruling.learned"];

/** The register of cards: who, why, what was said against it and how that ended. @param {import("./face.js").PageProps} p */
export function Cards(p) {
  const cards = /** @type {{value: Card[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/cards", everyMs));
  const staff = /** @type {{value: Member[]|null}} */ (usePolled("/api/v1/staff", 60000));
  const [asked, ask] = useState(/** @type {{name: string, card?: Card, staff?: Member}} */ ({ name: "" }));
  const may = (/** @type {string} */ role) => grantsOf(p.hall, role).length > 0;
  const close = () => {
    ask({ name: "" });
    cards.again();
  };
  const about = async (/** @type {string} */ what, /** @type {object} */ body) => {
    if (asked.card && await p.orders.send("/cards/" + asked.card.id + "/" + what, body)) {
      p.orders.done(what === "appeal" ? "cards.appealed" : "cards.ruled");
      close();
    }
  };
  return html`<${Frame} ...${p} at="cards" live=${cards.fresh}>
    <div class="page-head"><h2>${t("cards.title")}</h2><p>${t("cards.intro")}</p>
      ${may("supervisor") && html`<button type="button" class="btn btn-main" data-action="give" onClick=${() => ask({ name: "whom" })}>${t("cards.give")}</button>`}</div>
    ${asked.name === "whom" && html`<${Side} name="whom" title=${t("cards.whom")} close=${close}>
      <div class="buttons">${(staff.value || []).map((m) => html`<button type="button" key=${m.number} class="btn" data-staff=${m.number} onClick=${() => ask({ name: "give", staff: m })}>${m.name} <small>${m.number}</small></button>`)}</div></${Side}>`}
    ${asked.name === "give" && asked.staff && html`<${Side} name="card" title=${t("cards.give_to", { name: asked.staff.name })} close=${close}>
      <${GiveCard} orders=${p.orders} staff=${asked.staff} done=${close} /></${Side}>`}
    ${asked.name === "appeal" && asked.card && html`<${Side} name="appeal" title=${t("cards.appeal_of", { name: asked.card.name })} close=${close}>
      <${Reason} usual=${appeals} confirm=${t("cards.appeal_keep")} busy=${p.orders.busy} done=${(/** @type {string} */ reason) => about("appeal", { reason: reason })} /></${Side}>`}
    ${asked.name === "ruling" && asked.card && html`<${Ruling} card=${asked.card} busy=${p.orders.busy} close=${close} rule=${about} />`}
    ${cards.value && cards.value.length === 0 && html`<${None} text=${t("cards.none")} />`}
    ${cards.value && cards.value.length > 0 && html`<div class="table-box" tabindex="0" role="region" aria-label=${t("cards.title")}><table class="table" data-cards=${cards.value.length}>
      <thead><tr><th>${t("cards.level")}</th><th>${t("cards.who")}</th><th>${t("admin.reason")}</th><th>${t("cards.when")}</th><th>${t("cards.appeal")}</th><th>${t("cards.ruling")}</th></tr></thead>
      <tbody>${cards.value.map((c) => html`<tr key=${c.id} data-card=${c.id} class=${cls(c.ruling === "withdrawn" && "is-over")}>
        <td><${Badge} text=${tFor("cards." + c.level)} tone=${c.level} /></td><td>${c.name} <small>${c.staff}</small></td><td>${c.reason}</td>
        <td>${named(whenWords(c.at))}<small>${tFor("role." + c.by.role)}</small></td>
        <td>${c.appeal || (may("supervisor") ? html`<button type="button" class="btn btn-small" data-appeal=${c.id} onClick=${() => ask({ name: "appeal", card: c })}>${t("cards.appeal_note")}</button>` : "—")}</td>
        <td>${c.ruling ? html`<b>${tFor("ruling." + c.ruling)}</b><small>${c.note}</small>`
          : c.appeal && (may("admin") || may("manager")) ? html`<button type="button" class="btn btn-small" data-rule=${c.id} onClick=${() => ask({ name: "ruling", card: c })}>${t("cards.rule")}</button>`
            : c.appeal ? t("cards.undecided") : "—"}</td></tr>`)}</tbody></table></div>`}
  </${Frame}>`;
}

/** @param {{card: Card, busy: boolean, close: () => void, rule: (what: string, body: object) => void}} p */
function Ruling(p) {
  const [ruling, choose] = useState("upheld");
  return html`<${Side} name="ruling" title=${t("cards.rule_of", { name: p.card.name })} close=${p.close}>
    <p class="side-lead">${p.card.reason}</p><p class="side-note">${t("cards.appeal")}: ${p.card.appeal}</p>
    <fieldset class="choice"><legend>${t("cards.ruling")}</legend>${["upheld", "withdrawn"].map((r) => html`<button type="button" key=${r} class=${cls("btn", ruling === r && "is-on")}
      aria-pressed=${ruling === r} data-ruling=${r} onClick=${() => choose(r)}>${tFor("ruling." + r)}</button>`)}</fieldset>
    <${Reason} usual=${rulings} confirm=${t("cards.rule_keep")} busy=${p.busy} done=${(/** @type {string} */ reason) => p.rule("ruling", { ruling: ruling, reason: reason })} /></${Side}>`;
}
