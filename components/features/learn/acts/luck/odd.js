// Starts that show what goes wrong: a center that no pixel chooses, and one on the color
// that is farthest from all others. All but the last center are those of a usual start.

/** @import { Colors } from "../../starts.js" */

// Places in the box of all colors where a center may have no pixels: its corners, and the
// middles of its edges and sides.
const ENDS = [0, 127.5, 255];
const PLACES = ENDS.flatMap((red) =>
  ENDS.flatMap((green) => ENDS.map((blue) => [red, green, blue])),
);

/**
 * A start whose last center has no pixels: it is put where all pixels are nearer to others,
 * with the most room; if there is no such place, onto the first center, which then has the
 * pixels of both.
 *
 * @param {Colors} colors
 * @param {Float64Array} start At least two centers.
 */
export function withEmptyCluster(colors, start) {
  const others = start.subarray(0, start.length - 3);
  const nearest = distances(colors, others);
  let most = 0;
  let best = [...start.subarray(0, 3)];
  for (const place of PLACES) {
    const room = spare(colors, nearest, place);
    if (room > most) {
      most = room;
      best = place;
    }
  }
  return Float64Array.from([...others, ...best]);
}

/**
 * A start whose last center is on the color farthest from all others.
 *
 * @param {Colors} colors
 * @param {Float64Array} start At least two centers.
 */
export function withOutlier(colors, start) {
  const others = start.subarray(0, start.length - 3);
  const nearest = distances(colors, others);
  const { red, green, blue } = colors;
  let farthest = 0;
  for (let i = 1; i < nearest.length; i++) if (nearest[i] > nearest[farthest]) farthest = i;
  return Float64Array.from([...others, red[farthest], green[farthest], blue[farthest]]);
}

/**
 * The squared distance of each color to its nearest center; colors that do not count are
 * near.
 *
 * @param {Colors} colors
 * @param {Float64Array} centers
 */
function distances({ red, green, blue, weights }, centers) {
  const nearest = new Float64Array(weights.length);
  for (let i = 0; i < nearest.length; i++) {
    if (weights[i] === 0) continue;
    let smallest = Infinity;
    for (let at = 0; at < centers.length; at += 3) {
      const r = red[i] - centers[at];
      const g = green[i] - centers[at + 1];
      const b = blue[i] - centers[at + 2];
      smallest = Math.min(smallest, r * r + g * g + b * b);
    }
    nearest[i] = smallest;
  }
  return nearest;
}

/**
 * By how much more than from its own center, at least, any color is away from a place, in
 * squares; below 0 where it would win one.
 *
 * @param {Colors} colors
 * @param {Float64Array} nearest
 * @param {number[]} place
 */
function spare({ red, green, blue, weights }, nearest, [atRed, atGreen, atBlue]) {
  let least = Infinity;
  for (let i = 0; i < nearest.length; i++) {
    if (weights[i] === 0) continue;
    const r = red[i] - atRed;
    const g = green[i] - atGreen;
    const b = blue[i] - atBlue;
    least = Math.min(least, r * r + g * g + b * b - nearest[i]);
  }
  return least;
}
