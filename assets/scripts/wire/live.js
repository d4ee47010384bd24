import { useEffect, useRef, useState } from "../show/view.js";
import { setZone } from "../show/clock.js";
import { Line } from "./socket.js";

/** @typedef {import("../shapes").LineState} LineState */

/**
 * The newest board of a path and whether it is live. A new path starts from nothing.
 * @template {{time_zone: string}} B
 * @param {string} path "" for none yet
 * @param {(frame: import("../shapes").Frame<B>) => void} [onFrame]
 * @returns {{board: B|null, state: LineState}}
 */
export function useBoard(path, onFrame) {
  const [board, setBoard] = useState(/** @type {B|null} */ (null));
  const [state, setState] = useState(/** @type {LineState} */ ("connecting"));
  const hear = useRef(onFrame);
  hear.current = onFrame;
  useEffect(() => {
    setBoard(null);
    setState("connecting");
    if (!path) return;
    /** @type {Line<B>} */
    const line = new Line(path, (frame) => {
      if (frame.board) {
        setZone(frame.board.time_zone);
        setBoard(frame.board);
      }
      if (hear.current) hear.current(frame);
    }, setState);
    return () => line.close();
  }, [path]);
  return { board: board, state: state };
}
