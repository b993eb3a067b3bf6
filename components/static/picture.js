// The picture on the page, decoded once for all widgets. Nobody changes it: what
// belongs to one drawing of it is kept beside it.

/** @import { Index } from "./nearest.js" */

import { indexColors } from "./nearest.js";
import { decodePng, inflated } from "./png.js";

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
 * @property {Uint8Array | null} alpha Opacity of each, 0 where it is set aside; null where
 *   all are solid.
 * @property {Aside | null} aside What somebody has set aside.
 * @property {Index} index Its distinct colors.
 */

/**
 * Pixels that are set aside: they count for nothing.
 *
 * @typedef {object} Aside
 * @property {number} color
 * @property {boolean} filled Whether they are drawn in that color; otherwise not at all.
 * @property {Uint8Array} mask 1 for each of them.
 * @property {Uint8Array | null} alpha Opacities before; null where all were solid.
 */

/** @type {{ id: string, picture: Promise<Picture> } | undefined} */
let latest;

/** @typedef {Pick<PictureMessage, "id" | "file" | "aside">} Message A picture, as a PNG. */

/**
 * Decodes a picture, or returns it if it is the one that was asked for last.
 *
 * @param {Message} message
 * @returns {Promise<Picture>} Fails where the browser cannot do it.
 */
export function decoded(message) {
  if (latest?.id !== message.id) latest = { id: message.id, picture: decode(message) };
  return latest.picture;
}

/** @param {Message} message */
async function decode({ id, file, aside: told }) {
  const { width, height, rgb, alpha } = await decodePng(file);
  const index = indexColors(rgb);
  const aside = told ? await unpacked(told, alpha, rgb.length) : null;
  const left = aside ? aside.mask.map((there, i) => (there ? 0 : (alpha?.[i] ?? SOLID))) : alpha;
  return Object.freeze({ id, width, height, rgb, alpha: left, aside, index });
}

/**
 * @param {SetAside} told
 * @param {Uint8Array | null} alpha
 * @param {number} pixels
 * @returns {Promise<Aside>}
 */
async function unpacked({ color, filled, mask: packed }, alpha, pixels) {
  const bits = await inflated(Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)));
  const mask = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) mask[i] = (bits[i >> 3] >> (7 - (i & 7))) & 1;
  return { color: Number.parseInt(color, 16), filled, mask, alpha };
}
