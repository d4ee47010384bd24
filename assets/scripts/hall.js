// The hall's big screen: /hall/{zone}.
import { html, mount, pathPart, useMemo, useState } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { EmergencySign } from "./show/emergency.js";
import { Spoken } from "./show/spoken.js";
import { useBoard } from "./wire/live.js";
import { useHall } from "./wire/hall.js";
import { BigCall, Earlier, StateSign } from "./hall/calls.js";
import { Side } from "./hall/side.js";
import { Ticker } from "./hall/ticker.js";
import { SoundLayer, useVoice } from "./voice/zone.js";

/** @typedef {import("./shapes").HallBoard} HallBoard */

function Face() {
  const zone = pathPart(1) || "1F";
  const [, redraw] = useState(0);
  const spoken = useMemo(() => new Spoken(() => redraw((n) => n + 1)), []);
  const [epoch, setEpoch] = useState("");
  const { hall, again } = useHall(60000);
  const voice = useVoice(hall, zone, false);
  const { board, state } = useBoard("/ws/hall/" + encodeURIComponent(zone), (/** @type {import("./shapes").Frame<HallBoard>} */ frame) => {
    if (epoch && frame.epoch !== epoch) spoken.clear();
    setEpoch(frame.epoch);
    const calls = frame.board && frame.board.calls;
    if (calls) {
      spoken.statusOf = (number) => {
        const call = calls.filter((c) => c.number === number)[0];
        return call ? call.status || "called" : "";
      };
    }
    spoken.add(frame.speak);
    if (frame.voice) spoken.follow(frame.voice.on ? frame.voice.saying || 0 : null);
    voice.hear(frame);
  }, (send) => {
    spoken.lineIsNew();
    voice.line(send);
  });

  if (state === "not_enrolled" || state === "forbidden") {
    return html`<${Enrol} title=${words("index.enrol_title")} demo=${!!hall && hall.demo} grant=${{ role: "screen", zone: zone }}
      done=${() => location.reload()} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("board.unknown")} line=${words("error.unknown_zone")} />`;
  if (board && board.emergency) return html`<${EmergencySign} emergency=${board.emergency} />`;
  if (state === "offline") {
    return html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("board.offline_listen")} />`;
  }
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  return html`<${Screen} board=${board} spoken=${spoken} hall=${hall} onLoad=${again}
      foot=${voice.blocked ? html`<${SoundLayer} open=${voice.open} />` : html`<${Ticker} board=${board} hall=${hall} />`} />`;
}

/** @param {{board: HallBoard, spoken: Spoken, foot: any}} p */
function Screen(p) {
  const calls = p.board.calls || [];
  const current = p.spoken.current;
  const shown = current && (p.spoken.fresh || calls.some((c) => c.number === current.number)) ? merged(calls, current) : calls[0];
  const earlier = calls.filter((c) => !shown || c.number !== shown.number).slice(0, 5);
  const anyOpen = (p.board.windows || []).some((w) => w.status === "open" || w.status === "paused");
  const resting = p.board.state !== "open" && !calls.length && !shown && !anyOpen;
  return html`<main class="hall" data-state=${resting ? p.board.state : "open"}>
    <section class="hall-calls">
      ${resting ? html`<${StateSign} board=${p.board} />` : html`
        <${BigCall} call=${shown} fresh=${p.spoken.fresh && shown && current && shown.number === current.number} />
        ${shown && html`<${Earlier} calls=${earlier} />`}`}
    </section>
    <${Side} board=${p.board} />
    ${p.foot}
  </main>`;
}

/**
 * The spoken call with what the board knows of it.
 * @param {import("./shapes").HallCall[]} calls
 * @param {import("./shapes").Speak} spoken
 * @returns {import("./shapes").HallCall}
 */
function merged(calls, spoken) {
  const known = calls.filter((c) => c.number === spoken.number)[0];
  return Object.assign({}, known, {
    seq: spoken.seq, number: spoken.number, window: spoken.window,
    place: spoken.place || (known && known.place), call_count: spoken.call_count || (known && known.call_count),
  });
}

mount(Face);
