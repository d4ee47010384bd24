// Makes a WAV file of whatever sound file the browser can read: one channel of 16 bits. The hall cuts it and makes it as loud as the rest.

const rate = 22050;
const head = 44;

/** @param {Blob} file @returns {Promise<Blob>} */
export function clipOf(file) {
  return bytesOf(file).then((bytes) => new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes)).then(written);
}

/** Blob.arrayBuffer is newer than the browsers that this has to work in. @param {Blob} file @returns {Promise<ArrayBuffer>} */
function bytesOf(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(/** @type {ArrayBuffer} */ (reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

/** @param {AudioBuffer} sound */
function written(sound) {
  const view = new DataView(new ArrayBuffer(head + 2 * sound.length));
  const text = (/** @type {number} */ at, /** @type {string} */ name) => {
    for (let i = 0; i < name.length; i++) view.setUint8(at + i, name.charCodeAt(i));
  };
  text(0, "RIFF");
  text(8, "WAVEfmt ");
  text(36, "data");
  view.setUint32(4, head - 8 + 2 * sound.length, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, 2 * sound.length, true);
  /** @type {Float32Array[]} */
  const channels = [];
  for (let c = 0; c < sound.numberOfChannels; c++) channels.push(sound.getChannelData(c));
  for (let i = 0; i < sound.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels.length; c++) sum += channels[c][i];
    view.setInt16(head + 2 * i, Math.max(-1, Math.min(1, sum / channels.length)) * 32767, true);
  }
  return new Blob([view], { type: "audio/wav" });
}
