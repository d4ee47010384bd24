import { cls, html, useEffect, useState } from "../show/view.js";
import { say, wordsFor, zh } from "../show/words.js";
import { ask, draw, order, refusalOf } from "../wire/api.js";
import { outcomeWords, tried } from "./tried.js";

/** @typedef {import("../shapes").SlipTemplate} SlipTemplate */
/** @typedef {import("../shapes").TemplateFault} TemplateFault */
/** @typedef {import("../wire/api.js").Refusal} Refusal */

const drawAfterMs = 300;

/** The template of slips, with a picture of what it makes. @param {{admin: boolean, printers: import("../shapes").Printer[]}} p */
export function Editor(p) {
  const [kept, keep] = useState(/** @type {SlipTemplate|null} */ (null));
  const [text, setText] = useState("");
  const [paper, setPaper] = useState(80);
  const [english, setEnglish] = useState(false);
  const [said, setSaid] = useState({ text: "", bad: false });
  const preview = usePreview(kept ? text : "", paper, english);
  const take = (/** @type {SlipTemplate} */ got) => {
    keep(got);
    setText(got.template);
  };
  const refused = (/** @type {unknown} */ error) => setSaid({ text: faultWords(refusalOf(error)), bad: true });
  useEffect(() => {
    ask("/api/v1/slip").then(take, refused);
  }, []);
  const save = () => order("/api/v1/slip", { template: text }).then((got) => {
    take(got);
    setSaid({ text: zh("slip.saved"), bad: false });
  }, refused);
  const edit = (/** @type {string} */ now) => {
    setText(now);
    setSaid({ text: "", bad: false });
  };
  return html`<section class="editor" aria-label=${zh("slip.template")}>
    <h2>${zh("slip.template")}</h2>
    <textarea name="template" aria-label=${zh("slip.template")} spellcheck=${false} value=${text} disabled=${!kept} onInput=${(/** @type {any} */ e) => edit(e.target.value)}></textarea>
    <p class=${cls("editor-said", (preview.fault || said.bad) && "is-bad")} role="status" data-fault=${preview.fault ? "yes" : "no"}>${preview.fault || said.text}</p>
    <div class="editor-foot">
      <button type="button" class="act act-small act-finish" data-action="save" disabled=${!p.admin || !kept || !!preview.fault || text === kept.template} onClick=${save}>
        <span class="act-name">${zh("slip.save")}</span></button>
      <button type="button" class="act act-small" data-action="default" disabled=${!kept || text === kept.default} onClick=${() => kept && edit(kept.default)}>
        <span class="act-name">${zh("slip.default")}</span></button>
      ${!p.admin && html`<span class="editor-note">${zh("slip.admin_saves")}</span>`}
    </div>
  </section>
  <section class="preview" aria-label=${zh("slip.preview")}>
    <h2>${zh("slip.preview")}</h2>
    <div class="preview-ways">
      ${[80, 58].map((mm) => html`<${Choice} key=${mm} on=${paper === mm} name=${"paper-" + mm} text=${zh("slip.mm", { n: mm })} press=${() => setPaper(mm)} />`)}
      ${[false, true].map((en) => html`<${Choice} key=${String(en)} on=${english === en} name=${en ? "english" : "chinese"} text=${zh(en ? "slip.in_english" : "slip.chinese")} press=${() => setEnglish(en)} />`)}
    </div>
    <div class="preview-paper" tabindex="0" role="group" aria-label=${zh("slip.preview")}>${preview.url && html`<img class=${paper === 58 ? "is-narrow" : ""} src=${preview.url} alt=${zh("slip.preview")} />`}</div>
    <${Sample} template=${text} english=${english} printers=${p.printers} off=${!kept || !!preview.fault} />
  </section>`;
}

/** @param {{on: boolean, name: string, text: string, press: () => void}} p */
function Choice(p) {
  return html`<button type="button" class=${cls("act act-small", p.on && "is-chosen")} data-action=${p.name} aria-pressed=${p.on} onClick=${p.press}>
    <span class="act-name">${p.text}</span></button>`;
}

/** A sample on real paper: a button for each printer. @param {{template: string, english: boolean, printers: import("../shapes").Printer[], off: boolean}} p */
function Sample(p) {
  const [said, setSaid] = useState(/** @type {import("./tried.js").Said|null} */ (null));
  const print = (/** @type {string} */ id) => tried("/api/v1/slip/print", { template: p.template, english: p.english, printer: id }, setSaid);
  return html`<div class="preview-foot">${p.printers.filter((printer) => printer.state !== "browser").map((printer) => html`<button type="button" key=${printer.id} class="act act-small"
      data-action="sample" data-on=${printer.id} disabled=${p.off || !!said && said.busy} onClick=${() => print(printer.id)}>
      <span class="act-name">${zh("slip.try")}<small>${say(printer.name)}</small></span></button>`)}
    <span class="editor-note" role="status" data-sample=${said && !said.busy ? "done" : "none"}>${outcomeWords(said)}</span></div>`;
}

/**
 * The picture of a template, drawn anew a moment after it was changed. While it cannot be drawn the last one stays.
 * @param {string} template @param {number} paper @param {boolean} english
 */
function usePreview(template, paper, english) {
  const [url, setURL] = useState("");
  const [fault, setFault] = useState("");
  useEffect(() => {
    if (!template) return;
    let over = false;
    const timer = window.setTimeout(() => {
      draw("/api/v1/slip/preview", { template: template, paper_mm: paper, english: english }).then((picture) => {
        if (over) return;
        setFault("");
        setURL(URL.createObjectURL(picture));
      }, (error) => over || setFault(faultWords(refusalOf(error))));
    }, drawAfterMs);
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, [template, paper, english]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return { url: url, fault: fault };
}

/** What is wrong with a template, at which line. @param {Refusal} refusal */
function faultWords(refusal) {
  const fault = refusal.template;
  if (!fault) return refusal.text.zh;
  const what = wordsFor("slip.wrong." + fault.reason).zh.replace("{words}", fault.words || "");
  return fault.line > 0 ? zh("slip.line", { n: fault.line, what: what }) : what;
}
