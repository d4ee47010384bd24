import { html, useState } from "../../show/view.js";
import { t } from "../lang.js";
import { Changes } from "./changes.js";

/** The hall file out and in, and what was changed, each of which can be taken back. @param {import("./changes.js").Props} p */
export function FilesPart(p) {
  const [file, setFile] = useState("");
  const read = (/** @type {any} */ e) => {
    const picked = e.target.files[0];
    if (!picked) return;
    const reader = new FileReader();
    reader.onload = () => setFile(String(reader.result || ""));
    reader.readAsText(picked);
  };
  return html`<div class="page-head"><h2>${t("setup.files")}</h2><p>${t("setup.files_intro")}</p></div>
    <p class="buttons"><a class="btn btn-main" href="/api/v1/layout/file" download="hall.yaml" data-action="export">${t("setup.export")}</a></p>
    <label class="field"><span>${t("setup.import")}</span><input type="file" name="file" accept=".yaml,.yml" onChange=${read} /></label>
    ${file && html`<label class="field"><span>${t("setup.import_text")}</span><textarea rows="10" name="text" value=${file} onInput=${(/** @type {any} */ e) => setFile(e.target.value)}></textarea></label>
      <p class="buttons"><button type="button" class="btn btn-grave" data-action="import" disabled=${p.busy} onClick=${() => p.send("/file", { over: p.is.revision, file: file }).then((ok) => ok && setFile(""))}>${t("setup.import_now")}</button></p>`}
    <${Changes} ...${p} />`;
}
