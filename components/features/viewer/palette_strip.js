// The palette: a strip as wide as each color's share. The color that is pointed at tells
// its code, name and share.

import { shown } from "../../static/shown.js";
import { SwatchButtons } from "../../static/swatch_buttons.js";
import { percent } from "../../static/text.js";
import { find } from "../../static/widget.js";

/** @import { Color } from "../../static/shown.js" */

/**
 * @param {HTMLElement} root The widget.
 * @param {(words: string) => void} tell Called with words to say; empty where a color is
 *   left.
 */
export function paletteStrip(root, tell) {
  return new SwatchButtons(find(root, ".strip"), {
    make: (button) => {
      button.dataset.role = "swatch";
      button.className = "swatch";
      return button;
    },
    set,
    look: (color) => tell(color ? inWords(color) : ""),
    tell,
  });
}

/**
 * @param {HTMLButtonElement} button
 * @param {Color} color
 */
function set(button, { hex, own, share }) {
  const code = shown.codeOf(hex);
  const kept = shown.isKept(hex) ? "kept" : "";
  button.style.flexGrow = String(share);
  const changed = hex === own ? "" : "changed";
  const words = ["Copy", hex, code, kept, changed];
  button.setAttribute("aria-label", words.filter(Boolean).join(" "));
  if (button.dataset.hex === hex && button.dataset.code === code) return;
  button.dataset.hex = hex;
  button.dataset.code = code;
  button.style.background = hex;
}

/** @param {Color} color */
function inWords({ index, hex, own, share }) {
  const called = [hex, shown.nameOf(index)].filter(Boolean).join(", ");
  const kept = shown.isKept(hex) ? ", kept" : "";
  const changed = hex === own ? "" : `, changed from ${own}`;
  const device = shown.inFiles(hex);
  const written = device ? ` In the file: ${device}.` : "";
  return `${called}: ${percent(share)} of the picture${kept}${changed}.${written} Click to copy${shown.pins ? " or keep" : ""}.`;
}
