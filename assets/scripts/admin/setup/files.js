import { html, useState } from "../../show/view.js";
import { whenWords } from "../../show/clock.js";
import { named, t, tFor } from "../lang.js";
import { None } from "../parts.js";
import { Do } from "./fields.js";

/** @typedef {import("../../shapes").SetUp} SetUp */

/** The hall file out and in, and what was changed today, each of which can be taken back. @param {{is: SetUp, busy: boolean, send: (path: string, body: object) => Promise<boolean>}} p */
export function FilesPart(p) {
  const [file, setFile] = useState("");
  const [sure, ask] = useState(0);
  const read = (/** @type {any} */ e) => {
    const picked = e.target.files[0];
    if (!picked) return;
    const reader = new FileReader();
    reader.onload = () => setFile(String(reader.result || ""));
    reader.readAsText(picked);
  };
  const changes = p.is.changes.slice().reverse();
  return html`<div class="page-head"><h2>${t("setup.files")}</h2><p>${t("setup.files_intro")}</p></div>
    <p class="buttons"><a class="btn btn-main" href="/api/v1/layout/file" download="hall.yaml" data-action="export">${t("setup.export")}</a></p>
    <label class="field"><span>${t("setup.import")}</span><input type="file" name="file" accept=".yaml,.yml" onChange=${read} /></label>
    ${file && html`<label class="field"><span>${t("setup.import_text")}</span><textarea rows="10" name="text" value=${file} onInput=${(/** @type {any} */ e) => setFile(e.target.value)}></textarea></label>
      <p class="buttons"><button type="button" class="btn btn-grave" data-action="import" disabled=${p.busy} onClick=${() => p.send("/file", { over: p.is.revision, file: file }).then((ok) => ok && setFile(""))}>${t("setup.import_now")}</button></p>`}
    <h3>${t("setup.changes")}</h3>
    ${changes.length === 0 && html`<${None} text=${t("setup.changes_none")} />`}
    <ul class="side-list">${changes.map((c) => html`<li key=${c.seq} class="side-item" data-change=${c.seq}><span>${named(whenWords(c.at))} · ${byWords(c.by)} · ${c.parts.map((part) => tFor("part." + part, part)).join("、") || "—"}</span>
      ${sure === c.seq ? html`<button type="button" class="btn btn-grave" data-action="undo-sure" disabled=${p.busy} onClick=${() => p.send("/undo", { seq: c.seq }).then(() => ask(0))}>${t("setup.undo_sure")}</button>`
        : html`<${Do} text="setup.undo" name=${"undo-" + c.seq} press=${() => ask(c.seq)} />`}</li>`)}</ul>`;
}

/** Who did it, as the journal names them: "admin", "supervisor staff 1001". @param {string} by */
function byWords(by) {
  const [role, ...rest] = by.split(" ");
  return tFor("role." + role, role || "—") + (rest.length ? " " + rest.join(" ") : "");
}
