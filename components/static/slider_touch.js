// A finger on the slider's track. Streamlit takes every touch of the track for a choice
// of k, also the beginning of a swipe that is to scroll the page; so it hears of a touch
// only when the finger has gone sideways, or is lifted where it came down. One that goes
// up or down scrolls the page, which browsers do not do from a bar at its edge.

import { sliderOf } from "./slider_observer.js";

const PAGE = "main:has(.st-key-page)"; // what scrolls
const SLACK = 8; // CSS pixels that a finger moves without meaning it
const THUMB = 28; // from the middle of the thumb: there the finger means k

/** @typedef {{ event: PointerEvent, target: Element }} Touch */

/** @type {Touch | null} */
let waiting = null;

/** @type {{ finger: number, y: number } | null} */
let scrolling = null;

/** @param {PointerEvent} event */
function down(event) {
  const { target, pointerType, isTrusted } = event;
  if (!isTrusted || pointerType !== "touch" || !(target instanceof Element)) return;
  const slider = sliderOf(event);
  if (!slider || onThumb(slider, event)) return;
  event.stopPropagation();
  waiting = { event, target };
}

/**
 * @param {HTMLInputElement} slider
 * @param {PointerEvent} event
 */
function onThumb(slider, { clientX }) {
  const box = slider.parentElement?.getBoundingClientRect();
  return !!box && Math.abs(clientX - (box.x + box.width / 2)) <= THUMB;
}

/**
 * The same touch by its older name, of which Streamlit hears too.
 *
 * @param {TouchEvent} event
 */
function begun(event) {
  if (waiting && event.target === waiting.target) event.stopPropagation();
}

/** @param {PointerEvent} event */
function moved(event) {
  if (scrolling?.finger === event.pointerId) {
    document.querySelector(PAGE)?.scrollBy(0, scrolling.y - event.clientY);
    scrolling.y = event.clientY;
    return;
  }
  if (!waiting || event.pointerId !== waiting.event.pointerId) return;
  const dx = Math.abs(event.clientX - waiting.event.clientX);
  const dy = Math.abs(event.clientY - waiting.event.clientY);
  if (dy > SLACK && dy > dx) {
    waiting = null;
    scrolling = { finger: event.pointerId, y: event.clientY };
  } else if (dx > SLACK) pass();
}

/** @param {PointerEvent} event */
function lifted(event) {
  scrolling = null;
  if (waiting && event.pointerId === waiting.event.pointerId) pass();
}

// The touch was meant for the slider: now it hears of it.
function pass() {
  const { event, target } = /** @type {Touch} */ (waiting);
  waiting = null;
  target.dispatchEvent(
    new PointerEvent("pointerdown", {
      bubbles: true,
      cancelable: true,
      composed: true,
      pointerId: event.pointerId,
      pointerType: "touch",
      isPrimary: event.isPrimary,
      button: 0,
      buttons: 1,
      clientX: event.clientX,
      clientY: event.clientY,
    }),
  );
}

function cancelled() {
  waiting = null;
  scrolling = null;
}

/** @returns {() => void} Ends it. */
export function watchTouch() {
  const listeners = new AbortController();
  const options = { capture: true, signal: listeners.signal };
  addEventListener("pointerdown", down, options);
  addEventListener("touchstart", begun, options);
  addEventListener("pointermove", moved, options);
  addEventListener("pointerup", lifted, options);
  addEventListener("pointercancel", cancelled, options);
  return () => listeners.abort();
}
