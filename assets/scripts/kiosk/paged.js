import { cls, html, useEffect, useLayoutEffect, useRef, useState } from "../show/view.js";
import { Both, words } from "../show/words.js";

/**
 * A list of which as many entries are shown as the box has room for, and buttons that turn to the rest. What does not fit is not
 * seen, never cut.
 * @param {{class: string, rows: any[], lang: "zh"|"en", about: any, more?: (hidden: number) => any, beside?: any, most?: number}} p rows: elements with keys;
 *   about: what the list is of, a new one starts at its beginning; more: what stands below in place of the buttons, by how many do not fit;
 *   beside: what stands with the buttons; most: never more than so many at once
 */
export function Paged(p) {
  const box = useRef(/** @type {HTMLElement|null} */ (null));
  const [from, setFrom] = useState(0);
  const [fits, setFits] = useState(p.rows.length);
  const [before, setBefore] = useState(/** @type {number[]} */ ([]));
  useEffect(() => {
    setFrom(0);
    setBefore([]);
  }, [p.about]);
  const rows = p.rows.slice(from);
  useLayoutEffect(() => {
    const count = () => box.current && setFits(Math.min(fitting(box.current), p.most || Infinity));
    count();
    window.addEventListener("resize", count);
    document.fonts.ready.then(count);
    return () => window.removeEventListener("resize", count);
  });
  const rest = rows.length - fits;
  const next = () => {
    setBefore(before.concat(from));
    setFrom(from + Math.max(1, fits));
  };
  const back = () => {
    setFrom(before[before.length - 1] || 0);
    setBefore(before.slice(0, -1));
  };
  const turning = !p.more && (from > 0 || rest > 0);
  return html`<div class=${cls("paged", (turning || p.beside) && "is-turning")}>
    <ul class=${"paged-box " + p.class} ref=${box}>${rows.map((row, i) => html`<li key=${row.key} class=${cls("paged-row", i >= fits && "is-beyond")}>${row}</li>`)}</ul>
    ${p.more && p.more(Math.max(0, rest))}
    ${(turning || p.beside) && html`<nav class=${cls("pages", p.beside && "has-more")} aria-label=${words("kiosk.pages")[p.lang]}>
      ${turning && html`<button class="pages-turn" data-action="page-before" disabled=${from === 0} onClick=${back}><${Both} text=${words("kiosk.page_before")} order=${p.lang} /></button>
      <button class="pages-turn" data-action="page-next" disabled=${rest <= 0} onClick=${next}><${Both} text=${words("kiosk.page_next")} order=${p.lang} /></button>`}
      ${p.beside}
    </nav>`}
  </div>`;
}

/** How many rows end within the box. @param {HTMLElement} box */
function fitting(box) {
  const end = box.getBoundingClientRect().bottom + 1;
  let n = 0;
  while (n < box.children.length && box.children[n].getBoundingClientRect().bottom <= end) n++;
  return n;
}
