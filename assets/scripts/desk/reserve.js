import { html, useEffect, useRef, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { Choices, Panel } from "../counter/panel.js";
import { name } from "./take.js";

/** @typedef {import("../shapes").DeskBoard["services"][0]} Service */

/**
 * Numbers given by hand from printed slips, entered after an outage: one line each, the next one proposed.
 * @param {import("./front.js").Props} p
 */
export function ReservePanel(p) {
  const [number, setNumber] = useState("");
  const [which, ask] = useState(/** @type {Service[]} */ ([]));
  const enter = async (/** @type {string} */ service) => {
    ask([]);
    const slip = await p.orders.send("/desk/reserve", { service: service, number: number });
    if (!slip) return;
    p.orders.done("desk.reserved", { ticket: slip.number, service: name(p.board, service), n: slip.people_ahead });
    setNumber(after(slip.number));
  };
  if (which.length) {
    return html`<${Panel} key="reserve-service" name="reserve-service" title=${zh("desk.reserve_service", { ticket: number })} close=${p.close} wide=${true}>
      <${Choices} items=${which} busy=${p.orders.busy} pick=${(/** @type {Service} */ s) => enter(s.id)} draw=${(/** @type {Service} */ s) => s.name.zh} /></${Panel}>`;
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const services = p.board.services.filter((s) => number.indexOf(s.prefix) === 0 && /^[0-9]+$/.test(number.slice(s.prefix.length)));
    if (services.length === 1) enter(services[0].id);
    else if (services.length) ask(services);
    else p.orders.say({ kind: "problem", text: { zh: zh("desk.reserve_bad"), en: "" } });
  };
  return html`<${Panel} key="reserve" name="reserve" title=${zh("desk.reserve_title")} close=${p.close} wide=${true}>
    <${Field} label=${zh("desk.reserve_number")} value=${number} set=${(/** @type {string} */ v) => setNumber(v.trim().toUpperCase())} submit=${submit} busy=${p.orders.busy} />
  </${Panel}>`;
}

/** A905 → A906, with as many digits. @param {string} number */
function after(number) {
  const found = /^(.*?)([0-9]+)$/.exec(number);
  if (!found) return "";
  let next = String(Number(found[2]) + 1);
  while (next.length < found[2].length) next = "0" + next;
  return found[1] + next;
}

/** @param {{label: string, value: string, set: (v: string) => void, submit: (e: Event) => void, busy: boolean}} p */
export function Field(p) {
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => {
    if (field.current) field.current.focus();
  }, []);
  return html`<form class="panel-form" onSubmit=${p.submit}>
    <label>${p.label}<input ref=${field} name="line" value=${p.value} maxlength="40" autocomplete="off" spellcheck=${false}
      onInput=${(/** @type {any} */ e) => p.set(e.target.value)} /></label>
    <button class="act act-finish" data-action="confirm" disabled=${!p.value || p.busy}><span class="act-name">${zh("counter.reason_confirm")}</span><kbd>Enter</kbd></button>
  </form>`;
}
