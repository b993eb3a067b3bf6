// The kinds of dithering, by name (components/engine/drawing/dots.py).

import { dither } from "./dither.js";
import { order } from "./ordered.js";
import { TEXTURES } from "./textures.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Metric } from "./metric.js" */

/** @typedef {"full" | "gentle" | "bayer" | "blue-noise"} Dither */

/** @type {Partial<Record<Dither, number>>} */
const STRENGTHS = { full: 16, gentle: 12 };

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
