// What a popover holds stands at the end of the page, and Tab would come to it last. Here
// it comes after the button that opens it, as it does on the screen.

const BUTTON = ".st-key-drawing button";
const INSIDE = ".st-key-dither"; // while it is open
const STOPS = 'button, input, a[href], [tabindex="0"]';

/** @returns {HTMLElement[]} Where Tab stops in it; none while it is closed. */
function stops() {
  const popover = document.querySelector(INSIDE)?.closest('[role="dialog"]');
  const all = /** @type {HTMLElement[]} */ ([...(popover?.querySelectorAll(STOPS) ?? [])]);
  return all.filter(
    (each) => each.tabIndex >= 0 && !each.matches(":disabled") && each.getClientRects().length > 0,
  );
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event;
  if (key !== "Tab" || altKey || ctrlKey || metaKey || !(target instanceof Element)) return;
  const inside = stops();
  const button = document.querySelector(BUTTON);
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
