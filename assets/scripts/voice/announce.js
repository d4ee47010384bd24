/** @typedef {import("../shapes").Speak} Speak */

const gapSeconds = 1;
const breathSeconds = 0.5; // between one call and the next, or they would sound like one
const readyMs = 100; // how long before the gap is over a repeat is decided on
const pileUp = 2;

/**
 * Says a call as often as it is to be said. Repeats are left out while calls pile up behind it, and once the person has come. Resolves
 * when it has been said.
 * @param {import("./speaker.js").Speaker} speaker
 * @param {Speak} call
 * @param {{waiting: () => number, wanted: () => boolean}} rest waiting: the calls behind it; wanted: whether its person is still to come
 */
export async function announce(speaker, call, rest) {
  const clips = call.clips || [];
  const times = clips.length ? call.repeat || 1 : 0;
  for (let n = 0; n < times; n++) {
    if (n > 0) {
      await new Promise((done) => window.setTimeout(done, gapSeconds * 1000 - readyMs));
      if (rest.waiting() >= pileUp || !rest.wanted() || !speaker.running()) return;
    }
    await speaker.say(clips, n > 0 ? gapSeconds : breathSeconds);
  }
}
