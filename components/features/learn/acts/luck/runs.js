// Starts by the number of their seed, and where they lead to.

import { mulberry32 } from "../../random.js";
import { centersAt, plusPlus, randomPixels } from "../../starts.js";
import { toRest } from "./rest.js";

/** @import { Colors } from "../../starts.js" */

/** @typedef {"random" | "plusplus"} Draw */

/** @type {Record<Draw, typeof plusPlus>} */
const DRAWS = { random: randomPixels, plusplus: plusPlus };

/**
 * Centers at colors that are drawn.
 *
 * @param {Colors} colors
 * @param {Draw} draw
 * @param {number} k
 * @param {number} seed
 */
export function drawn(colors, draw, k, seed) {
  return centersAt(colors, DRAWS[draw](colors, k, mulberry32(seed)));
}

/**
 * A start, and the inertia that it leads to.
 *
 * @typedef {object} Run
 * @property {Float64Array} start
 * @property {number} inertia
 */

/**
 * @param {Float64Array} points
 * @param {Float64Array} start
 * @returns {Run}
 */
export function run(points, start) {
  return { start, inertia: toRest(points, start).inertia };
}
