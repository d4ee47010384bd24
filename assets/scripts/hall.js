// The hall's big screen: /hall/{zone}, ?layout=queues|calls|media|windows, ?media=policy,guide for a play-list of these alone.
import { cls, html, mount, pathPart, useMemo, useState } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { EmergencySign } from "./show/emergency.js";
import { Spoken } from "./show/spoken.js";
import { useTall } from "./show/shape.js";
import { useBoard } from "./wire/live.js";
import { useHall } from "./wire/hall.js";
import { useScreen } from "./wire/health.js";
import { BigCall, Earlier, StateSign } from "./hall/calls.js";
import { Head } from "./hall/head.js";
import { Grid } from "./hall/grid.js";
import { Media, usePlaylist } from "./hall/media.js";
import { Numbers, Waits } from "./hall/side.js";
import { Ticker } from "./hall/ticker.js";
import { SoundLayer, soundOf, useVoice } from "./voice/zone.js";

/** @typedef {import("./shapes").HallBoard} HallBoard */
/** @typedef {import("./shapes").BoardLayout} BoardLayout */

/** @type {BoardLayout[]} */
const layouts = ["queues", "calls", "media", "windows"];
const asked = layouts.filter((l) => l === new URLSearchParams(location.search).get("layout"))[0];

function Face() {
  const zone = pathPart(1) || "1F";
  const [, redraw] = useState(0);
  const spoken = useMemo(() => new Spoken(() => redraw((n) => n + 1)), []);
  const [epoch, setEpoch] = useState("");
  const { hall } = useHall(60000);
  const voice = useVoice(hall, zone, false);
  const line = useBoard("/ws/hall/" + encodeURIComponent(zone), (/** @type {import("./shapes").Frame<HallBoard>} */ frame) => {
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
  const board = /** @type {HallBoard|null} */ (line.board);
  const state = line.state;
  const code = useScreen(soundOf(voice), !!board && board.state === "closed");
  if (state === "not_enrolled" || state === "forbidden") {
    return html`<${Enrol} title=${words("index.enrol_title")} code=${code} demo=${!!hall && hall.demo} grant=${{ role: "screen", zone: zone }}
      done=${() => location.reload()} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("board.unknown")} line=${words("error.unknown_zone")} />`;
  if (board && board.emergency) return html`<${EmergencySign} emergency=${board.emergency} />`;
  if (state === "offline") {
    return html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("board.offline_listen")} />`;
  }
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  return html`<${Screen} board=${board} spoken=${spoken} zone=${zone} hall=${hall} code=${code}
      foot=${voice.blocked && html`<${SoundLayer} open=${voice.open} />`} />`;
}

/** @param {{board: HallBoard, spoken: Spoken, zone: string, hall: import("./shapes").Hall|null, code: string, foot: any}} p */
function Screen(p) {
  const board = p.board;
  const tall = useTall();
  const list = usePlaylist(p.zone);
  const layout = asked || board.layout;
  const calls = board.calls || [];
  const current = p.spoken.current;
  const shown = current && (p.spoken.fresh || calls.some((c) => c.number === current.number)) ? merged(calls, current) : calls[0];
  const fresh = p.spoken.fresh && !!shown && !!current && shown.number === current.number;
  const earlier = calls.filter((c) => !shown || c.number !== shown.number);
  const anyOpen = (board.windows || []).some((w) => w.status === "open" || w.status === "paused");
  const resting = board.state !== "open" && !calls.length && !shown && !anyOpen;
  const beside = layout === "queues" && !tall && list.media.length > 0;
  return html`<main class=${cls("hall", "lay-" + layout, tall && "is-tall")} data-state=${resting ? board.state : "open"} data-layout=${layout}>
    <${Head} center=${board.center} zone=${board.zone.name} logo=${board.theme && board.theme.logo} />
    <section class="hall-calls">
      ${resting ? html`<${StateSign} board=${board} />` : html`
        <${BigCall} call=${shown} fresh=${fresh} stack=${tall ? "upright" : layout === "media" ? "narrow" : ""} />
        ${shown && layout !== "windows" && html`<${Earlier} calls=${earlier} rows=${layout === "media" ? 3 : layout === "calls" && !tall ? 4 : 5} newest=${shown.seq} />`}`}
    </section>
    ${layout === "windows" && html`<${Grid} windows=${board.windows} fresh=${fresh && shown ? shown.window : 0} />`}
    ${layout === "media" && html`<${Media} items=${list.media} otherwise=${board.center} />`}
    <aside class=${cls("side", beside && "side-beside")}>
      ${(layout === "queues" || (layout === "media" && !tall)) && html`<${Waits} services=${board.services || []} total=${board.waiting_count}
        rows=${layout === "media" ? 6 : tall ? 10 : beside ? 5 : 8} columns=${layout === "media" || tall ? 2 : 1} />`}
      ${beside && html`<${Media} items=${list.media} />`}
      <${Numbers} kind="next" title="board.next_title" numbers=${board.next} most=${6} />
      <${Numbers} kind="missed" title="board.noshow_title" numbers=${board.missed} most=${6} />
    </aside>
    ${p.foot || html`<${Ticker} board=${board} hall=${p.hall} notices=${list.notices} code=${p.code} />`}
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
