// The centre: /admin and what lies below it, for who supervises the hall and who sets it up.
import { html, mount, useCallback, useEffect, useState } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { grantsOf, useHall } from "./wire/hall.js";
import { language, speak } from "./admin/lang.js";
import { pages, pathOf } from "./admin/frame.js";
import { useOrders } from "./admin/orders.js";
import { Watch } from "./admin/watch.js";
import { Cards } from "./admin/cards.js";

/** @typedef {import("./shapes").Hall} Hall */
/** @typedef {{hall: Hall, orders: import("./admin/orders.js").Orders, open: (at: string) => void, turn: () => void}} PageProps */

/** @type {Record<string, (p: PageProps) => any>} */
const pageOf = { "": Watch, cards: Cards };

function here() {
  return location.pathname.split("/").filter(Boolean)[1] || "";
}

function Face() {
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
  const may = pages.some((page) => page.roles.some((role) => grantsOf(hall, role).length > 0));
  if (!may) return html`<${Enrol} title=${words("admin.enrol")} demo=${hall.demo} grant=${{ role: "supervisor" }} done=${again} />`;
  return html`<${pageOf[at] || Watch} hall=${hall} orders=${orders} open=${open} turn=${turn} />`;
}

mount(Face);
