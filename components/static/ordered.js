// Dots that stand where a texture puts them, exactly as the server draws them
// (components/engine/drawing/ordered.py says what and why): for each distinct color a
// mix of up to three palette colors, for each pixel the one that its threshold chooses.

// biome-ignore-all lint/complexity/useMathMinMax: no calls in a loop over all colors.

import { FLAT, MIXES, marked, SOFT, stays } from "./flat.js";
import { assign, pointsOf } from "./nearest.js";
import { SOLID } from "./picture.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Metric, Points } from "./metric.js" */

export const FULL = 16; // the greatest strength
const LEVELS = 256; // thresholds are below it
const SHIFT = 9; // of cells in spaces in which all colors are near enough
const ALL = FULL + 1; // parts of which mean and noise count `strength` and the rest

/**
 * A square of thresholds from 0 to 255, row by row; its side is a power of two.
 *
 * @typedef {{ side: number, values: Uint8Array }} Texture
 */

// Kept between frames, so that dragging the slider makes no garbage. Two numbers for each
// distinct color: three palette colors from the darkest on, 8 bits each; and below which
// threshold the first is drawn, and below which the second, 16 bits each.
let mixes = new Int32Array(0);

/**
 * Fills picture.labels: for each pixel its palette color. Returns what each color
 * draws: pixels, weighed by opacity.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height" | "labels" | "index">} picture
 * @param {number[]} palette
 * @param {Metric} metric In which colors are mixed.
 * @param {Texture} texture
 * @param {number} strength From 0 to FULL.
 */
export function order(picture, palette, metric, texture, strength = FULL) {
  assign(picture.index, palette, metric);
  const { labels: nearest } = picture.index;
  if (mixes.length < 2 * nearest.length) mixes = new Int32Array(2 * nearest.length);
  const ranks = ranksOf(palette);
  const coarse = Math.max(0, metric.shift - SHIFT);
  const points = pointsOf(picture.index, metric);
  if (strength > 0) mixAll(points, nearest, metric.points(palette), ranks, coarse, strength);
  else mixNothing(nearest);
  return draw(picture, palette, texture);
}

/** @param {Uint8Array} nearest */
function mixNothing(nearest) {
  for (let i = 0; i < nearest.length; i++) {
    mixes[2 * i] = nearest[i];
    mixes[2 * i + 1] = LEVELS | (LEVELS << 16);
  }
}

/**
 * For each color of a palette, how many are darker: by luma (Rec. 709), then as they
 * stand.
 *
 * @param {number[]} palette
 */
function ranksOf(palette) {
  const luma = palette.map((c) => 2126 * (c >> 16) + 7152 * ((c >> 8) & 255) + 722 * (c & 255));
  const order = palette.map((_, i) => i).sort((a, b) => luma[a] - luma[b] || a - b);
  const ranks = new Uint8Array(palette.length);
  order.forEach((label, rank) => {
    ranks[label] = rank;
  });
  return ranks;
}

/**
 * Puts the colors of the mixes where the texture has them.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height" | "labels" | "index">} picture
 * @param {number[]} palette
 * @param {Texture} texture
 */
function draw(picture, palette, { side, values }) {
  const { alpha, width, height, index } = picture;
  const { pixels: places, labels: nearest } = index;
  const pixels = marked(picture);
  picture.labels ??= new Uint8Array(pixels.length);
  const { labels } = picture;
  const solid = new Uint32Array(palette.length);
  const soft = new Float64Array(palette.length);
  let flat = -1; // the last color in a flat area, and whether it stays
  let still = false;
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y & (side - 1)) * side;
    for (let x = 0; x < width; x++, i++) {
      const place = places[i];
      const pixel = pixels[i];
      const part = pixel >>> 24;
      if (part === FLAT && pixel !== flat) {
        flat = pixel;
        still = stays(pixel & 0xffffff, palette[nearest[place]]);
      }
      if (part === MIXES || (part === FLAT && !still)) {
        const threshold = values[row + (x & (side - 1))];
        const shares = mixes[2 * place + 1];
        // One more for each share that the threshold is not below: no branch guesses it.
        const lighter = ((shares & 0xffff) - threshold - 1) >>> 31;
        const lightest = ((shares >> 16) - threshold - 1) >>> 31;
        const label = (mixes[2 * place] >> (8 * (lighter + lightest))) & 255;
        labels[i] = label;
        solid[label]++;
      } else {
        const label = nearest[place];
        labels[i] = label;
        if (part === FLAT) solid[label]++;
        else if (part === SOFT && alpha !== null) soft[label] += alpha[i];
      }
    }
  }
  return soft.map((sum, c) => solid[c] + sum / SOLID);
}

/**
 * For each distinct color, finds what mixes to it.
 *
 * One long loop with plain variables on purpose: it runs for every color at every step
 * of the slider.
 *
 * @param {Points} points
 * @param {Uint8Array} nearest
 * @param {Points} palette
 * @param {Uint8Array} ranks
 * @param {number} coarse How many bits less each coordinate is to have.
 * @param {number} strength
 */
function mixAll({ x: xs, y: ys, z: zs }, nearest, palette, ranks, coarse, strength) {
  const axes = [palette.x, palette.y, palette.z].map((axis) => axis.map((at) => at >> coarse));
  const { starts, others, ways, lengths } = neighbors(axes);
  const [palette0, palette1, palette2] = axes;
  const [ways0, ways1, ways2] = ways;
  const scale = LEVELS * ALL;
  const noise = (LEVELS / 2) * (ALL - strength);
  for (let i = 0; i < nearest.length; i++) {
    const near = nearest[i];
    const begin = starts[near];
    const end = starts[near + 1];
    // What the mix lacks, times all that shares and parts are multiplied by.
    let owed0 = scale * ((xs[i] >> coarse) - palette0[near]);
    let owed1 = scale * ((ys[i] >> coarse) - palette1[near]);
    let owed2 = scale * ((zs[i] >> coarse) - palette2[near]);
    let one = begin;
    let share1 = 0;
    let most = 0;
    for (let n = begin; n < end; n++) {
      const towards = owed0 * ways0[n] + owed1 * ways1[n] + owed2 * ways2[n] - noise * lengths[n];
      const step = strength * lengths[n];
      if (towards <= 0 || towards * towards <= most * step) continue; // gains no more
      let share = Math.floor((2 * towards + step) / (2 * step));
      if (share > LEVELS) share = LEVELS;
      const gain = share * (2 * towards - share * step);
      if (gain > most) {
        most = gain;
        one = n;
        share1 = share;
      }
    }
    let two = begin;
    let share2 = 0;
    if (share1 > 0) {
      owed0 -= strength * share1 * ways0[one];
      owed1 -= strength * share1 * ways1[one];
      owed2 -= strength * share1 * ways2[one];
      most = 0;
      for (let n = begin; n < end; n++) {
        const towards = owed0 * ways0[n] + owed1 * ways1[n] + owed2 * ways2[n] - noise * lengths[n];
        const step = strength * lengths[n];
        if (towards <= 0 || towards * towards <= most * step || n === one) continue;
        let share = Math.floor((2 * towards + step) / (2 * step));
        if (share > LEVELS - share1) share = LEVELS - share1;
        const gain = share * (2 * towards - share * step);
        if (gain > most) {
          most = gain;
          two = n;
          share2 = share;
        }
      }
    }
    if (share2 > 0) {
      owed0 -= strength * share2 * ways0[two];
      owed1 -= strength * share2 * ways1[two];
      owed2 -= strength * share2 * ways2[two];
      let towards =
        owed0 * ways0[one] + owed1 * ways1[one] + owed2 * ways2[one] - noise * lengths[one];
      let step = strength * lengths[one];
      let more = Math.floor((2 * towards + step) / (2 * step));
      more = more < -share1 ? -share1 : more;
      if (share1 + share2 + more > LEVELS) more = LEVELS - share1 - share2;
      share1 += more;
      owed0 -= strength * more * ways0[one];
      owed1 -= strength * more * ways1[one];
      owed2 -= strength * more * ways2[one];
      towards = owed0 * ways0[two] + owed1 * ways1[two] + owed2 * ways2[two] - noise * lengths[two];
      step = strength * lengths[two];
      more = Math.floor((2 * towards + step) / (2 * step));
      share2 += more < -share2 ? -share2 : more;
      if (share1 + share2 > LEVELS) share2 = LEVELS - share1;
    }
    // From dark to light.
    let dark = near;
    let middle = share1 > 0 ? others[one] : near;
    let light = share2 > 0 ? others[two] : near;
    let below1 = LEVELS - share1 - share2;
    let below2 = share1;
    let rest = share2;
    let label = near;
    let share = 0;
    if (ranks[middle] < ranks[dark]) {
      label = middle;
      middle = dark;
      dark = label;
      share = below2;
      below2 = below1;
      below1 = share;
    }
    if (ranks[light] < ranks[middle]) {
      label = light;
      light = middle;
      middle = label;
      share = rest;
      rest = below2;
      below2 = share;
    }
    if (ranks[middle] < ranks[dark]) {
      label = middle;
      middle = dark;
      dark = label;
      share = below2;
      below2 = below1;
      below1 = share;
    }
    mixes[2 * i] = dark | (middle << 8) | (light << 16);
    mixes[2 * i + 1] = below1 | ((below1 + below2) << 16);
  }
}

/**
 * Which colors of a palette mix with which: those with no other color in the ball around
 * the middle between them whose surface is half that of the ball between them.
 *
 * @param {Int32Array[]} palette Where its colors are, an axis each.
 */
function neighbors([xs, ys, zs]) {
  const k = xs.length;
  const apart = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      apart[i * k + j] = (xs[i] - xs[j]) ** 2 + (ys[i] - ys[j]) ** 2 + (zs[i] - zs[j]) ** 2;
    }
  }
  const mixing = new Uint8Array(k * k);
  let count = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const distance = 3 * apart[i * k + j];
      let alone = distance > 0;
      for (let c = 0; alone && c < k; c++) {
        alone = 4 * (apart[i * k + c] + apart[j * k + c]) >= distance;
      }
      if (!alone) continue;
      mixing[i * k + j] = mixing[j * k + i] = 1;
      count += 2;
    }
  }
  const starts = new Int32Array(k + 1);
  const others = new Uint8Array(count);
  const ways = [xs, ys, zs].map(() => new Float64Array(count));
  const lengths = new Float64Array(count);
  for (let i = 0, n = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (mixing[i * k + j] === 0) continue;
      others[n] = j;
      ways[0][n] = xs[j] - xs[i];
      ways[1][n] = ys[j] - ys[i];
      ways[2][n] = zs[j] - zs[i];
      lengths[n] = apart[i * k + j];
      n++;
    }
    starts[i + 1] = n;
  }
  return { starts, others, ways, lengths };
}
