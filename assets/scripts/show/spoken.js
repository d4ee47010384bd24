// The calls of a zone, one at a time. The big panel shows the call that the zone's voice is saying; where there is no voice it goes by
// itself. Either way a call is shown for at least five seconds.

/** @typedef {import("../shapes").Speak} Speak */
/** @typedef {{call: Speak, heardAt: number}} Entry */

const atLeastMs = 5000;
const staleMs = 60000;
const freshMs = 15000;
const toldWithinMs = 1500;

export class Spoken {
  /** @param {() => void} changed called whenever `current` or `fresh` changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Entry[]} */
    this.queue = [];
    /** @type {Speak|null} */
    this.current = null;
    this.fresh = false;
    this.busy = false;
    /** The call that the voice is saying; null without a voice. @type {number|null} */
    this.saying = null;
    /** How far a number has come by the newest board; "" when the board does not have it. @type {(number: string) => "called"|"serving"|""} */
    this.statusOf = () => "called";
    this.settle = 0;
    this.doubt = 0;
  }

  /** Takes the new calls of a frame, in order. @param {Speak[]|undefined} calls */
  add(calls) {
    if (!calls || !calls.length) return;
    calls.forEach((call) => this.queue.push({ call: call, heardAt: performance.now() }));
    this.next();
  }

  /** Goes with the zone's voice. @param {number|null} seq the call that it is saying, null when there is no voice */
  follow(seq) {
    window.clearTimeout(this.doubt);
    if (seq === this.saying) return;
    this.saying = seq;
    this.next();
  }

  /** On a new line a voice is told of at once, or there is none. */
  lineIsNew() {
    window.clearTimeout(this.doubt);
    this.doubt = window.setTimeout(() => this.follow(null), toldWithinMs);
  }

  /** Forgets everything: another journal, another zone. */
  clear() {
    this.queue = [];
    this.current = null;
    this.fresh = false;
    this.changed();
  }

  /** Whether a call is old news: its person is at the window, or has been and gone. @param {Entry} entry */
  over(entry) {
    const status = this.statusOf(entry.call.number);
    const old = performance.now() - entry.heardAt > staleMs;
    return status === "serving" || (old && (!status || this.saying !== null));
  }

  /** Shows the next call, unless the present one has not been seen long enough. */
  next() {
    if (this.busy) return;
    // The voice knows better than this page which call is still to be said: what it is saying is shown in any case.
    const said = this.queue.filter((entry) => entry.call.seq === this.saying)[0];
    this.queue = this.queue.filter((entry) => entry === said || !this.over(entry));
    const entry = this.saying === null ? this.queue[0] : said;
    if (entry) this.show(entry);
  }

  /** @param {Entry} entry */
  show(entry) {
    const call = entry.call;
    this.queue = this.queue.filter((other) => other.call.number !== call.number || other.call.seq > call.seq);
    this.busy = true;
    this.current = call;
    this.fresh = true;
    window.clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      this.fresh = false;
      this.changed();
    }, freshMs);
    window.setTimeout(() => {
      this.busy = false;
      this.next();
    }, atLeastMs);
    this.changed();
  }
}
