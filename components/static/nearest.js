// The nearest palette color for every pixel, exactly as the server has it: the
// smallest distance in whole numbers, the lowest index on a tie.
//
// Pixels refer to distinct colors, which stand in cells of 8 × 8 × 8 neighbors.
// For a palette, each cell gets a list of the colors that can be nearest somewhere
// in it; few remain, and the cell's colors are compared with these only. They are
// looked for among those of the block of 4 × 4 × 4 cells around it.

export const CELLS = 1 << 15;
const CELL = 8; // levels along each edge
const BLOCK = 32;
const BLOCKS = (256 / BLOCK) ** 3;

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
 * Fills index.labels: for each distinct color its palette color.
 *
 * @param {LabelledIndex} index
 * @param {number[]} palette
 */
export function assign(index, palette) {
  const { colors, starts, labels } = index;
  const candidates = new Candidates(palette);
  const [red, green, blue] = candidates.channels;
  const kept = new Int32Array(palette.length);
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const start = starts[cell];
    const end = starts[cell + 1];
    const count = candidates.of(colors[start], kept);
    if (count === 1) {
      labels.fill(kept[0], start, end);
      continue;
    }
    for (let i = start; i < end; i++) {
      const color = colors[i];
      const r = color >> 16;
      const g = (color >> 8) & 255;
      const b = color & 255;
      let best = 0;
      let smallest = 1 << 20;
      for (let n = 0; n < count; n++) {
        const c = kept[n];
        const dr = r - red[c];
        const dg = g - green[c];
        const db = b - blue[c];
        const distance = dr * dr + dg * dg + db * db;
        if (distance < smallest) {
          smallest = distance;
          best = c;
        }
      }
      labels[i] = best;
    }
  }
}

/** Which colors of a palette can be nearest, or tie, somewhere in a cell. */
export class Candidates {
  /** @param {number[]} palette */
  constructor(palette) {
    this.channels = [16, 8, 0].map((shift) =>
      Int32Array.from(palette, (color) => (color >> shift) & 255),
    );
    this.all = Int32Array.from(palette, (_, i) => i);
    this.lists = new Int32Array(BLOCKS * palette.length);
    this.lengths = new Int32Array(BLOCKS); // 0 where it has not been asked for
  }

  /**
   * @param {number} color In the cell.
   * @param {Int32Array} kept Filled with their indices, which rise.
   * @returns {number} How many they are.
   */
  of(color, kept) {
    const { channels, lists, lengths, all } = this;
    const block = ((color >> 15) & 0x1c0) | ((color >> 10) & 0x38) | ((color >> 5) & 7);
    const start = block * all.length;
    if (lengths[block] === 0) {
      const list = lists.subarray(start);
      lengths[block] = possible(color, BLOCK, channels, all, 0, all.length, list);
    }
    return possible(color, CELL, channels, lists, start, start + lengths[block], kept);
  }
}

/**
 * Of some colors of a palette, those that are nearest, or tie, somewhere in a cube: all
 * that are, at some corner, not farther than the one nearest to the middle.
 *
 * @param {number} color In the cube.
 * @param {number} edge Levels along it, a power of two.
 * @param {Int32Array[]} channels Of the palette.
 * @param {Int32Array} among Indices of colors; those from ...
 * @param {number} from
 * @param {number} to ... to here are asked for.
 * @param {Int32Array} kept Filled with those that remain, in the same order.
 * @returns {number} How many they are.
 */
function possible(color, edge, [red, green, blue], among, from, to, kept) {
  const last = edge - 1;
  const r = (color >> 16) & 255 & ~last;
  const g = (color >> 8) & 255 & ~last;
  const b = color & 255 & ~last;
  let best = 0;
  let smallest = Infinity;
  for (let n = from; n < to; n++) {
    const c = among[n];
    const dr = 2 * (red[c] - r) - last;
    const dg = 2 * (green[c] - g) - last;
    const db = 2 * (blue[c] - b) - last;
    const distance = dr * dr + dg * dg + db * db;
    if (distance < smallest) {
      smallest = distance;
      best = c;
    }
  }
  const br = red[best];
  const bg = green[best];
  const bb = blue[best];
  let count = 0;
  for (let n = from; n < to; n++) {
    const c = among[n];
    const tr = red[c] - br;
    const tg = green[c] - bg;
    const tb = blue[c] - bb;
    const ahead =
      tr * (2 * (tr > 0 ? r + last : r) - red[c] - br) +
      tg * (2 * (tg > 0 ? g + last : g) - green[c] - bg) +
      tb * (2 * (tb > 0 ? b + last : b) - blue[c] - bb);
    if (ahead >= 0) kept[count++] = c;
  }
  return count;
}
