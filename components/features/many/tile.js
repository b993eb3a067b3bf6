// A picture of the sheet: small, with its name, a bar of its colors' shares, and what it
// loses by sharing the palette.

import { hexOf } from "../../static/color.js";
import { redraw } from "../../static/dots.js";
import { drawable, ofPixels } from "../../static/drawable.js";
import { indexColors } from "../../static/nearest.js";
import { paintQuantized } from "../../static/paint.js";
import { SOLID } from "../../static/picture.js";
import { decodePng } from "../../static/png.js";

/** @import { Drawable } from "../../static/drawable.js" */
/** @import { Metric } from "../../static/metric.js" */

/**
 * What pictures are drawn in.
 *
 * @typedef {object} Colors
 * @property {number} k
 * @property {number[]} colors
 * @property {Metric} metric
 * @property {ManyData["dots"]} dots
 */

/** @typedef {{ name: string, place: number, size: number[], file: Uint8Array<ArrayBuffer> }} Told */

const SMALL = 110; // CSS pixels; a lower picture is enlarged, with sharp pixels
const [BAR, THIN] = [240, 1]; // pixels of the bar, which styles stretch

/**
 * Decodes a picture, to be drawn by itself.
 *
 * @param {string} id
 * @param {Uint8Array<ArrayBuffer>} file
 * @returns {Promise<Drawable>}
 */
export async function pictureOf(id, file) {
  const { width, height, rgb, alpha } = await decodePng(file);
  return drawable({ id, width, height, rgb, alpha, aside: null, index: indexColors(rgb) });
}

/**
 * Draws a picture in some colors.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Drawable} picture
 * @param {Colors} colors
 */
export function paint(canvas, picture, { k, colors, metric, dots }) {
  redraw(picture, colors, metric, dots);
  paintQuantized(canvas, picture, { colors, opacity: null }, null, 0);
  canvas.dataset.k = String(k);
}

export class Tile {
  /** @type {Drawable | null} */
  picture = null;
  /** @type {Colors | null} */
  drawn = null;
  /** @type {Colors | null} */
  wanted = null;
  seen = false;

  /**
   * @param {Told} told
   * @param {() => void} open
   */
  constructor({ name, place, size, file }, open) {
    this.name = name;
    this.place = place;
    this.size = size;
    this.item = document.createElement("li");
    this.button = this.item.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.onclick = open;
    this.canvas = this.button.appendChild(document.createElement("canvas"));
    this.bar = this.button.appendChild(document.createElement("canvas"));
    this.bar.className = "bar";
    [this.bar.width, this.bar.height] = [BAR, THIN];
    for (const canvas of [this.canvas, this.bar]) canvas.setAttribute("aria-hidden", "true");
    const title = this.button.appendChild(document.createElement("b"));
    title.textContent = name;
    title.title = name;
    this.loss = this.button.appendChild(document.createElement("span"));
    this.button.setAttribute("aria-label", `${name}, see it large`);
    this.canvas.classList.toggle("small", size[1] < SMALL);
    this.load(file);
  }

  /** @param {Uint8Array<ArrayBuffer>} file */
  async load(file) {
    this.picture = await pictureOf(`small ${this.place}`, file);
    this.draw(this.wanted);
  }

  /**
   * @param {boolean} seen Whether it is in view.
   * @param {Colors | null} colors
   */
  see(seen, colors) {
    this.seen = seen;
    this.draw(colors);
  }

  /** @param {Colors | null} colors */
  draw(colors) {
    this.wanted = colors;
    if (!colors || !this.seen || !this.picture || colors === this.drawn) return;
    this.drawn = colors;
    paint(this.canvas, this.picture, colors);
    this.showShares(this.picture, colors.colors);
  }

  /**
   * What each color covers, the most first. Of the small copy: that is the same to the
   * eye.
   *
   * @param {Drawable} picture
   * @param {number[]} colors
   */
  showShares(picture, colors) {
    const shares = covered(picture, colors.length);
    const whole = shares.reduce((sum, share) => sum + share, 0) || 1;
    const order = colors.map((_, i) => i).sort((a, b) => shares[b] - shares[a]);
    const context = this.bar.getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, BAR, THIN);
    let at = 0;
    for (const i of order) {
      const width = (BAR * shares[i]) / whole;
      context.fillStyle = hexOf(colors[i]);
      context.fillRect(Math.round(at), 0, Math.round(at + width) - Math.round(at), THIN);
      at += width;
    }
  }

  /** @param {string} words */
  tell(words) {
    if (this.loss.textContent === words) return;
    this.loss.textContent = words;
    const label = [this.name, words, "see it large"].filter(Boolean).join(", ");
    this.button.setAttribute("aria-label", label);
  }
}

/**
 * What each color draws: pixels, weighed by opacity.
 *
 * @param {Drawable} picture
 * @param {number} k
 */
function covered(picture, k) {
  const shares = new Float64Array(k);
  const { alpha, index } = picture;
  const labels = picture.single ? ofPixels(picture) : null;
  for (let i = 0; i < picture.rgb.length; i++) {
    const label = labels ? labels[i] : index.labels[index.pixels[i]];
    shares[label] += alpha ? alpha[i] / SOLID : 1;
  }
  return shares;
}
