import { words } from "./words.js";
import { toCome } from "./clock.js";

/**
 * The sentence for those who wait for a service whose own system is down.
 * @param {import("../shapes").Text} name
 * @param {import("../shapes").Suspension} stop
 * @returns {import("../shapes").Text}
 */
export function sorryWords(name, stop) {
  const back = toCome(stop.back_at);
  return back ? words("board.sorry", { service: name, "hh:mm": back }) : words("board.sorry_open", { service: name });
}
