// A loudspeaker that plays clips back to back. Whatever it is asked to say is said after what it is saying.
import urls from "clips";

const leadSeconds = 0.05; // what the sound system takes to get a clip ready
const againMs = 5000;
const loudness = 1.15; // with the gain of the limiter, words come out at about -16 dB: a hall is noisy

export class Speaker {
  /** @param {(running: boolean) => void} changed called when sound comes or goes; browsers keep it back until somebody touches the page */
  constructor(changed) {
    this.context = new AudioContext({ latencyHint: "playback" });
    /** @type {Record<string, AudioBuffer|undefined>} */
    this.decoded = {};
    /** @type {AudioBufferSourceNode[]} */
    this.playing = [];
    this.freeAt = 0;
    this.closed = false;
    this.input = this.context.createGain();
    this.input.gain.value = loudness;
    const limiter = this.context.createDynamicsCompressor();
    limiter.threshold.value = -6;
    limiter.knee.value = 0;
    limiter.ratio.value = 20;
    limiter.attack.value = 0.002;
    limiter.release.value = 0.1;
    this.input.connect(limiter);
    limiter.connect(this.context.destination);
    this.context.onstatechange = () => {
      if (!this.running()) this.hush();
      changed(this.running());
    };
  }

  /** Whether what is said now can be heard, as far as the browser knows. */
  running() {
    return this.context.state === "running";
  }

  /** Lets sound through; browsers want this in answer to a touch. */
  wake() {
    return this.context.resume();
  }

  /** Fetches clips and keeps them ready; what cannot be had now is asked for again until it can. @param {string[]} names */
  load(names) {
    return Promise.all(names.map((name) => this.fetch(name)));
  }

  /** @param {string} name @returns {Promise<void>} */
  fetch(name) {
    const url = urls[name];
    if (!url || this.decoded[name] || this.closed) return Promise.resolve();
    return fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.arrayBuffer();
    }).then((bytes) => this.context.decodeAudioData(bytes)).then((buffer) => {
      this.decoded[name] = buffer;
    }).catch(() => {
      window.setTimeout(() => this.fetch(name), againMs);
    });
  }

  /**
   * Says clips, at the earliest `gap` seconds after what was said before. Resolves when they have been said, at once where nothing can be
   * heard. A number with a hole in it would send somebody else: where a clip is missing only the first, the chime, is played.
   * @param {string[]} names
   * @param {number} [gap]
   * @returns {Promise<void>}
   */
  say(names, gap) {
    if (!this.running()) return Promise.resolve();
    const whole = names.every((name) => !!this.decoded[name]);
    let at = Math.max(this.context.currentTime + leadSeconds, this.freeAt + (gap || 0));
    (whole ? names : names.slice(0, 1)).forEach((name) => {
      const buffer = this.decoded[name];
      if (buffer) at = this.play(buffer, at);
    });
    this.freeAt = at;
    return new Promise((done) => window.setTimeout(done, (at - this.context.currentTime) * 1000));
  }

  /** @param {AudioBuffer} buffer @param {number} at @returns {number} when it ends */
  play(buffer, at) {
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.input);
    source.onended = () => {
      this.playing = this.playing.filter((other) => other !== source);
      source.disconnect();
    };
    this.playing.push(source);
    source.start(at);
    return at + buffer.duration;
  }

  /** Falls silent in the middle of a word. */
  hush() {
    this.playing.forEach((source) => source.stop());
    this.freeAt = 0;
  }

  /** Falls silent for good. */
  close() {
    this.closed = true;
    this.context.onstatechange = null;
    this.hush();
    return this.context.close();
  }
}

/** The names of all clips, but for those that begin with a prefix. @param {string} but */
export function clipNames(but) {
  return Object.keys(urls).filter((name) => name.indexOf(but) !== 0);
}
