// Finding a service by everyday words and by the first letters of their pinyin.

/** @typedef {import("../shapes").Service} Service */
/** @typedef {{service: Service, word: string}} Match word: the everyday word that matched, "" for the name */

/** @param {string} typed small letters @param {string} initials letters of each character, parted by spaces @returns {number} where they match, -1: nowhere */
function place(typed, initials) {
  const each = initials.split(" ");
  for (let at = 0; at + typed.length <= each.length; at++) {
    let all = true;
    for (let i = 0; i < typed.length && all; i++) all = each[at + i].indexOf(typed[i]) >= 0;
    if (all) return at;
  }
  return -1;
}

/**
 * The services whose name or everyday words have those first letters, the best first: those that begin with them.
 * @param {Service[]} services
 * @param {string} typed small letters
 * @returns {Match[]}
 */
export function matches(services, typed) {
  /** @type {{match: Match, rank: number}[]} */
  const found = [];
  services.forEach((service, order) => {
    let best = Infinity;
    let word = "";
    (service.initials || []).forEach((initials, i) => {
      const at = place(typed, initials);
      const rank = at * 2 + (i > 0 ? 1 : 0);
      if (at < 0 || rank >= best) return;
      best = rank;
      word = i > 0 ? (service.keywords || [])[i - 1] : "";
    });
    if (best < Infinity) found.push({ match: { service: service, word: word }, rank: best * 1000 + order });
  });
  return found.sort((a, b) => a.rank - b.rank).map((f) => f.match);
}

/**
 * Everyday words with their services: the first of each service, then the second of each, and so on.
 * @param {Service[]} services
 * @returns {Match[]}
 */
export function everydayWords(services) {
  /** @type {Match[]} */
  const all = [];
  const most = services.reduce((n, s) => Math.max(n, (s.keywords || []).length), 0);
  for (let i = 0; i < most; i++) {
    services.forEach((s) => {
      const word = (s.keywords || [])[i];
      if (word) all.push({ service: s, word: word });
    });
  }
  return all;
}
