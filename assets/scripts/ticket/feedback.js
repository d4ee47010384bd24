import { cls, html, useEffect, useRef, useState } from "../show/view.js";
import { Both, words, wordsFor } from "../show/words.js";
import { ask } from "../wire/api.js";
import { useOrder } from "./choices.js";

/** @typedef {import("../shapes").Key} Key */

const kinds = ["complaint", "suggestion"];
const categories = ["speed", "skill", "attitude", "environment", "other"];
const mostText = 500;
const mostContact = 60;

/** Complaints and suggestions (投诉与建议): a quiet link below everything, opened in its place. @param {{access: string, live: boolean}} p */
export function Feedback(p) {
  const [open, show] = useState(false);
  const [sent, setSent] = useState(/** @type {Key|""} */ (""));
  if (sent) return html`<section class="feedback" role="status" data-feedback="sent"><p><${Both} text=${words(sent)} /></p></section>`;
  if (open) return html`<${Form} ...${p} close=${() => show(false)} sent=${setSent} />`;
  return html`<p class="feedback-link"><button type="button" data-action="feedback" disabled=${!p.live} onClick=${() => show(true)}><${Both} text=${words("feedback.title")} /></button></p>`;
}

/** @param {{access: string, live: boolean, close: () => void, sent: (key: Key) => void}} p */
function Form(p) {
  const [hall, setHall] = useState(/** @type {import("../shapes").Hall|null} */ (null));
  const [kind, setKind] = useState("");
  const [category, setCategory] = useState("");
  const [text, write] = useState("");
  const [contact, setContact] = useState("");
  const head = useRef(/** @type {HTMLElement|null} */ (null));
  const { busy, problem, send } = useOrder(p.access, () => p.sent(kind === "complaint" ? "rate.thanks_bad" : "rate.thanks"));
  useEffect(() => {
    if (head.current) head.current.scrollIntoView();
    ask("/api/v1/hall").then(setHall, () => undefined);
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = { kind: kind, category: category, text: text.trim() };
    send("feedback", contact.trim() ? Object.assign({ contact: contact.trim() }, said) : said);
  };
  const pick = (/** @type {string} */ group, /** @type {string} */ id, /** @type {boolean} */ on, /** @type {() => void} */ press, /** @type {any} */ label) =>
    html`<button type="button" key=${id} role="radio" aria-checked=${on} class=${cls("button", on && "is-chosen")} data-pick=${group + "-" + id} onClick=${press}>
      <${Both} text=${label} /></button>`;
  return html`<form class="feedback" ref=${head} data-feedback="open" onSubmit=${submit}>
    <h2><${Both} text=${words("feedback.title")} /></h2>
    <div class="feedback-picks" role="radiogroup" aria-label=${words("feedback.title").zh}>${kinds.map((k) =>
      pick("kind", k, k === kind, () => setKind(k), wordsFor("feedback." + k)))}</div>
    <p id="feedback-about"><${Both} text=${words("feedback.category")} /></p>
    <div class="feedback-picks" role="radiogroup" aria-labelledby="feedback-about">${categories.map((c) =>
      pick("about", c, c === category, () => setCategory(c), wordsFor("rate.reason." + c)))}</div>
    <label><${Both} text=${words("feedback.text")} /><textarea name="text" rows="5" maxlength=${mostText} value=${text}
      onInput=${(/** @type {any} */ e) => write(e.target.value)}></textarea></label>
    <label><${Both} text=${words("feedback.contact")} /><input name="contact" autocomplete="off" maxlength=${mostContact} value=${contact}
      onInput=${(/** @type {any} */ e) => setContact(e.target.value)} /></label>
    ${hall && html`<p class="feedback-hint"><${Both} text=${words("feedback.privacy", { days: hall.settings.feedback_days })} /></p>`}
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
    <button class="button primary" data-action="send-feedback" disabled=${!kind || !category || !text.trim() || busy || !p.live}><${Both} text=${words("feedback.submit")} /></button>
    <button type="button" class="button quiet" data-action="close-feedback" onClick=${p.close}><${Both} text=${words("feedback.close")} /></button>
    ${hall && hall.hotline && html`<p class="feedback-hint"><${Both} text=${words("feedback.hotline", { hotline: hall.hotline })} /></p>`}
  </form>`;
}
