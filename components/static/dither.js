// Dots of few colors that mix to the colors between them, exactly as the server
// draws them (components/engine/drawing/dither.py says what and why): Floyd and
// Steinberg's error diffusion in whole numbers, row by row to the right and to the
// left in turn. Here errors, too, make colors that the picture does not have, so
// cells get their lists when they are first met.

// biome-ignore-all lint/complexity/useMathMinMax: no calls in a loop over all pixels.

import { FLAT, MIXES, partsOf, stays } from "./flat.js";
import { SRGB } from "./metric.js";
import { Candidates, pointsOf } from "./nearest.js";
import { SOLID } from "./picture.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Metric, Points } from "./metric.js" */
/** @import { Index } from "./nearest.js" */

export const FULL = 16; // sixteenths of an error that are passed on
const NO_BOUND = 2 ** 30; // beyond every space

// What stays between drawings, so that dragging the slider makes no garbage. The first
// three have one size for all pictures, which spares the loop over all pixels most of its
// checks.
const MOST_CELLS = 2 ** 17; // more than any space has
const heads = new Int32Array(MOST_CELLS);
const colors = new Int32Array(4 * 256); // x, y and z of each color of the palette, and 0
const counts = new Int32Array(256); // pixels that each has drawn
const kept = new Uint8Array(256);
const room = { lists: new Uint8Array(0), asked: new Int32Array(0) };

// Of each cell, the colors that can be nearest in it: up to four in a byte each, where the
// first is there again in the place of those that lack. They rise, so what has a first
// byte above the second is no such cell, but one that was not met yet, or one of more
// colors: then their number is in the upper half, and the list in `room`.
const UNMET = 1;

/**
 * Fills picture.labels: for each pixel its palette color. Returns what each color
 * draws: pixels, weighed by opacity.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "index" | "width" | "height" | "labels">} picture
 * @param {number[]} palette
 * @param {Metric} metric In which the nearest is looked for and errors are passed on.
 * @param {number} strength
 */
export function dither(picture, palette, metric = SRGB, strength = FULL) {
  const { width, height } = picture;
  const { parts, colors: flat } = partsOf(picture);
  const labels = picture.labels ?? new Uint8Array(parts.length);
  picture.labels = labels;
  const candidates = new Candidates(metric, palette);
  const { points } = candidates;
  for (let c = 0; c < palette.length; c++) {
    colors.set([points.x[c], points.y[c], points.z[c]], 4 * c);
  }
  heads.fill(UNMET, 0, metric.cells);
  counts.fill(0);
  if (room.lists.length < metric.cells * palette.length) {
    room.lists = new Uint8Array(metric.cells * palette.length);
  }
  if (room.asked.length < 3 * (width + 2)) room.asked = new Int32Array(3 * (width + 2));
  room.asked.fill(0);
  const pixels = pixelPoints(picture.index, metric);
  const mixing = whatMixes(flat, palette, metric);
  const bound = strength === FULL ? largestError(points) : NO_BOUND;
  const few = isNarrow(metric) ? 4 : 1;
  const work = { width, parts, labels, pixels, mixing, candidates, bound, strength, few };
  for (let row = 0; row < height; row++) draw(row, work);
  return weighed(picture, labels, palette.length);
}

/**
 * What is needed to draw a row.
 *
 * @typedef {object} Work
 * @property {number} width
 * @property {Uint32Array} parts What each pixel is to the dots.
 * @property {Uint8Array} labels
 * @property {Int32Array} pixels x, y and z of each.
 * @property {Uint8Array} mixing 1 for each of these parts that takes and passes errors.
 * @property {Candidates} candidates
 * @property {number} bound Of an error.
 * @property {number} strength
 * @property {number} few How many colors are compared in 32 bits.
 */

/**
 * Draws a row.
 *
 * One long loop with plain variables on purpose: it runs for every pixel at every step of
 * the slider, and waits for each pixel before it can begin with the next. So all is in
 * whole numbers of 32 bits, which `| 0` says, and what nobody can guess is no branch: up
 * to four colors are all compared.
 *
 * @param {number} row
 * @param {Work} work
 */
function draw(row, work) {
  const { width, parts, labels, pixels, mixing, candidates, few } = work;
  const { metric } = candidates;
  const { lists, asked } = room;
  const most = work.bound | 0;
  const least = (0 - most) | 0;
  const strength = work.strength | 0;
  const shift = metric.shift | 0;
  const low0 = metric.low[0] | 0;
  const low1 = metric.low[1] | 0;
  const low2 = metric.low[2] | 0;
  const high0 = metric.high[0] | 0;
  const high1 = metric.high[1] | 0;
  const high2 = metric.high[2] | 0;
  const side1 = metric.sides[1] | 0;
  const side2 = metric.sides[2] | 0;
  const k = candidates.all.length | 0;
  const step = row % 2 === 0 ? 1 : -1;
  const jump = (3 * step) | 0;
  const column = step === 1 ? 0 : width - 1;
  let i = (row * width + column) | 0;
  // Errors are in sixteenths. `asked` holds what the row above asks of each pixel,
  // and is overwritten with what this row asks of the one below: `behind` and
  // `under` are what is known so far for the pixels below the last and this one.
  let at = (3 * (column + 1)) | 0;
  let ahead0 = 0;
  let ahead1 = 0;
  let ahead2 = 0;
  let behind0 = 0;
  let behind1 = 0;
  let behind2 = 0;
  let under0 = 0;
  let under1 = 0;
  let under2 = 0;
  for (let left = width | 0; left > 0; left = (left - 1) | 0) {
    const mixes = (0 - mixing[parts[i]]) | 0; // all bits, or none
    const place = Math.imul(3, i);
    const s0 = (asked[at] + ahead0 + 8) >> 4;
    const s1 = (asked[at + 1] + ahead1 + 8) >> 4;
    const s2 = (asked[at + 2] + ahead2 + 8) >> 4;
    let x = (pixels[place] + ((s0 < least ? least : s0 > most ? most : s0) & mixes)) | 0;
    let y = (pixels[place + 1] + ((s1 < least ? least : s1 > most ? most : s1) & mixes)) | 0;
    let z = (pixels[place + 2] + ((s2 < least ? least : s2 > most ? most : s2) & mixes)) | 0;
    x = (x < low0 ? low0 : x > high0 ? high0 : x) | 0;
    y = (y < low1 ? low1 : y > high1 ? high1 : y) | 0;
    z = (z < low2 ? low2 : z > high2 ? high2 : z) | 0;
    const across = Math.imul((x - low0) >> shift, side1);
    const down = Math.imul(across + ((y - low1) >> shift), side2);
    const cell = (down + ((z - low2) >> shift)) | 0;
    let head = heads[cell] | 0;
    if (head === UNMET) head = meet(cell, x, y, z, candidates, few) | 0;
    let best = 0; // four times its label
    if ((head & 255) > ((head >> 8) & 255)) {
      let smallest = Infinity;
      const start = Math.imul(cell, k);
      const end = (start + (head >>> 16)) | 0;
      for (let n = start; n < end; n++) {
        const c = lists[n] << 2;
        const e0 = x - colors[c];
        const e1 = y - colors[c + 1];
        const e2 = z - colors[c + 2];
        const distance = e0 * e0 + e1 * e1 + e2 * e2;
        if (distance < smallest) {
          smallest = distance;
          best = c;
        }
      }
    } else {
      // Four times the labels. Their distances may be too long for 32 bits; how much they
      // differ is not, and is right however often they have overflown.
      const one = (head & 255) << 2;
      const two = (head >> 6) & 1020;
      const three = (head >> 14) & 1020;
      const four = (head >> 22) & 1020;
      let e0 = (x - colors[one]) | 0;
      let e1 = (y - colors[one + 1]) | 0;
      let e2 = (z - colors[one + 2]) | 0;
      const first = (Math.imul(e0, e0) + Math.imul(e1, e1) + Math.imul(e2, e2)) | 0;
      e0 = (x - colors[two]) | 0;
      e1 = (y - colors[two + 1]) | 0;
      e2 = (z - colors[two + 2]) | 0;
      const less2 = (Math.imul(e0, e0) + Math.imul(e1, e1) + Math.imul(e2, e2) - first) | 0;
      e0 = (x - colors[three]) | 0;
      e1 = (y - colors[three + 1]) | 0;
      e2 = (z - colors[three + 2]) | 0;
      const third = (Math.imul(e0, e0) + Math.imul(e1, e1) + Math.imul(e2, e2)) | 0;
      e0 = (x - colors[four]) | 0;
      e1 = (y - colors[four + 1]) | 0;
      e2 = (z - colors[four + 2]) | 0;
      const less4 = (Math.imul(e0, e0) + Math.imul(e1, e1) + Math.imul(e2, e2) - third) | 0;
      const nearer = (first + (less2 & (less2 >> 31))) | 0;
      const other = (third + (less4 & (less4 >> 31))) | 0;
      const ofFirst = (one + ((two - one) & (less2 >> 31))) | 0;
      const ofLast = (three + ((four - three) & (less4 >> 31))) | 0;
      best = (ofFirst + ((ofLast - ofFirst) & (((other - nearer) | 0) >> 31))) | 0;
    }
    const d0 = ((Math.imul(x - colors[best], strength) + 8) >> 4) & mixes;
    const d1 = ((Math.imul(y - colors[best + 1], strength) + 8) >> 4) & mixes;
    const d2 = ((Math.imul(z - colors[best + 2], strength) + 8) >> 4) & mixes;
    const label = best >> 2;
    labels[i] = label;
    counts[label] = (counts[label] + 1) | 0;
    ahead0 = Math.imul(7, d0);
    ahead1 = Math.imul(7, d1);
    ahead2 = Math.imul(7, d2);
    asked[at - jump] = behind0 + Math.imul(3, d0);
    asked[at - jump + 1] = behind1 + Math.imul(3, d1);
    asked[at - jump + 2] = behind2 + Math.imul(3, d2);
    behind0 = (under0 + Math.imul(5, d0)) | 0;
    behind1 = (under1 + Math.imul(5, d1)) | 0;
    behind2 = (under2 + Math.imul(5, d2)) | 0;
    under0 = d0;
    under1 = d1;
    under2 = d2;
    i = (i + step) | 0;
    at = (at + jump) | 0;
  }
  asked[at - jump] = behind0;
  asked[at - jump + 1] = behind1;
  asked[at - jump + 2] = behind2;
}

/**
 * A cell is met for the first time.
 *
 * @param {number} cell
 * @param {number} x Of a point in it.
 * @param {number} y
 * @param {number} z
 * @param {Candidates} candidates
 * @param {number} few
 * @returns {number} Its head.
 */
function meet(cell, x, y, z, candidates, few) {
  const count = candidates.of(x, y, z, kept);
  if (count > few) {
    room.lists.set(kept.subarray(0, count), cell * candidates.all.length);
    heads[cell] = UNMET | (count << 16);
  } else {
    for (let n = count; n < 4; n++) kept[n] = kept[0];
    heads[cell] = kept[0] | (kept[1] << 8) | (kept[2] << 16) | (kept[3] << 24);
  }
  return heads[cell];
}

/**
 * Whether 32 bits hold how much the distances to two colors differ that can both be
 * nearest in a cell. Each is, somewhere in it, not farther than the one nearest to its
 * middle, and how much farther it is grows by at most twice the box's edge with each step.
 *
 * @param {Metric} metric
 */
function isNarrow({ low, high, shift }) {
  const edges = low.reduce((sum, each, axis) => sum + high[axis] - each, 0);
  return 4 * 2 ** shift * edges < 2 ** 31;
}

/**
 * For each part of a picture 1 if it takes and passes errors: all that mixes, and what is
 * in flat areas if its color does not stay.
 *
 * @param {Uint32Array} flat Colors of flat areas.
 * @param {number[]} palette
 * @param {Metric} metric
 */
function whatMixes(flat, palette, metric) {
  const { x, y, z } = metric.points(flat);
  const points = metric.points(palette);
  const mixing = new Uint8Array(FLAT + flat.length);
  mixing[MIXES] = 1;
  for (let i = 0; i < flat.length; i++) {
    const nearest = nearestTo(x[i], y[i], z[i], points);
    mixing[FLAT + i] = stays(flat[i], palette[nearest]) ? 0 : 1;
  }
  return mixing;
}

/**
 * What each color draws, of what has been counted: pixels, weighed by opacity.
 *
 * @param {Pick<Drawable, "alpha">} picture
 * @param {Uint8Array} labels
 * @param {number} k
 */
function weighed({ alpha }, labels, k) {
  const sums = Float64Array.from(counts.subarray(0, k), (count) => SOLID * count);
  if (alpha) for (let i = 0; i < labels.length; i++) sums[labels[i]] -= SOLID - alpha[i];
  return sums.map((sum) => sum / SOLID);
}

/** @type {WeakMap<Index, { metric: Metric, points: Int32Array }>} */
const latest = new WeakMap();

/**
 * Where each pixel is: x, y and z, one pixel after the other. Found once for a picture and a space: in the loop over all
 * pixels, what stands one after the other is read quickest.
 *
 * @param {Index} index
 * @param {Metric} metric
 */
function pixelPoints(index, metric) {
  const known = latest.get(index);
  if (known?.metric === metric) return known.points;
  const { x, y, z } = pointsOf(index, metric);
  const points = new Int32Array(3 * index.pixels.length);
  for (let i = 0, at = 0; i < index.pixels.length; i++) {
    const color = index.pixels[i];
    points[at++] = x[color];
    points[at++] = y[color];
    points[at++] = z[color];
  }
  latest.set(index, { metric, points });
  return points;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} z
 * @param {Points} points Of the palette.
 */
function nearestTo(x, y, z, { x: px, y: py, z: pz }) {
  let best = 0;
  let smallest = Infinity;
  for (let c = 0; c < px.length; c++) {
    const distance = (x - px[c]) ** 2 + (y - py[c]) ** 2 + (z - pz[c]) ** 2;
    if (distance < smallest) {
      smallest = distance;
      best = c;
    }
  }
  return best;
}

/**
 * Half of the widest gap in the palette, the longest edge of its minimum spanning
 * tree: more need not be asked of a pixel to mix two neighboring colors.
 *
 * @param {Points} points Of the palette.
 */
function largestError({ x, y, z }) {
  const away = new Float64Array(x.length).fill(Infinity); // of what is joined
  const joined = new Uint8Array(x.length);
  let widest = 0;
  for (let last = 0, left = x.length - 1; left > 0; left--) {
    joined[last] = 1;
    let nearest = -1;
    for (let c = 0; c < x.length; c++) {
      if (joined[c]) continue;
      const distance = (x[c] - x[last]) ** 2 + (y[c] - y[last]) ** 2 + (z[c] - z[last]) ** 2;
      away[c] = Math.min(away[c], distance);
      if (nearest < 0 || away[c] < away[nearest]) nearest = c;
    }
    widest = Math.max(widest, away[nearest]);
    last = nearest;
  }
  return (Math.floor(Math.sqrt(widest)) + 1) >> 1;
}
