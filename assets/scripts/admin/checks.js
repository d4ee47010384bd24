import { cls, html, useEffect, useState } from "../show/view.js";
import { hourMinute } from "../show/clock.js";
import { ask } from "../wire/api.js";
import { t, tFor } from "./lang.js";
import { Side } from "./parts.js";
import { found } from "./self_test.js";

/** @typedef {import("../shapes").CheckRow} CheckRow */
/** @typedef {{ok: boolean|null, note: string}} Answer null: nobody has looked yet */

/**
 * The morning's self-test or the evening's list: what the hall knows by itself is filled in, the rest is looked at.
 * @param {import("./watch.js").Props & {kind: string}} p
 */
export function ChecksPanel(p) {
  const [row, setRow] = useState(/** @type {CheckRow|null} */ (null));
  const [answers, set] = useState(/** @type {Record<string, Answer>} */ ({}));
  const [hints, setHints] = useState(/** @type {Record<string, import("./self_test.js").Found>} */ ({}));
  const [again, lookAgain] = useState(0);
  useEffect(() => {
    ask("/api/v1/checks").then((rows) => setRow(rows.filter((/** @type {CheckRow} */ r) => r.kind === p.kind)[0]), () => p.orders.say(null));
    found(p.kind, p.board).then((known) => {
      setHints(known);
      set((before) => Object.keys(known).reduce((all, key) => {
        all[key] = before[key] || { ok: known[key].ok, note: known[key].ok ? "" : known[key].text };
        return all;
      }, Object.assign({}, before)));
    });
  }, [p.kind, again]);
  const title = t(p.kind === "morning" ? "watch.morning" : "watch.evening");
  if (!row) return html`<${Side} name=${p.kind} title=${title} close=${p.close}><p class="side-note">${t("board.loading")}</p></${Side}>`;
  const put = (/** @type {string} */ key, /** @type {Partial<Answer>} */ change) =>
    set((before) => Object.assign({}, before, { [key]: Object.assign({ ok: null, note: "" }, before[key], change) }));
  const whole = row.items.every((key) => answers[key] && answers[key].ok !== null && (answers[key].ok || answers[key].note.trim()));
  const keep = async () => {
    const items = row.items.map((key) => ({ key: key, ok: !!answers[key].ok, note: answers[key].ok ? "" : answers[key].note.trim() }));
    if (await p.orders.send("/checks", { kind: p.kind, items: items })) {
      p.orders.done("watch.checked");
      p.close();
    }
  };
  return html`<${Side} name=${p.kind} title=${title} close=${p.close}>
    ${row.made && html`<p class="side-note">${t("watch.checked_at", { "hh:mm": hourMinute(row.made.at) })}</p>`}
    <ul class="checks">${row.items.map((key) => html`<${Item} key=${key} name=${key} answer=${answers[key]} hint=${hints[key]} put=${put} />`)}</ul>
    <div class="buttons"><button type="button" class="btn" data-action="again" onClick=${() => {
      set({});
      lookAgain(again + 1);
    }}>${t("watch.look_again")}</button>
      <button type="button" class="btn btn-main" data-action="keep" disabled=${!whole || p.orders.busy} onClick=${keep}>${t("watch.check_keep")}</button></div>
  </${Side}>`;
}

/** @param {{name: string, answer?: Answer, hint?: import("./self_test.js").Found, put: (key: string, change: Partial<Answer>) => void}} p */
function Item(p) {
  const is = p.answer ? p.answer.ok : null;
  const button = (/** @type {boolean} */ ok) => html`<button type="button" class=${cls("btn btn-small", is === ok && (ok ? "is-good" : "is-bad"))} aria-pressed=${is === ok}
    aria-label=${tFor("check." + p.name) + " " + t(ok ? "watch.ok" : "watch.not_ok")} data-ok=${p.name + "-" + ok} onClick=${() => p.put(p.name, { ok: ok })}>${t(ok ? "watch.ok" : "watch.not_ok")}</button>`;
  return html`<li class="check" data-check=${p.name}><div class="check-line"><span>${tFor("check." + p.name)}<small>${p.hint ? p.hint.text : ""}</small></span>${button(true)}${button(false)}</div>
    ${is === false && html`<input class="check-note" aria-label=${t("watch.check_note")} placeholder=${t("watch.check_note")} maxlength="100" value=${p.answer ? p.answer.note : ""}
      onInput=${(/** @type {any} */ e) => p.put(p.name, { note: e.target.value })} />`}</li>`;
}
