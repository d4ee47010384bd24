// The one place that knows which view library draws the faces.
import { h, render } from "preact";
import htm from "htm";
export { useState, useEffect, useRef, useMemo, useCallback, useLayoutEffect } from "preact/hooks";

/** @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(h);

/**
 * Draws a face into the page.
 * @param {any} face
 */
export function mount(face) {
  const place = document.getElementById("face");
  if (place) render(h(face, {}), place);
}

/** @param {...(string|false|undefined|null)} names */
export function cls(...names) {
  return names.filter(Boolean).join(" ");
}

/**
 * The parts of the path below a face: pathParts("/window/3", 1) is "3".
 * @param {number} at
 */
export function pathPart(at) {
  try {
    return decodeURIComponent(location.pathname.split("/").filter(Boolean)[at] || "");
  } catch (e) {
    return "";
  }
}
