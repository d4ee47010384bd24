import { html, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { usePolled } from "../wire/hall.js";
import { Choices, Panel } from "../counter/panel.js";

/** @typedef {import("../shapes").Voice} Voice */
/** @typedef {{all: Voice[], again: () => void}} Voices */

const everyMs = 5000;

/** How the zones' voices stand, for whom may know. @param {boolean} may @returns {Voices} */
export function useVoices(may) {
  const polled = /** @type {{value: Voice[]|null, again: () => void}} */ (usePolled(may ? "/api/v1/voices" : "", everyMs));
  return { all: polled.value || [], again: polled.again };
}

/** What is wrong with a voice, in words; "" for nothing. @param {Voice} voice */
export function voiceTrouble(voice) {
  return voice.problem ? zone(voice) + wordsFor("voices.problem." + voice.problem).zh : "";
}

/** @param {Voice} voice */
function zone(voice) {
  return say(voice.name);
}

/** Every zone with how its voice stands; a digit picks one, to try it or to say that it is heard. @param {import("./front.js").Props & {voices: Voices}} p */
export function VoicesPanel(p) {
  const [picked, pick] = useState("");
  const voice = p.voices.all.filter((v) => v.zone === picked)[0];
  if (!voice) {
    return html`<${Panel} key="zones" name="voices" title=${zh("voices.title")} close=${p.close} wide=${true}>
      <${Choices} items=${p.voices.all.map((v) => ({ id: v.zone, v: v }))} busy=${p.orders.busy} pick=${(/** @type {{id: string}} */ i) => pick(i.id)}
        draw=${(/** @type {{v: Voice}} */ i) => html`${zone(i.v)}<small>${stateWords(i.v)}</small>`} /></${Panel}>`;
  }
  const send = async (/** @type {"test"|"heard"} */ what) => {
    if (!(await p.orders.send("/voices/" + encodeURIComponent(voice.zone) + "/" + what))) return;
    p.orders.done(what === "test" ? "voices.told_test" : "voices.told_heard", { zone: zone(voice) });
    p.voices.again();
    if (what === "heard") p.close();
  };
  const deeds = [{ id: "test" }, { id: "heard" }];
  return html`<${Panel} key="zone" name="voice" title=${zone(voice) + " · " + stateWords(voice)} close=${p.close} wide=${true}>
    <${Choices} items=${deeds} busy=${p.orders.busy} pick=${(/** @type {{id: "test"|"heard"}} */ d) => send(d.id)}
      draw=${(/** @type {{id: string}} */ d) => wordsFor("voices." + d.id).zh} />
    <ul class="voice-screens">${voice.screens.map((s) => html`<li key=${s.address}>${wordsFor(s.dedicated ? "voices.page" : "voices.screen").zh} ${s.address || ""}
      · ${wordsFor(s.speaking ? "voices.speaking" : "voices.sound." + s.sound).zh}${s.doubted ? " · " + zh("voices.doubted") : ""}</li>`)}</ul>
  </${Panel}>`;
}

/** @param {Voice} v */
function stateWords(v) {
  if (v.problem) return wordsFor("voices.problem." + v.problem).zh;
  if (!v.volume) return zh("voices.quiet");
  if (v.confirmed_at) return zh("voices.confirmed", { "hh:mm": hourMinute(v.confirmed_at) });
  return zh(v.screens.some((s) => s.speaking) ? "voices.works" : "voices.none");
}
