import { html, useEffect, useState } from "../../show/view.js";
import { now } from "../../show/clock.js";
import { named, t } from "../lang.js";
import { Badge } from "../parts.js";
import { freeName } from "./edit.js";
import { Both, Choice, Count, Do, Line, Picks, Tick, Words } from "./fields.js";
import { namesOf } from "./rows.js";
import { guideLacks } from "./faults.js";

/** @typedef {import("./edit.js").Editing} Editing */

/** Prefixes that do not sound alike over a loudspeaker. */
const prefixes = ["A", "F", "H", "K", "M", "R", "S", "W", "C", "D", "E", "G", "J", "L", "N", "P", "Q", "T", "U", "V", "X", "Y", "Z", "B"];

/** The services, what each lacks, and one of them open. @param {Editing} p */
export function ServicesPart(p) {
  const [chosen, choose] = useState(-1);
  useEffect(() => {
    const at = p.fault && /^services\.(\d+)/.exec(p.fault.path);
    if (at) choose(Number(at[1]));
  }, [p.fault]);
  const services = p.draft.services;
  const lacking = services.filter((/** @type {any} */ s) => guideLacks(s, now())).length;
  const pick = (/** @type {number} */ i) => {
    choose(i);
    window.scrollTo(0, 0); // the form begins at the top of the page
  };
  const add = () => {
    const prefix = prefixes.filter((x) => !services.some((/** @type {any} */ s) => s.prefix === x))[0] || "";
    p.put("services", services.concat([{ id: freeName("service", services.map((/** @type {any} */ s) => s.id)), prefix: prefix, name: { zh: "" }, standard_minutes: 10 }]));
    pick(services.length);
  };
  return html`<div class="page-head"><h2>${t("part.services")}</h2><p>${t("setup.services_intro")} ${lacking > 0 && html`<b data-lacking=${lacking}>${t("setup.guides_lacking", { n: lacking })}</b>`}</p></div>
    <div class="master">
      <ul class="master-list">${services.map((/** @type {any} */ s, /** @type {number} */ i) => html`<li key=${i}><button type="button" class=${"row-button master-row" + (chosen === i ? " is-on" : "")} data-service=${s.id}
        aria-pressed=${chosen === i} onClick=${() => pick(i)}><b class="number">${s.prefix || "?"}</b><span>${named(s.name) || t("setup.no_name")}
        <small>${s.retired ? t("setup.retired") : guideLacks(s, now())}</small></span></button></li>`)}
        <li><${Do} text="setup.add_service" name="add" press=${add} /></li></ul>
      ${services[chosen] && html`<${ServiceForm} key=${chosen} ...${p} i=${chosen} remove=${() => {
        choose(-1);
        p.put("services." + chosen, undefined);
      }} />`}
    </div>`;
}

/** @param {Editing & {i: number, remove: () => void}} p */
function ServiceForm(p) {
  const at = "services." + p.i;
  const s = p.draft.services[p.i];
  const none = [{ id: "", name: "—" }];
  const others = p.draft.services.filter((/** @type {any} */ o) => o.id !== s.id).map((/** @type {any} */ o) => ({ id: o.id, name: named(o.name) }));
  const departments = (p.draft.departments || []).map((/** @type {any} */ d) => ({ id: d.id, name: named(d.name) }));
  const asks = [{ id: "", name: t("setup.real_none") }, { id: "optional", name: t("setup.real_optional") }, { id: "required", name: t("setup.real_required") }];
  return html`<section class="master-form" data-form=${s.id}>
    <${Both} ...${p} path=${at + ".name"} label=${t("field.name")} />
    <div class="trio"><${Line} ...${p} path=${at + ".prefix"} label=${t("field.prefix")} most=${2} /><${Count} ...${p} path=${at + ".standard_minutes"} label=${t("field.standard_minutes")} low=${1} high=${480} unit=${t("unit.minutes")} usual=${10} />
      <${Count} ...${p} path=${at + ".quota"} label=${t("field.quota")} hint=${t("setup.zero_none")} /><${Count} ...${p} path=${at + ".slot_capacity"} label=${t("field.slot_capacity")} hint=${t("setup.zero_no_booking")} /></div>
    <div class="trio"><${Choice} ...${p} path=${at + ".department"} label=${t("field.department")} options=${none.concat(departments)} /><${Line} ...${p} path=${at + ".group"} label=${t("field.group")} most=${40} />
      <${Choice} ...${p} path=${at + ".real_name"} label=${t("field.real_name")} options=${asks} /><${Choice} ...${p} path=${at + ".next_step"} label=${t("field.next_step")} options=${none.concat(others)} /></div>
    ${p.draft.zones.length > 1 && html`<${Picks} ...${p} path=${at + ".zones"} label=${t("field.more_zones")} hint=${t("setup.more_zones")} options=${namesOf(p.draft.zones)} />`}
    <${Words} ...${p} path=${at + ".keywords"} label=${t("field.keywords")} hint=${t("setup.keywords_hint")} />
    <div class="ticks"><${Tick} ...${p} path=${at + ".frequent"} label=${t("field.frequent")} /><${Tick} ...${p} path=${at + ".retired"} label=${t("field.retired")} /></div>
    <h3>${t("field.guide")} ${guideLacks(s, now()) && html`<${Badge} text=${guideLacks(s, now())} tone="yellow" />`}</h3>
    <${Materials} ...${p} path=${at + ".guide.materials"} />
    <${Both} ...${p} path=${at + ".guide.fee"} label=${t("field.fee")} /><${Both} ...${p} path=${at + ".guide.promise"} label=${t("field.promise")} />
    <${Both} ...${p} path=${at + ".guide.note"} label=${t("field.note")} most=${200} />
    <div class="pair"><${Line} ...${p} path=${at + ".guide.online"} label=${t("field.online")} most=${300} /><${Line} ...${p} path=${at + ".guide.reviewed"} label=${t("field.reviewed")} type="date" /></div>
    <${Do} text="setup.remove_service" name="remove" press=${p.remove} />
  </section>`;
}

/** The papers to bring. @param {Editing & {path: string}} p */
function Materials(p) {
  const list = p.path.split(".").reduce((node, key) => (node || {})[key], p.draft) || [];
  return html`<div class="materials">${list.map((/** @type {any} */ m, /** @type {number} */ i) => html`<div key=${i} class="material">
      <${Line} ...${p} path=${p.path + "." + i + ".name.zh"} label=${t("field.material", { n: i + 1 })} most=${40} /><${Line} ...${p} path=${p.path + "." + i + ".name.en"} label="English" most=${120} />
      <${Line} ...${p} path=${p.path + "." + i + ".note.zh"} label=${t("field.note")} most=${40} />
      <${Count} ...${p} path=${p.path + "." + i + ".original"} label=${t("field.original")} high=${99} /><${Count} ...${p} path=${p.path + "." + i + ".copies"} label=${t("field.copies")} high=${99} />
      <${Tick} ...${p} path=${p.path + "." + i + ".optional"} label=${t("field.optional")} />
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + (m.name.zh || "")} onClick=${() => p.put(p.path + "." + i, undefined)}>×</button></div>`)}
    <${Do} text="setup.add_material" name="add-material" press=${() => p.put(p.path, list.concat([{ name: { zh: "" }, original: 1 }]))} /></div>`;
}
