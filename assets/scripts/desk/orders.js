import { useEffect, useRef, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { printPicture, whyStopped } from "../show/printing.js";
import { newKey, order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Text} Text */
/** @typedef {{kind: "problem"|"done", text: Text}} Message */
/** @typedef {{busy: boolean, message: Message|null, say: (m: Message|null) => void, send: (path: string, body?: object) => Promise<any>,
 *   print: (id: string, number: string, again: boolean) => Promise<void>,
 *   done: (key: import("../shapes").Key, fill?: Record<string, string|number>) => void}} Orders */

const messageMs = 10000;

/**
 * The desk's orders: one at a time, every refusal in words. After a lost answer the same order carries the same key.
 * @returns {Orders}
 */
export function useOrders() {
  const [busy, setBusy] = useState(false);
  const [message, say] = useState(/** @type {Message|null} */ (null));
  const sending = useRef(false);
  const lost = useRef({ what: "", key: "" });
  useEffect(() => {
    if (!message) return;
    const timer = window.setTimeout(() => say(null), messageMs);
    return () => window.clearTimeout(timer);
  }, [message]);
  const done = (/** @type {import("../shapes").Key} */ key, /** @type {Record<string, string|number>} */ fill = {}) => say({ kind: "done", text: words(key, fill) });
  const bad = (/** @type {import("../wire/api.js").Refusal} */ refusal) => say({ kind: "problem",
    text: refusal.printer ? words("desk.not_printed", { why: whyStopped(refusal.printer) }) : refusal.text });
  const send = async (/** @type {string} */ path, /** @type {object|undefined} */ body, /** @type {((refusal: import("../wire/api.js").Refusal) => void)} */ refused = bad) => {
    if (sending.current) return null;
    sending.current = true;
    setBusy(true);
    say(null);
    const what = path + JSON.stringify(body || {});
    const key = lost.current.what === what ? lost.current.key : newKey();
    lost.current = { what: what, key: key };
    try {
      const answer = await order("/api/v1" + path, body, key);
      lost.current = { what: "", key: "" };
      return answer || {};
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status !== 0) lost.current = { what: "", key: "" };
      refused(refusal);
      return null;
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  const print = async (/** @type {string} */ id, /** @type {string} */ number, /** @type {boolean} */ again) => {
    const own = "/desk/tickets/" + encodeURIComponent(id);
    const told = () => done("desk.told_reprint", { ticket: number });
    const byBrowser = (/** @type {import("../wire/api.js").Refusal} */ refusal) => {
      if (refusal.code !== "no_printer") return bad(refusal);
      printPicture("/api/v1" + own + "/slip.svg" + (again ? "?again=1" : "")).then(told, () => say({ kind: "problem", text: words("error.wrong_state") }));
    };
    const got = await send(own + "/reprint", {}, byBrowser);
    if (got && got.state === "printing") done("desk.printing");
    else if (got) told();
  };
  return { busy: busy, message: message, say: say, send: send, print: print, done: done };
}
