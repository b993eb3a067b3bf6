// The kinds of dithering, by name (components/engine/drawing/dots.py).

import { dither } from "./dither.js";
import { assign } from "./nearest.js";
import { order } from "./ordered.js";
import { TEXTURES } from "./textures.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Metric } from "./metric.js" */

/** @typedef {"full" | "gentle" | "bayer" | "blue-noise"} Dither */

/** @type {Partial<Record<Dither, number>>} */
const STRENGTHS = { full: 16, gentle: 13 };

/**
 * Fills picture.labels: for each pixel its palette color. Returns what each color
 * draws: pixels, weighed by opacity.
 *
 * @param {Drawable} picture
 * @param {number[]} palette
 * @param {Metric} metric
 * @param {Dither} kind
 */
export function dotted(picture, palette, metric, kind) {
  const strength = STRENGTHS[kind];
  if (strength !== undefined) return dither(picture, palette, metric, strength);
  return order(picture, palette, metric, TEXTURES[kind]);
}

/**
 * Gives each pixel its palette color: by dots, or the nearest. Returns what dots draw of
 * each color; what the nearest draw, the server has counted.
 *
 * @param {Drawable} picture
 * @param {number[]} palette
 * @param {Metric} metric
 * @param {Dither | null} kind Of dots, if there are any.
 */
export function redraw(picture, palette, metric, kind) {
  picture.single = kind !== null;
  if (kind) return dotted(picture, palette, metric, kind);
  assign(picture.index, palette, metric);
  return null;
}
