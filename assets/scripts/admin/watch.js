import { html, useLayoutEffect, useState } from "../show/view.js";
import { useNow } from "../show/clock.js";
import { EmergencyLine } from "../show/emergency.js";
import { useBoard } from "../wire/live.js";
import { grantsOf } from "../wire/hall.js";
import { t } from "./lang.js";
import { Frame } from "./frame.js";
import { AlertLines, AlertPanel, AlertsPanel } from "./alerts.js";
import { Windows, WindowPanel } from "./windows.js";
import { Queues, ServicePanel, Services } from "./services.js";
import { EmergencyPanel } from "./emergency.js";
import { ChecksPanel } from "./checks.js";
import { HelpsPanel } from "./helps.js";
import { AdviceLine, useAdvice } from "./advice.js";
import { FaultLine, useFaults } from "./devices.js";
import { TrialPanel } from "./trial.js";

/** @typedef {import("../shapes").MonitorBoard} MonitorBoard */
/** @typedef {{name: string, id?: string, number?: number}} Asked what is open beside the windows */
/**
 * @typedef {{board: MonitorBoard, hall: import("../shapes").Hall, advice: import("../shapes").Advice[], faults: import("./devices.js").Fault[], again: () => void,
 *   orders: import("../show/orders.js").Orders, may: (role: string) => boolean, close: () => void, open: (asked: Asked) => void}} Props
 */

/** The hall live: what is wrong at the top, every window, every queue; a touch opens what can be done. @param {import("./face.js").PageProps} p */
export function Watch(p) {
  const line = /** @type {{board: MonitorBoard|null, state: import("../shapes").LineState}} */ (useBoard("/ws/monitor"));
  const [asked, ask] = useState(/** @type {Asked} */ ({ name: "" }));
  const advice = useAdvice();
  const faults = useFaults(line.board);
  useNow(10000);
  if (!line.board) {
    return html`<${Frame} ...${p} at="" fixed=${true} live=${line.state === "offline" ? false : undefined}><div class="watch">
      <div class="watch-left"><section class="wrong"><p class="wrong-line" role="status" data-state="loading">${t("board.loading")}</p></section></div>
      <div class="watch-right"><${Beside} asked=${asked} all=${null} /></div>
    </div></${Frame}>`;
  }
  // What was opened meanwhile stays open when an order of what was open before is answered.
  const close = () => ask((now) => (now === asked ? { name: "" } : now));
  const all = { board: line.board, hall: p.hall, advice: advice, faults: faults, again: p.again, orders: p.orders, may: (/** @type {string} */ role) => grantsOf(p.hall, role).length > 0, close: close, open: ask };
  return html`<${Frame} ...${p} at="" fixed=${true} live=${line.state === "live"}>
    <div class="watch" data-alerts=${line.board.alerts.length}>
      <div class="watch-left">
        ${line.board.emergency && html`<${EmergencyLine} emergency=${line.board.emergency} />`}
        <section class="wrong" aria-label=${t("watch.wrong")}><${AlertLines} ...${all} /><${AdviceLine} ...${all} /><${FaultLine} ...${all} /></section>
        <${Windows} ...${all} chosen=${asked.name === "window" ? asked.number || 0 : 0} />
      </div>
      <div class="watch-right"><${Beside} asked=${asked} all=${all} /></div>
    </div></${Frame}>`;
}

/**
 * What stands beside the windows. What is wrong and the windows are seen first, in one frame; they do not wait until every queue, too,
 * has been drawn.
 * @param {{asked: Asked, all: Props|null}} p all: null until there is a board
 */
function Beside(p) {
  const [seen, see] = useState(false);
  const there = !!p.all;
  useLayoutEffect(() => {
    if (!there) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => see(true)); // the frame is drawn between the two
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [there]);
  return p.all && (seen || p.asked.name) ? opened(p.asked, p.all) : html`<${Queues} />`;
}

/** @param {Asked} asked @param {Props} all */
function opened(asked, all) {
  if (asked.name === "window") return html`<${WindowPanel} key=${"w" + asked.number} ...${all} number=${asked.number || 0} />`;
  if (asked.name === "service") return html`<${ServicePanel} key=${"s" + asked.id} ...${all} id=${asked.id || ""} />`;
  if (asked.name === "alert") return html`<${AlertPanel} key=${"a" + asked.id} ...${all} id=${asked.id || ""} />`;
  if (asked.name === "alerts") return html`<${AlertsPanel} ...${all} />`;
  if (asked.name === "helps") return html`<${HelpsPanel} ...${all} />`;
  if (asked.name === "trial") return html`<${TrialPanel} ...${all} />`;
  if (asked.name === "emergency") return html`<${EmergencyPanel} ...${all} />`;
  if (asked.name === "morning" || asked.name === "evening") return html`<${ChecksPanel} key=${asked.name} ...${all} kind=${asked.name} />`;
  return html`<${Services} ...${all} />`;
}
