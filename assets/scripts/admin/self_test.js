// What the hall knows of itself before anybody walks through it.
import { ahead } from "../show/clock.js";
import { ask } from "../wire/api.js";
import { t } from "./lang.js";

/** @typedef {{ok: boolean, text: string}} Found */
/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */

const clockOffMs = 60000;

/** @param {string} path @returns {Promise<any[]>} */
function list(path) {
  return ask("/api/v1" + path).then((rows) => rows || [], () => []);
}

/** How many of some are well. @param {number} well @param {number} all @returns {Found} */
function share(well, all) {
  return { ok: well === all, text: t(all ? "check.well" : "check.none_there", { n: well, all: all }) };
}

/**
 * Those items of a check that need nobody's eyes.
 * @param {string} kind @param {MonitorBoard} board
 * @returns {Promise<Record<string, Found>>}
 */
export function found(kind, board) {
  return kind === "morning" ? morning(board) : Promise.resolve(evening(board));
}

/** @param {MonitorBoard} board @returns {Promise<Record<string, Found>>} */
async function morning(board) {
  const [printers, screens, kiosks, voices] = await Promise.all([list("/printers"), list("/screens"), list("/kiosks"), list("/voices")]);
  const off = Math.abs(ahead());
  const enrolled = screens.filter((s) => s.enrolled);
  const paper = printers.filter((p) => p.state === "paper_low" || p.state === "paper_out").length;
  /** @type {Record<string, Found>} */
  const known = {
    clock: { ok: off < clockOffMs, text: off < clockOffMs ? t("check.clock_right") : t("check.clock_off", { m: Math.round(off / 60000) }) },
    paper: { ok: paper === 0, text: paper ? t("check.paper_low", { n: paper }) : share(printers.length, printers.length).text },
    printers: share(printers.filter((p) => ["ok", "browser", "unknown", "paper_low"].indexOf(p.state) >= 0).length, printers.length),
    screens: share(enrolled.filter((s) => s.sound !== "blocked" && s.faults === 0).length, enrolled.length),
    windows: { ok: true, text: t("check.staffed", { n: board.windows.filter((w) => w.status !== "closed").length, all: board.windows.length }) },
  };
  const helped = kiosks.filter((k) => k.agent);
  if (helped.length) known.kiosks = share(helped.filter((k) => k.agent.connected).length, helped.length);
  const troubled = voices.filter((v) => v.problem);
  if (voices.length && troubled.length) known.voice = { ok: false, text: t("check.voice_unheard", { n: troubled.length }) };
  return known;
}

/** @param {MonitorBoard} board @returns {Record<string, Found>} */
function evening(board) {
  const open = ["waiting", "called", "serving", "on_hold"].reduce((n, status) => n + (board.tickets[status] || 0), 0);
  const signed = board.windows.filter((w) => w.status !== "closed").map((w) => w.number);
  const faults = (board.helps || []).filter((h) => h.kind === "fault").length;
  return {
    tickets: { ok: open === 0, text: open ? t("check.tickets_open", { n: open }) : t("check.tickets_none") },
    windows: { ok: signed.length === 0, text: signed.length ? t("check.windows_open", { windows: signed.join("、") }) : t("check.windows_out") },
    faults: { ok: faults === 0, text: faults ? t("check.faults_open", { n: faults }) : t("check.faults_none") },
  };
}
