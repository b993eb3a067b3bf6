// A button that keeps a color in the palette, whatever k-means would do: the color that
// somebody has clicked last, in the picture or among the swatches.

import { shown } from "./shown.js";

export class Keep {
  /** @param {HTMLElement} button */
  constructor(button) {
    this.button = /** @type {HTMLButtonElement} */ (button);
    this.button.onclick = () => {
      if (shown.offered) shown.pin(shown.offered, !shown.isKept(shown.offered));
    };
    this.stop = shown.subscribe({ offered: () => this.write(), pins: () => this.write() });
    this.write();
  }

  write() {
    const { offered, pins, mostPins } = shown;
    this.button.hidden = !offered || !pins;
    if (!offered || !pins) return;
    const kept = shown.isKept(offered);
    this.button.disabled = !kept && pins.length >= mostPins;
    const square = document.createElement("i");
    square.style.background = offered;
    const does = kept ? "Let go of " : this.button.disabled ? "No room to keep " : "Keep ";
    this.button.replaceChildren(does, square, offered);
  }
}
