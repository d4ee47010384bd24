import { html, useEffect, useState } from "../../show/view.js";
import { named, t } from "../lang.js";
import { Both, Choice, Count, Do } from "./fields.js";

/** @typedef {import("./edit.js").Editing} Editing */

/** Which window has which services: its own, or those it helps out with. A touch turns a field on. @param {Editing} p */
export function WindowsPart(p) {
  const [chosen, choose] = useState(-1);
  useEffect(() => {
    const at = p.fault && /^windows\.(\d+)/.exec(p.fault.path);
    if (at) choose(Number(at[1]));
  }, [p.fault]);
  const services = p.draft.services;
  const order = p.draft.windows.map((/** @type {any} */ _, /** @type {number} */ i) => i)
    .sort((/** @type {number} */ a, /** @type {number} */ b) => p.draft.windows[a].number - p.draft.windows[b].number);
  const turn = (/** @type {number} */ i, /** @type {string} */ id) => {
    const w = p.draft.windows[i];
    const own = w.services.filter((/** @type {string} */ s) => s !== id);
    const helps = (w.fallback || []).filter((/** @type {string} */ s) => s !== id);
    const next = w.services.indexOf(id) >= 0 ? { services: own, fallback: helps.concat([id]) } : (w.fallback || []).indexOf(id) >= 0 ? { services: own, fallback: helps }
      : { services: own.concat([id]), fallback: helps };
    p.put("windows." + i, Object.assign({}, w, next, next.fallback.length ? {} : { fallback: undefined }));
  };
  const pick = (/** @type {number} */ i) => {
    choose(i);
    window.scrollTo(0, 0); // the form stands above the table
  };
  const add = () => {
    const number = p.draft.windows.reduce((/** @type {number} */ n, /** @type {any} */ w) => Math.max(n, w.number), 0) + 1;
    p.put("windows", p.draft.windows.concat([{ number: number, name: { zh: t("watch.window", { n: number }) }, location: { zh: "" }, zone: p.draft.zones[0].id, services: [] }]));
    pick(p.draft.windows.length);
  };
  return html`<div class="page-head"><h2>${t("part.windows")}</h2><p>${t("setup.windows_intro")}</p></div>
    ${p.draft.windows[chosen] && html`<${WindowForm} key=${chosen} ...${p} i=${chosen} close=${() => choose(-1)} remove=${() => {
      choose(-1);
      p.put("windows." + chosen, undefined);
    }} />`}
    <div class="table-box matrix-box" tabindex="0" role="region" aria-label=${t("part.windows")}><table class="table matrix">
      <thead><tr><th>${t("part.windows")}</th>${services.map((/** @type {any} */ s) => html`<th key=${s.id} scope="col"><span class="number">${s.prefix}</span> ${named(s.name)}</th>`)}</tr></thead>
      <tbody>${order.map((/** @type {number} */ i) => {
        const w = p.draft.windows[i];
        return html`<tr key=${w.number}><th scope="row"><button type="button" class="btn" data-edit=${w.number} title=${named(w.name)} onClick=${() => pick(i)}><b class="number">${w.number}</b> ${named(w.name)}</button></th>
          ${services.map((/** @type {any} */ s) => {
            const is = w.services.indexOf(s.id) >= 0 ? "own" : (w.fallback || []).indexOf(s.id) >= 0 ? "fallback" : "no";
            return html`<td key=${s.id}><button type="button" class=${"cell cell-" + is} data-cell=${w.number + "-" + s.id} data-is=${is}
              aria-label=${w.number + " " + named(s.name) + " " + t(is === "own" ? "setup.own" : is === "fallback" ? "setup.fallback" : "setup.not")} onClick=${() => turn(i, s.id)}>
              ${is === "no" ? "·" : t(is === "own" ? "setup.own" : "setup.fallback")}</button></td>`;
          })}</tr>`;
      })}</tbody></table></div>
    <p class="buttons"><${Do} text="setup.add_window" name="add" press=${add} /></p>`;
}

/** @param {Editing & {i: number, close: () => void, remove: () => void}} p */
function WindowForm(p) {
  const at = "windows." + p.i;
  const none = [{ id: "", name: "—" }];
  const zones = p.draft.zones.map((/** @type {any} */ z) => ({ id: z.id, name: named(z.name) }));
  const staff = none.concat((p.draft.staff || []).map((/** @type {any} */ s) => ({ id: s.number, name: s.name + " " + s.number })));
  const printers = none.concat((p.draft.printers || []).map((/** @type {any} */ x) => ({ id: x.id, name: named(x.name) })));
  return html`<section class="side side-wide" data-form=${"window-" + p.draft.windows[p.i].number}>
    <h2 class="side-title"><span>${t("watch.window", { n: p.draft.windows[p.i].number })}</span><${Do} text="admin.back" name="close" press=${p.close} /></h2>
    <${Both} ...${p} path=${at + ".name"} label=${t("field.name")} /><${Both} ...${p} path=${at + ".location"} label=${t("field.location")} />
    <div class="trio"><${Count} ...${p} path=${at + ".number"} label=${t("field.window_number")} low=${1} high=${999} /><${Choice} ...${p} path=${at + ".zone"} label=${t("field.zone")} options=${zones} />
      <${Choice} ...${p} path=${at + ".mode"} label=${t("field.mode")} options=${[{ id: "", name: t("setup.always") }, { id: "tidal", name: t("setup.tidal") }]} />
      <${Choice} ...${p} path=${at + ".post.a_staff"} label=${t("field.a_staff")} options=${staff} /><${Choice} ...${p} path=${at + ".post.b_staff"} label=${t("field.b_staff")} options=${staff} />
      <${Choice} ...${p} path=${at + ".printer"} label=${t("field.printer")} options=${printers} /></div>
    <${Do} text="setup.remove_window" name="remove" press=${p.remove} />
  </section>`;
}
