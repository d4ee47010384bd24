// The microphone, for as long as somebody speaks a word. Browsers give it to pages of https and of this machine alone.

const longestMs = 9000;

/** Whether this page may have the microphone. */
export function mayRecord() {
  return !!(navigator.mediaDevices && navigator.mediaDevices.getUserMedia) && typeof MediaRecorder !== "undefined";
}

export class Recorder {
  /** @param {(file: Blob|null) => void} done called once with what was recorded, null when the microphone cannot be had */
  constructor(done) {
    /** @type {MediaRecorder|null} */
    this.recorder = null;
    this.stopped = false;
    navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => {
      const free = () => stream.getTracks().forEach((track) => track.stop());
      /** @type {Blob[]} */
      const parts = [];
      const recorder = new MediaRecorder(stream);
      recorder.ondataavailable = (event) => parts.push(event.data);
      recorder.onstop = () => {
        free();
        done(new Blob(parts));
      };
      this.recorder = recorder;
      recorder.start();
      window.setTimeout(() => this.stop(), longestMs);
      if (this.stopped) this.stop();
    }).catch(() => done(null));
  }

  stop() {
    this.stopped = true;
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
  }
}
