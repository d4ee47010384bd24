import { html, useState } from "./view.js";
import { Both, words, zh } from "./words.js";
import { order, refusalOf } from "../wire/api.js";
import { useSession } from "../wire/session.js";
import { LogInForm, PasswordForm } from "./login.js";

/** @typedef {import("../shapes").Text} Text */

/**
 * @typedef {{title: Text, demo: boolean, grant: {role: string, window?: number, zone?: string}, code?: string, done: () => void}} Props
 *   code: that of a screen, which the administrator enters instead
 */

/** All that a browser shows that is no face of the hall yet. @param {Props} p */
export function Enrol(p) {
  return html`<main><${EnrolForm} ...${p} /></main>`;
}

/**
 * Enrol for a face that is a person's: whoever has an account logs in, and the browser need be nothing itself. Who comes with a password that
 * was somebody else's choice changes it first.
 * @param {Props} p
 */
export function LogIn(p) {
  const { session, again } = useSession();
  const [byCode, setByCode] = useState(false);
  const done = () => {
    again();
    p.done();
  };
  const me = session && session.account;
  if (me && me.must_change) return html`<main><${PasswordForm} must=${true} done=${done} /></main>`;
  if (!session || !session.accounts || byCode || p.demo) {
    return html`<main><${EnrolForm} ...${p} done=${done} />
      ${byCode && html`<p class="log-in-other"><button type="button" class="link" data-action="log-in-other" onClick=${() => setByCode(false)}>${zh("log_in.by_account")}</button></p>`}</main>`;
  }
  return html`<main><${LogInForm} title=${me ? words("log_in.other", { name: me.person || me.name }) : words("log_in.title")} done=${done}
    other=${{ text: "log_in.by_code", press: () => setByCode(true) }} /></main>`;
}

/** Makes this browser a face of the hall: with a code, or with one click in a demo hall. @param {Props} p */
export function EnrolForm(p) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const send = (/** @type {string} */ path, /** @type {object} */ body) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    order(path, body).then(p.done, (error) => {
      const refusal = refusalOf(error);
      setProblem(refusal.status === 401 ? words("error.invalid_code") : refusal.text);
    }).then(() => setBusy(false));
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (code.trim()) send("/enrol", { code: code.trim() });
  };
  return html`<form class="enrol" onSubmit=${submit}>
    <h1><${Both} text=${p.title} /></h1>
    ${p.demo && html`<button type="button" class="button primary" data-action="demo-enrol" disabled=${busy}
      onClick=${() => send("/demo/enrol", p.grant)}><${Both} text=${words("index.demo")} /></button>`}
    ${!p.demo && p.code && html`<p class="enrol-code"><${Both} text=${words("screen.code_hint", { url: location.host + "/screens" })} /><span class="number">${spaced(p.code)}</span></p>`}
    ${!p.demo && html`<label class="enrol-field">
        <${Both} text=${words("index.enrol_hint")} />
        <input name="code" value=${code} autocomplete="off" autocapitalize="off" spellcheck=${false} aria-label=${zh("index.enrol_code")}
          onInput=${(/** @type {any} */ e) => setCode(e.target.value)} />
      </label>
      <button class="button primary" data-action="enrol" disabled=${busy || !code.trim()}><${Both} text=${words("index.enrol")} /></button>`}
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
  </form>`;
}

/** 482 913. @param {string} code */
export function spaced(code) {
  return code.slice(0, 3) + " " + code.slice(3);
}
