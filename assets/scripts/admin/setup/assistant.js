import { cls, html, useState } from "../../show/view.js";
import { named, t, tFor } from "../lang.js";
import { bannedIn, guideLacks } from "./faults.js";
import { Both, Do, Line } from "./fields.js";
import { HoursPart } from "./hours.js";
import { StaffPart } from "./staff.js";
import { Trial } from "../trial.js";

/** @typedef {import("./edit.js").Editing} Editing */
/** @typedef {Editing & import("../trial.js").Props & {now: number, is: import("../../shapes").SetUp}} Props */

const steps = ["name", "hours", "preset", "staff", "check"];

/** The parts of the hall file that the small hall has anew. */
const replaced = ["zones", "departments", "services", "windows", "staff", "kiosks", "printers", "led", "notices", "media", "settings"];

/** What a small hall usually serves, with prefixes that do not sound alike over a loudspeaker. */
const usual = [
  { id: "social", prefix: "A", zh: "社会保险", en: "Social insurance", minutes: 8 }, { id: "medical", prefix: "F", zh: "医疗保险", en: "Medical insurance", minutes: 6 },
  { id: "tax", prefix: "H", zh: "税务", en: "Tax", minutes: 10 }, { id: "estate", prefix: "K", zh: "不动产登记", en: "Real estate", minutes: 20 },
  { id: "civil", prefix: "M", zh: "民政", en: "Civil affairs", minutes: 10 }, { id: "market", prefix: "R", zh: "市场监管", en: "Business registration", minutes: 12 },
];

/** A new hall in five steps. It changes the same draft as every other part, and nothing is in force before it is kept. @param {Props} p */
export function AssistantPart(p) {
  const [step, go] = useState(0);
  const name = steps[step];
  return html`<div class="page-head"><h2>${t("assist.title")}</h2><p>${t("assist.intro")}</p></div>
    <ol class="steps">${steps.map((s, i) => html`<li key=${s}><button type="button" class=${cls("btn", i === step && "is-on")} aria-current=${i === step ? "step" : undefined} data-step=${s}
      onClick=${() => go(i)}>${i + 1}. ${tFor("assist." + s)}</button></li>`)}</ol>
    <div data-assist=${name}>
      ${name === "name" && html`<${Both} ...${p} path="name" label=${t("setup.hall_name")} /><${Line} ...${p} path="settings.hotline" label=${t("setup.hotline")} most=${40} />`}
      ${name === "hours" && html`<${HoursPart} ...${p} />`}
      ${name === "preset" && html`<${Preset} ...${p} />`}
      ${name === "staff" && html`<${StaffPart} ...${p} />`}
      ${name === "check" && html`<${Check} ...${p} />`}
    </div>
    <p class="buttons"><${Do} text="assist.before" name="before" off=${step === 0} press=${() => go(step - 1)} />
      <button type="button" class="btn btn-main" data-action="after" disabled=${step === steps.length - 1} onClick=${() => go(step + 1)}>${t("assist.after")}</button></p>`;
}

/**
 * A small hall of so many windows: each has one of the usual services, a seventh helps out everywhere. It has no guide desk: people ask at window 1.
 * Nothing of another hall is left, such as the people and devices of the demonstration.
 * @param {any} draft @param {number} n
 */
export function small(draft, n) {
  const zone = draft.zones[0].id;
  const text = (/** @type {string} */ zh, /** @type {string} */ en) => ({ zh: zh, en: en });
  const services = usual.map((u) => ({ id: u.id, prefix: u.prefix, name: text(u.zh, u.en), standard_minutes: u.minutes, frequent: true }));
  const windows = usual.map((u, i) => ({ number: i + 1, name: text(u.zh + "窗口", u.en), location: text("", ""), zone: zone, services: [u.id] }));
  if (n > usual.length) {
    windows.push(Object.assign({ number: 7, name: text("综合窗口", "All services"), location: text("", ""), zone: zone, services: ["civil"] }, { fallback: usual.map((u) => u.id).filter((id) => id !== "civil") }));
  }
  const kiosk = { number: 1, name: text("取号机", "Kiosk"), zone: zone };
  return Object.assign({}, draft, { services: services, windows: windows, kiosks: [kiosk], zones: [{ id: zone, name: draft.zones[0].name }], departments: undefined, staff: undefined,
    printers: undefined, led: undefined, notices: undefined, media: undefined, settings: Object.assign({}, draft.settings, { help: text("1 号窗口", "window 1"), desk_printer: undefined }) });
}

/** @param {Props} p */
function Preset(p) {
  const take = (/** @type {number} */ n) => {
    const next = small(p.draft, n);
    replaced.forEach((part) => p.put(part, next[part]));
  };
  return html`<p class="side-note">${t("assist.preset_intro")}</p>
    <p class="buttons">${[6, 7].map((n) => html`<button type="button" key=${n} class="btn" data-preset=${n} onClick=${() => take(n)}>${t("assist.preset_n", { n: n })}</button>`)}</p>
    <ul class="side-list" data-windows=${p.draft.windows.length}>${p.draft.windows.map((/** @type {any} */ w) => html`<li key=${w.number} class="side-item"><span><b class="number">${w.number}</b> ${named(w.name)} —
      ${w.services.concat(w.fallback || []).map((/** @type {string} */ id) => p.draft.services.filter((/** @type {any} */ s) => s.id === id).map((/** @type {any} */ s) => named(s.name))[0] || id).join("、")}</span></li>`)}</ul>`;
}

/** What is there, and what is still missing, before it is kept. @param {Props} p */
function Check(p) {
  const d = p.draft;
  const lacking = d.services.filter((/** @type {any} */ s) => guideLacks(s, p.now)).length;
  const lines = [
    t("assist.has", { services: d.services.length, windows: d.windows.length, staff: (d.staff || []).length }),
    d.settings.hotline ? "" : t("assist.no_hotline"), (d.staff || []).length ? "" : t("assist.no_staff"), lacking ? t("setup.guides_lacking", { n: lacking }) : "",
    bannedIn(d).length ? t("setup.banned_n", { n: bannedIn(d).length }) : "", t("assist.then"),
  ].filter(Boolean);
  return html`<ul class="side-list">${lines.map((line) => html`<li key=${line} class="side-item"><span>${line}</span></li>`)}</ul>
    <p class="buttons"><a class="btn" href="/screens">${t("setup.to_screens")}</a><a class="btn" href="/slip">${t("setup.to_slip")}</a></p>
    <h3>${t("trial.title")}</h3><${Trial} hall=${p.hall} orders=${p.orders} again=${p.again} unkept=${p.unkept} />`;
}
