// The nearest palette color for every pixel, exactly as the server has it: the
// smallest distance in whole numbers, the lowest index on a tie.
//
// Pixels refer to distinct colors, which stand in cells of 8 × 8 × 8 neighbors.
// For a palette, each cell gets a list of the colors that can be nearest somewhere
// in it; few remain, and the cell's colors are compared with these only.

export const CELLS = 1 << 15;

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
  const k = palette.length;
  const red = Int32Array.from(palette, (color) => color >> 16);
  const green = Int32Array.from(palette, (color) => (color >> 8) & 255);
  const blue = Int32Array.from(palette, (color) => color & 255);
  const kept = new Int32Array(k);
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const count = possible(colors[starts[cell]], red, green, blue, kept);
    const end = starts[cell + 1];
    if (count === 1) {
      labels.fill(kept[0], starts[cell], end);
      continue;
    }
    for (let i = starts[cell]; i < end; i++) {
      const r = colors[i] >> 16;
      const g = (colors[i] >> 8) & 255;
      const b = colors[i] & 255;
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

/**
 * Palette colors that are nearest, or tie, somewhere in a color's cell: all that
 * are, at some corner, not farther than the one nearest to the middle.
 *
 * @param {number} color
 * @param {Int32Array} red
 * @param {Int32Array} green
 * @param {Int32Array} blue
 * @param {Int32Array} kept Filled with their indices.
 * @returns {number} How many they are.
 */
export function possible(color, red, green, blue, kept) {
  const r = (color >> 16) & 0xf8;
  const g = (color >> 8) & 0xf8;
  const b = color & 0xf8;
  let best = 0;
  let smallest = Infinity;
  for (let c = 0; c < red.length; c++) {
    const dr = 2 * (red[c] - r) - 7;
    const dg = 2 * (green[c] - g) - 7;
    const db = 2 * (blue[c] - b) - 7;
    const distance = dr * dr + dg * dg + db * db;
    if (distance < smallest) {
      smallest = distance;
      best = c;
    }
  }
  let count = 0;
  for (let c = 0; c < red.length; c++) {
    const tr = red[c] - red[best];
    const tg = green[c] - green[best];
    const tb = blue[c] - blue[best];
    const ahead =
      tr * (2 * (tr > 0 ? r + 7 : r) - red[c] - red[best]) +
      tg * (2 * (tg > 0 ? g + 7 : g) - green[c] - green[best]) +
      tb * (2 * (tb > 0 ? b + 7 : b) - blue[c] - blue[best]);
    if (ahead >= 0) kept[count++] = c;
  }
  return count;
}
