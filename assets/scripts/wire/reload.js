// After an upgrade the server names another set of assets: the page loads itself anew, at most once a minute, and not in the middle of something.

const mine = (document.querySelector('meta[name="assets"]') || document.body).getAttribute("content") || "";
const noteName = "paidui.reloaded";
const pauseMs = 60000;

let guard = () => true;
let planned = false;

/**
 * Lets a face put the reload off while a person is using it.
 * @param {() => boolean} mayReload
 */
export function reloadOnlyWhen(mayReload) {
  guard = mayReload;
}

function lastReload() {
  try {
    return Number(sessionStorage.getItem(noteName)) || 0;
  } catch (e) {
    return Date.now(); // without a memory a reload could loop
  }
}

/**
 * @param {string|undefined} assets what the server serves now
 */
export function expectAssets(assets) {
  if (!assets || !mine || assets === mine || planned || !guard() || !mayReload()) return;
  planned = true;
  // Fifty screens that reload in the same instant would be a load of their own.
  window.setTimeout(() => {
    planned = false;
    if (guard()) reloadNow();
  }, Math.random() * 2000);
}

function mayReload() {
  return Date.now() - lastReload() >= pauseMs;
}

/** Loads the page anew, unless it has just been. */
export function reloadNow() {
  if (!mayReload()) return;
  try {
    sessionStorage.setItem(noteName, String(Date.now()));
  } catch (e) {
    return;
  }
  location.reload();
}
