// How different two colors look: CIEDE2000, after Sharma, Wu and Dalal 2005,
// doi:10.1002/col.20070. 1 is about the least that anybody sees.
//
// It runs for hundreds of thousands of pairs at each step of the slider, so there
// are no angles in it: sines and cosines come from the coordinates, and the hue
// difference with its sign from products of them (Sève 1991,
// doi:10.1002/col.5080160311).

import { LINEAR } from "../../static/color.js";

/**
 * Colors in CIELAB, an array for each coordinate.
 *
 * @typedef {object} Lab
 * @property {ArrayLike<number>} lightness
 * @property {ArrayLike<number>} a
 * @property {ArrayLike<number>} b
 * @property {ArrayLike<number>} chroma
 */

/**
 * CIELAB, with the primaries of ITU-R BT.709 and the white of D65 (2°).
 *
 * @param {ArrayLike<number>} colors
 * @returns {Lab}
 */
export function toLab(colors) {
  const lightness = new Float32Array(colors.length);
  const a = new Float32Array(colors.length);
  const b = new Float32Array(colors.length);
  const chroma = new Float32Array(colors.length);
  for (let i = 0; i < colors.length; i++) {
    const red = LINEAR[colors[i] >> 16];
    const green = LINEAR[(colors[i] >> 8) & 255];
    const blue = LINEAR[colors[i] & 255];
    const x = root3((0.412453 * red + 0.35758 * green + 0.180423 * blue) / 0.95047);
    const y = root3(0.212671 * red + 0.71516 * green + 0.072169 * blue);
    const z = root3((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883);
    lightness[i] = 116 * y - 16;
    a[i] = 500 * (x - y);
    b[i] = 200 * (y - z);
    chroma[i] = Math.hypot(a[i], b[i]);
  }
  return { lightness, a, b, chroma };
}

/**
 * The cube root, straight near black, where it would be too steep (CIE 15).
 *
 * @param {number} t
 */
function root3(t) {
  return t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29;
}

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;
const [C6, S6] = [Math.cos(radians(6)), Math.sin(radians(6))];
const [C30, S30] = [Math.cos(radians(30)), Math.sin(radians(30))];
const [C63, S63] = [Math.cos(radians(63)), Math.sin(radians(63))];
const [C275, S275] = [Math.cos(radians(275)), Math.sin(radians(275))];

// How much hue and chroma depend on each other around the blue of 275°, by
// 1 − the cosine of the way there; from a right angle on it is nothing.
const TURNS = 2048;
const TURN = Float64Array.from({ length: TURNS + 2 }, (_, i) => {
  const degrees = (Math.acos(Math.max(0, 1 - i / TURNS)) * 180) / Math.PI;
  return Math.sin(radians(60 * Math.exp(-((degrees / 25) ** 2))));
});

/**
 * 0 for grays, towards 1 for vivid colors.
 *
 * @param {number} chroma
 */
function vivid(chroma) {
  const c2 = chroma * chroma;
  const c7 = c2 * c2 * c2 * chroma;
  return Math.sqrt(c7 / (c7 + 6103515625)); // 25 to the 7th
}

/**
 * The difference of color i of `one` and color n of `other`, both as `toLab` gives
 * them. Numbers handed over one by one would each be put into an object.
 *
 * @param {Lab} one
 * @param {number} i
 * @param {Lab} other
 * @param {number} n
 */
export function ciede2000(one, i, other, n) {
  const l1 = one.lightness[i];
  const l2 = other.lightness[n];
  const b1 = one.b[i];
  const b2 = other.b[n];
  const stretch = 1.5 - 0.5 * vivid((one.chroma[i] + other.chroma[n]) / 2);
  const x1 = stretch * one.a[i];
  const x2 = stretch * other.a[n];
  const chroma1 = Math.sqrt(x1 * x1 + b1 * b1);
  const chroma2 = Math.sqrt(x2 * x2 + b2 * b2);
  const chroma = (chroma1 + chroma2) / 2;
  const light = ((l1 + l2) / 2 - 50) ** 2;
  const dL = (l2 - l1) / (1 + (0.015 * light) / Math.sqrt(20 + light));
  const dC = (chroma2 - chroma1) / (1 + 0.045 * chroma);
  const product = chroma1 * chroma2;
  if (product === 0) return Math.sqrt(dL * dL + dC * dC); // a gray has no hue

  // Hue difference, and cosine and sine of the mean hue.
  let dH;
  let c;
  let s;
  const reach = product + x1 * x2 + b1 * b2;
  if (reach > 1e-12 * product) {
    const half = Math.sqrt(reach / 2);
    const length = 2 * half * Math.sqrt(product);
    dH = (x1 * b2 - x2 * b1) / half;
    c = (chroma2 * x1 + chroma1 * x2) / length;
    s = (chroma2 * b1 + chroma1 * b2) / length;
  } else {
    // Opposite hues have two means: the one between 90° and 270° is meant.
    const sign = b1 > 0 || (b1 === 0 && x1 > 0) ? 1 : -1;
    dH = sign * 2 * Math.sqrt(product);
    c = (-sign * b1) / chroma1;
    s = (sign * x1) / chroma1;
  }

  const cos2 = 2 * c * c - 1;
  const sin2 = 2 * s * c;
  const cos3 = c * cos2 - s * sin2;
  const sin3 = s * cos2 + c * sin2;
  const cos4 = 2 * cos2 * cos2 - 1;
  const sin4 = 2 * sin2 * cos2;
  const t =
    1 -
    0.17 * (C30 * c + S30 * s) +
    0.24 * cos2 +
    0.32 * (C6 * cos3 - S6 * sin3) -
    0.2 * (C63 * cos4 + S63 * sin4);
  dH /= 1 + 0.015 * chroma * t;
  return Math.sqrt(dL * dL + dC * dC + dH * dH - turned(c, s, chroma) * dC * dH);
}

/**
 * How hue and chroma act together.
 *
 * @param {number} c Cosine of the mean hue.
 * @param {number} s Sine of it.
 * @param {number} chroma
 */
function turned(c, s, chroma) {
  const at = TURNS * (1 - C275 * c - S275 * s);
  if (at >= TURNS) return 0;
  const i = at > 0 ? Math.floor(at) : 0;
  return 2 * vivid(chroma) * (TURN[i] + (at - i) * (TURN[i + 1] - TURN[i]));
}

/**
 * Fills `out` with the difference of each color to its label's in the palette.
 *
 * @param {Lab} colors
 * @param {Lab} palette
 * @param {ArrayLike<number>} labels
 * @param {Float32Array} out
 */
export function fillDifferences(colors, palette, labels, out) {
  for (let i = 0; i < labels.length; i++) out[i] = ciede2000(colors, i, palette, labels[i]);
}

/**
 * The same for pixels that have labels of their own; `pixels` are their colors.
 *
 * @param {Lab} colors
 * @param {ArrayLike<number>} pixels
 * @param {Lab} palette
 * @param {ArrayLike<number>} labels
 * @param {Float32Array} out
 */
export function fillDotDifferences(colors, pixels, palette, labels, out) {
  for (let i = 0; i < labels.length; i++) {
    out[i] = ciede2000(colors, pixels[i], palette, labels[i]);
  }
}
