// Runs starts in the background, on the small copy of the picture's colors, and tells how
// they end, some at a time.

import { cellsFor, copyOf } from "./cells.js";
import { pointsOf } from "./rest.js";
import { drawn, run } from "./runs.js";

/** @import { Colors } from "../../starts.js" */
/** @import { Draw, Run } from "./runs.js" */

const TELLS = 120; // ms of work between one message and the next

/**
 * What is to be done.
 *
 * @typedef {object} Task
 * @property {Colors} colors
 * @property {Draw} draw
 * @property {number} k
 * @property {number[]} seeds Of the starts.
 * @property {Float64Array} page The page's colors, one more start.
 */

/**
 * What has been done since the last message.
 *
 * @typedef {object} Told
 * @property {number[]} inertias
 * @property {Run[]} ends Of those runs the best and the worst.
 * @property {number} page Where the page's colors lead to.
 * @property {number} cells How many colors the copy has.
 */

addEventListener("message", ({ data }) => work(data));

/** @param {Task} task */
function work({ colors, draw, k, seeds, page }) {
  const { cells, within } = copyOf(colors, cellsFor(k));
  const points = pointsOf(cells);
  const size = cells.weights.length;
  const reached = (/** @type {Float64Array} */ start) => {
    const { inertia } = run(points, start);
    return { start, inertia: inertia + within };
  };
  const fromPage = reached(page).inertia;
  /** @type {Run[]} */
  let runs = [];
  let told = performance.now();
  for (const [done, seed] of seeds.entries()) {
    runs.push(reached(drawn(cells, draw, k, seed)));
    if (performance.now() - told < TELLS && done < seeds.length - 1) continue;
    postMessage(toTell(runs, fromPage, size));
    runs = [];
    told = performance.now();
  }
}

/**
 * @param {Run[]} runs
 * @param {number} page
 * @param {number} cells
 * @returns {Told}
 */
function toTell(runs, page, cells) {
  const sorted = runs.toSorted((a, b) => a.inertia - b.inertia);
  const ends = [sorted[0], sorted[sorted.length - 1]];
  return { inertias: runs.map(({ inertia }) => inertia), ends, page, cells };
}
