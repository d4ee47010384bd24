// The screen at the entrance: /welcome, or /welcome/{floor} for one floor alone.
import { cls, html, mount, pathPart } from "./show/view.js";
import { Both, say, waitShort, words, wordsFor, zh } from "./show/words.js";
import { hourMinute } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { EmergencySign } from "./show/emergency.js";
import { useTall, useTurns } from "./show/shape.js";
import { useBoard } from "./wire/live.js";
import { useHall } from "./wire/hall.js";
import { useScreen } from "./wire/health.js";
import { Head } from "./hall/head.js";
import { usePlaylist } from "./hall/media.js";
import { Ticker } from "./hall/ticker.js";

/** @typedef {import("./shapes").WelcomeBoard} WelcomeBoard */
/** @typedef {WelcomeBoard["floors"][0]} Floor */
/** @typedef {Floor["zones"][0]["services"][0]} Row */

const turnMs = 10000;
const mostWindows = 4; // numbers that a row has room for
const few = 5; // services that have rows of twice the size

function Face() {
  const floor = pathPart(1);
  const line = useBoard("/ws/welcome");
  const board = /** @type {WelcomeBoard|null} */ (line.board);
  const { hall } = useHall(60000);
  const code = useScreen("none", !!board && board.state === "closed");
  if (line.state === "not_enrolled" || line.state === "forbidden") {
    return html`<${Enrol} title=${words("index.enrol_title")} code=${code} demo=${!!hall && hall.demo} grant=${{ role: "screen" }} done=${() => location.reload()} />`;
  }
  if (board && board.emergency) return html`<${EmergencySign} emergency=${board.emergency} />`;
  if (line.state === "offline") return html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("board.offline_listen")} />`;
  if (!board) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  const floors = floor ? board.floors.filter((f) => f.floor === floor) : board.floors;
  if (floor && !floors.length) return html`<${Sign} kind="wrong" title=${words("welcome.unknown")} />`;
  return html`<${Screen} board=${board} floors=${floors} hall=${hall} code=${code} />`;
}

/** @param {{board: WelcomeBoard, floors: Floor[], hall: import("./shapes").Hall|null, code: string}} p */
function Screen(p) {
  const board = p.board;
  const floor = pathPart(1);
  const tall = useTall();
  const list = usePlaylist("");
  const most = tall ? 4 : 3;
  const pages = Math.max(1, Math.ceil(p.floors.length / most));
  const page = useTurns(pages, 2 * turnMs);
  const shown = p.floors.slice(page * most, page * most + most);
  return html`<main class=${cls("welcome", tall && "is-tall", "welcome-" + shown.length)} data-state=${board.state}>
    <${Head} center=${board.center} zone=${words("welcome.title")} logo=${board.theme && board.theme.logo} />
    <${Lead} board=${board} waiting=${floor ? waitingOn(shown[0]) : board.waiting_count} />
    <div class="floors">${shown.map((f) => html`<${FloorBox} key=${f.floor} floor=${f} rows=${rowsOf(shown.length, tall)} most=${shown.length} />`)}</div>
    <${Ticker} board=${{ services: servicesOf(board.floors), hours: board.hours }} hall=${p.hall} notices=${list.notices} entrance=${true} code=${p.code} />
  </main>`;
}

/** How many services a floor has room for. @param {number} floors @param {boolean} tall */
function rowsOf(floors, tall) {
  if (tall) return floors === 1 ? 18 : Math.floor(20 / floors);
  return floors === 1 ? 16 : 8;
}

/** Each service once. @param {Floor} floor */
function waitingOn(floor) {
  return servicesOf([floor]).reduce((sum, s) => sum + s.waiting_count, 0);
}

/** Welcome, how many wait, and when it opens while it is closed. @param {{board: WelcomeBoard, waiting: number}} p */
function Lead(p) {
  const board = p.board;
  const open = hourMinute(board.opens_at);
  const resting = board.state !== "open";
  return html`<section class="lead">
    <h1><${Both} text=${words("welcome.lead")} /></h1>
    ${resting && html`<p class="lead-state"><${Both} text=${words(board.state === "noon" ? "board.noon_title" : board.state === "preparing" ? "board.preparing_title" : "board.closed_title")} />
      ${open && html`<span class="lead-open">${zh(board.state === "noon" ? "board.reopens" : "board.opens", { open: open })}</span>`}</p>`}
    <p class="lead-waiting"><${Both} text=${words("board.waiting_title")} /><span class="number">${p.waiting}</span></p>
  </section>`;
}

/** One floor. More services than fit take turns. @param {{floor: Floor, rows: number, most: number}} p most: floors on the screen */
function FloorBox(p) {
  const zones = p.floor.zones;
  /** @type {{row: Row, zone: import("./shapes").Text}[]} */
  const all = [];
  zones.forEach((z) => z.services.forEach((row) => all.push({ row: row, zone: z.name })));
  const pages = Math.max(1, Math.ceil(all.length / p.rows));
  const at = useTurns(pages, turnMs);
  const many = zones.length > 1;
  const large = p.most < 3 && all.length <= few;
  return html`<section class=${cls("floor", large ? "floor-large" : p.most === 1 && "floor-wide")} data-floor=${p.floor.floor}>
    <h2 class="floor-head">${p.floor.floor && html`<span class="number floor-number">${p.floor.floor}</span>`}
      <span class="floor-name">${many ? zones.map((z) => say(z.name)).join(" ") : html`<${Both} text=${zones[0].name} />`}</span>
      ${pages > 1 && html`<span class="floor-page">${at + 1}/${pages}</span>`}</h2>
    <ul class="floor-rows">${all.slice(at * p.rows, at * p.rows + p.rows).map((e) => html`<${Service} key=${say(e.zone) + e.row.id} row=${e.row} zone=${many ? e.zone : null} />`)}</ul>
  </section>`;
}

/** @param {{row: Row, zone: import("./shapes").Text|null}} p */
function Service(p) {
  const s = p.row;
  const wait = waitShort(s.estimated_wait_ms);
  const name = say(s.name);
  const state = s.suspended ? zh("board.suspended") : !s.windows.length ? wordsFor("window.closed").zh : s.waiting_count ? zh(wait.key, wait.fill) : "";
  return html`<li class=${cls("go-row", !s.windows.length && "go-closed", s.suspended && "go-halted")} data-service=${s.id}>
    <span class="number go-prefix">${s.prefix}</span>
    <span class="go-name"><span class=${name.length > 9 ? "go-long" : ""}>${name}</span>
      <small>${p.zone && html`<span class="go-zone">${say(p.zone)}</span>`}${s.windows.length ? windowsOf(s.windows) : ""}</small></span>
    <span class=${cls("go-wait", s.suspended && "go-stopped")}>${state}</span>
    <span class="go-count"><span class="number">${s.waiting_count}</span>${zh("board.people")}</span>
  </li>`;
}

/** 3、4、5 号窗口. @param {number[]} windows */
function windowsOf(windows) {
  const some = windows.slice(0, mostWindows).join("、") + (windows.length > mostWindows ? "…" : "");
  return some + " " + zh("board.window_sign");
}

/** Each service of some floors once. @param {Floor[]} floors @returns {Row[]} */
function servicesOf(floors) {
  /** @type {Record<string, Row>} */
  const by = {};
  floors.forEach((f) => f.zones.forEach((z) => z.services.forEach((s) => {
    by[s.id] = s;
  })));
  return Object.keys(by).map((id) => by[id]);
}

mount(Face);
