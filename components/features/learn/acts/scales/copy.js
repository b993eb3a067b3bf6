// A small copy of the picture: so few pixels that k-means on five features of each steps
// at once, so many that it is still the picture.

import { subjectOf } from "../../stage.js";

/** @import { Picture } from "../../../../static/picture.js" */
/** @import { Subject } from "../../stage.js" */

export const MOST = 16384; // pixels

/**
 * @typedef {Subject & { every: number, rows: Int32Array, columns: Int32Array }} Copy
 *   One pixel in `every`, across and down, and where each is in the picture.
 */

/**
 * @param {Picture} picture
 * @param {number} [most] Pixels.
 * @returns {Copy}
 */
export function copyOf(picture, most = MOST) {
  const { id, rgb, alpha, aside } = picture;
  let every = 1;
  while (Math.ceil(picture.width / every) * Math.ceil(picture.height / every) > most) every++;
  const width = Math.ceil(picture.width / every);
  const height = Math.ceil(picture.height / every);
  const all = width * height;
  const columns = Int32Array.from({ length: all }, (_, i) => every * (i % width));
  const rows = Int32Array.from({ length: all }, (_, i) => every * Math.floor(i / width));
  const from = rows.map((row, i) => row * picture.width + columns[i]);
  const some = (/** @type {Uint8Array | null} */ of) => of && Uint8Array.from(from, (at) => of[at]);
  const colors = Uint32Array.from(from, (at) => rgb[at]);
  const subject = subjectOf({
    id,
    width,
    height,
    rgb: colors,
    alpha: some(alpha),
    aside: aside && { ...aside, mask: some(aside.mask) ?? aside.mask, alpha: some(aside.alpha) },
    // Each pixel is a point of its own, whatever others have the same color.
    index: { colors, starts: Int32Array.of(0, all), pixels: Uint32Array.from(colors, (_, i) => i) },
  });
  return { ...subject, every, rows, columns };
}
