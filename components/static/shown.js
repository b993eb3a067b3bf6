// The colors that are on the screen, and the one that is looked at: the viewer draws
// them, the strip and the list of colors show them.

import { hexOf, hue, luma } from "./color.js";
import { loadNames, namesOf } from "./color_names.js";

/**
 * A color of the palette.
 *
 * @typedef {object} Color
 * @property {number} color
 * @property {number} index Where it is in the palette.
 * @property {string} hex
 * @property {string} own Code of what k-means has found; another one where it is changed.
 * @property {boolean} gone Whether somebody has left it out, or merged it into another.
 * @property {number} share Of the picture, as far as it is seen.
 */

/** @typedef {Omit<Edit, "palettes" | "k">} Change Of the palette on the screen. */

/** @type {Record<"list" | "coverage" | "lightness" | "hue", (a: Color, b: Color) => number>} */
export const ORDERS = {
  list: (a, b) => a.index - b.index,
  coverage: (a, b) => b.share - a.share,
  lightness: (a, b) => luma(a.color) - luma(b.color),
  hue: (a, b) => hue(a.color) - hue(b.color),
};

/** @typedef {keyof typeof ORDERS} Order */

class Shown extends EventTarget {
  /** @type {Color[]} */
  palette = [];
  /** @type {Order | null} */
  picked = null; // the order that somebody has asked for
  /** @type {Palettes["entries"]} */
  entries = null; // what each color is called, where they are of a list
  /** @type {number | null} */
  lit = null; // index of the color that is marked, wherever it is shown
  /** @type {string[] | null} */
  names = null; // of the palette's colors, once somebody has asked for one
  called = false; // whether the names are on their way
  /** @type {string[] | null} */
  pins = null; // codes of the colors that are kept; null where none can be
  mostPins = 0; // how many can be
  /** @type {Edited | null} */
  edits = null; // what somebody has changed in the palette
  /** @type {HTMLCanvasElement | null} */
  canvas = null; // on which the picture is drawn in these colors
  /** @type {string | null} */
  offered = null; // code of the color that somebody may want to keep, or to set aside
  /** @type {string | null} */
  aside = null; // code of the color that is set aside

  // A list has an order of its own, the same for every picture.
  /** @returns {Order} */
  get order() {
    const { picked, entries } = this;
    if (!picked || (picked === "list" && !entries)) return entries ? "list" : "coverage";
    return picked;
  }

  /** The colors in use, and those that are kept, in order. */
  get colors() {
    const { palette } = this;
    return palette
      .filter(({ gone }) => !gone)
      .filter(({ share, hex }, i, all) => share > 0 || (this.isKept(hex) && first(all, hex) === i))
      .sort(ORDERS[this.order]);
  }

  /**
   * @param {number[]} colors
   * @param {ArrayLike<number>} weights What each draws: pixels, weighed by opacity.
   * @param {Palettes["entries"]} entries What each is in its list, if they are of one.
   * @param {number[]} own What they were before somebody changed them.
   * @param {Set<number>} gone Rows of those that draw nothing any more.
   */
  show(colors, weights, entries, own = colors, gone = new Set()) {
    this.entries = entries;
    const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
    this.palette = colors.map((color, index) => ({
      color,
      index,
      hex: hexOf(color),
      own: hexOf(own[index]),
      gone: gone.has(index),
      share: weights[index] / total,
    }));
    this.names = null;
    this.dispatchEvent(new Event("colors"));
  }

  /**
   * What a color is called: in its list, or else by most people; empty where that is not
   * known yet. Then "named" tells when it is.
   *
   * @param {number} index
   */
  nameOf(index) {
    const { hex, own } = this.palette[index];
    if (this.entries) return this.entries[hex]?.[1] ?? (hex === own ? "" : "changed");
    this.names ??= namesOf(this.palette.map(({ color }) => color));
    if (!this.names && !this.called) this.callForNames();
    return this.names?.[index] ?? "";
  }

  /**
   * The code of a color in its list; empty where there is none.
   *
   * @param {string} hex
   */
  codeOf(hex) {
    return this.entries?.[hex]?.[0] ?? "";
  }

  /**
   * What files hold in the place of a color, for a device that then shows it; empty where
   * that is the color itself.
   *
   * @param {string} hex
   */
  inFiles(hex) {
    return this.entries?.[hex]?.[2] ?? "";
  }

  async callForNames() {
    this.called = true;
    const came = await loadNames();
    this.called = false;
    if (came) this.dispatchEvent(new Event("named"));
  }

  /** @param {Order} order */
  sort(order) {
    this.picked = order;
    this.dispatchEvent(new Event("colors"));
  }

  /**
   * Marks a color.
   *
   * @param {number | null} index
   */
  light(index) {
    if (index === this.lit) return;
    this.lit = index;
    this.dispatchEvent(new Event("lit"));
  }

  /**
   * Somebody points at a color: its pixels stay, the others fade.
   *
   * @param {number | null} index
   */
  choose(index) {
    this.dispatchEvent(new CustomEvent("chosen", { detail: index }));
  }

  /**
   * @param {string[] | null} pins Codes of the colors that are kept; null where none can be.
   */
  keep(pins) {
    if (String(pins) === String(this.pins) && !pins === !this.pins) return;
    this.pins = pins;
    this.dispatchEvent(new Event("pins"));
  }

  /** @param {string} hex */
  isKept(hex) {
    return this.pins?.includes(hex) ?? false;
  }

  /**
   * Somebody has clicked a color.
   *
   * @param {string | null} hex
   */
  offer(hex) {
    this.offered = hex;
    this.dispatchEvent(new Event("offered"));
  }

  /**
   * Somebody wants to keep a color, or to let it go; seen at once, and told to the page.
   *
   * @param {string} code
   * @param {boolean} keep
   */
  pin(code, keep) {
    const others = (this.pins ?? []).filter((each) => each !== code);
    this.keep(keep ? [...others, code] : others);
    this.dispatchEvent(new CustomEvent("pin", { detail: { code, keep } }));
  }

  /** @param {string | null} code Of the color that is set aside. */
  leave(code) {
    this.aside = code;
    this.dispatchEvent(new Event("aside"));
  }

  /**
   * Somebody wants to set a color aside, or no color; the page is told.
   *
   * @param {string | null} code
   */
  setAside(code) {
    this.dispatchEvent(new CustomEvent("asked", { detail: code }));
  }

  /**
   * The picture is drawn anew.
   *
   * @param {HTMLCanvasElement} canvas
   */
  paint(canvas) {
    this.canvas = canvas;
    this.dispatchEvent(new Event("painted"));
  }

  /**
   * Somebody looks for another color: the picture has it at once.
   *
   * @param {number} index
   * @param {string} hex
   */
  try(index, hex) {
    this.dispatchEvent(new CustomEvent("tried", { detail: { index, hex } }));
  }

  /**
   * Somebody changes the palette; told to the page.
   *
   * @param {Partial<Change> & Pick<Change, "does">} change
   */
  change(change) {
    const nothing = { entry: 0, code: null, into: null, again: false };
    this.dispatchEvent(new CustomEvent("changed", { detail: { ...nothing, ...change } }));
  }

  /** How many colors are changed, as the page knows. */
  get changes() {
    return this.edits?.count ?? 0;
  }

  /**
   * @param {Record<string, (event: Event) => void>} listeners By the name of the event.
   * @returns {() => void} Ends that.
   */
  subscribe(listeners) {
    const all = Object.entries(listeners);
    for (const [name, listener] of all) this.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of all) this.removeEventListener(name, listener);
    };
  }
}

/**
 * @param {Color[]} palette
 * @param {string} hex
 */
function first(palette, hex) {
  return palette.findIndex((each) => each.hex === hex);
}

const page = /** @type {Record<symbol, Shown>} */ (/** @type {unknown} */ (globalThis));
const NAME = Symbol.for("k-colors shown");

// On the window, as the store is: there is one even where modules were loaded again.
page[NAME] ??= new Shown();

export const shown = page[NAME];
