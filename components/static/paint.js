// Puts pixels on a canvas.

import { mix } from "./color.js";
import { ofPixels } from "./drawable.js";
import { SOLID } from "./picture.js";

/** @import { Aside, Picture } from "./picture.js" */
/** @import { Drawable } from "./drawable.js" */
/** @import { Index } from "./nearest.js" */

// What the other colors keep of themselves while one is looked at.
export const FADED = 0.12;

/**
 * Draws all of a picture, also what is set aside.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Omit<Picture, "index">} picture
 */
export function paintOriginal(canvas, picture) {
  const out = blank(canvas, picture);
  copy(out.words, picture.rgb, picture.aside ? picture.aside.alpha : picture.alpha);
  out.show();
}

/**
 * Draws what counts of a picture, and what is set aside as `paintQuantized` does.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Omit<Picture, "index">} picture
 */
export function paintRest(canvas, picture) {
  const out = blank(canvas, picture);
  copy(out.words, picture.rgb, picture.alpha);
  if (picture.aside?.filled) fill(out.words, picture.aside, picture.aside.color);
  out.show();
}

/**
 * @param {Uint32Array} words
 * @param {Uint32Array} rgb
 * @param {Uint8Array | null} alpha
 */
function copy(words, rgb, alpha) {
  for (let i = 0; i < words.length; i++) words[i] = word(rgb[i], alpha ? alpha[i] : SOLID);
}

/**
 * Draws what is set aside, where at least half of it was to be seen.
 *
 * @param {Uint32Array} words
 * @param {Aside} aside
 * @param {number} color
 */
function fill(words, { mask, alpha }, color) {
  const solid = word(color, SOLID);
  for (let i = 0; i < words.length; i++) {
    if (mask[i] && (!alpha || alpha[i] > SOLID / 2)) words[i] = solid;
  }
}

/**
 * A picture with a color of the palette for each of its own; of these there may be more
 * than bytes can tell apart.
 *
 * @typedef {Omit<Drawable, "index"> & { index: Pick<Index, "pixels"> & { labels: ArrayLike<number> } }} Painted
 */

/**
 * Draws every pixel in its label's color. With a `chosen` color the rest fades
 * towards `paper`.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Painted} picture
 * @param {{ colors: number[], opacity: Uint8Array | null }} palette
 * @param {number | null} chosen
 * @param {number} paper
 */
export function paintQuantized(canvas, picture, { colors, opacity }, chosen, paper) {
  const out = blank(canvas, picture);
  const { words } = out;
  const { alpha, aside } = picture;
  /** @type {(color: number) => number} */
  const faded = (color) => (chosen === null ? color : mix(color, paper, FADED));
  const solid = Uint32Array.from(colors, (color, i) =>
    word(i === chosen ? color : faded(color), SOLID),
  );
  if (picture.single) {
    const labels = ofPixels(picture);
    for (let i = 0; i < words.length; i++) words[i] = solid[labels[i]];
  } else {
    const { pixels, labels } = picture.index;
    for (let i = 0; i < words.length; i++) words[i] = solid[labels[pixels[i]]];
  }
  if (alpha) {
    const shift = LITTLE_ENDIAN ? 24 : 0;
    const mask = LITTLE_ENDIAN ? 0x00ffffff : 0xffffff00;
    for (let i = 0; i < words.length; i++) {
      const a = opacity ? opacity[alpha[i]] : alpha[i];
      words[i] = a === 0 ? 0 : (words[i] & mask) | (a << shift);
    }
  }
  if (aside?.filled) fill(words, aside, faded(aside.color));
  out.show();
}

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Four bytes of a canvas as one number.
 *
 * @param {number} rgb
 * @param {number} alpha
 */
export function word(rgb, alpha) {
  if (alpha === 0) return 0;
  if (!LITTLE_ENDIAN) return (rgb << 8) | alpha;
  return (alpha << 24) | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16);
}

/** @typedef {{ image: ImageData, words: Uint32Array, show: () => void }} Pixels */

/** @type {WeakMap<HTMLCanvasElement, Pixels>} */
const buffers = new WeakMap();

/**
 * A buffer for a canvas's pixels, kept for the next time.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size
 */
export function blank(canvas, { width, height }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  let buffer = buffers.get(canvas);
  if (!buffer || buffer.image.width !== width || buffer.image.height !== height) {
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const image = context.createImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    buffer = { image, words, show: () => context.putImageData(image, 0, 0) };
    buffers.set(canvas, buffer);
  }
  return buffer;
}
