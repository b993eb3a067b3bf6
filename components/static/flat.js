// Flat areas, where no error is worth a dot (components/engine/drawing/flat.py says
// what and why), exactly as the server finds them.

import { SOLID } from "./picture.js";

/** @import { Drawable } from "./drawable.js" */

// What a pixel is to the dots: invisible, soft, solid, or solid within a flat area.
export const [INVISIBLE, SOFT, MIXES, FLAT] = [0, 1, 2, 3];

/** @type {WeakMap<Uint32Array, Uint32Array>} */
const known = new WeakMap();

/**
 * The color of each pixel, and above it, in the highest byte, what it is to the dots.
 * Found once for a picture: in the loop over all pixels, one number is read quickest.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height">} picture
 */
export function marked(picture) {
  const found = known.get(picture.rgb) ?? mark(picture);
  known.set(picture.rgb, found);
  return found;
}

/** @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height">} picture */
function mark({ rgb, alpha, width, height }) {
  const found = new Uint32Array(rgb.length);
  /** @type {(i: number, beside: number) => boolean} */
  const same = (i, beside) => rgb[i] === rgb[beside] || (alpha !== null && alpha[beside] !== SOLID);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      let part = SOFT;
      if (alpha === null || alpha[i] === SOLID) {
        const flat =
          (x + 1 === width || same(i, i + 1)) &&
          (x === 0 || same(i, i - 1)) &&
          (y === 0 || same(i, i - width)) &&
          (y + 1 === height || same(i, i + width));
        part = flat ? FLAT : MIXES;
      } else if (alpha[i] === 0) {
        part = INVISIBLE;
      }
      found[i] = (part << 24) | rgb[i];
    }
  }
  return found;
}

/**
 * What each pixel is to the dots, in one number: INVISIBLE, SOFT, MIXES, or FLAT and above
 * with the place of its color among those of flat areas.
 *
 * @typedef {{ parts: Uint32Array, colors: Uint32Array }} Parts
 */

/** @type {WeakMap<Uint32Array, Parts>} */
const parted = new WeakMap();

/**
 * Found once for a picture.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height">} picture
 * @returns {Parts}
 */
export function partsOf(picture) {
  const found = parted.get(picture.rgb) ?? part(picture);
  parted.set(picture.rgb, found);
  return found;
}

/** @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height">} picture */
function part(picture) {
  /** @type {Map<number, number>} */
  const places = new Map();
  const parts = marked(picture).map((pixel) => {
    if (pixel >>> 24 !== FLAT) return pixel >>> 24;
    const color = pixel & 0xffffff;
    const place = places.get(color) ?? places.size;
    places.set(color, place);
    return FLAT + place;
  });
  return { parts, colors: Uint32Array.from(places.keys()) };
}

/**
 * Whether the palette color nearest to a color is as good as the color itself.
 *
 * @param {number} color
 * @param {number} nearest
 */
export function stays(color, nearest) {
  const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255];
  const off0 = r - (nearest >> 16);
  const off1 = g - ((nearest >> 8) & 255);
  const off2 = b - (nearest & 255);
  const vivid = Math.max(r, g, b) - Math.min(r, g, b);
  const tilt = 2 * off1 - off0 - off2;
  return 2 * (3 * (off0 * off0 + off1 * off1 + off2 * off2) + tilt * tilt) <= 72 + vivid;
}
