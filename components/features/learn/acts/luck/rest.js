// The loop to its end, quickly: the same steps as those that are watched (lloyd.js), on
// which a thousand starts wait. A point compares its center only with those that are near
// enough to take it: at most twice as far from that center as it is itself (sort-means,
// Phillips 2002, doi:10.1007/3-540-45643-0_13). Sums are changed by what changes sides.

/** @import { Colors } from "../../starts.js" */

// As in loop.js: should rounding ever turn one in a circle, it ends.
const MOST = 2000;

/**
 * Points one after the other: red, green, blue, weight.
 *
 * @param {Colors} colors
 */
export function pointsOf({ red, green, blue, weights }) {
  const points = new Float64Array(4 * weights.length);
  for (let i = 0; i < weights.length; i++) {
    points[4 * i] = red[i];
    points[4 * i + 1] = green[i];
    points[4 * i + 2] = blue[i];
    points[4 * i + 3] = weights[i];
  }
  return points;
}

/**
 * @typedef {object} Rest
 * @property {Float64Array} centers
 * @property {number} inertia
 * @property {number} empty How many centers have no points.
 */

/**
 * Repeats the loop until no point changes sides.
 *
 * @param {Float64Array} points As `pointsOf` has them.
 * @param {Float64Array} start The centers at first, at most 256; unchanged.
 * @returns {Rest}
 */
export function toRest(points, start) {
  const clusters = new Clusters(points, start);
  for (let step = 0; step < MOST && clusters.assign(); step++) clusters.move();
  return { centers: clusters.centers, inertia: clusters.inertia(), empty: clusters.empty };
}

class Clusters {
  /**
   * @param {Float64Array} points
   * @param {Float64Array} start
   */
  constructor(points, start) {
    this.points = points;
    this.centers = start.slice();
    this.k = start.length / 3;
    this.labels = new Uint8Array(points.length / 4);
    this.sums = new Float64Array(4 * this.k); // red, green, blue and weight of each
    this.sizes = new Int32Array(this.k); // points of each
    // For each center all of them, the nearest first, with a quarter of the squared
    // distance: a point that is nearer to its center than that stays.
    this.near = new Uint8Array(this.k * this.k).map((_, at) => at % this.k);
    this.reach = new Float64Array(this.k * this.k);
    this.first = true;
  }

  // Gives each point its nearest center, of the lowest index on a tie. Whether any has changed.
  assign() {
    const { points, centers, labels, near, reach, k, first } = this;
    this.sort();
    let changed = first;
    for (let i = 0; i < labels.length; i++) {
      const mine = labels[i];
      const red = points[4 * i];
      const green = points[4 * i + 1];
      const blue = points[4 * i + 2];
      let r = red - centers[3 * mine];
      let g = green - centers[3 * mine + 1];
      let b = blue - centers[3 * mine + 2];
      const own = r * r + g * g + b * b;
      let smallest = own;
      let best = mine;
      const end = (mine + 1) * k;
      for (let n = mine * k + 1; n < end && reach[n] <= own; n++) {
        const c = near[n];
        r = red - centers[3 * c];
        g = green - centers[3 * c + 1];
        b = blue - centers[3 * c + 2];
        const distance = r * r + g * g + b * b;
        if (distance < smallest || (distance === smallest && c < best)) {
          smallest = distance;
          best = c;
        }
      }
      if (best === mine && !first) continue;
      if (!first) this.count(i, mine, -1);
      this.count(i, best, 1);
      labels[i] = best;
      changed = true;
    }
    this.first = false;
    return changed;
  }

  // Nearly in order from the step before, so a few are moved by a place or two. The center
  // itself stays first, also where another is in the same place.
  sort() {
    const { centers, near, reach, k } = this;
    for (let mine = 0; mine < k; mine++) {
      const from = mine * k;
      for (let n = from; n < from + k; n++) {
        const c = near[n];
        const r = centers[3 * mine] - centers[3 * c];
        const g = centers[3 * mine + 1] - centers[3 * c + 1];
        const b = centers[3 * mine + 2] - centers[3 * c + 2];
        const away = c === mine ? -1 : (r * r + g * g + b * b) / 4;
        let to = n;
        for (; to > from && reach[to - 1] > away; to--) {
          reach[to] = reach[to - 1];
          near[to] = near[to - 1];
        }
        reach[to] = away;
        near[to] = c;
      }
    }
  }

  /**
   * @param {number} point
   * @param {number} cluster
   * @param {1 | -1} sign Whether it comes, or goes.
   */
  count(point, cluster, sign) {
    const { points, sums } = this;
    const weight = sign * points[4 * point + 3];
    sums[4 * cluster] += weight * points[4 * point];
    sums[4 * cluster + 1] += weight * points[4 * point + 1];
    sums[4 * cluster + 2] += weight * points[4 * point + 2];
    sums[4 * cluster + 3] += weight;
    this.sizes[cluster] += sign;
  }

  // To the means; a center without points stays.
  move() {
    const { centers, sums, sizes } = this;
    for (let c = 0; c < sizes.length; c++) {
      if (sizes[c] === 0) {
        sums.fill(0, 4 * c, 4 * c + 4); // what rounding has left
        continue;
      }
      for (let axis = 0; axis < 3; axis++) {
        centers[3 * c + axis] = sums[4 * c + axis] / sums[4 * c + 3];
      }
    }
  }

  inertia() {
    const { points, centers, labels } = this;
    let inertia = 0;
    for (let i = 0; i < labels.length; i++) {
      const c = 3 * labels[i];
      const r = points[4 * i] - centers[c];
      const g = points[4 * i + 1] - centers[c + 1];
      const b = points[4 * i + 2] - centers[c + 2];
      inertia += points[4 * i + 3] * (r * r + g * g + b * b);
    }
    return inertia;
  }

  get empty() {
    return this.sizes.reduce((sum, size) => sum + (size === 0 ? 1 : 0), 0);
  }
}
