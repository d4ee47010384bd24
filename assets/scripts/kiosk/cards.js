// The reader on the kiosk's own computer: its cards come over a line to the hall, which has them from the kiosk's agent.
import { html, useEffect, useRef, useState } from "../show/view.js";
import { Both } from "../show/words.js";
import { Line } from "../wire/socket.js";
import { say } from "./say.js";

/**
 * Hears what is laid on the reader, and tells whether a card lies there.
 * @param {boolean} wanted this page is a kiosk that the hall knows by its number
 * @param {(number: string) => void} laid gets each card once, "" for one that could not be read
 * @returns {boolean}
 */
export function useCards(wanted, laid) {
  const [lying, setLying] = useState(false);
  const hear = useRef(laid);
  hear.current = laid;
  useEffect(() => {
    setLying(false);
    if (!wanted) return;
    /** @type {Line<import("../shapes").ReaderBoard>} */
    const line = new Line("/ws/kiosk", (frame) => {
      setLying(!!frame.board && frame.board.lying);
      if (frame.card) hear.current(frame.card.id_number || "");
    }, (state) => {
      if (state !== "live") setLying(false); // nobody knows
    });
    return () => line.close();
  }, [wanted]);
  return lying;
}

const remindMs = 6000;
const mostReminders = 5;

/**
 * Reminds whoever is there of a card on the reader: its holder as long as the number is on the screen, then anybody.
 * @param {{text: import("../shapes").Text, lang: "zh"|"en"}} p
 */
export function CardLeft(p) {
  useEffect(() => {
    let times = 0;
    const timer = window.setInterval(() => {
      if (++times <= mostReminders) say(["kiosk_take_card"]);
    }, remindMs);
    return () => window.clearInterval(timer);
  }, []);
  return html`<span role="alert" data-card-left><${Both} text=${p.text} order=${p.lang} /></span>`;
}
