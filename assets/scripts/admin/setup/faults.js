// What is wrong with a draft, in words for who wrote it.
import { t, tFor } from "../lang.js";

/** @typedef {import("../../shapes").Key} Key */

/** The checks' findings, by how they begin. @type {[RegExp, Key][]} */
const findings = [
  [/is missing/, "fault.missing"], [/is longer than|longer than/, "fault.long"], [/used twice|listed twice/, "fault.twice"], [/same number/, "fault.same_number"],
  [/capital letters/, "fault.prefix"], [/is empty/, "fault.empty"], [/there is no|there is no other/, "fault.nothing"], [/is not \d+ to \d+|is not 0 or/, "fault.range"],
  [/letters, digits/, "fault.id"], [/not a day such/, "fault.day"], [/lead back/, "fault.loop"], [/too light|contrast/, "fault.contrast"], [/starts before/, "fault.sessions"],
];

/**
 * Where a fault is and what it is: 业务“社会保险”的字头：要 1 到 2 个大写字母或数字.
 * @param {{path: string, problem: string}} fault @param {any} draft
 */
export function faultWords(fault, draft) {
  const parts = /^([a-z_]+)(?:\[(\d+)\])?(?:\.(.*))?$/.exec(fault.path);
  const found = findings.filter(([pattern]) => pattern.test(fault.problem))[0];
  const what = found ? t(found[1]) : fault.problem;
  if (!parts) return fault.path + " " + what;
  const row = parts[2] === undefined ? null : (draft[parts[1]] || [])[Number(parts[2])];
  const name = row ? (row.name && (row.name.zh || row.name)) || row.number || row.id || "" : "";
  const key = (parts[3] || "").replace(/\[.*$/, "").replace(/\..*$/, "");
  return t("fault.at", { part: tFor("part." + parts[1]), name: name ? "“" + name + "”" : "", key: key ? tFor("field." + key, key) : "", what: what });
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
