// The picture on the page, decoded once for all widgets. Nobody changes it: what
// belongs to one drawing of it is kept beside it.

/** @import { Index } from "./nearest.js" */

import { indexColors } from "./nearest.js";
import { decodePng } from "./png.js";

// The opacity of a solid pixel.
export const SOLID = 255;

/**
 * A picture as pixels.
 *
 * @typedef {object} Picture
 * @property {string} id Tells it from all others.
 * @property {number} width
 * @property {number} height
 * @property {Uint32Array} rgb One number a pixel, red in the high byte.
 * @property {Uint8Array | null} alpha Opacity of each; null where all are solid.
 * @property {Index} index Its distinct colors.
 */

/** @type {{ id: string, picture: Promise<Picture> } | undefined} */
let latest;

/**
 * Decodes a picture, or returns it if it is the one that was asked for last.
 *
 * @param {{ id: string, file: Uint8Array<ArrayBuffer> }} message Its name, and a PNG.
 * @returns {Promise<Picture>} Fails where the browser cannot do it.
 */
export function decoded(message) {
  if (latest?.id !== message.id) latest = { id: message.id, picture: decode(message) };
  return latest.picture;
}

/** @param {{ id: string, file: Uint8Array<ArrayBuffer> }} message */
async function decode({ id, file }) {
  const { width, height, rgb, alpha } = await decodePng(file);
  return Object.freeze({ id, width, height, rgb, alpha, index: indexColors(rgb) });
}
