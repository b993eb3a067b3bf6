// A smaller copy of the picture's colors, on which a thousand starts are run within
// seconds: neighboring colors are put together into cells, small ones where the picture
// has most to lose. A cell is the mean of its pixels, with what they weigh.

/** @import { Colors } from "../../starts.js" */

// On few and large cells k-means stops early, because centers that move by less than a cell
// is wide win none. With so many, most starts on two photos would have gained at most half a
// hundredth more on all colors; with a quarter of them, some a fifth.
const [LEAST, A_CENTER, MOST] = [4096, 512, 16384];
const EACH_TIME = 2; // one in so many cells is halved before all are looked at again

/**
 * @typedef {object} Copy
 * @property {Colors} cells
 * @property {number} within Inertia of the pixels around the means of their cells: by so
 *   much is the inertia of the cells too small, wherever the centers are.
 */

/**
 * Some of the colors: a stretch of a list that is put into order cell by cell.
 *
 * @typedef {object} Cell
 * @property {number} from
 * @property {number} to
 * @property {number} weight
 * @property {number[]} mean
 * @property {number} scatter Inertia around the mean.
 * @property {number} axis Along which its colors are spread most.
 */

/**
 * How many cells are enough.
 *
 * @param {number} k
 */
export function cellsFor(k) {
  return Math.max(LEAST, Math.min(MOST, A_CENTER * k));
}

/**
 * Halves the cells with the largest scatter, at their means, until there are enough, or
 * until each is one color.
 *
 * @param {Colors} colors
 * @param {number} most
 * @returns {Copy} Neighbors beside each other.
 */
export function copyOf({ red, green, blue, weights }, most) {
  const axes = [red, green, blue];
  const order = seen(weights);
  const cell = (/** @type {number} */ from, /** @type {number} */ to) =>
    measured(axes, weights, order, from, to);
  let cells = order.length > 0 ? [cell(0, order.length)] : [];
  for (;;) {
    cells.sort((a, b) => b.scatter - a.scatter);
    const room = Math.min(most - cells.length, Math.ceil(cells.length / EACH_TIME));
    const large = cells.slice(0, room).filter(({ scatter }) => scatter > 0);
    if (large.length === 0) break;
    const halves = large.flatMap(({ from, to, mean, axis }) => {
      const middle = part(axes[axis], mean[axis], order, from, to);
      return [cell(from, middle), cell(middle, to)];
    });
    cells = [...halves, ...cells.slice(large.length)];
  }
  cells.sort((a, b) => a.from - b.from);
  const [reds, greens, blues] = [0, 1, 2].map((axis) =>
    Float64Array.from(cells, ({ mean }) => mean[axis]),
  );
  const mass = Float64Array.from(cells, ({ weight }) => weight);
  const within = cells.reduce((sum, { scatter }) => sum + scatter, 0);
  return { cells: { red: reds, green: greens, blue: blues, weights: mass }, within };
}

/**
 * The numbers of the colors that count.
 *
 * @param {Float64Array} weights
 */
function seen(weights) {
  const all = new Uint32Array(weights.length);
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] > 0) all[count++] = i;
  return all.subarray(0, count);
}

/**
 * @param {Float64Array[]} axes
 * @param {Float64Array} weights
 * @param {Uint32Array} order
 * @param {number} from
 * @param {number} to
 * @returns {Cell}
 */
function measured(axes, weights, order, from, to) {
  const first = order[from];
  if (to === from + 1) {
    const mean = axes.map((values) => values[first]);
    return { from, to, weight: weights[first], mean, scatter: 0, axis: 0 };
  }
  let weight = 0;
  for (let n = from; n < to; n++) weight += weights[order[n]];
  const spread = axes.map((values) => spreadOf(values, weights, weight, order, from, to));
  const scatters = spread.map(({ scatter }) => scatter);
  return {
    from,
    to,
    weight,
    mean: spread.map(({ mean }) => mean),
    scatter: scatters[0] + scatters[1] + scatters[2],
    axis: scatters.indexOf(Math.max(...scatters)),
  };
}

/**
 * @param {Float64Array} values
 * @param {Float64Array} weights
 * @param {number} weight All that is summed up.
 * @param {Uint32Array} order
 * @param {number} from
 * @param {number} to
 */
function spreadOf(values, weights, weight, order, from, to) {
  let sum = 0;
  for (let n = from; n < to; n++) sum += weights[order[n]] * values[order[n]];
  const mean = sum / weight;
  let scatter = 0;
  for (let n = from; n < to; n++) {
    const away = values[order[n]] - mean;
    scatter += weights[order[n]] * away * away;
  }
  return { mean, scatter };
}

/**
 * Brings what is below a limit before the rest.
 *
 * @param {Float64Array} values
 * @param {number} limit
 * @param {Uint32Array} order
 * @param {number} from
 * @param {number} to
 * @returns {number} Where the rest begins.
 */
function part(values, limit, order, from, to) {
  let middle = from;
  for (let n = from; n < to; n++) {
    const i = order[n];
    if (values[i] >= limit) continue;
    order[n] = order[middle];
    order[middle++] = i;
  }
  return middle;
}
