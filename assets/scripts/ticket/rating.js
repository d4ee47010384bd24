import { cls, html, useEffect, useState } from "../show/view.js";
import { Both, words, wordsFor } from "../show/words.js";
import { useOrder } from "./choices.js";

const levels = [5, 4, 3, 2, 1];
const ringMs = [200, 100, 200];
const reasons = ["speed", "skill", "attitude", "other"];

/** Voluntary and never chosen beforehand. @param {{access: string, ticket: import("../shapes").Ticket, answered: (t: import("../shapes").Ticket) => void}} p */
export function Rating(p) {
  const [level, setLevel] = useState(0);
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const { busy, problem, send } = useOrder(p.access, p.answered);
  const given = p.ticket.rating;
  const invited = p.ticket.rating_asked_at;
  useEffect(() => {
    const touched = !navigator.userActivation || navigator.userActivation.hasBeenActive; // else browsers complain
    if (invited && !given && touched && navigator.vibrate) navigator.vibrate(ringMs);
  }, [invited]);
  if (given) {
    const stars = typeof given === "object" ? given.level : given;
    return html`<section class="rate rate-thanks"><h2><${Both} text=${words(stars >= 3 ? "rate.thanks" : "rate.thanks_bad")} /></h2></section>`;
  }
  const toggle = (/** @type {string} */ r) => setChosen(chosen.indexOf(r) >= 0 ? chosen.filter((c) => c !== r) : chosen.concat(r));
  const submit = () => send("rating", level < 3 && chosen.length ? { level: level, reasons: chosen } : { level: level });
  return html`<section class=${cls("rate", invited && "rate-invited")} key=${invited} role=${invited ? "alert" : undefined}>
    ${invited && html`<p class="rate-invited-words"><${Both} text=${words("rate.again")} /></p>`}
    <h2><${Both} text=${words("rate.ask")} /></h2>
    <div class="rate-levels" role="radiogroup">${levels.map((l) => html`<button key=${l} role="radio" aria-checked=${l === level} data-level=${l}
      class=${cls("button", l === level && "is-chosen")} onClick=${() => setLevel(l)}><${Both} text=${wordsFor("rate.level." + l)} /></button>`)}</div>
    ${level > 0 && level < 3 && html`<p class="rate-why"><${Both} text=${words("rate.reason_ask")} /></p>
      <div class="rate-reasons">${reasons.map((r) => html`<button key=${r} aria-pressed=${chosen.indexOf(r) >= 0}
        class=${cls("button", chosen.indexOf(r) >= 0 && "is-chosen")} onClick=${() => toggle(r)}><${Both} text=${wordsFor("rate.reason." + r)} /></button>`)}</div>`}
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
    <button class="button primary" data-action="rate" disabled=${!level || busy} onClick=${submit}><${Both} text=${words("rate.submit")} /></button>
  </section>`;
}
