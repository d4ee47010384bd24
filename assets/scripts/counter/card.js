import { html, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { whenWords } from "../show/clock.js";
import { dateShort } from "../show/dates.js";

/** @typedef {import("../shapes").CardNews} CardNews */
/** @typedef {import("../shapes").CounterBoard} CounterBoard */

const noteName = "paidui.cards";
const mostNoted = 50;

/** The cards that were read at this browser, with how their appeals stood then. @returns {string[]} */
function noted() {
  try {
    return JSON.parse(localStorage.getItem(noteName) || "[]");
  } catch (e) {
    return [];
  }
}

/** @param {CardNews} card */
function mark(card) {
  return card.id + (card.ruling || "");
}

/**
 * The card that whoever sits here is told of: never while somebody stands at the window, and no longer once it was read.
 * @param {CounterBoard} board @returns {{card: CardNews|undefined, read: () => void}}
 */
export function useCard(board) {
  const [read, setRead] = useState(noted);
  const news = board.window.ticket ? [] : (board.cards || []).filter((c) => read.indexOf(mark(c)) < 0);
  return {
    card: news[0],
    read: () => {
      const all = read.concat(news.slice(0, 1).map(mark)).slice(-mostNoted);
      setRead(all);
      try {
        localStorage.setItem(noteName, JSON.stringify(all));
      } catch (e) {
        return; // it is told again when the page is opened anew
      }
    },
  };
}

/** What is said of a card: why and when, and what can be said against it. @param {{card: CardNews, button: any}} p */
export function CardLine(p) {
  const c = p.card;
  const name = zh(c.level === "red" ? "counter.card_red" : "counter.card_yellow");
  return html`<div class="line line-notice is-long" role="status" data-card=${c.id} data-level=${c.level}>
    <p class="line-words"><b>${zh("counter.card", { card: name, reason: c.reason })}</b><small>${whenWords(c.at).zh}</small><br />
      ${c.ruling ? zh(c.ruling === "withdrawn" ? "counter.card_withdrawn" : "counter.card_upheld", { note: c.note || "" }) : zh("counter.card_appeal", { until: dateShort(c.appeal_until || "") })}</p>${p.button}</div>`;
}
