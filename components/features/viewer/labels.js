// The color of every pixel as the server chose it: for a smaller file a pixel may
// have another color than its nearest, and finding which takes too long to do here.

import { SOLID } from "../../static/picture.js";
import { inflated } from "../../static/png.js";

/** @import { Drawable } from "../../static/drawable.js" */

/**
 * One byte a pixel.
 *
 * @param {Pick<Labels, "file">} message
 */
export function unpackLabels({ file }) {
  return inflated(file);
}

/**
 * Fills picture.labels; returns what each of k colors draws: pixels, weighed by
 * opacity.
 *
 * @param {Drawable} picture
 * @param {Uint8Array} labels
 * @param {number} k
 */
export function takeLabels(picture, labels, k) {
  picture.labels ??= new Uint8Array(labels.length);
  picture.labels.set(labels);
  const opacities = new Float64Array(k);
  const { alpha } = picture;
  for (let i = 0; i < labels.length; i++) opacities[labels[i]] += alpha ? alpha[i] : SOLID;
  return opacities.map((sum) => sum / SOLID);
}
