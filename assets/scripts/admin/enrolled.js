import { cls, html, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { now, useNow, whenWords } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { grantsOf, usePolled } from "../wire/hall.js";
import { named, t, tFor } from "./lang.js";
import { Frame } from "./frame.js";
import { Badge, Side } from "./parts.js";

/** @typedef {import("../shapes").EnrolledDevice} EnrolledDevice */
/** @typedef {import("../shapes").Grant} Grant */
/** @typedef {{code: string, until: string, grant: Grant}} Code */

const everyMs = 5000;
const machines = ["counter", "kiosk", "screen"];
const everything = machines.concat(["desk", "supervisor", "manager", "operator", "admin"]);

/** What a device is: 窗口 3. @param {Grant} g */
export function grantWords(g) {
  return [tFor("role." + g.role, g.role), g.window || g.kiosk || "", g.zone || "", g.staff || ""].filter(Boolean).join(" ");
}

/** Which machines are the hall's. @param {import("./face.js").PageProps} p */
export function DevicesPage(p) {
  const polled = /** @type {{value: EnrolledDevice[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/devices", everyMs));
  const [adding, add] = useState(false);
  const [code, setCode] = useState(/** @type {Code|null} */ (null));
  const [sure, ask] = useState("");
  const all = polled.value;
  if (!all) return html`<${Frame} ...${p} at="devices" live=${polled.fresh ? undefined : false}><${Sign} kind="loading" title=${words("board.loading")} /></${Frame}>`;
  const revoke = async (/** @type {EnrolledDevice} */ d) => {
    if (sure !== d.id) return ask(d.id);
    ask("");
    if (await p.orders.send("/devices/" + encodeURIComponent(d.id) + "/revoke")) p.orders.done("devices.revoked");
    polled.again();
  };
  const make = async (/** @type {Grant} */ grant) => {
    const got = await p.orders.send("/devices/codes", { grant: grant });
    if (!got) return;
    setCode(got);
    add(false);
    polled.again();
  };
  return html`<${Frame} ...${p} at="devices" live=${polled.fresh ? undefined : false}>
    <div class="page-head"><h2>${t("admin.devices")}</h2><p>${t("devices.intro")}</p>
      <p class="buttons"><button type="button" class="btn btn-main" data-action="add" onClick=${() => add(true)}>${t("devices.add")}</button></p></div>
    ${code && html`<${CodePanel} code=${code} close=${() => setCode(null)} />`}
    ${adding && html`<${AddPanel} ...${p} busy=${p.orders.busy} make=${make} close=${() => add(false)} />`}
    <div class="table-box"><table class="table"><thead><tr><th>${t("devices.what")}</th><th>${t("devices.kind")}</th><th>${t("devices.enrolled")}</th><th>${t("devices.seen")}</th><th>${t("devices.revoke")}</th></tr></thead>
      <tbody>${all.map((d) => html`<tr key=${d.id} data-device=${d.id}>
        <td>${d.grants.map(grantWords).join("、")}${d.here && html` <${Badge} text=${t("devices.here")} />`}<small class="number">${d.id}</small></td>
        <td>${tFor("device_kind." + (d.kind || "old"))}</td><td>${named(whenWords(d.created_at))}</td>
        <td>${d.kind === "code" ? (d.until ? t("devices.until", { "hh:mm": named(whenWords(d.until)) }) : t("devices.open"))
          : d.seen_at ? html`${named(whenWords(d.seen_at))}<small class="number">${d.seen_from}</small>` : t("devices.not_seen")}</td>
        <td><button type="button" class=${cls("btn", sure === d.id && "btn-grave")} data-revoke=${d.id} disabled=${p.orders.busy} onClick=${() => revoke(d)}>
          ${t(sure === d.id ? (d.here ? "devices.sure_here" : "devices.sure") : "devices.revoke")}</button></td></tr>`)}</tbody></table></div>
  </${Frame}>`;
}

/** @param {{code: Code, close: () => void}} p */
function CodePanel(p) {
  useNow(5000);
  const left = Math.ceil((Date.parse(p.code.until) - now()) / 60000);
  return html`<section class="side given" data-panel="code"><h2 class="side-title"><span>${t("devices.code_for", { what: grantWords(p.code.grant) })}</span></h2>
    <p class="device-code number" data-code="yes">${p.code.code}</p>
    <p class="side-note">${left > 0 ? t("devices.code_hint", { m: left, path: pathFor(p.code.grant) }) : t("devices.code_over")}</p>
    <p class="buttons"><button type="button" class="btn btn-main" data-action="code-done" onClick=${p.close}>${t("accounts.given_done")}</button></p></section>`;
}

/** Which page the device opens. @param {Grant} g */
function pathFor(g) {
  if (g.role === "screen") return g.window ? "/window/" + g.window : g.zone ? "/hall/" + g.zone : "/welcome";
  return g.role === "counter" || g.role === "kiosk" || g.role === "desk" ? "/" + g.role : "/admin";
}

/** @param {import("./face.js").PageProps & {busy: boolean, make: (g: Grant) => void, close: () => void}} p */
function AddPanel(p) {
  const roles = grantsOf(p.hall, "admin").length ? everything : machines;
  const [role, setRole] = useState("counter");
  const [window_, setWindow] = useState("");
  const [zone, setZone] = useState("");
  const [kiosk, setKiosk] = useState("");
  const n = Number(window_) || 0;
  const whole = role === "counter" ? n > 0 : role === "screen" ? n > 0 || !!zone : true;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    /** @type {Grant} */
    const grant = { role: role };
    if ((role === "counter" || role === "screen") && n) grant.window = n;
    if ((role === "screen" && !n) && zone) grant.zone = zone;
    if (role === "kiosk" && Number(kiosk)) grant.kiosk = Number(kiosk);
    p.make(grant);
  };
  return html`<${Side} name="add" title=${t("devices.add")} close=${p.close}><form onSubmit=${submit}>
    <fieldset class="choice"><legend>${t("devices.is")}</legend>${roles.map((r) => html`<button type="button" key=${r} class=${cls("btn", role === r && "is-on")} aria-pressed=${role === r}
      data-role=${r} onClick=${() => setRole(r)}>${tFor("role." + r)}</button>`)}</fieldset>
    ${(role === "counter" || role === "screen") && html`<label class="field"><span>${t(role === "screen" ? "devices.window_or" : "devices.window")}</span><input name="window" inputmode="numeric" maxlength="4"
      value=${window_} onInput=${(/** @type {any} */ e) => setWindow(e.target.value.replace(/\D/g, ""))} /></label>`}
    ${role === "screen" && !n && html`<label class="field"><span>${t("devices.zone")}</span><select name="zone" value=${zone} onChange=${(/** @type {any} */ e) => setZone(e.target.value)}>
      <option value=""></option>${p.hall.zones.map((z) => html`<option key=${z.id} value=${z.id} selected=${z.id === zone}>${named(z.name)}</option>`)}</select></label>`}
    ${role === "kiosk" && html`<label class="field"><span>${t("devices.kiosk")}</span><input name="kiosk" inputmode="numeric" maxlength="4" value=${kiosk}
      onInput=${(/** @type {any} */ e) => setKiosk(e.target.value.replace(/\D/g, ""))} /></label>`}
    <button class="btn btn-main" data-action="confirm" disabled=${p.busy || !whole}>${t("devices.make")}</button></form></${Side}>`;
}
