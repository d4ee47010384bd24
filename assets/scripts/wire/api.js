// Questions and orders to the hall over HTTP. An order keeps its idempotency key over all retries: however often it is sent, it happens once.
import { sync } from "../show/clock.js";
import { wordsFor } from "../show/words.js";

/** @typedef {import("../shapes").Text} Text */

const answerWithinMs = 6000;
const pausesMs = [400, 1200];

/** What the hall refused, in words for the person at the page. */
export class Refusal extends Error {
  /** @param {string} code @param {Text} text @param {number} status 0 when nobody answered @param {any} [problem] the whole of it */
  constructor(code, text, status, problem) {
    super(code);
    /** @type {string} the number in the way */
    this.ticket = (problem && problem.ticket) || "";
    /** @type {string} how the printer is that has stopped */
    this.printer = (problem && problem.printer && problem.printer.state) || "";
    /** @type {import("../shapes").TemplateFault|null} */
    this.template = (problem && problem.template) || null;
    /** @type {{path: string, problem: string}|null} what is wrong with a layout */
    this.fault = (problem && problem.fault) || null;
    this.code = code;
    this.text = text;
    this.status = status;
  }
}

/** A key that no other press has. It works on plain http, where randomUUID is missing. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.prototype.map.call(bytes, (b) => (b + 256).toString(16).slice(1)).join("");
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export function ask(path) {
  return send("GET", path, undefined, "");
}

/**
 * @param {string} path
 * @param {object} [body]
 * @param {string} [key] the key of an earlier try whose answer was lost
 * @returns {Promise<any>}
 */
export function order(path, body, key) {
  return send("POST", path, body || {}, key || newKey());
}

/**
 * A picture that the hall draws of what it is sent. A newer one is asked for soon enough: a lost answer is not tried again.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<Blob>}
 */
export async function draw(path, body) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": newKey() };
  const response = await answer(path, { method: "POST", headers: headers, body: JSON.stringify(body), credentials: "same-origin", cache: "no-store" });
  if (!response) throw new Refusal("offline", wordsFor("error.offline"), 0);
  return response.ok ? response.blob() : read(response, path);
}

/** Puts a file where the hall keeps it. @param {string} path @param {Blob} file @returns {Promise<any>} */
export function keep(path, file) {
  return send("PUT", path, file, "");
}

/** @param {string} path @returns {Promise<any>} */
export function remove(path) {
  return send("DELETE", path, undefined, "");
}

/** @param {unknown} error @returns {Refusal} */
export function refusalOf(error) {
  if (error instanceof Refusal) return error;
  return new Refusal("internal", wordsFor("error.internal"), 0);
}

/** @param {string} method @param {string} path @param {object|undefined} body @param {string} key */
async function send(method, path, body, key) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (key) headers["Idempotency-Key"] = key;
  const file = body instanceof Blob;
  if (body) headers["Content-Type"] = file ? body.type : "application/json";
  /** @type {RequestInit} */
  const request = { method: method, headers: headers, body: file ? body : body && JSON.stringify(body), credentials: "same-origin", cache: "no-store" };
  for (let attempt = 0; ; attempt++) {
    const response = await answer(path, request);
    if (response) return read(response, path);
    if (attempt >= pausesMs.length) throw new Refusal("offline", wordsFor("error.offline"), 0);
    await new Promise((done) => window.setTimeout(done, pausesMs[attempt] * (0.75 + Math.random() / 2)));
  }
}

/**
 * Null when nobody answered in time: then the same request is sent again.
 * @param {string} path @param {RequestInit} request
 * @returns {Promise<Response|null>}
 */
function answer(path, request) {
  return new Promise((done) => {
    const timer = window.setTimeout(() => done(null), answerWithinMs);
    const end = (/** @type {Response|null} */ response) => {
      window.clearTimeout(timer);
      done(response);
    };
    fetch(path, request).then(end, () => end(null));
  });
}

/** What is told of the past, with times of its own. */
const ofThePast = /^\/api\/v1\/(history|journal)/;

/** @param {Response} response @param {string} path */
async function read(response, path) {
  /** @type {any} */
  let content = null;
  try {
    content = await response.json();
  } catch (e) {
    content = null;
  }
  if (response.ok) {
    if (content && content.at && !ofThePast.test(path)) sync(content.at);
    return content;
  }
  const code = (content && content.code) || codeOf(response.status);
  const known = wordsFor("error." + code, "");
  const said = content && content.text && content.text.zh ? content.text : known.zh ? known : wordsFor("error." + codeOf(response.status));
  throw new Refusal(code, said, response.status, content);
}

/** @param {number} status */
function codeOf(status) {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "rate_limited";
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  return status >= 500 ? "internal" : "bad_request";
}
