// A picture that is being drawn in few colors: the pixels that all widgets share, and
// what belongs to the drawing.

import { labelled } from "./nearest.js";

/** @import { LabelledIndex } from "./nearest.js" */
/** @import { Picture } from "./picture.js" */

/**
 * A picture with its palette colors.
 *
 * @typedef {object} Drawing
 * @property {LabelledIndex} index With the palette color of each distinct color.
 * @property {boolean} single Whether pixels have palette colors of their own instead.
 * @property {Uint8Array} [labels] Those.
 */

/** @typedef {Omit<Picture, "index"> & Drawing} Drawable */

/**
 * @param {Picture} picture
 * @returns {Drawable}
 */
export function drawable(picture) {
  return { ...picture, index: labelled(picture.index), single: false };
}

/**
 * The palette color of every pixel, where each has its own.
 *
 * @param {Pick<Drawable, "labels">} picture
 */
export function ofPixels({ labels }) {
  if (!labels) throw new Error("The pixels have no colors yet.");
  return labels;
}
