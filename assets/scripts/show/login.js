import { html, useEffect, useRef, useState } from "./view.js";
import { Both, words, zh } from "./words.js";
import { order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").Key} Key */

/**
 * Sends a form about who somebody is. What was typed is gone from the page when it has been sent, right or wrong.
 * @param {() => void} done
 */
export function useSecrets(done) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  const send = async (/** @type {string} */ path, /** @type {object} */ body) => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await order("/api/v1/session" + path, body);
      setBusy(false);
      done();
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      setProblem(refusal.code === "rate_limited" ? words("log_in.wait") : refusal.text);
      setBusy(false);
      return false;
    }
  };
  return { busy: busy, problem: problem, say: setProblem, send: send };
}

/** @param {{name: string, label: Key, value: string, set: (v: string) => void, kind?: string, complete?: string, mode?: string, most?: number, focus?: boolean}} p */
export function SecretField(p) {
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    if (p.focus && field.current) field.current.focus();
  }, []);
  return html`<label class="enrol-field"><${Both} text=${words(p.label)} />
    <input ref=${field} name=${p.name} type=${p.kind || "password"} value=${p.value} autocomplete=${p.complete || "off"} autocapitalize="off" spellcheck=${false}
      inputmode=${p.mode || undefined} maxlength=${p.most || 128} onInput=${(/** @type {any} */ e) => p.set(e.target.value)} /></label>`;
}

/** @param {{text: Text|null}} p */
export function Problem(p) {
  return p.text && html`<p class="problem" role="alert"><${Both} text=${p.text} /></p>`;
}

/**
 * Says who one is. At a counter a PIN will do.
 * @param {{title: Text, done: () => void, pin?: boolean, other?: {text: Key, press: () => void}}} p other: what else can be done instead
 */
export function LogInForm(p) {
  const [account, setAccount] = useState("");
  const [secret, setSecret] = useState("");
  const [byPIN, setByPIN] = useState(!!p.pin);
  const form = useSecrets(p.done);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const given = secret;
    if (!account.trim() || !given) return;
    setSecret("");
    const body = { account: account.trim() };
    form.send("", byPIN ? Object.assign(body, { pin: given }) : Object.assign(body, { password: given }));
  };
  const turn = () => {
    setByPIN(!byPIN);
    setSecret("");
  };
  return html`<form class="enrol log-in" data-form="log-in" onSubmit=${submit}>
    <h1><${Both} text=${p.title} /></h1>
    <${SecretField} name="account" label="log_in.account" kind="text" complete="username" most=${32} value=${account} set=${setAccount} focus=${true} />
    <${SecretField} key=${byPIN ? "pin" : "password"} name=${byPIN ? "pin" : "password"} label=${byPIN ? "log_in.pin" : "log_in.password"} complete=${byPIN ? "off" : "current-password"}
      mode=${byPIN ? "numeric" : ""} most=${byPIN ? 6 : 128} value=${secret} set=${setSecret} />
    <button class="button primary" data-action="log-in" disabled=${form.busy || !account.trim() || !secret}><${Both} text=${words("log_in.go")} /></button>
    ${(p.pin || p.other) && html`<p class="log-in-other">
      ${p.pin && html`<button type="button" class="link" data-action="log-in-turn" onClick=${turn}>${zh(byPIN ? "log_in.by_password" : "log_in.by_pin")}</button>`}
      ${p.other && html`<button type="button" class="link" data-action="log-in-other" onClick=${p.other.press}>${zh(p.other.text)}</button>`}</p>`}
    <${Problem} text=${form.problem} />
  </form>`;
}

/** Changes one's own password. @param {{must: boolean, done: () => void, close?: () => void}} p must: the one there is was somebody else's choice */
export function PasswordForm(p) {
  const [old, setOld] = useState("");
  const [one, setOne] = useState("");
  const [two, setTwo] = useState("");
  const form = useSecrets(p.done);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (one !== two) return form.say(words("log_in.not_same"));
    const body = { password: old, new_password: one };
    [setOld, setOne, setTwo].forEach((set) => set(""));
    form.send("/password", body);
  };
  return html`<form class="enrol log-in" data-form="password" onSubmit=${submit}>
    <h1><${Both} text=${words(p.must ? "log_in.must_change" : "log_in.change")} /></h1>
    <p class="log-in-hint">${zh("log_in.rules")}</p>
    <${SecretField} name="old" label="log_in.old" complete="current-password" value=${old} set=${setOld} focus=${true} />
    <${SecretField} name="new" label="log_in.new" complete="new-password" value=${one} set=${setOne} />
    <${SecretField} name="again" label="log_in.again" complete="new-password" value=${two} set=${setTwo} />
    <button class="button primary" data-action="change-password" disabled=${form.busy || !old || !one || !two}><${Both} text=${words("log_in.change_go")} /></button>
    ${p.close && html`<p class="log-in-other"><button type="button" class="link" data-action="log-in-back" onClick=${p.close}>${zh("button.cancel")}</button></p>`}
    <${Problem} text=${form.problem} />
  </form>`;
}

/** Sets one's own PIN for counters. @param {{done: () => void, close: () => void}} p */
export function PINForm(p) {
  const [password, setPassword] = useState("");
  const [pin, setPIN] = useState("");
  const form = useSecrets(p.done);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = { password: password, new_pin: pin };
    [setPassword, setPIN].forEach((set) => set(""));
    form.send("/pin", body);
  };
  return html`<form class="enrol log-in" data-form="pin" onSubmit=${submit}>
    <h1><${Both} text=${words("log_in.set_pin")} /></h1>
    <p class="log-in-hint">${zh("log_in.pin_rules")}</p>
    <${SecretField} name="password" label="log_in.password" complete="current-password" value=${password} set=${setPassword} focus=${true} />
    <${SecretField} name="new-pin" label="log_in.new_pin" mode="numeric" most=${6} value=${pin} set=${setPIN} />
    <button class="button primary" data-action="set-pin" disabled=${form.busy || !password || !pin}><${Both} text=${words("log_in.set_pin_go")} /></button>
    <p class="log-in-other"><button type="button" class="link" data-action="log-in-back" onClick=${p.close}>${zh("button.cancel")}</button></p>
    <${Problem} text=${form.problem} />
  </form>`;
}

/** A counter whose clerk is away: whoever comes back says who they are. @param {{name: string, done: () => void}} p */
export function UnlockForm(p) {
  const [secret, setSecret] = useState("");
  const [byPIN, setByPIN] = useState(true);
  const form = useSecrets(p.done);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const given = secret;
    if (!given) return;
    setSecret("");
    form.send("/unlock", byPIN ? { pin: given } : { password: given });
  };
  const turn = () => {
    setByPIN(!byPIN);
    setSecret("");
  };
  return html`<form class="enrol log-in is-lock" data-form="unlock" onSubmit=${submit}>
    <h1>${zh("log_in.locked", { name: p.name })}</h1>
    <${SecretField} key=${byPIN ? "pin" : "password"} name=${byPIN ? "pin" : "password"} label=${byPIN ? "log_in.pin" : "log_in.password"} mode=${byPIN ? "numeric" : ""}
      most=${byPIN ? 6 : 128} value=${secret} set=${setSecret} focus=${true} />
    <button class="button primary" data-action="unlock" disabled=${form.busy || !secret}><${Both} text=${words("log_in.unlock")} /></button>
    <p class="log-in-other"><button type="button" class="link" data-action="log-in-turn" onClick=${turn}>${zh(byPIN ? "log_in.by_password" : "log_in.by_pin")}</button>
      <button type="button" class="link" data-action="log-out" onClick=${() => form.send("/end", {})}>${zh("log_in.somebody_else")}</button></p>
    <${Problem} text=${form.problem} />
  </form>`;
}
