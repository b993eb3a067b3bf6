// Puts pixels on a canvas.

import { mix } from "./color.js";
import { ofPixels } from "./drawable.js";

/** @import { Picture } from "./picture.js" */
/** @import { Drawable } from "./drawable.js" */

// What the other colors keep of themselves while one is looked at.
export const FADED = 0.12;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 */
export function paintOriginal(canvas, picture) {
  const out = blank(canvas, picture);
  const { rgb, alpha } = picture;
  for (let i = 0; i < out.words.length; i++) {
    out.words[i] = word(rgb[i], alpha ? alpha[i] : 255);
  }
  out.show();
}

/**
 * Draws every pixel in its label's color. With a `chosen` color the rest fades
 * towards `paper`.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Drawable} picture
 * @param {{ colors: number[], opacity: Uint8Array | null }} palette
 * @param {number | null} chosen
 * @param {number} paper
 */
export function paintQuantized(canvas, picture, { colors, opacity }, chosen, paper) {
  const out = blank(canvas, picture);
  const { words } = out;
  const { alpha } = picture;
  const solid = Uint32Array.from(colors, (color, i) =>
    word(chosen === null || i === chosen ? color : mix(color, paper, FADED), 255),
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
