import { cls, html, useState } from "../show/view.js";
import { t } from "./lang.js";

/** @typedef {import("../shapes").Key} Key */

/** A part of the page that was opened, with the way back. @param {{name: string, title: string, close?: () => void, children?: any}} p */
export function Side(p) {
  return html`<section class="side" data-panel=${p.name} aria-label=${p.title}>
    <h2 class="side-title"><span>${p.title}</span>${p.close && html`<button type="button" class="btn" data-action="back" onClick=${p.close}>${t("admin.back")}</button>`}</h2>
    <div class="side-body">${p.children}</div>
  </section>`;
}

const mostReason = 100;

/**
 * Why something is done: one of those that are usual, or in words.
 * @param {{usual: Key[], confirm: string, busy: boolean, grave?: boolean, done: (reason: string) => void}} p
 */
export function Reason(p) {
  const [line, setLine] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (line.trim()) p.done(line.trim());
  };
  return html`<form class="reason" onSubmit=${submit}>
    <div class="reason-usual">${p.usual.map((key) => html`<button type="button" key=${key} class=${cls("btn", line === t(key) && "is-on")} aria-pressed=${line === t(key)}
      data-usual=${key} onClick=${() => setLine(t(key))}>${t(key)}</button>`)}</div>
    <label class="field"><span>${t("admin.reason")}</span><textarea name="reason" rows="2" maxlength=${mostReason} value=${line}
      onInput=${(/** @type {any} */ e) => setLine(e.target.value)}></textarea></label>
    <button class=${cls("btn", p.grave ? "btn-grave" : "btn-main")} data-action="confirm" disabled=${p.busy || !line.trim()}>${p.confirm}</button>
  </form>`;
}

/** @param {{text: string, tone?: string}} p */
export function Badge(p) {
  return html`<span class=${cls("badge", p.tone && "badge-" + p.tone)}>${p.text}</span>`;
}

/** What there is nothing of. @param {{text: string}} p */
export function None(p) {
  return html`<p class="none">${p.text}</p>`;
}
