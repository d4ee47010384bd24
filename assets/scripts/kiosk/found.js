import { html, useEffect, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { Booked } from "./booked.js";
import { lookUp } from "./mine.js";
import { Mine } from "./ticket.js";
import { Returned } from "./returned.js";
import { Paged } from "./paged.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("./journey.js").Query} Query */

const everyMs = 5000;

/**
 * What somebody has open: their numbers with what can be done about each, today's appointments, and what they come back with.
 * @param {{query: Query, first: import("../shapes").Mine, duplicate: boolean, hall: import("../shapes").Hall, mode: import("./journey.js").Mode,
 *   identity: import("./journey.js").Identity|null, go: import("./journey.js").Go}} p
 */
export function Found(p) {
  const lang = p.mode.lang;
  const [mine, setMine] = useState(p.first);
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const again = () => lookUp(p.query).then(setMine, () => undefined); // what is shown stays until the next answer
  useEffect(() => {
    const timer = window.setInterval(again, everyMs);
    return () => window.clearInterval(timer);
  }, [p.query]);
  const one = mine.tickets.length === 1 ? mine.tickets[0] : mine.tickets.filter((t) => t.id === chosen)[0];
  const back = (mine.returns || [])[0];
  const done = (/** @type {Ticket} */ t) => p.go.only({ kind: "done", ticket: t, id: t.service });
  if (back && !back.taken) return html`<${Returned} slip=${back} identity=${p.identity} mode=${p.mode} done=${done} />`;
  if (!mine.tickets.length && !mine.appointments.length) {
    return html`<main class="found" data-page="found" data-found="0">
      <p class="found-none" role="status"><${Both} text=${words("kiosk.found_none")} order=${lang} /></p></main>`;
  }
  const rows = mine.appointments.map((a) => html`<${Booked} key=${a.id} appointment=${a} query=${p.query} lang=${lang} help=${p.hall.help} problem=${setProblem}
    done=${done} />`);
  if (!one) {
    mine.tickets.forEach((t) => rows.push(html`<button key=${t.id} class="choice" data-ticket=${t.number} onClick=${() => setChosen(t.id)}>
      <span class="number choice-prefix is-ticket">${t.number}</span>
      <span class="choice-name"><${Both} text=${t.service_name || { zh: t.service, en: "" }} order=${lang} /></span>
      <span class="choice-wait">${say(words(statusKey(t)), lang)}</span></button>`));
  }
  return html`<main class="found" data-page="found" data-found=${mine.tickets.length}>
    <h2 class="kiosk-title"><${Both} text=${words(p.duplicate ? "kiosk.duplicate_title" : mine.tickets.length ? "kiosk.mine" : "kiosk.my_booking")} order=${lang} /></h2>
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} order=${lang} /></p>`}
    ${back && html`<p class="notice" role="status"><${Both} text=${words("kiosk.return_used", { ticket: back.taken })} order=${lang} /></p>`}
    ${rows.length > 0 && html`<${Paged} class="choices is-few" rows=${rows} lang=${lang} about=${p.query} />`}
    ${one && html`<${Mine} key=${one.id} ticket=${one} hall=${p.hall} mode=${p.mode} query=${p.query} again=${again} />`}
  </main>`;
}

/** @param {Ticket} t @returns {import("../shapes").Key} */
function statusKey(t) {
  return /** @type {import("../shapes").Key} */ ("status." + t.status);
}
