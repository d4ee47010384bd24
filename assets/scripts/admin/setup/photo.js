import { html, useState } from "../../show/view.js";
import { keep, refusalOf, remove } from "../../wire/api.js";
import { t } from "../lang.js";

/** @typedef {import("../../show/orders.js").Orders} Orders */

const wide = 480;
const high = 640;

/**
 * The photo of a member of staff: chosen here, it is on the plate at once. Somebody who is not kept yet has none.
 * @param {{staff: {number: string, name: string}, kept: boolean, orders: Orders}} p
 */
export function Photo(p) {
  const [version, renew] = useState(0);
  const [there, setThere] = useState(true);
  const path = "/api/v1/staff/" + encodeURIComponent(p.staff.number) + "/photo";
  const done = (/** @type {boolean} */ has) => {
    setThere(has);
    renew(version + 1);
    p.orders.done(has ? "setup.photo_kept" : "setup.photo_gone");
  };
  const bad = (/** @type {unknown} */ error) => p.orders.say({ kind: "problem", text: refusalOf(error).text });
  const pick = (/** @type {any} */ e) => {
    const file = e.target.files[0];
    e.target.value = "";
    if (file) smaller(file).then((small) => keep(path, small)).then(() => done(true), bad);
  };
  if (!p.kept) return html`<span class="photo"><small>${t("setup.photo_later")}</small></span>`;
  return html`<span class="photo" data-photo=${p.staff.number}>
    ${there ? html`<img src=${"/photos/" + encodeURIComponent(p.staff.number) + "?" + version} alt=${t("setup.photo_of", { name: p.staff.name })} onError=${() => setThere(false)} onLoad=${() => setThere(true)} />` : html`<b aria-hidden="true">${p.staff.name.slice(0, 1)}</b>`}
    <label class="btn btn-small">${t("setup.photo")}<input type="file" name=${"photo-" + p.staff.number} accept="image/jpeg,image/png" onChange=${pick} /></label>
    ${there && html`<button type="button" class="btn btn-small" aria-label=${t("setup.photo_remove", { name: p.staff.name })} onClick=${() => remove(path).then(() => done(false), bad)}>×</button>`}</span>`;
}

/** The picture no larger than plates show it and upright, as cameras do not always store it; as it is where the browser cannot. @param {Blob} file @returns {Promise<Blob>} */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(wide / picture.width, high / picture.height);
    const paper = document.createElement("canvas");
    const pen = paper.getContext("2d");
    if (scale >= 1 || !pen) return file;
    paper.width = Math.round(picture.width * scale);
    paper.height = Math.round(picture.height * scale);
    pen.drawImage(picture, 0, 0, paper.width, paper.height);
    return await new Promise((done) => paper.toBlob((made) => done(made || file), "image/jpeg", 0.92));
  } catch (e) {
    return file; // the hall says whether it is a photo
  }
}
