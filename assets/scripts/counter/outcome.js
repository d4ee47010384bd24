import { cls, html, useEffect, useState } from "../show/view.js";
import { wordsFor, zh } from "../show/words.js";
import { dateShort } from "../show/dates.js";
import { useKeys } from "./keys.js";
import { Line, Panel } from "./panel.js";
import { Calendar } from "./calendar.js";
import { Papers } from "./papers.js";

/** @typedef {import("../shapes").Result} Result */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {{case_no?: string, due?: string, pick_up?: string, matters?: number, stay?: boolean}} Details */
/**
 * @typedef {{ticket: {id: string, number: string, service: string}, outcomes: string[], next?: {id: string, name: import("../shapes").Text},
 *   presses: import("./presses.js").Presses, inner: {current: () => boolean}, close: () => void, done: (result: Result, printed: boolean) => Promise<boolean>}} Props
 */

const needReason = ["refused", "returned"];
const mostMatters = 99;

/** What can be said beside the outcome: its key and its words. @type {{name: "case_no"|"due"|"pick_up"|"matters", key: string, text: Key}[]} */
const details = [
  { name: "case_no", key: "n", text: "counter.case_no" }, { name: "due", key: "d", text: "counter.due" },
  { name: "pick_up", key: "g", text: "counter.pick_up" }, { name: "matters", key: "m", text: "counter.matters" },
];

/**
 * How a service ended: a digit, and it is done. What else there is to say is said before that, a key each; a refusal asks for its reason
 * and missing papers are ticked off after it, in the same place. A step back is Esc.
 * @param {Props} p done: sends the result, true once it was taken
 */
export function Outcome(p) {
  const [view, setView] = useState("");
  const [said, say] = useState(/** @type {Details} */ ({}));
  const busy = !!p.presses.busy;
  const back = () => setView("");
  useEffect(() => {
    p.inner.current = () => {
      if (view) back();
      return !!view;
    };
    return () => {
      p.inner.current = () => false;
    };
  }, [view]);
  const keep = (/** @type {Details} */ more) => {
    say(Object.assign({}, said, more));
    back();
  };
  const finish = async (/** @type {string} */ which, /** @type {object} */ more, /** @type {boolean} */ printed) => {
    if (await p.done(Object.assign({ outcome: which }, given(said), more), printed)) p.close();
  };
  const take = (/** @type {string} */ which) => {
    if (needReason.indexOf(which) >= 0 || which === "incomplete") setView(which);
    else finish(which, {}, false);
  };
  useKeys((key) => {
    if (view || busy) return false;
    const which = p.outcomes[Number(key) - 1];
    const detail = details.filter((d) => d.key === key)[0];
    if (which) take(which);
    else if (detail) setView(detail.name);
    else if (key === "v" && p.next) say(Object.assign({}, said, { stay: !said.stay }));
    else return false;
    return true;
  });
  const title = zh("counter.outcome_of", { ticket: p.ticket.number });
  const panel = (/** @type {Key|string} */ head, /** @type {any} */ content, kind = "outcome") => html`<${Panel} key=${view} name=${kind} title=${head} close=${view ? back : p.close}
    tall=${true} warning=${problemOf(p.presses)}>${content}</${Panel}>`;
  if (view === "incomplete") {
    return html`<${Papers} ticket=${p.ticket} busy=${busy} problem=${problemOf(p.presses)} inner=${p.inner} close=${back}
      done=${(/** @type {object} */ papers, /** @type {boolean} */ printed) => finish("incomplete", papers, printed)} />`;
  }
  if (needReason.indexOf(view) >= 0) {
    return panel(title, html`<${Line} label=${wordsFor("outcome." + view).zh + "：" + zh("counter.outcome_reason")} confirm=${zh("counter.outcome_confirm")} busy=${busy}
      done=${(/** @type {string} */ reason) => finish(view, { reason: reason }, false)} />`);
  }
  if (view === "due" || view === "pick_up") {
    return panel(zh(view === "due" ? "counter.due" : "counter.pick_up"), html`<${Calendar} chosen=${said[view]} done=${(/** @type {string} */ date) => keep({ [view]: date })} />`, "calendar");
  }
  if (view === "case_no") {
    return panel(zh("counter.case_no"), html`<${Line} label=${zh("counter.case_no")} confirm=${zh("counter.keep")} busy=${busy} most=${64} first=${said.case_no}
      done=${(/** @type {string} */ text) => keep({ case_no: text })} />`);
  }
  if (view === "matters") {
    return panel(zh("counter.matters"), html`<${Line} label=${zh("counter.matters_label")} confirm=${zh("counter.keep")} busy=${busy} most=${2} digits=${true}
      done=${(/** @type {string} */ text) => keep({ matters: Math.max(1, Math.min(mostMatters, Number(text) || 1)) })} />`);
  }
  return panel(title, html`<div class="panel-list panel-outcomes">${p.outcomes.map((which, i) => html`<button type="button" class="act" key=${which}
      data-outcome=${which} disabled=${busy} onClick=${() => take(which)}>
      <span class="act-name">${wordsFor("outcome." + which).zh}${which === "accepted" && p.next && !said.stay && html`<small>${zh("counter.goes_on", { service: p.next.name })}</small>`}</span>
      <kbd>${i + 1}</kbd></button>`)}</div>
    <div class="panel-row panel-details">
      ${details.map((d) => html`<button type="button" key=${d.name} class=${cls("act act-small", !!said[d.name] && "is-chosen")} data-detail=${d.name} disabled=${busy}
        onClick=${() => setView(d.name)}><span class="act-name">${zh(d.text)}${valueOf(d.name, said)}</span><kbd>${d.key.toUpperCase()}</kbd></button>`)}
      ${p.next && html`<button type="button" class=${cls("act act-small", said.stay && "is-chosen")} data-detail="stay" aria-pressed=${!!said.stay} disabled=${busy}
        onClick=${() => say(Object.assign({}, said, { stay: !said.stay }))}><span class="act-name">${zh("counter.stay", { service: p.next.name })}</span><kbd>V</kbd></button>`}
    </div>`);
}

/** What was said, as an order carries it. @param {Details} said */
function given(said) {
  /** @type {Record<string, any>} */
  const given = {};
  if (said.case_no) given.case_no = said.case_no;
  if (said.due) given.due = said.due;
  if (said.pick_up) given.pick_up = said.pick_up;
  if (said.matters && said.matters > 1) given.matters = said.matters;
  if (said.stay) given.stay = true;
  return given;
}

/** @param {"case_no"|"due"|"pick_up"|"matters"} name @param {Details} said */
function valueOf(name, said) {
  const value = said[name];
  if (!value) return "";
  if (name === "matters") return " " + zh("counter.matters_of", { n: Number(value) });
  return " " + (name === "case_no" ? value : dateShort(String(value)));
}

/** What was refused last, in words, while the panel is open. @param {import("./presses.js").Presses} presses */
export function problemOf(presses) {
  return presses.message && presses.message.kind === "problem" ? presses.message.text.zh : "";
}
