import { cls, html, useEffect, useRef, useState } from "../../show/view.js";
import { named, t } from "../lang.js";

/** @typedef {import("../../shapes").Past} Past */
/** @typedef {import("../../shapes").PastDay} PastDay */

/** The sizes of screens in CSS pixels; what is not a supervisor's page hangs in the hall. */
const hallSize = { wide: 1920, high: 1080 };
const deskSize = { wide: 1366, high: 768 };

/**
 * One screen of the hall, drawn by its own page from what it showed.
 * @param {{day: PastDay, screen: string, show: (screen: string) => void, was: (Past & {screen: string})|null, at: number}} p
 */
export function Screens(p) {
  const ofWindows = p.day.screens.filter((s) => s.screen.indexOf("window/") === 0);
  const others = p.day.screens.filter((s) => s.screen.indexOf("window/") !== 0);
  const isWindow = p.screen.indexOf("window/") === 0;
  return html`<section class="past-screens" aria-label=${t("past.screens")}>
    <div class="past-tabs">${others.map((s) => html`<button type="button" key=${s.screen} class=${cls("past-tab", p.screen === s.screen && "is-here")} aria-pressed=${p.screen === s.screen}
        data-screen=${s.screen} onClick=${() => p.show(s.screen)}>${screenName(s)}</button>`)}
      ${ofWindows.length > 0 && html`<select class=${cls("past-tab", isWindow && "is-here")} name="window" aria-label=${t("past.window_screen")} value=${isWindow ? p.screen : ""}
        onChange=${(/** @type {any} */ e) => e.target.value && p.show(e.target.value)}><option value="">${t("past.window_screen")}</option>
        ${ofWindows.map((s) => html`<option key=${s.screen} value=${s.screen}>${t("watch.window", { n: s.screen.slice(7) })} ${named(s.name)}</option>`)}</select>`}</div>
    <${Shown} key=${p.screen} screen=${p.screen} was=${p.was && p.was.screen === p.screen ? p.was : null} at=${p.at} />
  </section>`;
}

/** @param {{screen: string, name: import("../../shapes").Text}} s */
function screenName(s) {
  return s.screen === "monitor" ? t("admin.watch") : s.screen === "welcome" ? t("past.welcome") : named(s.name);
}

/** @param {string} screen */
function pathOf(screen) {
  return (screen === "monitor" ? "/admin" : "/" + screen.split("/").map(encodeURIComponent).join("/")) + "?past=1";
}

/** @param {{screen: string, was: Past|null, at: number}} p */
function Shown(p) {
  const size = p.screen === "monitor" ? deskSize : hallSize;
  const box = useRef(/** @type {HTMLDivElement|null} */ (null));
  const frame = useRef(/** @type {HTMLIFrameElement|null} */ (null));
  const [listens, heard] = useState(0);
  const [scale, rescale] = useState(0);
  const fit = () => {
    if (box.current) rescale(Math.min(box.current.clientWidth / size.wide, box.current.clientHeight / size.high));
  };
  useEffect(fit); // what stands above it may have come or gone
  useEffect(() => {
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, []);
  useEffect(() => {
    const hear = (/** @type {MessageEvent} */ event) => {
      if (frame.current && event.source === frame.current.contentWindow && event.data === "paidui.past") heard((n) => n + 1);
    };
    window.addEventListener("message", hear);
    return () => window.removeEventListener("message", hear);
  }, []);
  const second = p.at - (p.at % 1000);
  useEffect(() => {
    const inner = frame.current && frame.current.contentWindow;
    if (!inner || !listens || !p.was) return;
    inner.postMessage({ at: new Date(second).toISOString(), board: p.was.board, playlist: p.was.playlist }, location.origin);
  }, [listens, p.was, second]);
  return html`<div class="past-box" ref=${box}><div class="past-shown" data-shown=${p.screen} style=${{ width: size.wide * scale + "px", height: size.high * scale + "px" }}>
    <iframe ref=${frame} class="past-frame" src=${pathOf(p.screen)} title=${t("past.frame")} tabindex="-1" width=${size.wide} height=${size.high} style=${{ transform: "scale(" + scale + ")" }}></iframe>
  </div></div>`;
}
