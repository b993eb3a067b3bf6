// What a popover holds stands at the end of the page, and Tab would come to it last. Here
// it comes after the button that opens it, as it does on the screen.

// The button of each, and what is in it while it is open.
const POPOVERS = [
  [".st-key-own_colors button", ".st-key-list"],
  [".st-key-drawing button", ".st-key-dither"],
];
const STOPS = 'button, input, a[href], [tabindex="0"]';

/**
 * Returns where Tab stops in a popover; nothing while it is closed.
 *
 * @param {string} inside
 */
function stops(inside) {
  const popover = document.querySelector(inside)?.closest('[role="dialog"]');
  const all = /** @type {HTMLElement[]} */ ([...(popover?.querySelectorAll(STOPS) ?? [])]);
  return all.filter(
    (each) => each.tabIndex >= 0 && !each.matches(":disabled") && each.getClientRects().length > 0,
  );
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const { key, altKey, ctrlKey, metaKey, target } = event;
  if (key !== "Tab" || altKey || ctrlKey || metaKey || !(target instanceof Element)) return;
  for (const [opener, inner] of POPOVERS) pass(event, target, opener, stops(inner));
}

/**
 * @param {KeyboardEvent} event
 * @param {Element} target
 * @param {string} opener
 * @param {HTMLElement[]} inside
 */
function pass(event, target, opener, inside) {
  const { shiftKey } = event;
  const button = document.querySelector(opener);
  if (!inside.length || !(button instanceof HTMLElement)) return;
  if (target === button && !shiftKey) {
    inside[0].focus();
    event.preventDefault();
  } else if (shiftKey && target === inside[0]) {
    button.focus();
    event.preventDefault();
  } else if (!shiftKey && target === inside.at(-1)) {
    button.focus(); // and on from there, as Tab does
  }
}

/** @returns {() => void} Ends it. */
export function watchPopover() {
  addEventListener("keydown", pressed, true);
  return () => removeEventListener("keydown", pressed, true);
}
