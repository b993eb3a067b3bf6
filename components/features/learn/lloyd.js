// The two halves of a step of k-means (Lloyd 1982, doi:10.1109/TIT.1982.1056489), on
// every color of the picture, in double precision. Centers are red, green and blue, one
// center after the other.

/** @import { Counted } from "./counted.js" */

/**
 * Gives each color its nearest center; on a tie, that of the lowest index.
 *
 * @param {Counted} counted
 * @param {Float64Array} centers
 * @param {Uint8Array} labels Filled.
 * @returns {number} The inertia then.
 */
export function assign({ red, green, blue, weights }, centers, labels) {
  let inertia = 0;
  for (let i = 0; i < weights.length; i++) {
    const r = red[i];
    const g = green[i];
    const b = blue[i];
    let smallest = Infinity;
    let best = 0;
    for (let at = 0, c = 0; at < centers.length; at += 3, c++) {
      const dr = r - centers[at];
      const dg = g - centers[at + 1];
      const db = b - centers[at + 2];
      const distance = dr * dr + dg * dg + db * db;
      if (distance < smallest) {
        smallest = distance;
        best = c;
      }
    }
    labels[i] = best;
    inertia += weights[i] * smallest;
  }
  return inertia;
}

/**
 * Where the centers go: to the mean of the pixels that have them. One without pixels
 * stays.
 *
 * @param {Counted} counted
 * @param {Uint8Array} labels
 * @param {Float64Array} centers From where; unchanged.
 */
export function means({ red, green, blue, weights }, labels, centers) {
  const sums = new Float64Array(centers.length);
  const mass = new Float64Array(centers.length / 3);
  for (let i = 0; i < labels.length; i++) {
    const c = labels[i];
    const weight = weights[i];
    mass[c] += weight;
    sums[3 * c] += weight * red[i];
    sums[3 * c + 1] += weight * green[i];
    sums[3 * c + 2] += weight * blue[i];
  }
  return sums.map((sum, at) => {
    const total = mass[Math.floor(at / 3)];
    return total > 0 ? sum / total : centers[at];
  });
}

/**
 * The sum of the squared distances between pixels and the centers that they have.
 *
 * @param {Counted} counted
 * @param {Uint8Array} labels
 * @param {Float64Array} centers
 */
export function inertiaOf({ red, green, blue, weights }, labels, centers) {
  let inertia = 0;
  for (let i = 0; i < labels.length; i++) {
    const at = 3 * labels[i];
    const r = red[i] - centers[at];
    const g = green[i] - centers[at + 1];
    const b = blue[i] - centers[at + 2];
    inertia += weights[i] * (r * r + g * g + b * b);
  }
  return inertia;
}

/**
 * How many pixels have another center than before.
 *
 * @param {Pick<Counted, "pixels">} counted
 * @param {Uint8Array} before
 * @param {Uint8Array} after
 */
export function changedSides({ pixels }, before, after) {
  let changed = 0;
  for (let i = 0; i < after.length; i++) if (after[i] !== before[i]) changed += pixels[i];
  return changed;
}
