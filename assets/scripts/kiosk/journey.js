// Where a citizen is at the kiosk: the pages they went through, newest last, and who they said they are.
import { newKey } from "../wire/api.js";

/** @typedef {import("../shapes").Ticket} Ticket */
/** @typedef {import("../shapes").Mine} Mine */
/** @typedef {{idNumber: string, card: boolean}} Identity */
/** @typedef {{lang: "zh"|"en", large: boolean, contrast: boolean, low: boolean}} Mode */
/** What somebody showed: a code of whatever kind, a number, or who they are. @typedef {{code: string}|{number: string}|{id_number: string, card: boolean}} Query */
/**
 * @typedef {{kind: "home"}|{kind: "departments"}|{kind: "services", department: string}|{kind: "find"}
 *   |{kind: "service", id: string, key: string}|{kind: "materials", id: string}
 *   |{kind: "identify", id: string, key: string}|{kind: "type_id", id: string, key: string}
 *   |{kind: "mine"}|{kind: "type_number"}|{kind: "type_code"}|{kind: "found", query: Query, first: Mine, duplicate: boolean}
 *   |{kind: "done", ticket: Ticket, id: string}} Page
 */
/** @typedef {{stack: Page[], identity: Identity|null, mode: Mode, withoutSlip: boolean}} Journey withoutSlip: who is there takes a number that is not printed */
/** @typedef {{push: (page: Page) => void, back: () => void, home: () => void, only: (page: Page) => void}} Go */

/** @type {Mode} */
const usual = { lang: "zh", large: false, contrast: false, low: false };

/** The home page as the next citizen finds it: Chinese, nothing said, nothing chosen. @type {Journey} */
export const start = { stack: [{ kind: "home" }], identity: null, mode: usual, withoutSlip: false };

/** @param {Journey} j @returns {Page} */
export function pageOf(j) {
  return j.stack[j.stack.length - 1];
}

/** A service's page. Its key goes with every try to take a number there: there is one, however often it is asked for. @param {string} id @returns {Page} */
export function servicePage(id) {
  return { kind: "service", id: id, key: newKey() };
}

/** The page of the service that somebody was about to take a number of, with who they said they are. @param {Journey} j @param {Identity|null} identity @returns {Journey} */
export function backToService(j, identity) {
  const at = j.stack.map((page) => page.kind).lastIndexOf("service");
  return Object.assign({}, j, { stack: at < 0 ? j.stack : j.stack.slice(0, at + 1), identity: identity || j.identity, withoutSlip: false });
}

/** Pages to read, for which there is more time. @param {Page} page */
export function isList(page) {
  return page.kind !== "home" && page.kind !== "done" && page.kind !== "identify" && page.kind !== "type_id";
}

/** How long the number stays on the screen, in seconds; longer where it must be written down. */
const doneSeconds = 12;
const doneUnprintedSeconds = 60;

/**
 * After how many seconds without a touch the next citizen finds the home page; 0 where there is nothing to clear.
 * @param {Journey} j
 * @param {number} idle the hall's setting
 */
export function idleSeconds(j, idle) {
  const page = pageOf(j);
  if (page.kind === "done") {
    if (page.ticket.print && !page.ticket.print.ok) return doneUnprintedSeconds; // or not yet
    return j.mode.large ? 2 * doneSeconds : doneSeconds;
  }
  if (page.kind === "home" && j.mode === usual && !j.identity) return 0;
  return isList(page) || j.mode.large ? 2 * idle : idle;
}
