// A draft of the hall file: read and changed by paths such as services.0.name.zh. What is changed is copied, the rest is shared.

/** @typedef {any} Draft the layout as the hall sends it */
/** @typedef {{path: string, what: string}} Fault where, as a path of the draft, and what is wrong there, in words */
/** @typedef {{draft: Draft, put: (path: string, value: any) => void, fault?: Fault|null}} Editing */

/** @param {any} from @param {string} path */
export function at(from, path) {
  return path.split(".").reduce((node, key) => (node === undefined || node === null ? undefined : node[key]), from);
}

/** @param {any} from @param {string[]} keys @param {any} value @returns {any} */
function changed(from, keys, value) {
  if (keys.length === 0) return value;
  const [key, ...rest] = keys;
  const list = Array.isArray(from);
  const copy = list ? from.slice() : Object.assign({}, from);
  const next = changed(copy[/** @type {any} */ (key)], rest, value);
  if (next === undefined && list) copy.splice(Number(key), 1);
  else if (next === undefined) delete copy[key];
  else copy[/** @type {any} */ (key)] = next;
  return copy;
}

/** The draft with another value at a path; undefined takes away what is there. @param {Draft} draft @param {string} path @param {any} value */
export function put(draft, path, value) {
  return changed(draft, path.split("."), value);
}

/** The parts in which two drafts differ. @param {Draft} a @param {Draft} b */
export function partsChanged(a, b) {
  const keys = Object.keys(a).concat(Object.keys(b).filter((key) => !(key in a)));
  return keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** The rows of a table pasted from a spreadsheet, or typed with commas. @param {string} text */
export function rowsOf(text) {
  return text.split(/\r?\n/).map((line) => line.split(/\t|,|，/).map((cell) => cell.trim())).filter((row) => row.some(Boolean));
}

/** A name for something new that nothing else has. @param {string} stem @param {string[]} taken */
export function freeName(stem, taken) {
  for (let n = 1; ; n++) {
    if (taken.indexOf(stem + n) < 0) return stem + n;
  }
}
