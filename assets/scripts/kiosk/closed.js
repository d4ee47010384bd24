import { html } from "../show/view.js";
import { Both, words } from "../show/words.js";
import { whenWords } from "../show/clock.js";
import { Ways } from "./choose.js";
import { useSettled } from "./idle.js";

/**
 * No number can be taken: since when again, and the hours. Lists of papers and one's own numbers can still be looked at.
 * @param {{hall: import("../shapes").Hall, services: import("../shapes").Service[], mode: import("./journey.js").Mode, go: import("./journey.js").Go}} p
 */
export function Closed(p) {
  const settled = useSettled();
  const lang = p.mode.lang;
  const times = p.services.map((s) => s.opens_at || "").filter(Boolean).sort();
  const from = p.hall.issuing_from || times[0] || p.hall.opens_at;
  const noon = p.hall.state === "noon";
  return html`<main class="closed" data-page="closed" data-state=${noon ? "noon" : "closed"}>
    <div class="closed-sign" role="status">
      <h2><${Both} text=${words(noon ? "board.noon_title" : "kiosk.closed_title")} order=${lang} /></h2>
      ${from && html`<p class="closed-from"><${Both} text=${words("kiosk.service_from", { open: whenWords(from) })} order=${lang} /></p>`}
      <p class="closed-hours"><${Both} text=${words("kiosk.hours", { hours: p.hall.hours })} order=${lang} /></p>
    </div>
    <nav class="ways closed-ways" aria-label=${words("kiosk.guides")[lang]}>
      <button class="way" data-action="guides" onClick=${() => settled() && p.go.push({ kind: "find" })}><${Both} text=${words("kiosk.guides")} order=${lang} /></button>
    </nav>
    <${Ways} mode=${p.mode} go=${p.go} find=${false} settled=${settled} />
  </main>`;
}
