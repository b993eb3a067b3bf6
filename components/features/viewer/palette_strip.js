// The palette: a strip as wide as each color's share. Pointing at a color, or stepping
// to it with the arrow keys, chooses it and tells its code and share; a click copies
// the code. For the tab key all of the strip is one stop.

import { copyText } from "../../static/clipboard.js";
import { nearestName } from "../../static/color_names.js";
import { shown } from "../../static/shown.js";
import { percent } from "../../static/text.js";
import { find } from "../../static/widget.js";

/** @import { Color } from "../../static/shown.js" */

/** @type {Record<string, (at: number, last: number) => number>} */
const STEPS = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

export class PaletteStrip {
  /** @type {HTMLButtonElement[]} */
  pieces = [];
  /** @type {Color[]} */
  colors = [];
  at = 0; // the piece that the tab key comes to

  /**
   * @param {HTMLElement} root The widget.
   * @param {(text: string, color?: Color) => void} tell Called with words to say.
   */
  constructor(root, tell) {
    this.strip = find(root, ".strip");
    this.tell = tell;
    this.strip.onkeydown = (event) => this.key(event);
    this.stop = shown.subscribe({ colors: () => this.draw(), lit: () => this.light() });
    this.draw();
  }

  draw() {
    const focused = this.pieces.findIndex((piece) => piece.matches(":focus"));
    const kept = this.colors[focused]?.hex;
    this.colors = shown.colors;
    while (this.pieces.length < this.colors.length) this.grow();
    for (const piece of this.pieces.splice(this.colors.length)) piece.remove();
    for (const [i, color] of this.colors.entries()) this.set(i, color);
    // Whoever stood on a color with the keyboard stays on it if it is still there.
    const again = kept ? this.colors.findIndex(({ hex }) => hex === kept) : -1;
    this.stand(Math.max(0, again >= 0 ? again : Math.min(this.at, this.pieces.length - 1)));
    if (again >= 0 && again !== focused) this.pieces[again].focus();
    this.light();
  }

  grow() {
    const at = this.pieces.length;
    const piece = this.strip.appendChild(document.createElement("button"));
    piece.type = "button";
    piece.dataset.role = "swatch";
    const look = () => {
      const color = this.colors[at];
      shown.choose(color?.index ?? null);
      if (color) this.tell(inWords(color), color);
    };
    const leave = () => {
      shown.choose(null);
      this.tell("");
    };
    piece.onpointerenter = look;
    piece.onfocus = () => {
      this.stand(at);
      look();
    };
    piece.onpointerleave = leave;
    piece.onblur = leave;
    piece.onclick = () => this.copy(this.colors[at].hex);
    this.pieces.push(piece);
  }

  /**
   * @param {number} at
   * @param {Color} color
   */
  set(at, { hex, share }) {
    const piece = this.pieces[at];
    piece.style.flexGrow = String(share);
    if (piece.dataset.hex === hex) return;
    piece.dataset.hex = hex;
    piece.style.background = hex;
    piece.setAttribute("aria-label", `Copy ${hex}`);
  }

  /** @param {number} at */
  stand(at) {
    this.at = at;
    for (const [i, piece] of this.pieces.entries()) piece.tabIndex = i === at ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const last = this.pieces.length - 1;
    this.pieces[Math.max(0, Math.min(step(this.at, last), last))]?.focus();
  }

  /** @param {string} hex */
  async copy(hex) {
    const worked = await copyText(hex);
    this.tell(
      worked ? `Copied ${hex}.` : `This browser does not let a page copy. The code is ${hex}.`,
    );
  }

  light() {
    this.colors.forEach(({ index }, i) => {
      this.pieces[i].classList.toggle("lit", index === shown.lit);
    });
  }
}

/** @param {Color} color */
function inWords({ color, hex, share }) {
  return `${hex}, ${nearestName(color)}: ${percent(share)} of the picture. Click to copy.`;
}
