// Where the centers stand before the first step. Draws come one after the other, so that
// those for k are the first of those for k + 1: moving k adds a center, or takes one away.

/** @import { Counted } from "./counted.js" */

/** @typedef {Pick<Counted, "red" | "green" | "blue" | "weights">} Colors */

/**
 * Pixels drawn at random, each as likely as any other; none has a color that was drawn
 * before.
 *
 * @param {Colors} counted
 * @param {number} k
 * @param {() => number} random
 * @returns {number[]} The numbers of their colors; fewer than k where there are no more.
 */
export function randomPixels({ weights }, k, random) {
  const left = weights.slice();
  /** @type {number[]} */
  const drawn = [];
  while (drawn.length < k) {
    const at = draw(left, random());
    if (at < 0) break;
    drawn.push(at);
    left[at] = 0;
  }
  return drawn;
}

/**
 * k-means++: the first pixel is drawn at random, each further one with a chance that
 * grows with its squared distance to the nearest that was drawn (D² sampling).
 *
 * Arthur and Vassilvitskii 2007, *k-means++: the advantages of careful seeding*,
 * https://dl.acm.org/doi/10.5555/1283383.1283494
 *
 * @param {Colors} counted
 * @param {number} k
 * @param {() => number} random
 * @returns {number[]} The numbers of their colors; fewer than k where there are no more.
 */
export function plusPlus({ red, green, blue, weights }, k, random) {
  const nearest = new Float64Array(weights.length).fill(Infinity);
  let chances = weights;
  /** @type {number[]} */
  const drawn = [];
  while (drawn.length < k) {
    const at = draw(chances, random());
    if (at < 0) break;
    drawn.push(at);
    chances = new Float64Array(weights.length);
    for (let i = 0; i < weights.length; i++) {
      const r = red[i] - red[at];
      const g = green[i] - green[at];
      const b = blue[i] - blue[at];
      nearest[i] = Math.min(nearest[i], r * r + g * g + b * b);
      chances[i] = weights[i] * nearest[i];
    }
  }
  return drawn;
}

/**
 * @param {Float64Array} chances Not below 0; they need not add up to 1.
 * @param {number} number From 0 up to but not 1.
 * @returns {number} Whose turn that is; -1 where nothing has a chance.
 */
export function draw(chances, number) {
  let total = 0;
  for (let i = 0; i < chances.length; i++) total += chances[i];
  const wanted = number * total;
  let reached = 0;
  let last = -1;
  for (let i = 0; i < chances.length; i++) {
    if (chances[i] === 0) continue;
    reached += chances[i];
    last = i;
    if (reached > wanted) break;
  }
  return last;
}

/**
 * Centers at colors of the picture.
 *
 * @param {Colors} counted
 * @param {number[]} drawn The numbers of these colors.
 */
export function centersAt({ red, green, blue }, drawn) {
  return Float64Array.from(drawn.flatMap((i) => [red[i], green[i], blue[i]]));
}
