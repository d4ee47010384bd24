import { useLayoutEffect, useRef } from "./view.js";

/**
 * Makes the type of a line smaller until all of it fits, after what is-tight saves. Everything in the line is sized in em.
 * @returns {{current: HTMLElement|null}} the ref of the line
 */
export function useFit() {
  const line = useRef(/** @type {HTMLElement|null} */ (null));
  useLayoutEffect(() => {
    const fit = () => {
      const e = line.current;
      if (!e) return;
      e.style.fontSize = "";
      e.classList.remove("is-tight");
      e.classList.toggle("is-tight", e.scrollWidth > e.clientWidth);
      const room = e.clientWidth / e.scrollWidth;
      if (room < 1) e.style.fontSize = Math.floor(parseFloat(getComputedStyle(e).fontSize) * room) + "px";
    };
    fit();
    document.fonts.ready.then(fit); // digits of another font are wider
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, []);
  return line;
}
