import { useEffect, useState } from "../show/view.js";
import { usePolled } from "../wire/hall.js";
import { useBoard } from "../wire/live.js";
import { isRefused } from "../wire/socket.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").TicketBoard} TicketBoard */

const askEveryMs = 4000;

/**
 * The ticket as it is now, by the live line. Until that is there, and in networks that let no such line through, it is asked for again and
 * again. `live` is false when neither works.
 * @param {string} access
 * @returns {{ticket: Ticket|null, board: TicketBoard|null, live: boolean, lost: boolean, unknown: boolean, set: (ticket: Ticket) => void}}
 */
export function useTicket(access) {
  const at = encodeURIComponent(access);
  const line = useBoard(access && "/ws/ticket/" + at);
  const board = /** @type {TicketBoard|null} */ (line.board);
  const ask = access && line.state !== "live" && !isRefused(line.state);
  const polled = /** @type {{value: Ticket|null, fresh: boolean, refused: number}} */ (usePolled(ask ? "/api/v1/tickets/" + at : "", askEveryMs));
  const [ticket, set] = useState(/** @type {Ticket|null} */ (null));
  // Whatever came last is the newest: a frame, an answer, or what an order made of it.
  useEffect(() => {
    if (board) set(board.ticket);
  }, [board]);
  useEffect(() => {
    if (polled.value) set(polled.value);
  }, [polled.value]);
  const live = line.state === "live" || (!!polled.value && polled.fresh);
  return {
    ticket: ticket, board: board, live: live, lost: line.state === "offline" && !polled.fresh,
    unknown: !access || isRefused(line.state) || polled.refused === 404, set: set,
  };
}
