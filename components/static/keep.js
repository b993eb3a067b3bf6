// Buttons for the color that somebody has clicked last, in the picture or among the
// swatches: one keeps it in the palette, whatever k-means would do; the other sets it
// aside, so that it counts for nothing, or lets it count again.

import { shown } from "./shown.js";

export class Keep {
  /**
   * @param {HTMLElement} keep
   * @param {HTMLElement} aside
   */
  constructor(keep, aside) {
    this.button = /** @type {HTMLButtonElement} */ (keep);
    this.button.onclick = () => {
      if (shown.offered) shown.pin(shown.offered, !shown.isKept(shown.offered));
    };
    this.aside = /** @type {HTMLButtonElement} */ (aside);
    this.aside.onclick = () => shown.setAside(this.counts ? shown.offered : null);
    const write = () => this.write();
    this.stop = shown.subscribe({ offered: write, pins: write, aside: write });
    this.write();
  }

  // Whether the color on offer is not set aside.
  get counts() {
    return shown.offered !== shown.aside;
  }

  write() {
    const { offered, pins, mostPins } = shown;
    this.aside.hidden = !offered;
    const sets = shown.aside ? "Set aside instead" : "Set aside"; // one at a time
    this.aside.textContent = this.counts ? sets : "Count again";
    const kept = offered !== null && shown.isKept(offered);
    this.button.hidden = !offered || !pins || !(this.counts || kept);
    if (!offered || !pins) return;
    this.button.disabled = !kept && pins.length >= mostPins;
    const does = kept ? "Let go of " : this.button.disabled ? "No room to keep " : "Keep ";
    this.button.setAttribute("aria-label", does + offered);
    this.button.replaceChildren(does, square(offered), code(offered));
  }

  // Goes to the first button there is.
  focus() {
    [this.button, this.aside].find(({ hidden }) => !hidden)?.focus();
  }
}

/** @param {string} color */
function square(color) {
  const square = document.createElement("i");
  square.style.background = color;
  return square;
}

/**
 * The code, which a narrow window does without: it stands beside the button.
 *
 * @param {string} color
 */
function code(color) {
  const span = document.createElement("span");
  span.className = "wide";
  span.textContent = color;
  return span;
}
