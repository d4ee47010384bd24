import { printPicture } from "../show/printing.js";
import { order, refusalOf } from "../wire/api.js";

/** @typedef {import("../shapes").Text} Text */

/**
 * Prints a slip of missing papers: on the printer that the path asks for, or by the browser where there is none. Nobody waits for it; what goes
 * wrong is said.
 * @param {string} path
 * @param {object} body
 * @param {{ticket: string, window: number}} slip
 * @param {(message: {kind: "problem", text: Text}) => void} say
 */
export function printMissing(path, body, slip, say) {
  const picture = "/api/v1/windows/" + slip.window + "/missing-slip.svg?ticket=" + encodeURIComponent(slip.ticket);
  order("/api/v1" + path, body)
    .then((/** @type {{state: string}} */ answer) => (answer.state === "browser" ? printPicture(picture) : undefined))
    .catch((error) => say({ kind: "problem", text: refusalOf(error).text }));
}
