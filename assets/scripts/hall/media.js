import { cls, html, useEffect, useMemo, useRef, useState } from "../show/view.js";
import { Both, words, wordsFor } from "../show/words.js";
import { usePolled } from "../wire/hall.js";
import { past, told } from "../wire/past.js";

/** @typedef {import("../shapes").PlayItem} PlayItem */
/** @typedef {import("../shapes").Playlist} Playlist */

const everyMs = 60000;
const usualSeconds = 12;
const mostVideoSeconds = 600; // a video that does not end by itself
const only = (new URLSearchParams(location.search).get("media") || "").split(",").filter(Boolean);

/** @type {Playlist} */
const nothing = { notices: [], media: [] };

/**
 * What a zone's screens show beside the calls at this time of day.
 * @param {string} zone "" for a screen of no zone in particular
 * @returns {Playlist}
 */
export function usePlaylist(zone) {
  const polled = usePolled(past ? "" : "/api/v1/playlist?zone=" + encodeURIComponent(zone), everyMs);
  const text = JSON.stringify(polled.value || (told.shown && told.shown.playlist) || nothing);
  // The same list again must not begin it anew.
  return useMemo(() => {
    const list = /** @type {Playlist} */ (JSON.parse(text));
    return { notices: list.notices, media: only.length ? list.media.filter((m) => only.indexOf(m.category || "") >= 0) : list.media };
  }, [text]);
}

/**
 * The play-list in a frame of its own, one piece after the other. What cannot be shown is passed over.
 * @param {{items: PlayItem[], otherwise?: import("../shapes").Text}} p otherwise: what stands there without a play-list
 */
export function Media(p) {
  const [turn, setTurn] = useState(0);
  const count = p.items.length;
  const item = p.items[turn % Math.max(1, count)];
  const next = () => setTurn((n) => n + 1);
  useEffect(() => {
    if (!item || count < 2) return;
    const seconds = item.seconds || (item.kind === "video" ? mostVideoSeconds : usualSeconds);
    const timer = window.setTimeout(next, seconds * 1000);
    return () => window.clearTimeout(timer);
  }, [p.items, turn]);
  if (!item) return html`<section class="media" data-media="none"><div class="media-words media-none">${p.otherwise && html`<p><${Both} text=${p.otherwise} /></p>`}</div></section>`;
  return html`<section class="media" data-media=${item.kind}><${Piece} key=${turn} item=${item} alone=${count < 2} over=${next} /></section>`;
}

/** @param {{item: PlayItem, alone: boolean, over: () => void}} p */
function Piece(p) {
  const item = p.item;
  const failed = () => {
    if (!p.alone) window.setTimeout(p.over, 1000); // a list of nothing but broken files must not spin
  };
  if (item.kind === "text") return html`<${Words} item=${item} />`;
  const url = "/media/" + encodeURIComponent(item.file || "");
  if (item.kind === "picture") return html`<img class="media-picture" src=${url} alt="" onError=${failed} />`;
  return html`<${Video} url=${url} loop=${p.alone} over=${p.over} failed=${failed} />`;
}

/** Always without sound: the loudspeakers are for calls. @param {{url: string, loop: boolean, over: () => void, failed: () => void}} p */
function Video(p) {
  const video = useRef(/** @type {HTMLVideoElement|null} */ (null));
  useEffect(() => {
    const v = video.current;
    if (!v) return;
    v.muted = true;
    v.play().catch(() => undefined);
    return () => { // or the browser keeps what it has loaded
      v.removeAttribute("src");
      v.load();
    };
  }, []);
  return html`<video class="media-picture" ref=${video} src=${p.url} muted autoplay playsinline loop=${p.loop} onEnded=${p.over} onError=${p.failed} />`;
}

/** @param {{item: PlayItem}} p */
function Words(p) {
  const text = p.item.text || { zh: "", en: "" };
  const long = text.zh.length > 70 ? "is-longest" : text.zh.length > 30 && "is-long";
  return html`<div class=${cls("media-words", long)}>
    ${p.item.category && html`<h2>${wordsFor("category." + p.item.category, words("category.notice").zh).zh}</h2>`}
    <p><${Both} text=${text} /></p>
  </div>`;
}
