import { html, mount, useCallback, useEffect, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { Sign } from "../show/sign.js";
import { LogIn } from "../show/enrol.js";
import { grantsOf, useHall } from "../wire/hall.js";
import { language, speak } from "./lang.js";
import { pages, pathOf } from "./frame.js";
import { useOrders } from "../show/orders.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {{hall: Hall, orders: import("../show/orders.js").Orders, open: (at: string) => void, turn: () => void, again: () => void}} PageProps again: asks the hall anew */
/** @typedef {Record<string, (p: PageProps) => any>} Pages by the last part of their path */

function here() {
  return location.pathname.split("/").filter(Boolean)[1] || "";
}

/** @param {{pages: Pages}} p */
function Face(p) {
  const { hall, fresh, again } = useHall(30000);
  const [at, setAt] = useState(here());
  const [, redraw] = useState(0);
  const orders = useOrders();
  useEffect(() => {
    const moved = () => setAt(here());
    window.addEventListener("popstate", moved);
    speak(language());
    return () => window.removeEventListener("popstate", moved);
  }, []);
  const open = useCallback((/** @type {string} */ to) => {
    if (!p.pages[to]) return location.assign(pathOf(to));
    history.pushState(null, "", pathOf(to));
    setAt(to);
    window.scrollTo(0, 0);
  }, []);
  const turn = () => {
    speak(language() === "en" ? "zh" : "en");
    redraw((n) => n + 1);
  };
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("admin.offline")} />`;
  }
  const mine = pages.filter((page) => p.pages[page.at]);
  const may = (/** @type {{roles: string[]}} */ page) => page.roles.some((role) => grantsOf(hall, role).length > 0);
  const needs = mine.filter((page) => page.at === at)[0] || mine[0];
  const elsewhere = !may(needs) && pages.filter(may)[0]; // who may not supervise has something else here
  if (elsewhere && at === "") location.replace(pathOf(elsewhere.at));
  if (!may(needs)) return html`<${LogIn} title=${words("admin.enrol")} demo=${hall.demo} grant=${{ role: needs.roles[0] }} done=${again} />`;
  return html`<${p.pages[needs.at]} hall=${hall} orders=${orders} open=${open} turn=${turn} again=${again} />`;
}

/** Draws those pages of the centre that one script has; the others are loaded when they are opened. @param {Pages} pages */
export function mountPages(pages) {
  mount(() => html`<${Face} pages=${pages} />`);
}
