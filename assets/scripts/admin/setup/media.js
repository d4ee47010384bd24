import { html, useEffect, useState } from "../../show/view.js";
import { ask, keep, refusalOf, remove } from "../../wire/api.js";
import { t } from "../lang.js";
import { Do } from "./fields.js";

/** @typedef {import("./edit.js").Editing & {orders: import("../../show/orders.js").Orders}} Props */

/** The files that the play-list may have: put up here, shown once the play-list names them. @param {Props} p */
export function MediaFiles(p) {
  const [files, set] = useState(/** @type {{file: string, bytes: number}[]} */ ([]));
  const [sending, send] = useState("");
  const bad = (/** @type {unknown} */ error) => {
    send("");
    p.orders.say({ kind: "problem", text: refusalOf(error).text });
  };
  const look = () => ask("/api/v1/media").then(set, bad);
  useEffect(() => {
    look();
  }, []);
  const pathOf = (/** @type {string} */ file) => "/api/v1/media/" + encodeURIComponent(file);
  const pick = (/** @type {any} */ e) => {
    const file = e.target.files[0];
    e.target.value = "";
    if (!file) return;
    const name = file.name.replace(/[^\w.\u4e00-\u9fff-]/g, "_").replace(/^[.]+/, "");
    send(name);
    keep(pathOf(name), file).then(() => {
      send("");
      p.orders.done("setup.media_kept", { file: name });
      look();
    }, bad);
  };
  const media = p.draft.media || [];
  const named = (/** @type {string} */ file) => (p.draft.theme || {}).logo === file || media.some((/** @type {any} */ m) => m.file === file);
  return html`<h3>${t("setup.media_files")}</h3><p class="side-note">${t("setup.media_files_hint")}</p>
    <label class="field"><span>${t("setup.media_pick")}</span><input type="file" name="media" accept=".jpg,.jpeg,.png,.webp,.mp4,.webm" disabled=${!!sending} onChange=${pick} />
      ${sending && html`<small role="status">${t("setup.media_sending", { file: sending })}</small>`}</label>
    <ul class="side-list">${files.map((f) => html`<li key=${f.file} class="side-item" data-media=${f.file}><span>${f.file} <small>${size(f.bytes)}</small></span>
      ${named(f.file) ? html`<small>${t("setup.media_named")}</small>` : html`<${Do} text="setup.media_show" name="show-media" press=${() => p.put("media", media.concat([{ file: f.file }]))} />
        <button type="button" class="btn" aria-label=${t("setup.remove") + " " + f.file} onClick=${() => remove(pathOf(f.file)).then(look, bad)}>×</button>`}</li>`)}</ul>`;
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1 << 20 ? Math.ceil(bytes / 1024) + " KB" : (bytes / (1 << 20)).toFixed(1) + " MB";
}
