import { cls, html, useEffect } from "../../show/view.js";
import { whenWords } from "../../show/clock.js";
import { usePolled } from "../../wire/hall.js";
import { named, t } from "../lang.js";

/** @typedef {import("../../shapes").Proof} Proof */

const everyMs = 30000;
const whileMs = 1000;

/** Whether the journal, which all of this is read from, is unbroken; it is read again while the hall goes on. @param {{orders: import("../../show/orders.js").Orders}} p */
export function ProofLine(p) {
  const proof = /** @type {{value: Proof|null, again: () => void}} */ (usePolled("/api/v1/journal/proof", everyMs));
  const is = proof.value;
  const running = !!is && is.state === "running";
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(proof.again, whileMs);
    return () => window.clearInterval(timer);
  }, [running]);
  if (!is) return null;
  const again = async () => {
    if (await p.orders.send("/journal/proof")) proof.again();
  };
  return html`<div class=${cls("past-proof", "is-" + is.state)} data-proof=${is.state} role=${is.state === "damaged" ? "alert" : "status"}>
    <span>${proofWords(is)}${is.state === "whole" && is.hash ? html`<small class="past-hash" title=${is.hash}>${t("past.hash", { hash: is.hash.slice(0, 16) })}</small>` : ""}</span>
    <button type="button" class="btn" data-action="prove" disabled=${running || p.orders.busy} onClick=${again}>${t("past.prove")}</button></div>`;
}

/** @param {Proof} is */
function proofWords(is) {
  if (is.state === "running") return t("past.proving", { seq: is.seq, last: is.last_seq });
  if (is.state === "damaged") return t("past.damaged", { seq: is.bad_seq || 0 });
  if (is.state === "whole") return t("past.whole", { seq: is.seq, at: named(whenWords(is.ended_at || "")) });
  return t("past.unproved");
}
