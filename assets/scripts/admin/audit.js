import { html, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { dateOf, hourMinuteSecond, now } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { usePolled } from "../wire/hall.js";
import { t, tFor } from "./lang.js";
import { Frame } from "./frame.js";
import { None } from "./parts.js";

/** @typedef {import("../shapes").AuditRow} AuditRow */

const everyMs = 15000;

/** Who or what in words: the journal's own are English and stand apart. @param {string|undefined} text */
function said(text) {
  return (text || "").split(" ").map((word) => tFor("audit_word." + word, tFor("role." + word, word))).filter(Boolean).join(" ");
}

/** Who came in, changed the hall, called out of order and took data away, a day at a time. @param {import("./face.js").PageProps} p */
export function AuditPage(p) {
  const today = dateOf(now());
  const [day, setDay] = useState(today);
  const [deed, setDeed] = useState("");
  const polled = /** @type {{value: AuditRow[]|null, fresh: boolean, refused: number}} */ (usePolled("/api/v1/audit?date=" + day, everyMs));
  const all = polled.value || (polled.refused === 400 ? [] : null);
  const deeds = (all || []).map((r) => r.deed).filter((d, i, list) => list.indexOf(d) === i);
  const rows = (all || []).filter((r) => !deed || r.deed === deed).slice().reverse();
  return html`<${Frame} ...${p} at="audit" live=${polled.fresh ? undefined : false}>
    <div class="page-head"><h2>${t("admin.audit")}</h2><p>${t("audit.intro")}</p>
      <p class="audit-pick"><label class="field"><span>${t("audit.day")}</span><input type="date" name="day" value=${day} max=${today}
          onChange=${(/** @type {any} */ e) => e.target.value && setDay(e.target.value)} /></label>
        <label class="field"><span>${t("audit.deed")}</span><select name="deed" value=${deed} onChange=${(/** @type {any} */ e) => setDeed(e.target.value)}>
          <option value="">${t("audit.all")}</option>${deeds.map((d) => html`<option key=${d} value=${d} selected=${d === deed}>${tFor("deed." + d, d)}</option>`)}</select></label>
        <a class="btn" data-action="export" href=${"/api/v1/audit?format=csv&date=" + day + (deed ? "&deed=" + deed : "")} download>${t("audit.export")}</a></p></div>
    ${!all ? html`<${Sign} kind="loading" title=${words("board.loading")} />` : rows.length === 0 ? html`<${None} text=${t("audit.none")} />`
      : html`<div class="table-box"><table class="table"><thead><tr><th>${t("audit.at")}</th><th>${t("audit.what")}</th><th>${t("audit.of")}</th><th>${t("audit.by")}</th><th>${t("audit.from")}</th></tr></thead>
        <tbody>${rows.map((r, i) => html`<tr key=${r.seq + "-" + i} data-deed=${r.deed}><td class="number">${hourMinuteSecond(r.at)}</td>
          <td>${tFor("deed." + r.deed, r.deed)}${r.count ? " × " + r.count : ""}</td><td>${r.of}<small>${said(r.note)}</small></td><td>${said(r.by) || t("audit.hall")}</td><td class="number">${r.from}</td></tr>`)}</tbody></table></div>`}
  </${Frame}>`;
}
