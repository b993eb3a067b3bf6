// What is shown in a test: the picture as the page draws it, as large as there is room.

import { bytesOf, colorsOf } from "../../static/color.js";
import { redraw } from "../../static/dots.js";
import { paintQuantized } from "../../static/paint.js";

/** @import { Drawable } from "../../static/drawable.js" */
/** @import { Metric } from "../../static/metric.js" */

/**
 * A picture, and how it is drawn: in the space and with the dots that the page has.
 *
 * @typedef {object} Subject
 * @property {Drawable} picture
 * @property {Palettes} palettes
 * @property {Metric} metric Their space.
 * @property {BlindTestData["dots"]} dots
 */

/**
 * Draws a picture in k colors.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Subject} subject
 * @param {number} k
 */
export function paintIn(canvas, { picture, palettes, metric, dots }, k) {
  const colors = colorsOf(palettes.colors[k - 1]);
  const opacity = palettes[dots ? "dithered_opacity" : "opacity"][k - 1];
  redraw(picture, colors, metric, dots);
  const palette = { colors, opacity: opacity ? bytesOf(opacity) : null };
  paintQuantized(canvas, picture, palette, null, 0);
}

/**
 * @typedef {object} Layout
 * @property {boolean} beside Whether the two stand beside each other.
 * @property {number} scale CSS pixels for each of the picture.
 */

/**
 * How two pictures of a size are shown largest: all of them, never enlarged but by whole
 * steps, so that both have the same pixels.
 *
 * @param {{ width: number, height: number }} size
 * @param {{ width: number, height: number }} room For both.
 * @param {number} gap Between them.
 * @returns {Layout}
 */
export function layout(size, room, gap) {
  const [across, down] = [(room.width - gap) / 2, (room.height - gap) / 2];
  const beside = Math.min(across / size.width, room.height / size.height);
  const below = Math.min(room.width / size.width, down / size.height);
  const most = Math.max(beside, below, 0);
  return { beside: beside >= below, scale: most < 1 ? most : Math.floor(most) };
}
