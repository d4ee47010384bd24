import { html } from "../../show/view.js";
import { named, t, tFor } from "../lang.js";
import { freeName } from "./edit.js";
import { Both, Choice, Count, Do, Line, Tick } from "./fields.js";

/** @typedef {import("./edit.js").Editing} Editing */

/** Departments, zones, kiosks and printers: a row each. @param {Editing} p */
export function PlacesPart(p) {
  const d = p.draft;
  const ids = (/** @type {any[]|undefined} */ list) => (list || []).map((x) => x.id);
  const none = [{ id: "", name: "—" }];
  const zones = d.zones.map((/** @type {any} */ z) => ({ id: z.id, name: named(z.name) || z.id }));
  const printers = none.concat((d.printers || []).map((/** @type {any} */ x) => ({ id: x.id, name: named(x.name) || x.id })));
  const boards = none.concat(["queues", "calls", "media", "windows"].map((id) => ({ id: id, name: tFor("board_layout." + id) })));
  const list = (/** @type {string} */ part, /** @type {any} */ fresh, /** @type {(at: string) => any} */ more) => html`<h3>${tFor("part." + part)}</h3>
    ${(d[part] || []).map((/** @type {any} */ x, /** @type {number} */ i) => html`<div key=${i} class="with-remove" data-place=${part + "-" + (x.id || x.number)}>
      <div><${Both} ...${p} path=${part + "." + i + ".name"} label=${t("field.name") + " · " + (x.id || x.number)} />${more(part + "." + i)}</div>
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + named(x.name)} onClick=${() => p.put(part + "." + i, undefined)}>×</button></div>`)}
    <p class="buttons"><${Do} text=${/** @type {import("../../shapes").Key} */ ("setup.add." + part)} name=${"add-" + part} press=${() => p.put(part, (d[part] || []).concat([fresh]))} /></p>`;
  return html`<div class="page-head"><h2>${t("setup.places")}</h2><p>${t("setup.places_intro")}</p></div>
    ${list("departments", { id: freeName("department", ids(d.departments)), name: { zh: "" } }, () => "")}
    ${list("zones", { id: freeName("zone", ids(d.zones)), name: { zh: "" } }, (at) => html`<div class="trio"><${Line} ...${p} path=${at + ".floor"} label=${t("field.floor")} most=${20} />
      <${Count} ...${p} path=${at + ".volume"} label=${t("field.volume")} high=${100} hint=${t("setup.volume_hint")} /><${Choice} ...${p} path=${at + ".board"} label=${t("field.board")} options=${boards} />
      <${Tick} ...${p} path=${at + ".silent"} label=${t("field.silent")} /></div>`)}
    ${list("kiosks", { number: 1 + (d.kiosks || []).reduce((/** @type {number} */ n, /** @type {any} */ k) => Math.max(n, k.number), 0), name: { zh: "" }, zone: d.zones[0].id },
      (at) => html`<div class="trio"><${Choice} ...${p} path=${at + ".zone"} label=${t("field.zone")} options=${zones} /><${Choice} ...${p} path=${at + ".printer"} label=${t("field.printer")} options=${printers} /></div>`)}
    ${list("printers", { id: freeName("printer", ids(d.printers)), name: { zh: "" }, address: "browser" }, (at) => html`<div class="trio"><${Line} ...${p} path=${at + ".address"} label=${t("field.address")} most=${300} hint=${t("setup.address_hint")} />
      <${Choice} ...${p} path=${at + ".paper_mm"} label=${t("field.paper_mm")} options=${[{ id: "80", name: "80 mm" }, { id: "58", name: "58 mm" }]} number=${true} /></div>`)}
    <p class="buttons"><a class="btn" href="/screens">${t("setup.to_screens")}</a><a class="btn" href="/slip">${t("setup.to_slip")}</a><a class="btn" href="/voice/words">${t("setup.to_voice")}</a></p>`;
}
