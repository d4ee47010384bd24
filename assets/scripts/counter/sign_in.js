import { html, useEffect, useRef, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { hourMinute } from "../show/clock.js";
import { Me } from "../show/me.js";

/**
 * The start of a shift.
 * @param {{board: import("../shapes").CounterBoard, staff: string, presses: import("./presses.js").Presses, me: import("../shapes").Session["account"],
 *   enter: (() => void)|null, left: () => void}} p
 */
export function SignIn(p) {
  const [staff, setStaff] = useState(p.staff);
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  const opens = hourMinute(p.board.window.opens_at);
  const message = p.presses.message;
  useEffect(() => setStaff(p.staff), [p.staff]);
  useEffect(() => {
    if (field.current) field.current.focus();
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    p.presses.press("sign-in", staff.trim() ? { staff: staff.trim() } : {});
  };
  return html`<form class="sign-in" onSubmit=${submit}>
    <h1>${zh("counter.sign_in_title")}</h1>
    ${opens && html`<p>${zh("counter.closed_session", { open: opens })}</p>`}
    ${p.me ? html`<p class="sign-in-who" data-me=${p.me.name}>${p.me.person || p.me.name}<small class="number">${p.staff}</small></p><${Me} left=${p.left} />`
      : html`<label>${zh("counter.staff_number")}
      <input ref=${field} name="staff" value=${staff} inputmode="numeric" autocomplete="off" maxlength="20"
        onInput=${(/** @type {any} */ e) => setStaff(e.target.value)} /></label>`}
    <button class="act act-next" data-action="sign-in" disabled=${!!p.presses.busy}><span class="act-name">${zh("button.sign_in")}</span><kbd>Enter</kbd></button>
    <div class=${"strip" + (message ? " strip-" + message.kind : "")} role="alert">${message ? message.text.zh : p.me ? "" : zh("counter.sign_in_hint")}</div>
    ${p.enter && html`<p class="log-in-other"><button type="button" class="link" data-action="log-in-open" onClick=${p.enter}>${zh("log_in.by_account")}</button></p>`}
  </form>`;
}
