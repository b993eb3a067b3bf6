// What k-means works on here: every color of the picture once, with what it counts. It is
// counted from the pixels that the page has already.

import { SOLID } from "../../static/picture.js";

/** @import { Picture } from "../../static/picture.js" */

// Points that are turned at 30 frames a second without a graphics card.
export const MOST_POINTS = 131072;

/**
 * The distinct colors of a picture, in the order of its index.
 *
 * @typedef {object} Counted
 * @property {Float64Array} red 0–255, as the other two.
 * @property {Float64Array} green
 * @property {Float64Array} blue
 * @property {Float64Array} weights Pixels of each, weighed by their opacity: transparent
 *   ones count nothing.
 * @property {Int32Array} pixels How many of each are seen at all.
 * @property {number} distinct How many colors are seen.
 */

/**
 * @param {Pick<Picture, "index" | "alpha">} picture
 * @returns {Counted}
 */
export function countColors({ index, alpha }) {
  const { colors, pixels: of } = index;
  const opacity = new Float64Array(colors.length);
  const pixels = new Int32Array(colors.length);
  for (let i = 0; i < of.length; i++) {
    const opaque = alpha ? alpha[i] : SOLID;
    opacity[of[i]] += opaque;
    if (opaque > 0) pixels[of[i]]++;
  }
  return {
    red: Float64Array.from(colors, (color) => color >> 16),
    green: Float64Array.from(colors, (color) => (color >> 8) & 255),
    blue: Float64Array.from(colors, (color) => color & 255),
    weights: opacity.map((sum) => sum / SOLID),
    pixels,
    distinct: pixels.reduce((sum, some) => sum + (some > 0 ? 1 : 0), 0),
  };
}

/**
 * What the cloud shows.
 *
 * @typedef {object} Points
 * @property {Uint32Array} of The number of each point's color.
 * @property {Float64Array} share Of the picture that each stands for.
 */

/**
 * A point for each color; where those are too many, for the first of each cell of
 * neighboring colors, with what all of them count.
 *
 * @param {Counted} counted
 * @param {number} [most]
 * @returns {Points}
 */
export function pointsOf(counted, most = MOST_POINTS) {
  const { weights } = counted;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let shift = 0; ; shift++) {
    const { of, sums } = merged(counted, shift);
    if (of.length > most && shift < 7) continue;
    return { of: Uint32Array.from(of), share: Float64Array.from(sums, (sum) => sum / total) };
  }
}

/**
 * @param {Counted} counted
 * @param {number} shift A cell has 2 ** shift values of each channel.
 */
function merged({ red, green, blue, weights }, shift) {
  const bits = 8 - shift;
  const place = shift > 0 ? new Int32Array(1 << (3 * bits)).fill(-1) : null;
  /** @type {number[]} */
  const of = [];
  /** @type {number[]} */
  const sums = [];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    const cell = ((((red[i] >> shift) << bits) | (green[i] >> shift)) << bits) | (blue[i] >> shift);
    const known = place ? place[cell] : -1;
    if (known >= 0) {
      sums[known] += weights[i];
      continue;
    }
    if (place) place[cell] = of.length;
    of.push(i);
    sums.push(weights[i]);
  }
  return { of, sums };
}
