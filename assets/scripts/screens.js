// The hall's screens: /screens, to set them up with the codes that they show and to see which one is in trouble.
import { cls, html, mount, useEffect, useRef, useState } from "./show/view.js";
import { Both, say, words, zh } from "./show/words.js";
import { clockKnown, hourMinute, hourMinuteSecond, now, useNow } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { LogIn, spaced } from "./show/enrol.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { order, refusalOf } from "./wire/api.js";

/** @typedef {import("./shapes").Hall} Hall */
/** @typedef {import("./shapes").ScreenState} ScreenState */
/** @typedef {import("./shapes").Text} Text */

const everyMs = 3000;
const silentMs = 90000; // a screen reports every half minute
const clockOffMs = 60000;
const staleMs = 30000; // a screen hears from the hall every three seconds
const saidMs = 8000;

function Face() {
  const { hall, fresh, again } = useHall(30000);
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.reconnecting")} line=${words("error.offline")} />`;
  }
  const may = ["admin", "manager", "supervisor", "operator", "desk"].some((role) => grantsOf(hall, role).length > 0);
  if (!may) return html`<${LogIn} title=${words("screens.need")} demo=${hall.demo} grant=${{ role: "admin" }} done=${again} />`;
  return html`<${Page} hall=${hall} />`;
}

/** @param {{hall: Hall}} p */
function Page(p) {
  const polled = /** @type {{value: ScreenState[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/screens", everyMs));
  const [said, say_] = useState(/** @type {{kind: "done"|"problem", text: Text}|null} */ (null));
  const time = useNow(1000);
  const admin = ["admin", "operator"].some((role) => grantsOf(p.hall, role).length > 0);
  useEffect(() => {
    if (!said) return;
    const timer = window.setTimeout(() => say_(null), saidMs);
    return () => window.clearTimeout(timer);
  }, [said]);
  const enrol = (/** @type {string} */ code) => order("/api/v1/screens/enrol", { code: code }).then(() => {
    say_({ kind: "done", text: words("screens.done") });
    polled.again();
  }, (error) => say_({ kind: "problem", text: refusalOf(error).text }));
  return html`<div class="roll" data-state=${polled.fresh ? "live" : "offline"}>
    <header class="bar"><h1 class="bar-number">${zh("screens.title")}</h1><span class="bar-name">${say(p.hall.name)}</span>
      ${clockKnown() && html`<time class="number bar-clock">${hourMinute(time)}</time>`}</header>
    <main class="roll-main">
      ${admin && html`<${Code} enrol=${enrol} />`}
      <p class=${cls("strip", said && "strip-" + said.kind)} role=${said && said.kind === "problem" ? "alert" : "status"} data-message=${said ? said.kind : undefined}>
        ${said ? said.text.zh : polled.fresh ? "" : zh("error.offline")}</p>
      ${polled.value && html`<${List} screens=${polled.value} hall=${p.hall} enrol=${admin ? enrol : null} />`}
    </main>
  </div>`;
}

/** @param {{enrol: (code: string) => Promise<void>}} p */
function Code(p) {
  const [code, setCode] = useState("");
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    if (field.current) field.current.focus();
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (code.trim()) p.enrol(code).then(() => setCode(""));
  };
  return html`<form class="search" onSubmit=${submit}>
    <input ref=${field} name="code" value=${code} inputmode="numeric" autocomplete="off" maxlength="12" aria-label=${zh("screens.enter")} placeholder=${zh("screens.enter")}
      onInput=${(/** @type {any} */ e) => setCode(e.target.value)} />
    <button class="act act-finish" data-action="enrol" disabled=${!code.trim()}><span class="act-name">${zh("screens.enrol")}</span><kbd>Enter</kbd></button>
  </form>`;
}

/** Those that wait first; one tap puts one back. @param {{screens: ScreenState[], hall: Hall, enrol: ((code: string) => void)|null}} p */
function List(p) {
  if (!p.screens.length) return html`<p class="roll-none"><${Both} text=${words("screens.none")} /></p>`;
  return html`<div class="roll-list" tabindex="0" role="region" aria-label=${zh("screens.title")}><table>
    <thead><tr><th>${zh("screens.col_screen")}</th><th>${zh("screens.col_state")}</th><th>${zh("screens.col_where")}</th><th>${zh("screens.col_browser")}</th><th>${zh("screens.col_seen")}</th></tr></thead>
    <tbody>${p.screens.map((s) => {
      const trouble = troubleOf(s);
      return html`<tr key=${s.id} data-screen=${s.face} class=${cls(trouble && "is-trouble")}>
        <td class="roll-name">${nameOf(s, p.hall)}</td>
        <td>${s.code ? html`<span class="number roll-code">${spaced(s.code)}</span>
          ${p.enrol && html`<button type="button" class="act act-small" data-action="put-back" onClick=${() => p.enrol && p.enrol(s.code || "")}><span class="act-name">${zh("screens.enrol")}</span></button>`}`
          : trouble || stateOf(s)}</td>
        <td>${s.address}</td><td>${browserOf(s.browser)} ${s.wide}×${s.high}</td><td>${hourMinuteSecond(s.seen_at)}</td></tr>`;
    })}</tbody></table></div>`;
}

/** What somebody has to do something about; "" for nothing. @param {ScreenState} s */
function troubleOf(s) {
  const silent = now() - Date.parse(s.seen_at);
  if (silent > silentMs) return zh("screens.gone", { m: Math.max(1, Math.round(silent / 60000)) });
  if (Date.parse(s.seen_at) - Date.parse(s.at || "") > staleMs) return zh("screens.stale", { "hh:mm": hourMinute(s.at) });
  if (s.sound === "blocked") return zh("screens.blocked");
  if (Math.abs(s.clock_ms) > clockOffMs) return zh("screens.clock", { m: Math.round(Math.abs(s.clock_ms) / 60000) });
  if (s.faults > 0) return zh("screens.faults", { n: s.faults });
  return "";
}

/** @param {ScreenState} s @param {Hall} hall */
function nameOf(s, hall) {
  const [kind, place] = s.face.split("?")[0].split("/").filter(Boolean);
  const zone = hall.zones.filter((z) => encodeURIComponent(z.id) === place)[0];
  const where = zone ? say(zone.name) : place || "";
  if (kind === "window") return zh("screens.window", { n: where });
  if (kind === "voice") return zh("screens.voice", { place: where });
  return zh(kind === "welcome" ? "screens.welcome" : "screens.hall", { place: where });
}

/** @param {ScreenState} s */
function stateOf(s) {
  if (!s.enrolled) return zh("screens.waiting");
  return zh("screens.fine") + (s.sound === "muted" ? " · " + zh("screens.muted") : "");
}

/** Chromium 64. @param {string} agent */
function browserOf(agent) {
  const found = /(Chrome|Firefox|Version)\/([0-9]+)/.exec(agent);
  return found ? (found[1] === "Version" ? "Safari" : found[1]) + " " + found[2] : agent.slice(0, 20);
}

mount(Face);
