import { html, useEffect, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { dateWords } from "../show/dates.js";
import { ask } from "../wire/api.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").MissingSlip} MissingSlip */
/** @typedef {import("../shapes").Key} Key */

/** What the clerk told: which papers are missing and how to come back, when the matter is decided, when to collect. @param {{access: string, ticket: Ticket}} p */
export function Told(p) {
  const t = p.ticket;
  const slip = useSlip(p.access, t);
  /** @type {[Key, string|undefined][]} */
  const dates = [["phone.due", t.due], ["phone.pick_up", t.pick_up]];
  const known = t.missing ? [] : dates.filter((d) => d[1]);
  return html`${slip && html`<${Missing} access=${p.access} slip=${slip} />`}
    ${known.length > 0 && html`<dl class="told-dates">${known.map((d) => html`<div key=${d[0]} data-date=${d[0].slice(6)}>
      <dt><${Both} text=${words(d[0])} /></dt><dd><${Both} text=${dateWords(d[1] || "")} /></dd></div>`)}</dl>`}`;
}

/** The slip with its code, which is not on the line but in the answer alone. @param {string} access @param {Ticket} t @returns {MissingSlip|undefined} */
function useSlip(access, t) {
  const [coded, setCoded] = useState(/** @type {MissingSlip|undefined} */ (undefined));
  const slip = t.missing;
  const known = slip && (slip.code || slip.taken);
  const asked = slip && !known ? slip.issued_at : "";
  useEffect(() => {
    if (asked) ask("/api/v1/tickets/" + encodeURIComponent(access)).then((/** @type {Ticket} */ answer) => setCoded(answer.missing), () => undefined);
  }, [access, asked]);
  if (!slip || known) return slip;
  return coded && coded.issued_at === slip.issued_at ? coded : slip;
}

/** @param {{access: string, slip: MissingSlip}} p */
function Missing(p) {
  const s = p.slip;
  return html`<section class="missing" data-missing=${s.papers.length}>
    <h2><${Both} text=${words(s.papers.length ? "phone.missing_papers" : "phone.missing_told")} /></h2>
    ${s.papers.length > 0 && html`<ol class="missing-papers">${s.papers.map((paper, i) => html`<li key=${i}>${paper.zh}${paper.en && html`<small lang="en">${paper.en}</small>`}</li>`)}</ol>`}
    ${s.note && html`<p class="missing-note">${words("missing.note", { note: s.note }).zh}</p>`}
    ${s.taken ? html`<p class="missing-taken"><${Both} text=${words("phone.missing_taken", { ticket: s.taken })} /></p>`
      : html`<p class="missing-until"><${Both} text=${words("phone.missing_until", { date: dateWords(s.until) })} /></p>
        <p class="missing-how"><${Both} text=${words("phone.missing_how")} /></p>
        <figure class="missing-code"><img alt="" src=${"/api/v1/tickets/" + encodeURIComponent(p.access) + "/qr.png"} />
          ${s.code && html`<figcaption><${Both} text=${words("phone.missing_code")} /><span class="number" data-code=${s.code}>${s.code.slice(0, 4)} ${s.code.slice(4)}</span></figcaption>`}</figure>
        <p class="missing-window"><${Both} text=${words("phone.missing_window", { window: s.window })} /><small>${say(s.place)}</small></p>`}
  </section>`;
}
