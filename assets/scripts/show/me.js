import { html, useState } from "./view.js";
import { words, zh } from "./words.js";
import { order, refusalOf } from "../wire/api.js";
import { useSession } from "../wire/session.js";
import { PasswordForm, PINForm } from "./login.js";

/** Who has logged in, and what they can do about that: nothing is shown where nobody has. @param {{left: () => void}} p left: nobody has any more */
export function Me(p) {
  const { session, again } = useSession();
  const [open, setOpen] = useState("");
  const [problem, setProblem] = useState("");
  const me = session && session.account;
  if (!me) return null;
  const close = () => setOpen("");
  const done = () => {
    close();
    again();
  };
  const leave = () => order("/api/v1/session/end").then(p.left, (error) => setProblem(refusalOf(error).text.zh));
  return html`<div class="me">
    <button type="button" class="me-name" data-action="me" aria-expanded=${!!open} onClick=${() => setOpen(open ? "" : "menu")}>${me.person || me.name}</button>
    ${open === "menu" && html`<div class="me-menu" data-panel="me">
      <p>${me.name}<small>${me.roles.map((r) => words(/** @type {any} */ ("role." + r)).zh).join("、")}</small></p>
      <button type="button" class="btn" data-action="me-password" onClick=${() => setOpen("password")}>${zh("log_in.change")}</button>
      ${me.roles.indexOf("counter") >= 0 && html`<button type="button" class="btn" data-action="me-pin" onClick=${() => setOpen("pin")}>${zh("log_in.set_pin")}</button>`}
      <button type="button" class="btn" data-action="log-out" onClick=${leave}>${zh("log_in.leave")}</button>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}</div>`}
    ${(open === "password" || open === "pin") && html`<div class="me-form" role="dialog" aria-modal="true" aria-label=${zh(open === "pin" ? "log_in.set_pin" : "log_in.change")}>
      ${open === "pin" ? html`<${PINForm} done=${done} close=${close} />` : html`<${PasswordForm} must=${false} done=${done} close=${close} />`}</div>`}
  </div>`;
}
