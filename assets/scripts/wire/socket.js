// One line to the hall that heals itself. It tells the face whether what is shown is live: nothing else may decide that.
import { sync } from "../show/clock.js";
import { expectAssets } from "./reload.js";

/** @typedef {import("../shapes").LineState} LineState */
/** @template B @typedef {import("../shapes").Frame<B>} Frame */

const deadAfterMs = 8000; // the server sends a frame at least every 3 s; within ten it must be said that it does not
const openWithinMs = 6000;
const checkMs = 500;
const graceMs = 1500; // a restart of the server that is over sooner is not worth a sign
const refusedRetryMs = 10000;

/** @type {Record<number, LineState>} */
const refusals = { 4401: "not_enrolled", 4403: "forbidden", 4404: "unknown" };

/** The last frame that this page has shown, and when it or a heartbeat came, by performance.now(); 0: never. */
export const shown = { seq: 0, heard: 0 };

/** How long until the next try: 0.5–5 s, longer with each failure and never the same for two screens. @param {number} failures */
export function retryDelay(failures) {
  const reach = Math.min(4500, 500 * Math.pow(2, failures));
  return 500 + Math.random() * reach;
}

/**
 * @template B
 */
export class Line {
  /**
   * @param {string} path
   * @param {(frame: Frame<B>) => void} onFrame
   * @param {(state: LineState) => void} onState
   * @param {(send: (said: object) => void) => void} [onOpen] told of every new connection, with what sends over it
   * @param {number} [quietMs] how long the line may be quiet before it is told to be offline; it is dropped later
   */
  constructor(path, onFrame, onState, onOpen, quietMs) {
    this.path = path;
    this.onFrame = onFrame;
    this.onState = onState;
    this.onOpen = onOpen;
    this.quietMs = quietMs || deadAfterMs;
    this.doubts = 0;
    this.checked = performance.now();
    /** @type {WebSocket|null} */
    this.socket = null;
    /** @type {{seq: number, epoch: string}|null} */
    this.mark = null;
    this.hasBoard = false;
    this.failures = 0;
    this.heard = performance.now();
    /** @type {LineState} */
    this.state = "connecting";
    this.retry = 0;
    this.grace = 0;
    this.watch = window.setInterval(() => this.check(), checkMs);
    this.wake = () => this.connectNow();
    this.lost = () => this.drop();
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.lost);
    this.connectNow();
  }

  /** Ends the line for good. */
  close() {
    window.clearInterval(this.watch);
    window.clearTimeout(this.retry);
    window.clearTimeout(this.grace);
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.lost);
    this.leave();
  }

  connectNow() {
    if (this.socket) return;
    window.clearTimeout(this.retry);
    const query = this.mark ? "?after=" + this.mark.seq + "&epoch=" + encodeURIComponent(this.mark.epoch) : "";
    const base = (location.protocol === "https:" ? "wss://" : "ws://") + location.host;
    this.heard = performance.now();
    /** @type {WebSocket} */
    let socket;
    try {
      socket = new WebSocket(base + this.path + query);
    } catch (e) {
      return this.drop();
    }
    this.socket = socket;
    socket.onopen = () => {
      if (this.onOpen && this.socket === socket) this.onOpen((said) => sendOver(socket, said));
    };
    socket.onmessage = (event) => this.hear(event.data);
    socket.onclose = (event) => {
      if (this.socket === socket) this.drop(event.code);
    };
  }

  /** @param {unknown} data */
  hear(data) {
    if (typeof data !== "string") return;
    /** @type {Frame<B>} */
    let frame;
    try {
      frame = JSON.parse(data);
    } catch (e) {
      return this.drop();
    }
    this.heard = performance.now();
    this.failures = 0;
    this.doubts = 0;
    if (frame.epoch) this.mark = { seq: frame.seq, epoch: frame.epoch };
    sync(frame.at);
    shown.seq = frame.seq;
    shown.heard = this.heard;
    if (frame.board) this.hasBoard = true;
    this.onFrame(frame);
    if (this.hasBoard) this.tell("live");
    expectAssets(frame.assets);
  }

  check() {
    const now = performance.now();
    const quiet = now - this.heard;
    const late = now - this.checked > 2 * checkMs; // the page itself stood still: what has come is not read yet
    this.checked = now;
    if (!this.socket) return;
    const open = this.socket.readyState === WebSocket.OPEN;
    if (open && !late && quiet > this.quietMs && this.doubts++ > 0) this.tell("offline");
    if (quiet > (open ? deadAfterMs : openWithinMs)) this.drop();
  }

  leave() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  /** @param {number} [code] */
  drop(code) {
    this.leave();
    const refused = code ? refusals[code] : undefined;
    if (refused) {
      this.tell(refused);
    } else if (performance.now() - this.heard > graceMs) {
      this.tell("offline");
    } else if (!this.grace) {
      this.grace = window.setTimeout(() => {
        this.grace = 0;
        if (!isRefused(this.state)) this.tell("offline");
      }, graceMs);
    }
    window.clearTimeout(this.retry);
    const delay = refused ? refusedRetryMs : retryDelay(this.failures++);
    this.retry = window.setTimeout(() => this.connectNow(), delay);
  }

  /** @param {LineState} state */
  tell(state) {
    if (state === "live" || isRefused(state)) {
      window.clearTimeout(this.grace);
      this.grace = 0;
    }
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }
}

/** What cannot be sent is left unsaid: it would be out of date on the next connection. @param {WebSocket} socket @param {object} said */
function sendOver(socket, said) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(said));
}

/** @param {LineState} state */
export function isRefused(state) {
  return state === "not_enrolled" || state === "forbidden" || state === "unknown";
}
