// Where colors are when distances between them are measured, in whole numbers, exactly
// as the server has it: components/engine/clustering/metric.py says what and why.

import { LINEAR } from "./color.js";

/**
 * Points along three axes.
 *
 * @typedef {{ x: Int32Array, y: Int32Array, z: Int32Array }} Points
 */

// Bits behind the point, in Oklab.
const [OF_LIGHT, OF_ROOT, OF_MATRIX, OF_RESULT] = [24, 16, 14, 15];
const MORE = 2 ** (OF_ROOT + OF_MATRIX - OF_RESULT);

// Ottosson's matrices (https://bottosson.github.io/posts/oklab/) in whole numbers.
const TO_LMS = [
  [6915929, 8998166, 863121],
  [3555151, 11420243, 1801822],
  [1481469, 4726458, 10569289],
];
const TO_OKLAB = [
  [3448, 13003, -67],
  [32408, -39791, 7383],
  [424, 12825, -13249],
];

// Ottosson's lightness L_r in whole numbers.
const TOE = { whole: 1030, slope: 603, start: 3476357, room: 1221112627 };

const BOX = { low: [0, -7680, -10240], high: [32768, 9216, 6656] };
const SRGB_BOX = { low: [0, 0, 0], high: [255, 255, 255] };

const CURVES = ["oklab", "oklrab", "oklrab-dots"];
const WITH_TOE = CURVES.slice(1);

/** @type {Record<string, number>} */
const EDGES = { srgb: 3, oklab: 9, oklrab: 9, "oklrab-dots": 10, standardized: 19 };

const LIGHT = LINEAR.map((light) => Math.round(light * 2 ** OF_LIGHT));

/** A space, and how it is cut into cells. */
export class Metric {
  /** @param {Rule} rule */
  constructor({ space, times }) {
    this.space = space;
    this.times = times;
    const { low, high } = CURVES.includes(space) ? BOX : SRGB_BOX;
    this.low = low.map((each, axis) => times[axis] * each);
    this.high = high.map((each, axis) => times[axis] * each);
    this.shift = EDGES[space]; // a cell has 2 ** shift steps along each edge
    this.sides = this.low.map((each, axis) => ((this.high[axis] - each) >> this.shift) + 1);
    this.cells = this.sides[0] * this.sides[1] * this.sides[2];
  }

  /**
   * @param {ArrayLike<number>} colors sRGB, a number each, red in the high byte.
   * @returns {Points}
   */
  points(colors) {
    const [x, y, z] = [0, 1, 2].map(() => new Int32Array(colors.length));
    const points = { x, y, z };
    if (CURVES.includes(this.space)) placeInOklab(colors, points);
    else placeStraight(colors, points);
    if (WITH_TOE.includes(this.space)) points.x.forEach(toe);
    for (const [i, axis] of [x, y, z].entries()) stretch(axis, this.times[i]);
    return points;
  }

  /**
   * The number of a point's cell.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} z
   */
  cellOf(x, y, z) {
    const { low, sides, shift } = this;
    const across = (x - low[0]) >> shift;
    const down = (y - low[1]) >> shift;
    return (across * sides[1] + down) * sides[2] + ((z - low[2]) >> shift);
  }
}

export const SRGB = new Metric({ space: "srgb", times: [1, 1, 1] });

/**
 * Multiplies coordinates.
 *
 * @param {Int32Array} axis
 * @param {number} times
 */
function stretch(axis, times) {
  if (times === 1) return;
  for (let i = 0; i < axis.length; i++) axis[i] *= times;
}

/**
 * @param {ArrayLike<number>} colors
 * @param {Points} points
 */
function placeStraight(colors, { x, y, z }) {
  for (let i = 0; i < colors.length; i++) {
    const color = colors[i];
    x[i] = color >> 16;
    y[i] = (color >> 8) & 255;
    z[i] = color & 255;
  }
}

/**
 * @param {ArrayLike<number>} colors
 * @param {Points} points
 */
function placeInOklab(colors, { x, y, z }) {
  const [ofLong, ofMiddle, ofShort] = TO_LMS;
  const [toL, toA, toB] = TO_OKLAB;
  for (let i = 0; i < colors.length; i++) {
    const color = colors[i];
    const red = LIGHT[color >> 16];
    const green = LIGHT[(color >> 8) & 255];
    const blue = LIGHT[color & 255];
    const long = rootOf(ofLong[0] * red + ofLong[1] * green + ofLong[2] * blue);
    const middle = rootOf(ofMiddle[0] * red + ofMiddle[1] * green + ofMiddle[2] * blue);
    const short = rootOf(ofShort[0] * red + ofShort[1] * green + ofShort[2] * blue);
    x[i] = rounded(toL[0] * long + toL[1] * middle + toL[2] * short);
    y[i] = rounded(toA[0] * long + toA[1] * middle + toA[2] * short);
    z[i] = rounded(toB[0] * long + toB[1] * middle + toB[2] * short);
  }
}

/**
 * The cube root, rounded down. Machines differ in the last digit of what they find;
 * whole numbers tell who is right.
 *
 * @param {number} cones
 */
function rootOf(cones) {
  let root = Math.floor(Math.cbrt(cones));
  while (root * root * root > cones) root--;
  while ((root + 1) * (root + 1) * (root + 1) <= cones) root++;
  return root;
}

/**
 * Makes L to L_r, rounded.
 *
 * @param {number} lightness
 * @param {number} i
 * @param {Int32Array} x
 */
function toe(lightness, i, x) {
  const half = TOE.slope * lightness - TOE.start;
  const root = Math.floor(Math.sqrt(half * half + TOE.room * lightness));
  x[i] = Math.floor((half + root + TOE.whole / 2) / TOE.whole);
}

/** @param {number} sum */
function rounded(sum) {
  return Math.floor((sum + MORE / 2) / MORE);
}
