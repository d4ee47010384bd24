import { cls, html } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { hourMinute, minutesSince, now, useNow } from "../show/clock.js";
import { History } from "./history.js";

/** @typedef {import("../shapes").Ticket} Ticket */

/** Why it was called: of itself, and where that is not its turn. */
const plain = ["first", "head_start"];
const told = ["transferred", "arrived", "returned", "deferred", "specific", "walk_up", "fallback", "return"];

/** The number at the window, or that there is none. @param {{board: import("../shapes").CounterBoard}} p */
export function Current(p) {
  useNow(1000);
  const ticket = p.board.window.ticket;
  if (!ticket) {
    const waiting = p.board.waiting_count > 0;
    const stopped = p.board.services.filter((s) => s.own && s.suspended);
    if (!waiting && stopped.length) return html`<${Stopped} service=${stopped[0]} />`;
    const held = (p.board.on_hold || []).some((t) => t.mine);
    return html`<section class="current current-none">
      <h1>${zh(waiting ? "counter.idle" : "counter.empty")}</h1>
      ${(waiting || held) && p.board.window.status === "open" && html`<p>${zh(held ? "counter.idle_hint_held" : "counter.idle_hint")}</p>`}
    </section>`;
  }
  return html`<section class=${cls("current", "current-" + ticket.status, ticket.number.length > 5 && "is-long")} data-ticket=${ticket.id}
    data-status=${ticket.status}>
    <div class="number current-number" role="heading" aria-level="1">${ticket.number}</div>
    <div class="current-facts">
      <p class="current-status">${zh(ticket.status === "serving" ? "counter.serving" : "counter.called")}
        <span class="number">${elapsed(ticket.status === "serving" ? ticket.started_at : ticket.called_at)}</span></p>
      <p class="current-service">${say(ticket.service_name) || ticket.service}</p>
      <p class="current-more">
        ${ticket.class !== "normal" && html`<span class="badge">${wordsFor("class." + ticket.class).zh}</span>`}
        ${(ticket.needs || []).map((need) => html`<span key=${need} class="badge badge-need">${wordsFor("need." + need).zh}</span>`)}
        ${ticket.id_last4 && html`<span class="badge" data-last4=${ticket.id_last4}>${zh("desk.last4", { last4: ticket.id_last4 })}</span>`}
        ${(ticket.requeue_count || 0) > 0 && html`<span class="badge">${zh("counter.requeued", { k: ticket.requeue_count })}</span>`}
        ${told.indexOf(ticket.why || "") >= 0 && html`<span class="badge">${wordsFor("why." + ticket.why).zh}</span>`}
        ${plain.indexOf(ticket.why || "") >= 0 && html`<span>${wordsFor("why." + ticket.why).zh}</span>`}
        <span>${zh("counter.calls", { k: ticket.call_count || 1 })}</span>
        <span>${zh("counter.waited", { m: waited(ticket) })}</span>
      </p>
      <${History} about=${p.board.about} />
    </div>
  </section>`;
}

/** A service's own system is down: nobody is called for it. @param {{service: import("../shapes").CounterBoard["services"][0]}} p */
function Stopped(p) {
  const stop = p.service.suspended;
  const back = stop && hourMinute(stop.back_at);
  return html`<section class="current current-none current-paused" data-suspended=${p.service.id}>
    <h1>${zh("counter.suspended", { service: p.service.name })}</h1>
    <p>${stop ? stop.reason : ""}${back ? " · " + zh("counter.suspended_back", { "hh:mm": back }) : ""}</p>
  </section>`;
}

/** @param {Ticket} ticket */
function waited(ticket) {
  return ticket.waited_ms === undefined ? minutesSince(ticket.issued_at) : Math.floor(ticket.waited_ms / 60000);
}

/** 05:30, counted up. @param {string|undefined} since */
function elapsed(since) {
  const ms = Date.parse(since || "");
  if (isNaN(ms)) return "";
  const seconds = Math.max(0, Math.floor((now() - ms) / 1000));
  const two = (/** @type {number} */ n) => (n < 10 ? "0" : "") + n;
  return (seconds >= 3600 ? Math.floor(seconds / 3600) + ":" : "") + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
}

