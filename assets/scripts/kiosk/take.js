import { useRef, useState } from "../show/view.js";
import { order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../wire/api.js").Refusal} Refusal */
/** @typedef {import("./journey.js").Identity} Identity */
/**
 * @typedef {{busy: boolean, problem: Refusal|null, take: (id: string, key: string, identity: Identity|null, withoutSlip: boolean) => void,
 *   clear: () => void}} Taking
 */

/**
 * Takes a number, and hands it to `done`; one that is refused, to `refused` as well as into `problem`. After a lost answer the same key
 * asks for the same thing, whatever was switched meanwhile.
 * @param {"zh"|"en"} lang that of the slip
 * @param {(ticket: Ticket, id: string) => void} done
 * @param {(refusal: Refusal, identity: Identity|null) => void} refused
 * @returns {Taking}
 */
export function useTaking(lang, done, refused) {
  const sending = useRef(false);
  const lost = useRef({ key: "", body: {} });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Refusal|null} */ (null));
  const take = (/** @type {string} */ id, /** @type {string} */ key, /** @type {Identity|null} */ identity, /** @type {boolean} */ withoutSlip) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    /** @type {Record<string, any>} */
    let body = { service: id, lang: lang };
    if (withoutSlip) body.without_slip = true;
    if (identity) {
      body.id_number = identity.idNumber;
      body.card = identity.card;
    }
    if (lost.current.key === key) body = lost.current.body;
    order("/api/v1/tickets", body, key).then((ticket) => done(ticket, id), (error) => {
      const refusal = refusalOf(error);
      lost.current = refusal.status === 0 ? { key: key, body: body } : { key: "", body: {} };
      setProblem(refusal);
      refused(refusal, identity);
    }).then(() => {
      sending.current = false;
      setBusy(false);
    });
  };
  return { busy: busy, problem: problem, take: take, clear: () => setProblem(null) };
}
