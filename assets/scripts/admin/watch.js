import { html, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { useNow } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { EmergencyLine } from "../show/emergency.js";
import { useBoard } from "../wire/live.js";
import { grantsOf } from "../wire/hall.js";
import { t } from "./lang.js";
import { Frame } from "./frame.js";
import { AlertLines, AlertPanel, AlertsPanel } from "./alerts.js";
import { Windows, WindowPanel } from "./windows.js";
import { ServicePanel, Services } from "./services.js";
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
    return html`<${Frame} ...${p} at="" fixed=${true} live=${line.state === "offline" ? false : undefined}>
      <${Sign} kind="loading" title=${words("board.loading")} /></${Frame}>`;
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
      <div class="watch-right">${opened(asked, all)}</div>
    </div></${Frame}>`;
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
