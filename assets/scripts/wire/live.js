import { useEffect, useRef, useState } from "../show/view.js";
import { setZone, stand } from "../show/clock.js";
import { wear } from "../show/theme.js";
import { markTrial } from "../show/trial.js";
import { Line } from "./socket.js";
import { listen, past } from "./past.js";

/** @typedef {import("../shapes").LineState} LineState */

/**
 * The newest board of a path and whether it is live. A new path starts from nothing.
 * @template {{time_zone: string, theme?: import("../shapes").Theme, trial?: import("../shapes").Trial}} B
 * @param {string} path "" for none yet
 * @param {(frame: import("../shapes").Frame<B>) => void} [onFrame]
 * @param {(send: (said: object) => void) => void} [onLine] told of every new line, with what sends over it
 * @param {number} [quietMs] after how much quiet the board is said to be stale
 * @returns {{board: B|null, state: LineState}}
 */
export function useBoard(path, onFrame, onLine, quietMs) {
  const [board, setBoard] = useState(/** @type {B|null} */ (null));
  const [state, setState] = useState(/** @type {LineState} */ ("connecting"));
  const hear = useRef(onFrame);
  hear.current = onFrame;
  const greet = useRef(onLine);
  greet.current = onLine;
  useEffect(() => {
    setBoard(null);
    setState("connecting");
    if (!path) return;
    if (past) {
      return listen((shown) => {
        stand(shown.at);
        setZone(shown.board.time_zone);
        wear(shown.board.theme);
        setBoard(shown.board);
        setState("live");
        if (hear.current) hear.current({ seq: 0, epoch: "past", board: shown.board, speak: [] });
      });
    }
    /** @type {Line<B>} */
    const line = new Line(path, (frame) => {
      if (frame.board) {
        setZone(frame.board.time_zone);
        wear(frame.board.theme);
        markTrial(frame.board.trial);
        setBoard(frame.board);
      }
      if (hear.current) hear.current(frame);
    }, setState, (send) => {
      if (greet.current) greet.current(send);
    }, quietMs);
    return () => line.close();
  }, [path]);
  return { board: board, state: state };
}
