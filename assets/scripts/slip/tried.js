import { zh } from "../show/words.js";
import { whyStopped } from "../show/printing.js";
import { order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Printed} Printed */
/** @typedef {{busy: boolean, print?: Printed, text?: string}} Said what became of something that staff try on a printer */

/**
 * Has something tried printed, and says what became of it.
 * @param {string} path
 * @param {object} body
 * @param {(said: Said) => void} say
 */
export function tried(path, body, say) {
  say({ busy: true });
  order(path, body).then((/** @type {Printed} */ got) => say({ busy: false, print: got }), (error) => say({ busy: false, text: refusalOf(error).text.zh }));
}

/** @param {Said|null} said */
export function outcomeWords(said) {
  if (!said) return "";
  if (said.text) return said.text;
  if (!said.print || said.print.ok === undefined) return zh("slip.printing");
  return said.print.ok ? zh("slip.printed") : zh("desk.not_printed", { why: whyStopped(said.print.state) });
}
