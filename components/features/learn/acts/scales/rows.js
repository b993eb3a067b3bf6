// The two halves of a step of k-means on points of any number of features, as
// `../../lloyd.js` has them for colors. Features stand row by row, those of one point
// together; so do those of a center.

import { changedSides } from "../../lloyd.js";

/** @import { Lloyd } from "../../loop.js" */

/**
 * Points that are clustered.
 *
 * @typedef {object} Rows
 * @property {Float64Array} values Of the features, point by point.
 * @property {Float64Array} weights What each point counts.
 * @property {Int32Array} pixels How many pixels each is, as far as they are seen.
 */

/**
 * @param {number} axes How many features a point has.
 * @returns {Lloyd<Rows>}
 */
export function lloydOf(axes) {
  return {
    axes,
    assign: (rows, centers, labels) => assign(rows, axes, centers, labels),
    means: (rows, labels, centers) => means(rows, axes, labels, centers),
    inertiaOf: (rows, labels, centers) => inertiaOf(rows, axes, labels, centers),
    changedSides,
  };
}

/**
 * Gives each point its nearest center; on a tie, that of the lowest index. Most points
 * keep theirs: it is asked first, and of the others only until they are farther away.
 *
 * @param {Rows} rows
 * @param {number} axes
 * @param {Float64Array} centers
 * @param {Uint8Array} labels Those of before; filled.
 * @returns {number} The inertia then.
 */
function assign({ values, weights }, axes, centers, labels) {
  let inertia = 0;
  for (let i = 0, row = 0; i < labels.length; i++, row += axes) {
    let best = axes * labels[i] < centers.length ? labels[i] : 0;
    let smallest = 0;
    for (let axis = 0, at = axes * best; axis < axes; axis++) {
      const away = values[row + axis] - centers[at + axis];
      smallest += away * away;
    }
    for (let at = 0, c = 0; at < centers.length; at += axes, c++) {
      let distance = 0;
      for (let axis = 0; axis < axes && distance <= smallest; axis++) {
        const away = values[row + axis] - centers[at + axis];
        distance += away * away;
      }
      if (distance < smallest || (distance === smallest && c < best)) {
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
 * The mean of the points that each center has. One without points stays.
 *
 * @param {Rows} rows
 * @param {number} axes
 * @param {Uint8Array} labels
 * @param {Float64Array} centers Where they are now; unchanged.
 */
function means({ values, weights }, axes, labels, centers) {
  const sums = new Float64Array(centers.length);
  const mass = new Float64Array(centers.length / axes);
  for (let i = 0, row = 0; i < labels.length; i++, row += axes) {
    const at = axes * labels[i];
    mass[labels[i]] += weights[i];
    for (let axis = 0; axis < axes; axis++) sums[at + axis] += weights[i] * values[row + axis];
  }
  return sums.map((sum, at) => {
    const total = mass[Math.floor(at / axes)];
    return total > 0 ? sum / total : centers[at];
  });
}

/**
 * The sum of the squared distances between points and the centers that they have.
 *
 * @param {Rows} rows
 * @param {number} axes
 * @param {Uint8Array} labels
 * @param {Float64Array} centers
 */
function inertiaOf({ values, weights }, axes, labels, centers) {
  let inertia = 0;
  for (let i = 0, row = 0; i < labels.length; i++, row += axes) {
    const at = axes * labels[i];
    let distance = 0;
    for (let axis = 0; axis < axes; axis++) {
      const away = values[row + axis] - centers[at + axis];
      distance += away * away;
    }
    inertia += weights[i] * distance;
  }
  return inertia;
}
