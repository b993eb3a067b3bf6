// A picture that is being drawn in few colors: the pixels that all widgets share, and
// what belongs to the drawing.

import { labelled } from "../../static/nearest.js";

/** @import { LabelledIndex } from "../../static/nearest.js" */
/** @import { Picture } from "../../static/picture.js" */
/** @import { Loss } from "./loss_map.js" */

/**
 * A picture with its palette colors.
 *
 * @typedef {object} Drawing
 * @property {LabelledIndex} index With the palette color of each distinct color.
 * @property {boolean} single Whether pixels have palette colors of their own instead.
 * @property {Uint8Array} [labels] Those.
 * @property {Loss} [loss] What it lost, once that was looked at.
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
