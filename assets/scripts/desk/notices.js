import { html, useEffect, useState } from "../show/view.js";
import { zh } from "../show/words.js";
import { hourMinute, whenWords } from "../show/clock.js";
import { ask } from "../wire/api.js";
import { Line, Panel } from "../counter/panel.js";

/** @typedef {import("../shapes").StaffNotice} StaffNotice */

const lookEveryMs = 3000;
const mostShown = 5;

/** What a supervisor tells the windows: a line to write, and the last notices with how many have read them. @param {import("./front.js").Props} p */
export function NoticesPanel(p) {
  const [notices, set] = useState(/** @type {StaffNotice[]} */ ([]));
  const [sent, count] = useState(0);
  const look = () => ask("/api/v1/staff-notices").then((/** @type {StaffNotice[]} */ all) => set(all.slice(-mostShown).reverse()), () => undefined);
  useEffect(() => {
    look();
    const timer = window.setInterval(look, lookEveryMs);
    return () => window.clearInterval(timer);
  }, []);
  const post = async (/** @type {string} */ text) => {
    if (!(await p.orders.send("/staff-notices", { text: text }))) return;
    p.orders.done("desk.notice_sent");
    count(sent + 1);
    look();
  };
  const withdraw = async (/** @type {number} */ id) => {
    if (await p.orders.send("/staff-notices/" + id + "/withdraw")) look();
  };
  return html`<${Panel} name="notices" title=${zh("desk.notices_title")} close=${p.close} wide=${true}>
    <${Line} key=${sent} label=${zh("desk.notice_text")} confirm=${zh("desk.notice_send")} busy=${p.orders.busy} most=${100} done=${post} />
    <ul class="notices">${notices.map((n) => html`<li key=${n.id} class=${n.withdrawn_at ? "is-gone" : ""}>
      <time class="number" title=${hourMinute(n.at)}>${whenWords(n.at).zh}</time><p>${n.text}</p>
      <span>${n.withdrawn_at ? zh("desk.notice_gone") : zh("desk.notice_reads", { n: (n.reads || []).length })}</span>
      ${!n.withdrawn_at && html`<button type="button" class="act act-small" data-action="withdraw" disabled=${p.orders.busy} onClick=${() => withdraw(n.id)}>
        <span class="act-name">${zh("desk.notice_withdraw")}</span></button>`}</li>`)}</ul>
  </${Panel}>`;
}
