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
    this.missing = 0;
    /** @type {AudioBufferSourceNode[]} */
    this.playing = [];
    /** Breaks off what is being said. */
    this.breakOff = () => {};
    this.freeAt = 0;
    this.closed = false;
    this.volume = this.context.createGain();
    this.volume.gain.value = loudness;
    this.leash = this.context.createGain();
    this.leash.connect(this.volume);
    const limiter = this.context.createDynamicsCompressor();
    limiter.threshold.value = -6;
    limiter.knee.value = 0;
    limiter.ratio.value = 20;
    limiter.attack.value = 0.002;
    limiter.release.value = 0.1;
    this.volume.connect(limiter);
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

  /** Whether every clip that was asked for is there. */
  ready() {
    return this.missing === 0;
  }

  /** Lets sound through; browsers want this in answer to a touch. */
  wake() {
    return this.context.resume();
  }

  /** How loud it is, in percent. Half of it sounds about half as loud. @param {number} percent */
  setVolume(percent) {
    this.volume.gain.value = loudness * Math.pow(percent / 100, 2);
  }

  /**
   * Lets words be heard for so long and no longer. The sound system keeps the time, since a page that hangs goes on playing what it has begun.
   * @param {number} seconds
   */
  allow(seconds) {
    const at = this.context.currentTime;
    this.leash.gain.cancelScheduledValues(0);
    this.leash.gain.setValueAtTime(1, at);
    this.leash.gain.setValueAtTime(0, at + seconds);
  }

  /** Fetches clips and keeps them ready; what cannot be had now is asked for again until it can. @param {string[]} names */
  load(names) {
    this.missing += names.length;
    return Promise.all(names.map((name) => this.fetch(name)));
  }

  /** @param {string} name @returns {Promise<void>} */
  fetch(name) {
    const url = urls[name];
    if (!url || this.decoded[name] || this.closed) {
      this.missing--;
      return Promise.resolve();
    }
    return fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.arrayBuffer();
    }).then((bytes) => this.context.decodeAudioData(bytes)).then((buffer) => {
      this.decoded[name] = buffer;
      this.missing--;
    }, () => new Promise((done) => {
      window.setTimeout(() => this.fetch(name).then(done), againMs);
    }));
  }

  /**
   * Says clips, at the earliest `gap` seconds after what was said before. Resolves with whether they have been heard to their end. A number
   * with a hole in it would send somebody else: where a clip is missing only the first, the chime, is played.
   * @param {string[]} names
   * @param {number} [gap]
   * @returns {Promise<boolean>}
   */
  say(names, gap) {
    if (!this.running()) return Promise.resolve(false);
    const whole = names.every((name) => !!this.decoded[name]);
    let at = Math.max(this.context.currentTime + leadSeconds, this.freeAt + (gap || 0));
    (whole ? names : names.slice(0, 1)).forEach((name) => {
      const buffer = this.decoded[name];
      if (buffer) at = this.play(buffer, at, this.leash);
    });
    this.freeAt = at;
    return new Promise((done) => {
      const timer = window.setTimeout(() => done(true), (at - this.context.currentTime) * 1000);
      this.breakOff = () => {
        window.clearTimeout(timer);
        done(false);
      };
    });
  }

  /** The chime alone, for who wants to know whether there is sound. */
  chime() {
    const buffer = this.decoded.ding;
    if (buffer) this.play(buffer, this.context.currentTime + leadSeconds, this.volume);
  }

  /** @param {AudioBuffer} buffer @param {number} at @param {AudioNode} to @returns {number} when it ends */
  play(buffer, at, to) {
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(to);
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
    this.breakOff();
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
