import { cls, html } from "../show/view.js";
import { say, waitShort, wordsFor, zh } from "../show/words.js";
import { hourMinute, minutesSince } from "../show/clock.js";

/** @typedef {import("../shapes").DeskBoard} DeskBoard */

/** The hall at a glance: queues, windows, who was missed. @param {{board: DeskBoard}} p */
export function Side(p) {
  const services = p.board.services;
  return html`<aside class="queue">
    <div class=${cls("queue-total", p.board.waiting_count > 999 && "is-thousands")}><span class="queue-word">${zh("desk.waiting")}</span>
      <span class="number">${p.board.waiting_count}</span></div>
    <ul class=${cls("queue-services", services.length > 6 && "is-many", services.length > 10 && "is-most")}>${services.map((s) => html`<li key=${s.id} data-service=${s.id} data-suspended=${s.suspended ? "yes" : undefined}>
      <span class="number queue-prefix">${s.prefix}</span><span class="queue-name" title=${say(s.name)}>${say(s.name)}</span>
      <span class=${cls("queue-since", !!s.suspended && "is-stopped")}>${side(s)}</span><span class="number queue-count">${s.waiting_count}</span></li>`)}</ul>
    <section class="queue-line"><h2>${zh("desk.windows")}</h2>
      <p class="windows">${p.board.windows.filter((w) => w.status !== "closed").map((w) => html`<span key=${w.number} class=${"window is-" + w.status} title=${[say(w.name), say(w.location), w.staff || ""].join(" ")}>
        <b class="number">${w.number}</b> ${w.number_called || wordsFor("window." + w.status).zh}</span>`)}</p></section>
    <section class="queue-line"><h2>${zh("desk.missed_recent")}</h2>
      <p class="number">${p.board.no_shows.map((t) => html`<span key=${t.id}>${t.number}</span>`)}</p></section>
  </aside>`;
}

/** @param {DeskBoard["services"][0]} s */
function side(s) {
  if (s.suspended) {
    const back = hourMinute(s.suspended.back_at);
    return zh("desk.stopped") + (back ? " " + back : "");
  }
  if (!s.waiting_count) return "";
  const short = waitShort(s.estimated_wait_ms);
  return short.key === "wait.none" ? zh("desk.longest", { m: minutesSince(s.longest_since) }) : zh(short.key, short.fill);
}
