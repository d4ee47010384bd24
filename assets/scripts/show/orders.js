import { useEffect, useRef, useState } from "./view.js";
import { words } from "./words.js";
import { newKey, order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Text} Text */
/** @typedef {import("../shapes").Key} Key */
/** @typedef {{kind: "problem"|"done", text: Text}} Message */
/** @typedef {{busy: boolean, message: Message|null, say: (m: Message|null) => void, done: (key: Key, fill?: Record<string, string|number>) => void,
 *   send: (path: string, body?: object, refused?: (r: import("../wire/api.js").Refusal) => void) => Promise<any>}} Orders */

const messageMs = 10000;

/**
 * Orders of the guide desk and the centre: one at a time, every refusal in words. After a lost answer the same order carries the same key.
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
  const bad = (/** @type {import("../wire/api.js").Refusal} */ refusal) => say({ kind: "problem", text: refusal.text });
  const send = async (/** @type {string} */ path, /** @type {object|undefined} */ body, refused = bad) => {
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
  return { busy: busy, message: message, say: say, send: send, done: (key, fill) => say({ kind: "done", text: words(key, fill || {}) }) };
}
