// What a kiosk says in large text when a page comes up. A clip is named like the text it stands for, with _ for the dot.
import { useEffect } from "../show/view.js";
import { pageOf } from "./journey.js";
import { hush, say } from "./say.js";
import { isFull } from "./shut.js";

/** @typedef {import("./journey.js").Journey} Journey */
/** @typedef {import("./journey.js").Page} Page */

/** @type {Partial<Record<Page["kind"], string>>} */
const spoken = {
  home: "kiosk_title", departments: "kiosk_title_department", services: "kiosk_title", find: "kiosk_find_title", service: "kiosk_materials",
  materials: "kiosk_materials", identify: "kiosk_id_prompt", type_id: "kiosk_type_id_title", mine: "kiosk_mine_title",
  type_number: "kiosk_type_number_title", type_code: "kiosk_type_code_title",
};

/**
 * Says what to do on the page, once; the words are Chinese, and who reads English is left alone.
 * @param {Journey} j
 * @param {{services: import("../shapes").Service[], bad: boolean, asking: boolean, lift: boolean}} now bad: no card was read; asking: whether
 *   somebody is there; lift: a card lies there and must be lifted
 */
export function useGuidance(j, now) {
  const words = j.mode.large && j.mode.lang === "zh" ? wordsOf(j, now) : [];
  useEffect(() => (words.length ? say(words) : hush()), [words.join(" ")]);
}

/** @param {Journey} j @param {Parameters<typeof useGuidance>[1]} now @returns {string[]} */
function wordsOf(j, now) {
  const page = pageOf(j);
  if (now.bad) return ["kiosk_id_bad"];
  if (now.asking) return ["kiosk_still_there"];
  if (now.lift) return ["kiosk_lift_card"];
  if (page.kind === "done") {
    const card = j.identity && j.identity.card;
    return ["kiosk_done_title"].concat(page.ticket.number.split(""), card ? "kiosk_take_card" : [], "kiosk_done_watch");
  }
  if (page.kind === "home" && !now.services.some((s) => s.issuing)) return ["kiosk_closed_title"];
  if (page.kind === "service" && now.services.some((s) => s.id === page.id && !s.issuing && isFull(s))) return ["kiosk_full_short"];
  return [spoken[page.kind] || ""].filter(Boolean);
}
