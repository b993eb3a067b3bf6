// What one more color does. Palettes of neighboring k are fits of their own, in no common
// order: which color came from which is told by the pixels that they share.

/** @import { Counted } from "../../counted.js" */

/**
 * @typedef {object} Change
 * @property {number} added The new color.
 * @property {number[]} from For each color the one that it was before; -1 for the new one.
 * @property {Uint8Array} moved 1 for each color of the picture that changes sides.
 * @property {number} pixels How many pixels do.
 * @property {{ color: number, share: number }[]} givers Whose pixels the new color has
 *   now, and how much of it they are; the largest first.
 */

/**
 * @param {Counted} counted
 * @param {Uint8Array} before Labels with k − 1 colors.
 * @param {Uint8Array} after Labels with k.
 * @param {number} k At least 2.
 * @returns {Change}
 */
export function changeOf({ weights, pixels }, before, after, k) {
  const shared = new Float64Array((k - 1) * k);
  for (let i = 0; i < after.length; i++) shared[before[i] * k + after[i]] += weights[i];
  const { from, added } = matched(shared, k);
  const moved = new Uint8Array(after.length);
  let changed = 0;
  for (let i = 0; i < after.length; i++) {
    if (from[after[i]] === before[i]) continue;
    moved[i] = 1;
    changed += pixels[i];
  }
  return { added, from, moved, pixels: changed, givers: giversOf(shared, k, added) };
}

/**
 * Pairs colors with those that they were before, those first that share most. The new one
 * is what is left over; of several, the largest.
 *
 * @param {Float64Array} shared What each color before (rows) shares with each after.
 * @param {number} k
 */
function matched(shared, k) {
  const from = /** @type {number[]} */ (new Array(k).fill(-1));
  const taken = new Set();
  const pairs = Array.from(shared.keys())
    .filter((at) => shared[at] > 0)
    .sort((a, b) => shared[b] - shared[a] || a - b);
  for (const at of pairs) {
    const [old, now] = [Math.floor(at / k), at % k];
    if (taken.has(old) || from[now] >= 0) continue;
    taken.add(old);
    from[now] = old;
  }
  const size = (/** @type {number} */ now) => {
    let sum = 0;
    for (let old = 0; old < k - 1; old++) sum += shared[old * k + now];
    return sum;
  };
  const [added, ...others] = Array.from(from.keys())
    .filter((now) => from[now] < 0)
    .sort((a, b) => size(b) - size(a) || a - b);
  // Colors that share no pixel with any, in whatever order.
  const left = Array.from({ length: k - 1 }, (_, old) => old).filter((old) => !taken.has(old));
  for (const [i, now] of others.entries()) from[now] = left[i];
  return { from, added };
}

/**
 * @param {Float64Array} shared
 * @param {number} k
 * @param {number} added
 */
function giversOf(shared, k, added) {
  const given = Array.from({ length: k - 1 }, (_, old) => shared[old * k + added]);
  const total = given.reduce((sum, each) => sum + each, 0);
  return given
    .map((each, color) => ({ color, share: each / (total || 1) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.color - b.color);
}
