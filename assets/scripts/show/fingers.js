// Fingers that have never used a touch screen. A browser clicks nothing when one stays for more than half a second, trembles, or comes down
// beside a hand that rests on the glass; and offers zoom and menus instead.

/**
 * Presses every button on which a finger comes down and is lifted again, and lets the browser do nothing of its own.
 * @returns {() => void} ends it
 */
export function pressFirmly() {
  /** @type {Record<number, Element|null>} the button under each finger */
  const under = {};
  const down = (/** @type {TouchEvent} */ event) => {
    each(event, (touch) => {
      under[touch.identifier] = buttonAt(/** @type {Element} */ (touch.target));
    });
  };
  const up = (/** @type {TouchEvent} */ event) => {
    each(event, (touch) => {
      const button = under[touch.identifier];
      delete under[touch.identifier];
      if (!button || !button.contains(document.elementFromPoint(touch.clientX, touch.clientY))) return;
      if (event.cancelable) event.preventDefault(); // its own click, which it does not make after a drag
      /** @type {HTMLElement} */ (button).click();
    });
  };
  const gone = (/** @type {TouchEvent} */ event) => each(event, (touch) => delete under[touch.identifier]);
  document.addEventListener("touchstart", down, { passive: true });
  document.addEventListener("touchend", up, { passive: false });
  document.addEventListener("touchcancel", gone);
  return () => {
    document.removeEventListener("touchstart", down);
    document.removeEventListener("touchend", up);
    document.removeEventListener("touchcancel", gone);
  };
}

/** The fingers that an event is about. @param {TouchEvent} event @param {(touch: Touch) => void} what */
function each(event, what) {
  for (let i = 0; i < event.changedTouches.length; i++) what(event.changedTouches[i]);
}

/** What a touch is for: a button, or a sign over the page that any touch answers. @param {Element} element */
function buttonAt(element) {
  return element.closest ? element.closest("button, [role='alertdialog']") : null;
}

/** No zoom, no menu, no dragging: what a browser offers on a long touch is not for a kiosk. */
export function noZoom() {
  const stop = (/** @type {Event} */ event) => event.preventDefault();
  const pinch = (/** @type {WheelEvent} */ event) => event.ctrlKey && event.preventDefault();
  const touches = (/** @type {TouchEvent} */ event) => event.touches.length > 1 && event.preventDefault();
  ["contextmenu", "selectstart", "dragstart", "gesturestart"].forEach((name) => document.addEventListener(name, stop));
  document.addEventListener("wheel", pinch, { passive: false });
  document.addEventListener("touchmove", touches, { passive: false });
  document.addEventListener("touchstart", touches, { passive: false });
}
