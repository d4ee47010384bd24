// The voice of a zone without a picture: /voice/{zone}, for the computer that is wired to the hall's amplifier.
import { cls, html, mount, pathPart, useState } from "./show/view.js";
import { Both, say, words, wordsFor } from "./show/words.js";
import { clockKnown, hourMinute, useNow } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { useBoard } from "./wire/live.js";
import { useHall } from "./wire/hall.js";
import { useScreen } from "./wire/health.js";
import { order, refusalOf } from "./wire/api.js";
import { mayShow, SoundLayer, soundOf, useVoice } from "./voice/zone.js";

/** @typedef {import("./shapes").HallBoard} HallBoard */
/** @typedef {import("./shapes").Text} Text */
/** @typedef {import("./shapes").Key} Key */

function Face() {
  const zone = pathPart(1) || "1F";
  const { hall, fresh, again } = useHall(60000);
  const voice = useVoice(hall, zone, true);
  const may = mayShow(hall, zone);
  const { board, state } = useBoard(may ? "/ws/hall/" + encodeURIComponent(zone) : "",
    (/** @type {import("./shapes").Frame<HallBoard>} */ frame) => voice.hear(frame), voice.line);
  const code = useScreen(soundOf(voice), !!board && board.state === "closed");
  if (hall && (!may || state === "forbidden" || state === "not_enrolled")) {
    return html`<${Enrol} title=${words("voice.enrol")} code=${code} demo=${hall.demo} grant=${{ role: "screen", zone: zone }} done=${again} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("board.unknown")} line=${words("error.unknown_zone")} />`;
  if (state === "offline" || !fresh) {
    return html`<${Sign} kind="offline" title=${words("voice.offline")} line=${words("board.offline_listen")} />`;
  }
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  return html`<${Page} board=${board} zone=${zone} voice=${voice} />`;
}

/** @param {{board: HallBoard, zone: string, voice: ReturnType<typeof useVoice>}} p */
function Page(p) {
  const time = useNow(1000);
  const turn = p.voice.turn;
  const now = turn && turn.now;
  const how = stateOf(p.voice);
  if (p.voice.blocked) return html`<main class="voice" data-state=${how}><${SoundLayer} open=${p.voice.open} /></main>`;
  return html`<main class="voice" data-state=${how}>
    <header class="voice-head"><h1>${say(p.board.zone.name)}</h1>
      ${clockKnown() && html`<time class="number">${hourMinute(time)}</time>`}</header>
    <section class=${cls("voice-said", !!now && "is-now")} data-saying=${now ? now.matter : ""} aria-live="polite">
      ${now ? html`<${Both} text=${{ zh: now.text.replace(",", "，"), en: now.text_en }} />` : html`<${Both} text=${words(/** @type {Key} */ ("voice.state." + how))} />`}
    </section>
    <footer class="voice-foot">
      <p><${Both} text=${volumeWords(turn)} /></p>
      <${Trial} zone=${p.zone} />
    </footer>
  </main>`;
}

/** What the page does while it says nothing. @param {ReturnType<typeof useVoice>} voice */
function stateOf(voice) {
  const turn = voice.turn;
  if (!turn || voice.blocked) return "blocked";
  const sound = turn.sound();
  if (sound === "muted" || sound === "loading") return sound;
  if (!turn.word.volume) return "quiet";
  return turn.speaks() ? "speaks" : turn.word.on ? "other" : "waits";
}

/** @param {import("./voice/turn.js").Turn|null} turn */
function volumeWords(turn) {
  return words("voice.volume", { n: turn ? turn.word.volume : 0 });
}

/** Lets a person try the sound and say that it was heard. @param {{zone: string}} p */
function Trial(p) {
  const [said, say_] = useState(/** @type {Text|null} */ (null));
  const send = (/** @type {"test"|"heard"} */ what) => {
    order("/api/v1/voices/" + encodeURIComponent(p.zone) + "/" + what).then(
      () => say_(words(what === "test" ? "voice.testing" : "voice.confirmed")), (error) => say_(refusalOf(error).text));
  };
  return html`<p class="voice-told" role="status">${said && html`<${Both} text=${said} />`}</p>
    ${["test", "heard"].map((what) => html`<button type="button" key=${what} class="button" data-action=${what}
      onClick=${() => send(/** @type {"test"|"heard"} */ (what))}><${Both} text=${wordsFor("voices." + what)} /></button>`)}`;
}

mount(Face);
