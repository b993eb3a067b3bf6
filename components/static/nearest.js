// The nearest palette color for every pixel, exactly as the server has it: the
// smallest distance in whole numbers, the lowest index on a tie.
//
// Pixels refer to distinct colors, which stand in cells of neighbors, in the space in
// which distances are measured. For a palette, each cell gets a list of the colors that
// can be nearest somewhere in it; few remain, and the cell's colors are compared with
// these only. They are looked for among those of the block of 4 × 4 × 4 cells around it.

import { SRGB } from "./metric.js";

/** @import { Metric, Points } from "./metric.js" */

const CELLS = 1 << 15; // of 8 × 8 × 8 colors, in which distinct ones are found
const BLOCK = 2; // log2 of its cells along each edge

/**
 * The distinct colors of a picture.
 *
 * @typedef {object} Index
 * @property {Uint32Array} colors Cell by cell.
 * @property {Int32Array} starts Where each cell begins.
 * @property {Uint32Array} pixels For every pixel its place among the colors.
 */

/**
 * The same, with a palette color for each: what `assign` fills.
 *
 * @typedef {Index & { labels: Uint8Array }} LabelledIndex
 */

/**
 * @param {Uint32Array} rgb One number a pixel.
 * @returns {Index}
 */
export function indexColors(rgb) {
  const block = new Int32Array(CELLS).fill(-1);
  const cells = [];
  for (let i = 0; i < rgb.length; i++) {
    const cell = cellOf(rgb[i]);
    if (block[cell] < 0) block[cell] = cells.push(cell) - 1;
  }
  const place = new Int32Array(cells.length * 512).fill(-1);
  for (let i = 0; i < rgb.length; i++) {
    place[block[cellOf(rgb[i])] * 512 + withinCell(rgb[i])] = 0;
  }
  const starts = new Int32Array(cells.length + 1);
  let count = 0;
  for (let at = 0; at < place.length; at++) {
    if (at % 512 === 0) starts[at >> 9] = count;
    if (place[at] === 0) place[at] = count++;
  }
  starts[cells.length] = count;
  const colors = new Uint32Array(count);
  const pixels = new Uint32Array(rgb.length);
  for (let i = 0; i < rgb.length; i++) {
    const at = place[block[cellOf(rgb[i])] * 512 + withinCell(rgb[i])];
    colors[at] = rgb[i];
    pixels[i] = at;
  }
  return { colors, starts, pixels };
}

/**
 * Room for the palette color of each distinct color.
 *
 * @param {Index} index
 * @returns {LabelledIndex}
 */
export function labelled(index) {
  return { ...index, labels: new Uint8Array(index.colors.length) };
}

/** @param {number} rgb */
function cellOf(rgb) {
  return ((rgb >> 9) & 0x7c00) | ((rgb >> 6) & 0x3e0) | ((rgb >> 3) & 0x1f);
}

/** @param {number} rgb */
function withinCell(rgb) {
  return ((rgb >> 10) & 0x1c0) | ((rgb >> 5) & 0x38) | (rgb & 7);
}

/**
 * Distinct colors in the order of a space's cells.
 *
 * @typedef {Points & { order: Uint32Array, starts: number[] }} Arranged
 *   The number of each point's color, and where each cell begins.
 */

/** @type {WeakMap<Uint32Array, { metric: Metric, points: Points, arranged?: Arranged }>} */
const latest = new WeakMap();

/**
 * What is known of a picture's distinct colors in a space: of the latest that was asked
 * for, as long as the picture is there.
 *
 * @param {Uint32Array} colors
 * @param {Metric} metric
 */
function inSpace(colors, metric) {
  const known = latest.get(colors);
  if (known?.metric === metric) return known;
  /** @type {{ metric: Metric, points: Points, arranged?: Arranged }} */
  const found = { metric, points: metric.points(colors) };
  latest.set(colors, found);
  return found;
}

/**
 * Where each distinct color is.
 *
 * @param {Pick<Index, "colors">} index
 * @param {Metric} metric
 */
export function pointsOf({ colors }, metric) {
  return inSpace(colors, metric).points;
}

/**
 * @param {Pick<Index, "colors">} index
 * @param {Metric} metric
 * @returns {Arranged}
 */
function arrange({ colors }, metric) {
  const known = inSpace(colors, metric);
  known.arranged ??= sorted(known.points, metric);
  return known.arranged;
}

/**
 * @param {Points} points
 * @param {Metric} metric
 * @returns {Arranged}
 */
function sorted(points, metric) {
  const cells = new Int32Array(points.x.length);
  const ends = new Int32Array(metric.cells + 1);
  for (let i = 0; i < cells.length; i++) {
    cells[i] = metric.cellOf(points.x[i], points.y[i], points.z[i]);
    ends[cells[i] + 1]++;
  }
  const starts = [];
  for (let cell = 0; cell < metric.cells; cell++) {
    if (ends[cell + 1] > 0) starts.push(ends[cell]);
    ends[cell + 1] += ends[cell];
  }
  starts.push(cells.length);
  const order = new Uint32Array(cells.length);
  for (let i = 0; i < cells.length; i++) order[ends[cells[i]]++] = i;
  const [x, y, z] = [points.x, points.y, points.z].map((axis) => gather(axis, order));
  return { x, y, z, order, starts };
}

/**
 * @param {Int32Array} values
 * @param {Uint32Array} order
 */
function gather(values, order) {
  const found = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) found[i] = values[order[i]];
  return found;
}

/**
 * Fills index.labels: for each distinct color its palette color.
 *
 * @param {LabelledIndex} index
 * @param {number[]} palette
 * @param {Metric} metric
 */
export function assign(index, palette, metric = SRGB) {
  const { labels } = index;
  const { x, y, z, order, starts } = arrange(index, metric);
  const candidates = new Candidates(metric, palette);
  const { x: px, y: py, z: pz } = candidates.points;
  const kept = new Uint8Array(palette.length);
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const start = starts[cell];
    const end = starts[cell + 1];
    const count = candidates.of(x[start], y[start], z[start], kept);
    if (count === 1) {
      for (let i = start; i < end; i++) labels[order[i]] = kept[0];
      continue;
    }
    for (let i = start; i < end; i++) {
      let best = kept[0];
      let d0 = x[i] - px[best];
      let d1 = y[i] - py[best];
      let d2 = z[i] - pz[best];
      let smallest = d0 * d0 + d1 * d1 + d2 * d2;
      for (let n = 1; n < count; n++) {
        const c = kept[n];
        d0 = x[i] - px[c];
        d1 = y[i] - py[c];
        d2 = z[i] - pz[c];
        const distance = d0 * d0 + d1 * d1 + d2 * d2;
        if (distance < smallest) {
          smallest = distance;
          best = c;
        }
      }
      labels[order[i]] = best;
    }
  }
}

/** Which colors of a palette can be nearest, or tie, somewhere in a cell of a space. */
export class Candidates {
  /**
   * @param {Metric} metric
   * @param {number[]} palette
   */
  constructor(metric, palette) {
    this.metric = metric;
    this.points = metric.points(palette);
    this.all = Uint8Array.from(palette, (_, i) => i);
    this.sides = metric.sides.map((side) => ((side - 1) >> BLOCK) + 1);
    const blocks = this.sides[0] * this.sides[1] * this.sides[2];
    this.lists = new Uint8Array(blocks * palette.length);
    this.lengths = new Uint16Array(blocks); // 0 where it has not been asked for
  }

  /**
   * @param {number} x Of a point in the cell.
   * @param {number} y
   * @param {number} z
   * @param {Uint8Array} kept Filled with their indices, which rise.
   * @returns {number} How many they are.
   */
  of(x, y, z, kept) {
    const { metric, lists, lengths, all, sides } = this;
    const { low, shift } = metric;
    const coarse = shift + BLOCK;
    const across = (x - low[0]) >> coarse;
    const down = (y - low[1]) >> coarse;
    const block = (across * sides[1] + down) * sides[2] + ((z - low[2]) >> coarse);
    const start = block * all.length;
    if (lengths[block] === 0) {
      lengths[block] = this.possible(x, y, z, coarse, all, 0, all.length, lists.subarray(start));
    }
    return this.possible(x, y, z, shift, lists, start, start + lengths[block], kept);
  }

  /**
   * Of some colors of a palette, those that are nearest, or tie, somewhere in a cube: all
   * that are, at some corner, not farther than the one nearest to the middle.
   *
   * @param {number} x Of a point in the cube.
   * @param {number} y
   * @param {number} z
   * @param {number} shift The cube has 2 ** shift steps along each edge.
   * @param {Uint8Array} among Indices of colors; those from ...
   * @param {number} from
   * @param {number} to ... to here are asked for.
   * @param {Uint8Array} kept Filled with those that remain, in the same order.
   * @returns {number} How many they are.
   */
  possible(x, y, z, shift, among, from, to, kept) {
    const { x: px, y: py, z: pz } = this.points;
    const { low } = this.metric;
    const last = (1 << shift) - 1;
    const r = low[0] + ((x - low[0]) & ~last);
    const g = low[1] + ((y - low[1]) & ~last);
    const b = low[2] + ((z - low[2]) & ~last);
    let best = 0;
    let smallest = Infinity;
    for (let n = from; n < to; n++) {
      const c = among[n];
      const dr = 2 * (px[c] - r) - last;
      const dg = 2 * (py[c] - g) - last;
      const db = 2 * (pz[c] - b) - last;
      const distance = dr * dr + dg * dg + db * db;
      if (distance < smallest) {
        smallest = distance;
        best = c;
      }
    }
    const br = px[best];
    const bg = py[best];
    const bb = pz[best];
    let count = 0;
    for (let n = from; n < to; n++) {
      const c = among[n];
      const tr = px[c] - br;
      const tg = py[c] - bg;
      const tb = pz[c] - bb;
      const ahead =
        tr * (2 * (tr > 0 ? r + last : r) - px[c] - br) +
        tg * (2 * (tg > 0 ? g + last : g) - py[c] - bg) +
        tb * (2 * (tb > 0 ? b + last : b) - pz[c] - bb);
      if (ahead >= 0) kept[count++] = c;
    }
    return count;
  }
}
