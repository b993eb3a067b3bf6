// What clusters of pixels are, whatever they were measured by: their colors, and how much
// of the picture's colors is left in them.

/** @import { Counted } from "../../counted.js" */

/**
 * The mean color of the pixels of each cluster. One without pixels is black, and seen
 * nowhere.
 *
 * @param {Counted} counted
 * @param {Uint8Array} labels
 * @param {number} k
 * @returns {number[]}
 */
export function meanColors({ red, green, blue, weights }, labels, k) {
  const sums = new Float64Array(3 * k);
  const mass = new Float64Array(k);
  for (let i = 0; i < labels.length; i++) {
    const c = labels[i];
    mass[c] += weights[i];
    sums[3 * c] += weights[i] * red[i];
    sums[3 * c + 1] += weights[i] * green[i];
    sums[3 * c + 2] += weights[i] * blue[i];
  }
  return Array.from(mass, (total, c) => {
    const channel = (/** @type {number} */ i) => Math.round(sums[3 * c + i] / (total || 1));
    return (channel(0) << 16) | (channel(1) << 8) | channel(2);
  });
}

/**
 * Which share of the color variance is left, 0–1, where each pixel is drawn in a color of
 * its cluster: the same measure whatever the scale.
 *
 * @param {Counted} counted
 * @param {number[]} colors
 * @param {Uint8Array} labels
 */
export function explainedBy(counted, colors, labels) {
  const all = new Uint8Array(labels.length);
  const least = errorOf(counted, meanColors(counted, all, 1), all);
  return least > 0 ? Math.max(0, 1 - errorOf(counted, colors, labels) / least) : 1;
}

/**
 * @param {Counted} counted
 * @param {number[]} colors
 * @param {Uint8Array} labels
 */
function errorOf({ red, green, blue, weights }, colors, labels) {
  let error = 0;
  for (let i = 0; i < labels.length; i++) {
    const color = colors[labels[i]];
    const r = red[i] - (color >> 16);
    const g = green[i] - ((color >> 8) & 255);
    const b = blue[i] - (color & 255);
    error += weights[i] * (r * r + g * g + b * b);
  }
  return error;
}
