import { html } from "./view.js";
import { Both } from "./words.js";

/** @typedef {import("../shapes").Text} Text */

/**
 * A whole-page sign: one big sentence, one smaller, nothing else.
 * @param {{title: Text, line?: Text|null, kind: string, children?: any}} p kind: loading, offline, closed, wrong
 */
export function Sign(p) {
  return html`<main class=${"sign sign-" + p.kind} aria-live="polite" data-state=${p.kind}>
    <h1><${Both} text=${p.title} /></h1>
    ${p.line && html`<p><${Both} text=${p.line} /></p>`}
    ${p.children}
  </main>`;
}

/** An arrow that does not depend on a font. @param {{class?: string}} p */
export function Arrow(p) {
  return html`<svg class=${"arrow " + (p.class || "")} viewBox="0 0 48 32" aria-hidden="true">
    <path d="M2 12h26V2l18 14-18 14V20H2z" fill="currentColor" />
  </svg>`;
}
