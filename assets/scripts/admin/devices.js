// The hall's devices that say of themselves, or by their silence, that something is wrong, each with what to do about it.
import { html } from "../show/view.js";
import { wordsFor } from "../show/words.js";
import { minutesSince } from "../show/clock.js";
import { usePolled } from "../wire/hall.js";
import { past } from "../wire/past.js";
import { troubleOf } from "./backups.js";
import { named, t, tFor } from "./lang.js";

/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */
/** @typedef {{id: string, text: string}} Fault what is wrong and what to do about it, in a sentence */

const everyMs = 15000;
const silentMinutes = 3;
const backupsMs = 60000;

/** @param {string} path @returns {any[]} */
function useList(path) {
  const polled = /** @type {{value: any[]|null}} */ (usePolled(past ? "" : "/api/v1" + path, everyMs));
  return polled.value || [];
}

/** What is wrong now. Screens that are switched off in the evening are not. @param {MonitorBoard|null} board @returns {Fault[]} */
export function useFaults(board) {
  const printers = useList("/printers");
  const screens = useList("/screens");
  const kiosks = useList("/kiosks");
  const voices = useList("/voices");
  const kept = /** @type {{value: import("../shapes").Backups|null}} */ (usePolled(past ? "" : "/api/v1/backups", backupsMs)).value;
  const open = !!board && board.state === "open";
  return printers.filter((x) => x.state !== "unknown" && !!wordsFor("printer.do." + x.state, "").zh).map((x) => ({ id: "printer-" + x.id, text: t(/** @type {any} */ ("printer.do." + x.state), { name: named(x.name) }) }))
    .concat(kiosks.filter((k) => k.agent && !k.agent.connected).map((k) => ({ id: "kiosk-" + k.number, text: t("fault.kiosk", { name: named(k.name) }) })))
    .concat(open ? voices.filter((v) => v.problem).map((v) => ({ id: "voice-" + v.zone, text: named(v.name) + " " + tFor("voices.problem." + v.problem) + t("fault.voice_do") })) : [])
    .concat(open ? screens.filter((s) => s.enrolled && minutesSince(s.seen_at) >= silentMinutes).map((s) => ({ id: "screen-" + s.id, text: t("fault.screen", { face: s.face, address: s.address, m: minutesSince(s.seen_at) }) })) : [])
    .concat(kept && kept.trouble && (kept.data.days > 1 || !noneYet(kept.trouble)) ? [{ id: "backup", text: t("fault.backup", { what: troubleOf(kept) }) }] : [])
    .concat(kept && kept.data.trouble ? [{ id: "archive", text: t("fault.archive") }] : []);
}

/** On a hall's first day no night has been yet. @param {string} trouble */
function noneYet(trouble) {
  return trouble === "unset" || trouble === "missing";
}

/** @param {import("./watch.js").Props} p */
export function FaultLine(p) {
  const first = p.faults[0];
  if (!first) return null;
  return html`<button type="button" class="wrong-line is-fault" data-fault=${first.id} onClick=${() => p.open({ name: "helps" })}>
    <span class="wrong-kind">${t("fault.title")}</span><span class="wrong-words">${first.text}</span>
    <span class="wrong-more">${p.faults.length > 1 ? t("watch.helps_more", { n: p.faults.length }) : t("watch.look")}</span></button>`;
}

/** @param {{faults: Fault[]}} p */
export function FaultList(p) {
  if (!p.faults.length) return null;
  return html`<h3>${t("fault.title")}</h3><ul class="side-list">${p.faults.map((f) => html`<li key=${f.id} class="side-item" data-fault=${f.id}><span>${f.text}</span></li>`)}</ul>
    <p class="buttons"><a class="btn" href="/slip">${t("fault.to_printers")}</a><a class="btn" href="/screens">${t("fault.to_screens")}</a>
      ${p.faults.some((f) => f.id === "backup" || f.id === "archive") && html`<a class="btn" href="/admin/backups">${t("fault.to_backups")}</a>`}</p>`;
}
