// Dots of few colors that mix to the colors between them, exactly as the server
// draws them (components/engine/drawing/dither.py says what and why): Floyd and
// Steinberg's error diffusion in whole numbers, row by row to the right and to the
// left in turn. Here errors, too, make colors that the picture does not have, so
// cells get their lists when they are first met.

// biome-ignore-all lint/complexity/useMathMinMax: no calls in a loop over all pixels.

import { FLAT, INVISIBLE, MIXES, marked, SOFT, stays } from "./flat.js";
import { SRGB } from "./metric.js";
import { Candidates, gather, pointsOf } from "./nearest.js";
import { SOLID } from "./picture.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Metric, Points } from "./metric.js" */
/** @import { Index } from "./nearest.js" */

export const FULL = 16; // sixteenths of an error that are passed on
const NO_BOUND = 2 ** 30; // beyond every space

// Kept between frames, so that dragging the slider makes no garbage.
const dots = {
  lists: new Uint8Array(0), // k for each cell
  lengths: new Uint16Array(0), // 0 where the cell was not met yet
  kept: new Uint8Array(256),
  asked: new Int32Array(0),
};

/**
 * Fills picture.labels: for each pixel its palette color. Returns what each color
 * draws: pixels, weighed by opacity.
 *
 * One long loop with plain variables on purpose: it runs for every pixel at every
 * step of the slider.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "index" | "width" | "height" | "labels">} picture
 * @param {number[]} palette
 * @param {Metric} metric In which the nearest is looked for and errors are passed on.
 * @param {number} strength
 */
export function dither(picture, palette, metric = SRGB, strength = FULL) {
  const { alpha, width, height } = picture;
  const pixels = marked(picture);
  const { x: xs, y: ys, z: zs } = pixelPoints(picture.index, metric);
  const k = palette.length;
  picture.labels ??= new Uint8Array(pixels.length);
  const { labels } = picture;
  const opacities = new Float64Array(k);
  const candidates = new Candidates(metric, palette);
  const { x: px, y: py, z: pz } = candidates.points;
  const bound = strength === FULL ? largestError(candidates.points) : NO_BOUND;
  const { shift } = metric;
  const [low0, low1, low2] = metric.low;
  const [high0, high1, high2] = metric.high;
  const [, side1, side2] = metric.sides;
  if (dots.lists.length < metric.cells * k) dots.lists = new Uint8Array(metric.cells * k);
  if (dots.lengths.length < metric.cells) dots.lengths = new Uint16Array(metric.cells);
  if (dots.asked.length < 3 * (width + 2)) dots.asked = new Int32Array(3 * (width + 2));
  const { lists, lengths, kept, asked } = dots;
  let flat = -1; // the last pixel in a flat area, and whether its color stays
  let still = false;
  lengths.fill(0);
  asked.fill(0);
  // Errors are in sixteenths. `asked` holds what the row above asks of each pixel,
  // and is overwritten with what this row asks of the one below: `behind` and
  // `under` are what is known so far for the pixels below the last and this one.
  for (let row = 0; row < height; row++) {
    const step = row % 2 === 0 ? 1 : -1;
    const jump = 3 * step;
    const column = step === 1 ? 0 : width - 1;
    let i = row * width + column;
    let at = 3 * (column + 1);
    let ahead0 = 0;
    let ahead1 = 0;
    let ahead2 = 0;
    let behind0 = 0;
    let behind1 = 0;
    let behind2 = 0;
    let under0 = 0;
    let under1 = 0;
    let under2 = 0;
    for (let left = width; left > 0; left--) {
      const pixel = pixels[i];
      const part = pixel >> 24;
      let x = xs[i];
      let y = ys[i];
      let z = zs[i];
      if (part === FLAT && pixel !== flat) {
        flat = pixel;
        still = stays(pixel & 0xffffff, palette[nearestTo(x, y, z, candidates.points)]);
      }
      const mixes = part === MIXES || (part === FLAT && !still);
      if (mixes) {
        const s0 = (asked[at] + ahead0 + 8) >> 4;
        const s1 = (asked[at + 1] + ahead1 + 8) >> 4;
        const s2 = (asked[at + 2] + ahead2 + 8) >> 4;
        x += s0 < -bound ? -bound : s0 > bound ? bound : s0;
        y += s1 < -bound ? -bound : s1 > bound ? bound : s1;
        z += s2 < -bound ? -bound : s2 > bound ? bound : s2;
        x = x < low0 ? low0 : x > high0 ? high0 : x;
        y = y < low1 ? low1 : y > high1 ? high1 : y;
        z = z < low2 ? low2 : z > high2 ? high2 : z;
      }
      const across = (x - low0) >> shift;
      const down = (y - low1) >> shift;
      const cell = (across * side1 + down) * side2 + ((z - low2) >> shift);
      const start = cell * k;
      let count = lengths[cell];
      if (count === 0) {
        count = candidates.of(x, y, z, kept);
        for (let n = 0; n < count; n++) lists[start + n] = kept[n];
        lengths[cell] = count;
      }
      let best = lists[start];
      let d0 = x - px[best];
      let d1 = y - py[best];
      let d2 = z - pz[best];
      if (count > 1) {
        let smallest = d0 * d0 + d1 * d1 + d2 * d2;
        for (let n = start + 1; n < start + count; n++) {
          const c = lists[n];
          const e0 = x - px[c];
          const e1 = y - py[c];
          const e2 = z - pz[c];
          const distance = e0 * e0 + e1 * e1 + e2 * e2;
          if (distance < smallest) {
            smallest = distance;
            best = c;
            d0 = e0;
            d1 = e1;
            d2 = e2;
          }
        }
      }
      labels[i] = best;
      if (part !== SOFT) opacities[best] += part === INVISIBLE ? 0 : SOLID;
      else if (alpha !== null) opacities[best] += alpha[i];
      if (mixes) {
        d0 = (d0 * strength + 8) >> 4;
        d1 = (d1 * strength + 8) >> 4;
        d2 = (d2 * strength + 8) >> 4;
      } else {
        d0 = d1 = d2 = 0;
      }
      ahead0 = 7 * d0;
      ahead1 = 7 * d1;
      ahead2 = 7 * d2;
      asked[at - jump] = behind0 + 3 * d0;
      asked[at - jump + 1] = behind1 + 3 * d1;
      asked[at - jump + 2] = behind2 + 3 * d2;
      behind0 = under0 + 5 * d0;
      behind1 = under1 + 5 * d1;
      behind2 = under2 + 5 * d2;
      under0 = d0;
      under1 = d1;
      under2 = d2;
      i += step;
      at += jump;
    }
    asked[at - jump] = behind0;
    asked[at - jump + 1] = behind1;
    asked[at - jump + 2] = behind2;
  }
  return opacities.map((sum) => sum / SOLID);
}

/** @type {WeakMap<Index, { metric: Metric, points: Points }>} */
const latest = new WeakMap();

/**
 * Where each pixel is. Found once for a picture and a space: in the loop over all
 * pixels, what stands one after the other is read quickest.
 *
 * @param {Index} index
 * @param {Metric} metric
 */
function pixelPoints(index, metric) {
  const known = latest.get(index);
  if (known?.metric === metric) return known.points;
  const { x, y, z } = pointsOf(index, metric);
  const points = {
    x: gather(x, index.pixels),
    y: gather(y, index.pixels),
    z: gather(z, index.pixels),
  };
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
