// The calls of a zone, one at a time. The big panel shows the call that is being spoken, also where nothing can be heard: at least five
// seconds each. A voice hooks in with `voice`; the next call then waits for it too.

/** @typedef {import("../shapes").Speak} Speak */

const atLeastMs = 5000;
const staleMs = 60000;
const freshMs = 15000;

export class Spoken {
  /** @param {() => void} changed called whenever `current` or `fresh` changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {{call: Speak, heardAt: number}[]} */
    this.queue = [];
    /** @type {Speak|null} */
    this.current = null;
    this.fresh = false;
    this.busy = false;
    /** How far a number has come by the newest board; "" when the board does not have it. @type {(number: string) => "called"|"serving"|""} */
    this.statusOf = () => "called";
    /** Speaks a call; resolves when it has been said. @type {(call: Speak) => Promise<void>} */
    this.voice = () => Promise.resolve();
    this.settle = 0;
  }

  /** Takes the new calls of a frame, in order. @param {Speak[]|undefined} calls */
  add(calls) {
    if (!calls || !calls.length) return;
    calls.forEach((call) => this.queue.push({ call: call, heardAt: performance.now() }));
    if (!this.busy) this.next();
  }

  /** How many calls wait to be spoken. */
  waiting() {
    return this.queue.length;
  }

  /** Forgets everything: another journal, another zone. */
  clear() {
    this.queue = [];
    this.current = null;
    this.fresh = false;
    this.changed();
  }

  /** Whether a call is old news: its person is at the window, or has been and gone. @param {{call: Speak, heardAt: number}} entry */
  over(entry) {
    const status = this.statusOf(entry.call.number);
    return status === "serving" || (!status && performance.now() - entry.heardAt > staleMs);
  }

  /** @returns {void} */
  next() {
    const entry = this.queue.shift();
    if (!entry) {
      this.busy = false;
      return;
    }
    if (this.over(entry)) return this.next();
    this.busy = true;
    this.current = entry.call;
    this.fresh = true;
    window.clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      this.fresh = false;
      this.changed();
    }, freshMs);
    this.changed();
    const least = new Promise((done) => window.setTimeout(done, atLeastMs));
    const said = this.voice(entry.call).catch(() => undefined);
    Promise.all([least, said]).then(() => this.next());
  }
}
