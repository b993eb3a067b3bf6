// The palette: a strip as wide as each color's share, and a list of the same
// colors as buttons. Pointing at a color, or stepping to it with the keyboard,
// chooses it; a click copies its hex code.

import { copyText } from "../../static/clipboard.js";
import { hexOf, hue, luma } from "../../static/color.js";
import { percent } from "../../static/text.js";
import { find, names } from "../../static/widget.js";
import { nearestName } from "./color_names.js";

/**
 * A color of the palette.
 *
 * @typedef {object} Color
 * @property {number} color
 * @property {number} index Where it is in the palette.
 * @property {string} hex
 * @property {string} name The nearest one that web pages know.
 * @property {number} share Of the visible pixels.
 */

/**
 * Something that stands for a color: a piece of the strip, or an entry of the list.
 *
 * @template {HTMLElement} Area
 * @typedef {object} Swatch
 * @property {HTMLElement} item What it takes on the page.
 * @property {Area} area What is pointed at.
 * @property {number} [index] Its color's.
 * @property {string} [hex] Its color's.
 * @property {(color: Color) => void} set
 */

/** @type {Record<"coverage" | "lightness" | "hue", (a: Color, b: Color) => number>} */
const ORDERS = {
  coverage: (a, b) => b.share - a.share,
  lightness: (a, b) => luma(a.color) - luma(b.color),
  hue: (a, b) => hue(a.color) - hue(b.color),
};

export class PaletteStrip {
  /** @type {Swatch<HTMLElement>[]} */
  pieces = [];
  /** @type {Swatch<HTMLButtonElement>[]} */
  entries = [];
  /** @type {Color[]} */
  colors = [];
  /** @type {keyof typeof ORDERS} */
  order = "coverage";

  /**
   * @param {HTMLElement} root The widget.
   * @param {(index: number | null) => void} choose Called with a color pointed at.
   * @param {(text: string) => void} tell Called with words to say.
   */
  constructor(root, choose, tell) {
    this.strip = find(root, ".strip");
    this.list = find(root, ".list");
    this.choose = choose;
    this.tell = tell;
    this.buttons = names(ORDERS).map((order) => ({
      order,
      button: find(root, `[data-order-button][value="${order}"]`),
    }));
    for (const { button, order } of this.buttons) button.onclick = () => this.sort(order);
    this.sort("coverage");
  }

  /** @param {keyof typeof ORDERS} order */
  sort(order) {
    this.order = order;
    for (const each of this.buttons) {
      each.button.setAttribute("aria-pressed", String(each.order === order));
    }
    this.draw();
  }

  /**
   * @param {number[]} colors
   * @param {ArrayLike<number>} counts How many visible pixels each draws.
   */
  show(colors, counts) {
    const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
    this.colors = colors.map((color, index) => ({
      color,
      index,
      hex: hexOf(color),
      name: nearestName(color),
      share: counts[index] / total,
    }));
    this.draw();
  }

  draw() {
    const focused = this.entries.find(({ area }) => area.matches(":focus"))?.hex;
    const used = this.colors.filter(({ share }) => share > 0).sort(ORDERS[this.order]);
    this.grow(used.length);
    used.forEach((each, i) => {
      this.pieces[i].set(each);
      this.entries[i].set(each);
    });
    // Whoever stood on a color with the keyboard stays on it if it is still there.
    if (focused) this.entries.find(({ hex }) => hex === focused)?.area.focus();
  }

  /** @param {number} count */
  grow(count) {
    while (this.pieces.length < count) {
      this.pieces.push(this.piece());
      this.entries.push(this.entry());
    }
    while (this.pieces.length > count) {
      this.pieces.pop()?.item.remove();
      this.entries.pop()?.item.remove();
    }
  }

  piece() {
    const span = this.strip.appendChild(document.createElement("span"));
    span.dataset.role = "swatch";
    /** @type {Swatch<HTMLElement>} */
    const piece = {
      item: span,
      area: span,
      set: ({ hex, name, share, index }) => {
        piece.index = index;
        piece.hex = hex;
        if (span.dataset.hex !== hex) {
          span.dataset.hex = hex;
          span.style.background = hex;
        }
        span.title = `${hex}, ${name} · ${percent(share)} of the picture. Click to copy.`;
        span.style.flexGrow = String(share);
      },
    };
    this.listen(piece);
    return piece;
  }

  entry() {
    const item = this.list.appendChild(document.createElement("li"));
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    const sample = button.appendChild(document.createElement("i"));
    const words = button.appendChild(document.createElement("span"));
    const code = words.appendChild(document.createElement("b"));
    const amount = words.appendChild(document.createElement("span"));
    const called = words.appendChild(document.createElement("em"));
    /** @type {Swatch<HTMLButtonElement>} */
    const entry = {
      item,
      area: button,
      set: ({ hex, name, share, index }) => {
        entry.index = index;
        entry.hex = hex;
        button.dataset.copies = hex;
        sample.style.background = hex;
        code.textContent = hex;
        amount.textContent = percent(share);
        called.textContent = name;
        const label = `Copy ${hex}, ${percent(share)} of the picture, nearest name ${name}`;
        button.setAttribute("aria-label", label);
      },
    };
    this.listen(entry);
    button.addEventListener("focus", () => this.choose(entry.index ?? null));
    button.addEventListener("blur", () => this.choose(null));
    return entry;
  }

  /** @param {Swatch<HTMLElement>} each */
  listen(each) {
    each.area.addEventListener("pointerenter", () => this.choose(each.index ?? null));
    each.area.addEventListener("pointerleave", () => this.choose(null));
    each.area.addEventListener("click", async () => {
      const worked = await copyText(each.hex ?? "");
      this.tell(
        worked
          ? `Copied ${each.hex}.`
          : `This browser does not let a page copy. The code is ${each.hex}.`,
      );
    });
  }

  /**
   * Shows which color is meant.
   *
   * @param {number | null} index
   */
  light(index) {
    for (const { area, index: mine } of [...this.pieces, ...this.entries]) {
      area.classList.toggle("lit", mine === index);
    }
  }
}
