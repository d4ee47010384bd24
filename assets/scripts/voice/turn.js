// A page's part in the voice of its zone. It reports how its loudspeaker does, and says what the hall gives it to say: one page of a
// zone at a time. What it may say ends a few seconds after the last report that the hall has answered, so that it is silent by the time
// that the hall, having heard nothing more of it, asks another page.
import { newKey } from "../wire/api.js";

/** @typedef {import("../shapes").VoiceWord} VoiceWord */
/** @typedef {import("../shapes").Utterance} Utterance */
/** @typedef {import("./speaker.js").Speaker} Speaker */

const reportMs = 1500;
const patienceMs = 20000; // for clips that have not come yet; then those that are there have to do

export class Turn {
  /** @param {{speaker: Speaker|null, dedicated: boolean, send: (said: object) => void, changed: () => void}} p without a speaker: the page is mute */
  constructor(p) {
    this.speaker = p.speaker;
    this.dedicated = p.dedicated;
    this.send = p.send;
    this.changed = p.changed;
    this.page = newKey();
    this.born = performance.now();
    this.n = 0;
    this.acked = 0;
    /** When each report was sent that has not been answered. @type {Record<number, number>} */
    this.sent = {};
    this.until = 0;
    this.saying = 0;
    this.done = 0;
    this.said = 0;
    this.epoch = "";
    /** @type {VoiceWord} */
    this.word = { on: false, volume: 100 };
    /** What is being said, for faces that show it. @type {Utterance|null} */
    this.now = null;
    this.looks = "";
    this.silence = 0;
    this.timer = window.setInterval(() => this.report(), reportMs);
    this.leave = () => this.report(true);
    window.addEventListener("pagehide", this.leave);
    this.report();
  }

  /** Ends the page's part. */
  close() {
    window.clearInterval(this.timer);
    window.clearTimeout(this.silence);
    window.removeEventListener("pagehide", this.leave);
    this.hush();
    this.report(true);
    this.send = () => {};
  }

  /** Whether this page has the voice of its zone. */
  speaks() {
    return !!this.word.turn && performance.now() < this.until;
  }

  /** @returns {import("../shapes").Sound} */
  sound() {
    if (!this.speaker) return "muted";
    if (!this.speaker.running()) return "blocked";
    return this.speaker.ready() ? "running" : "loading";
  }

  /** @param {boolean} [bye] the page ends */
  report(bye) {
    this.n++;
    this.sent[this.n] = performance.now();
    this.send({
      voice: {
        page: this.page, n: this.n, acked: this.acked, sound: this.sound(), dedicated: this.dedicated, saying: this.saying, done: this.done,
        epoch: this.epoch, said: this.said, bye: !!bye,
      },
    });
  }

  /** Takes what the hall tells of the voice. @param {{epoch: string, voice?: VoiceWord}} frame */
  hear(frame) {
    this.epoch = frame.epoch;
    const word = frame.voice;
    if (!word) return;
    this.word = word;
    this.said = Math.max(this.said, word.said || 0);
    if (this.speaker) this.speaker.setVolume(word.volume || 0);
    if (word.turn) this.renew(word.ack || 0, word.lease_ms || 0);
    else this.until = 0;
    this.acked = Math.max(this.acked, word.ack || 0);
    Object.keys(this.sent).forEach((n) => {
      if (Number(n) < this.acked) delete this.sent[Number(n)];
    });
    if (!this.speaks()) this.hush();
    else if (word.say) this.take(word.say);
    this.look();
  }

  /** Lets the face be drawn anew where it would look another way. */
  look() {
    const looks = [this.speaks(), this.word.on, this.word.volume, this.saying].join();
    if (looks !== this.looks) this.changed();
    this.looks = looks;
  }

  /** What the hall allows counts from when the report was sent that it answers: it cannot have heard of it before. @param {number} ack @param {number} leaseMs */
  renew(ack, leaseMs) {
    const sent = this.sent[ack];
    if (sent === undefined) return;
    this.until = sent + leaseMs;
    const left = Math.max(0, this.until - performance.now());
    if (this.speaker) this.speaker.allow(left / 1000);
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      if (this.speaks()) return;
      this.hush();
      this.look();
    }, left);
  }

  /** @param {Utterance} utterance */
  take(utterance) {
    if (!this.speaker || !this.speaker.running() || utterance.id === this.done || utterance.id === this.saying) return;
    // It is given again with every answer.
    if (this.saying && !utterance.cut) return;
    if (!this.speaker.ready() && performance.now() - this.born < patienceMs) return;
    this.hush();
    this.saying = utterance.id;
    this.now = utterance;
    this.report();
    this.speaker.say(utterance.clips, utterance.gap_ms / 1000).then((whole) => {
      if (this.saying !== utterance.id) return;
      this.saying = 0;
      this.now = null;
      if (whole) {
        this.done = utterance.id;
        this.said = Math.max(this.said, utterance.said);
      }
      this.report();
      this.look();
    });
  }

  /** Falls silent in the middle of a word. What was being said has not been said. */
  hush() {
    if (!this.saying) return;
    this.saying = 0;
    this.now = null;
    if (this.speaker) this.speaker.hush();
  }
}
