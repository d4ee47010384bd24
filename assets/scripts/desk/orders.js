import { words } from "../show/words.js";
import { useOrders as useAnyOrders } from "../show/orders.js";
import { printPicture, whyStopped } from "../show/printing.js";

/** @typedef {import("../show/orders.js").Message} Message */
/** @typedef {import("../show/orders.js").Orders & {print: (id: string, number: string, again: boolean) => Promise<void>}} Orders */

/**
 * The desk's orders, which may end with a printer that has stopped.
 * @returns {Orders}
 */
export function useOrders() {
  const orders = useAnyOrders();
  const say = orders.say, done = orders.done;
  const bad = (/** @type {import("../wire/api.js").Refusal} */ refusal) => say({ kind: "problem",
    text: refusal.printer ? words("desk.not_printed", { why: whyStopped(refusal.printer) }) : refusal.text });
  /** @type {Orders["send"]} */
  const send = (path, body, refused = bad) => orders.send(path, body, refused);
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
  return { busy: orders.busy, message: orders.message, say: say, send: send, print: print, done: done };
}
