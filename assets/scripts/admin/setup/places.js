import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { Choice, Line } from "./fields.js";
import { MediaFiles } from "./media.js";
import { lists, namesOf, Rows } from "./rows.js";

/** @typedef {import("./edit.js").Editing} Editing */

/** Who is in the hall and where. @param {Editing} p */
export function PlacesPart(p) {
  return html`<div class="page-head"><h2>${t("setup.places")}</h2><p>${t("setup.places_intro")}</p></div>
    <${Rows} ...${p} list=${lists.departments} /><${Rows} ...${p} list=${lists.zones} />`;
}

/** Kiosks, printers and strips. @param {Editing} p */
export function DevicesPart(p) {
  return html`<div class="page-head"><h2>${t("setup.devices")}</h2><p>${t("setup.devices_intro")}</p></div>
    <p class="buttons"><a class="btn" href="/screens">${t("setup.to_screens")}</a><a class="btn" href="/slip">${t("setup.to_slip")}</a><a class="btn" href="/voice/words">${t("setup.to_voice")}</a></p>
    <${Rows} ...${p} list=${lists.kiosks} /><${Rows} ...${p} list=${lists.printers} />
    <div class="trio"><${Choice} ...${p} path="settings.desk_printer" label=${t("rule.desk_printer")} options=${[{ id: "", name: t("setup.by_browser") }].concat(namesOf(p.draft.printers))} /></div>
    <${Rows} ...${p} list=${lists.led} />`;
}

const colours = ["primary", "night"];

/** What the screens show beside the calls, and the hall's own colours. @param {import("./media.js").Props} p */
export function ScreensPart(p) {
  return html`<div class="page-head"><h2>${t("setup.screens")}</h2><p>${t("setup.screens_intro")}</p></div>
    <h3>${t("part.theme")}</h3><div class="trio">${colours.map((c) => html`<${Line} key=${c} ...${p} path=${"theme." + c} label=${tFor("field." + c)} most=${7} hint=${t("setup.colour_hint")} />`)}
      <${Line} ...${p} path="theme.logo" label=${t("field.logo")} most=${100} hint=${t("setup.file_hint")} /></div>
    <${Rows} ...${p} list=${lists.notices} /><${Rows} ...${p} list=${lists.media} /><${MediaFiles} ...${p} />`;
}
