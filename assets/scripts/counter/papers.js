import { cls, html, useEffect, useState } from "../show/view.js";
import { say, zh } from "../show/words.js";
import { ask } from "../wire/api.js";
import { useKeys } from "./keys.js";
import { Choices, Line, Panel } from "./panel.js";

/** @typedef {{missing: string[], note?: string}} Papers */

const longest = 80;
const printKept = "paidui.print_missing";

/**
 * Which papers are missing, all at once: those of the service's guide by digits, others in words; then it is done and printed.
 * @param {{ticket: {number: string, service: string}, busy: boolean, problem: string, inner: {current: () => boolean}, close: () => void,
 *   done: (papers: Papers, printed: boolean) => void}} p
 */
export function Papers(p) {
  const names = useMaterials(p.ticket.service);
  const [other, setOther] = useState(/** @type {string[]} */ ([]));
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const [note, setNote] = useState("");
  const [writing, write] = useState("");
  const [prints, setPrints] = useState(keptPrint);
  const items = names.concat(other).map((name) => ({ id: name }));
  const can = !p.busy && (missing.length > 0 || !!note);
  useEffect(() => {
    p.inner.current = () => {
      if (writing) write("");
      else p.close();
      return true;
    };
    return () => {
      p.inner.current = () => false;
    };
  }, [writing]);
  const toggle = (/** @type {{id: string}} */ paper) => {
    setMissing(missing.indexOf(paper.id) >= 0 ? missing.filter((m) => m !== paper.id) : missing.concat(paper.id));
  };
  const add = (/** @type {string} */ name) => {
    if (names.concat(other).indexOf(name) < 0) setOther(other.concat(name));
    if (missing.indexOf(name) < 0) setMissing(missing.concat(name));
    write("");
  };
  const turnPrint = () => {
    keepPrint(!prints);
    setPrints(!prints);
  };
  const finish = () => can && p.done(note ? { missing: missing, note: note } : { missing: missing }, prints);
  useKeys((key) => {
    if (writing || p.busy) return false;
    if (key === "Enter") finish();
    else if (key === "t") write("paper");
    else if (key === "b") write("note");
    else if (key === "p") turnPrint();
    else return false;
    return true;
  });
  const title = zh("counter.papers_title", { ticket: p.ticket.number });
  if (writing === "paper") {
    return html`<${Panel} key="paper" name="outcome" title=${title} close=${() => write("")} tall=${true}>
      <${Line} label=${zh("counter.paper_label")} confirm=${zh("counter.keep")} busy=${p.busy} most=${longest} done=${add} /></${Panel}>`;
  }
  if (writing === "note") {
    return html`<${Panel} key="note" name="outcome" title=${title} close=${() => write("")} tall=${true}>
      <${Line} label=${zh("counter.paper_note_label")} confirm=${zh("counter.keep")} busy=${p.busy} first=${note} done=${(/** @type {string} */ text) => {
        setNote(text);
        write("");
      }} /></${Panel}>`;
  }
  return html`<${Panel} key="papers" name="papers" title=${title} close=${p.close} tall=${true} warning=${p.problem}>
    ${items.length ? html`<${Choices} items=${items} busy=${p.busy} pick=${toggle} ticked=${missing} shows=${other[other.length - 1]} draw=${(/** @type {{id: string}} */ paper) => paper.id} />`
      : html`<p class="panel-none">${zh("counter.papers_none")}</p>`}
    <div class="panel-row">
      <button type="button" class="act act-small" data-action="paper-other" onClick=${() => write("paper")}><span class="act-name">${zh("counter.paper_other")}</span><kbd>T</kbd></button>
      <button type="button" class=${cls("act act-small", !!note && "is-chosen")} data-action="paper-note" onClick=${() => write("note")}><span class="act-name">${zh("counter.paper_note")}</span><kbd>B</kbd></button>
      <button type="button" class=${cls("act act-small", prints && "is-chosen")} data-action="paper-print" aria-pressed=${prints} onClick=${turnPrint}>
        <span class="act-name">${zh(prints ? "counter.papers_print" : "counter.papers_print_off")}</span><kbd>P</kbd></button>
      <button type="button" class="act act-finish" data-action="papers-finish" disabled=${!can} onClick=${finish}>
        <span class="act-name">${zh("counter.papers_finish", { n: missing.length })}</span><kbd>Enter</kbd></button>
    </div>
  </${Panel}>`;
}

/** Whether slips are printed at this window; they are until its clerk says otherwise. */
function keptPrint() {
  try {
    return localStorage.getItem(printKept) !== "no";
  } catch (e) {
    return true;
  }
}

/** @param {boolean} prints */
function keepPrint(prints) {
  try {
    localStorage.setItem(printKept, prints ? "yes" : "no");
  } catch (e) {
    // A browser that keeps nothing asks anew at the next start.
  }
}

/** The names of the papers that a service asks for; none until they are known. @param {string} service @returns {string[]} */
function useMaterials(service) {
  const [names, setNames] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    ask("/api/v1/services/" + encodeURIComponent(service) + "/guide").then((/** @type {import("../shapes").Guide} */ guide) => {
      setNames(guide.materials.map((m) => say(m.name)).filter((name, i, all) => all.indexOf(name) === i));
    }, () => undefined);
  }, [service]);
  return names;
}
