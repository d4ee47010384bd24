// What is wrong with a draft, in words for who wrote it.
import { t, tFor } from "../lang.js";

/** @typedef {import("../../shapes").Key} Key */

/** The checks' findings, by how they begin. @type {[RegExp, Key][]} */
const findings = [
  [/is missing/, "fault.missing"], [/is longer than|longer than/, "fault.long"], [/used twice|listed twice/, "fault.twice"], [/same number/, "fault.same_number"],
  [/capital letters/, "fault.prefix"], [/is empty/, "fault.empty"], [/there is no|there is no other/, "fault.nothing"], [/is not \d+ to \d+|is not 0 or/, "fault.range"],
  [/letters, digits/, "fault.id"], [/not a day such/, "fault.day"], [/lead back/, "fault.loop"], [/too bright|not a colour/, "fault.contrast"], [/starts before/, "fault.sessions"],
  [/is not an address/, "fault.url"], [/is not the name of/, "fault.file"], [/and not for both|both a file and a text/, "fault.one"], [/ is before /, "fault.order"], [/more than/, "fault.long"],
];

/** @param {string} problem */
function problemWords(problem) {
  const range = /is not (\d+) to (\d+)/.exec(problem);
  if (range) return t("fault.between", { low: range[1], high: range[2] });
  const found = findings.filter(([pattern]) => pattern.test(problem))[0];
  return found ? t(found[1], { example: "http://hall.example" }) : problem;
}

/**
 * Where a fault is and what it is: 业务“社会保险”的字头：要 1 到 2 个大写字母或数字.
 * @param {{path: string, problem: string}} fault @param {any} draft
 */
export function faultWords(fault, draft) {
  const found = /^([a-z_]+)(?:\[(\d+)\])?(?:\.(.*))?$/.exec(fault.path);
  const what = problemWords(fault.problem);
  if (!found) return fault.path + " " + what;
  const row = found[2] === undefined ? null : (draft[found[1]] || [])[Number(found[2])];
  const name = row ? (row.name && (row.name.zh || row.name)) || row.number || row.id || "" : "";
  const key = (found[3] || "").replace(/\[.*$/, "").replace(/\..*$/, "");
  return t("fault.at", { part: tFor("part." + found[1]), name: name ? "“" + name + "”" : "", key: key ? tFor(found[1] === "settings" ? "rule." + key : "field." + key, key) : "", what: what });
}

/** Where a fault is in the draft, and what it is. @param {{path: string, problem: string}} fault @returns {import("./edit.js").Fault} */
export function faultAt(fault) {
  return { path: fault.path.replace(/^hall\./, "").replace(/\[(\d+)\]/g, ".$1"), what: problemWords(fault.problem) };
}

/** @type {Record<string, string>} */
const parts = { name: "texts", hall: "texts", hours: "hours", zones: "places", departments: "places", kiosks: "devices", printers: "devices", led: "devices", services: "services",
  windows: "windows", staff: "staff", notices: "screens", media: "screens", theme: "screens" };

/** The part of the set-up in which a fault is put right. @param {{path: string}|null|undefined} fault @param {string} otherwise */
export function partOf(fault, otherwise) {
  const path = fault ? fault.path : "";
  if (/^settings\.head_start/.test(path)) return "priorities";
  if (/^settings\.(help|hotline|emergency_text|public_url)/.test(path)) return "texts";
  if (/^settings\./.test(path)) return "rules";
  return parts[path.replace(/[.[].*$/, "")] || otherwise;
}

/** Phrases that no sign of the hall should have. @type {string[]} */
export const banned = ["不知道", "你去问", "有牌子，自己看", "我刚才已经说过", "你怎么还问", "你的记性真差", "下班了，明天再来", "快点，我要下班了", "没看我正忙着吗", "你能把我怎么样", "你去投诉好了"];

/** Where the draft says what is banned: warned of, never refused. @param {any} draft */
export function bannedIn(draft) {
  /** @type {{path: string, phrase: string}[]} */
  const found = [];
  const bare = (/** @type {string} */ text) => text.replace(/[，。！？、,.!?\s]/g, "");
  const look = (/** @type {any} */ node, /** @type {string} */ path) => {
    if (typeof node === "string") banned.filter((phrase) => bare(node).indexOf(bare(phrase)) >= 0).forEach((phrase) => found.push({ path: path, phrase: phrase }));
    else if (node && typeof node === "object") Object.keys(node).forEach((key) => look(node[key], path ? path + "." + key : key));
  };
  look(draft, "");
  return found;
}

const oldDays = 365;

/** What a guide lacks; "" for nothing. @param {any} service @param {number} now */
export function guideLacks(service, now) {
  const guide = service.guide;
  if (!guide || !(guide.materials || []).length) return t("setup.guide_none");
  if (!guide.reviewed) return t("setup.guide_unreviewed");
  return now - Date.parse(guide.reviewed) > oldDays * 86400000 ? t("setup.guide_old", { date: guide.reviewed }) : "";
}
