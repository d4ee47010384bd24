import { html, useState } from "../../show/view.js";
import { t } from "../lang.js";
import { freeName, rowsOf } from "./edit.js";
import { Count, Do, Line, Tick } from "./fields.js";
import { Photo } from "./photo.js";

/** @typedef {import("./edit.js").Editing} Editing */

/**
 * The staff of a pasted table: number, name, title, post a row; a head is passed over, and who is known already is replaced.
 * @param {any[]} staff @param {string} text
 */
export function pasted(staff, text) {
  const rows = rowsOf(text).filter((row) => /^[A-Za-z0-9_-]{1,32}$/.test(row[0]) && row[1]);
  const added = rows.map((row) => Object.assign({ number: row[0], name: row[1] }, row[2] ? { title: row[2] } : {}, row[3] ? { post: row[3] } : {}));
  const known = staff.map((s) => Object.assign({}, s, added.filter((a) => a.number === s.number)[0]));
  return { staff: known.concat(added.filter((a) => !staff.some((s) => s.number === a.number))), read: added.length };
}

/** Who works here, as their plates show them; many at once from a table. @param {Editing & {orders: import("../../show/orders.js").Orders, is: import("../../shapes").SetUp}} p */
export function StaffPart(p) {
  const [text, setText] = useState("");
  const staff = p.draft.staff || [];
  const paste = () => {
    const got = pasted(staff, text);
    p.put("staff", got.staff);
    p.orders.done("setup.pasted", { n: got.read });
    setText("");
  };
  const add = () => p.put("staff", staff.concat([{ number: freeName("", staff.map((/** @type {any} */ s) => s.number)), name: "" }]));
  return html`<div class="page-head"><h2>${t("part.staff")}</h2><p>${t("setup.staff_intro")}</p></div>
    <label class="field paste"><span>${t("setup.paste")}</span><textarea rows="3" name="paste" value=${text} placeholder=${t("setup.paste_example")}
      onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea></label>
    <p class="buttons"><${Do} text="setup.paste_now" name="paste" press=${paste} off=${!text.trim()} /><${Do} text="setup.add_staff" name="add" press=${add} /></p>
    <ul class="people">${staff.map((/** @type {any} */ s, /** @type {number} */ i) => html`<li key=${i} class="person" data-staff=${s.number}><${Photo} key=${s.number} staff=${s} orders=${p.orders} kept=${(p.is.layout.staff || []).some((/** @type {any} */ k) => k.number === s.number)} />
      <${Line} ...${p} path=${"staff." + i + ".number"} label=${t("field.number")} most=${32} /><${Line} ...${p} path=${"staff." + i + ".name"} label=${t("field.person")} most=${40} />
      <${Line} ...${p} path=${"staff." + i + ".title"} label=${t("field.title")} most=${40} /><${Line} ...${p} path=${"staff." + i + ".post"} label=${t("field.post")} most=${40} />
      <${Count} ...${p} path=${"staff." + i + ".stars"} label=${t("field.stars")} high=${5} /><${Tick} ...${p} path=${"staff." + i + ".chief"} label=${t("field.chief")} />
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + s.name} data-remove=${s.number} onClick=${() => p.put("staff." + i, undefined)}>×</button></li>`)}</ul>`;
}
