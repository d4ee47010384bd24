import { cls, html, useMemo, useRef, useState } from "../show/view.js";
import { Both, say, words } from "../show/words.js";
import { newKey, order, refusalOf } from "../wire/api.js";
import { lengthOf } from "./choice.js";
import { useSettled } from "./idle.js";
import { Paged } from "./paged.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Text} Text */

/**
 * Somebody comes back with the papers that were missing: what those were, and the number that one touch gives.
 * @param {{slip: import("../shapes").MissingSlip, identity: import("./journey.js").Identity|null, mode: import("./journey.js").Mode, done: (ticket: Ticket) => void}} p
 */
export function Returned(p) {
  const s = p.slip;
  const lang = p.mode.lang;
  const key = useMemo(newKey, []);
  const settled = useSettled();
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const take = () => {
    if (sending.current || !settled()) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    const who = p.identity ? { id_number: p.identity.idNumber, card: p.identity.card } : {};
    order("/api/v1/check-in", Object.assign({ code: s.code }, who), key).then(p.done, (error) => setProblem(refusalOf(error).text)).then(() => {
      sending.current = false;
      setBusy(false);
    });
  };
  return html`<main class="confirm returned" data-page="return" data-return=${s.number}>
    <section class="confirm-card">
      <h2 class=${cls("confirm-name", lengthOf(say(s.service_name, lang)) > 20 && "is-long")}><${Both} text=${s.service_name} order=${lang} /></h2>
      <p class="confirm-ahead"><${Both} text=${words("kiosk.return")} order=${lang} /></p>
      <p class="confirm-where">${say(words("kiosk.return_window", { window: s.window }), lang)}</p>
    </section>
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} order=${lang} /></p>`}
    <section class="guide-box"><div class="guide-list">
      <h3><${Both} text=${words(s.papers.length ? "kiosk.return_papers" : "kiosk.return_told")} order=${lang} /></h3>
      ${s.papers.length > 0 && html`<${Paged} class="materials" rows=${rowsOf(s, lang)} lang=${lang} about=${s.ticket + p.mode.large}
        more=${() => html`<p class="return-more"><${Both} text=${words("kiosk.return_more", { n: s.papers.length })} order=${lang} /></p>`} />`}
    </div></section>
    <button class="confirm-take" data-action="return" disabled=${busy} onClick=${take}>
      <${Both} text=${words(busy ? "kiosk.confirming" : problem ? "kiosk.try_again" : "kiosk.return_take")} order=${lang} /></button>
  </main>`;
}

/** @param {import("../shapes").MissingSlip} s @param {"zh"|"en"} lang */
function rowsOf(s, lang) {
  const papers = s.papers.map((paper, i) => html`<span key=${i} class="material"><span class="material-name">${say(paper, lang)}</span></span>`);
  if (s.note) papers.push(html`<span key="note" class="material"><span class="material-note">${words("missing.note", { note: s.note })[lang]}</span></span>`);
  return papers;
}
