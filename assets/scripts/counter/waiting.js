import { cls, html } from "../show/view.js";
import { say, zh } from "../show/words.js";
import { hourMinute, minutesSince, useNow } from "../show/clock.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */

/** Who waits, readable at the edge of the eye. @param {{board: CounterBoard}} p */
export function Waiting(p) {
  const board = p.board;
  useNow(20000);
  const services = board.services || [];
  const today = board.today || { called: 0, served: 0, no_show: 0 };
  return html`<aside class="queue">
    <section class=${cls("queue-total", board.waiting_count > 999 && "is-thousands")} data-waiting=${board.waiting_count}>
      <span class="queue-word">${zh("counter.waiting_title")}</span>
      <span class="number">${board.waiting_count}</span>
      <span class="queue-longest">${board.waiting_count > 0 && board.longest_since
        ? zh("counter.longest", { m: minutesSince(board.longest_since) }) : zh("counter.empty")}</span>
    </section>
    <ul class=${cls("queue-services", services.length > 6 && "is-many")}>${services.map((s) => html`<li key=${s.id} class=${s.own ? "" : "is-fallback"}>
      <span class="number queue-prefix">${s.prefix}</span>
      <span class="queue-name">${say(s.name)}${!s.own && html`<small>${zh("counter.fallback")}</small>`}</span>
      <span class="queue-since">${s.waiting_count > 0 && s.longest_since ? zh("counter.minutes", { m: minutesSince(s.longest_since) }) : ""}</span>
      <span class="number queue-count">${s.waiting_count}</span>
    </li>`)}</ul>
    <section class="queue-line">
      <h2>${zh("counter.next_title")}</h2>
      <p class="number">${(board.next || []).slice(0, 4).map((n) => html`<span key=${n}>${n}</span>`)}</p>
    </section>
    <section class="queue-line queue-missed">
      <h2>${zh("counter.no_shows")}</h2>
      <p class="number">${(board.no_shows || []).slice(0, 5).map((t) => html`<span key=${t.id}>${t.number}<small>${hourMinute(t.called_at)}</small></span>`)}</p>
    </section>
    <section class="queue-today"><h2>${zh("counter.today")}</h2>
      <p>${zh("counter.today_called")} <b class="number">${today.called}</b> ${zh("counter.today_served")} <b class="number">${today.served}</b>
        ${zh("counter.today_no_show")} <b class="number">${today.no_show}</b></p>
    </section>
  </aside>`;
}
