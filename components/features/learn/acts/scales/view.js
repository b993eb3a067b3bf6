// Which three directions of the features the cloud shows: those of a color as they are;
// with x and y, the picture lies flat and brightness is how high a pixel stands. Lengths
// are those that k-means measures, so the box says what is long in it.

/** @import { Frame } from "../../cloud.js" */
/** @import { Measured } from "./features.js" */

const EDGE = 255; // of the longest side of the box, as it is drawn
const MIDDLE = EDGE / 2;
const GRAY = 1 / Math.sqrt(3); // along which red, green and blue rise together

/**
 * @typedef {object} Axis
 * @property {string} name
 * @property {string} color
 * @property {number[]} along How much of each feature goes into it; of length 1, and at
 *   right angles to the other axes.
 */

// To the right, up, and into depth.
/** @type {Record<"rgb" | "oklab" | "place", Axis[]>} */
const AXES = {
  rgb: [
    { name: "Red", color: "#e03131", along: [1, 0, 0] },
    { name: "Green", color: "#2b8a3e", along: [0, 1, 0] },
    { name: "Blue", color: "#1c7ed6", along: [0, 0, 1] },
  ],
  oklab: [
    { name: "a: to red", color: "#e03131", along: [0, 1, 0] },
    { name: "L: light", color: "#868e96", along: [1, 0, 0] },
    { name: "b: to yellow", color: "#e67700", along: [0, 0, 1] },
  ],
  place: [
    { name: "x", color: "#ae3ec9", along: [0, 0, 0, 1, 0] },
    { name: "Brightness", color: "#868e96", along: [GRAY, GRAY, GRAY, 0, 0] },
    { name: "y", color: "#ae3ec9", along: [0, 0, 0, 0, -1] }, // the top is farthest away
  ],
};

export class View {
  /**
   * @param {Measured} measured
   * @param {keyof typeof AXES} of
   */
  constructor({ features }, of) {
    this.axes = AXES[of];
    this.features = features.length;
    const ends = this.axes.map(({ along }) => {
      const far = along.map((each, i) => [each * features[i].low, each * features[i].high]);
      return { low: total(far, Math.min), high: total(far, Math.max) };
    });
    const longest = Math.max(...ends.map(({ low, high }) => high - low));
    this.times = longest > 0 ? EDGE / longest : 1;
    this.starts = ends.map(({ low, high }) => MIDDLE - (this.times * (low + high)) / 2);
    this.ends = ends;
  }

  /**
   * Where something stands in the box.
   *
   * @param {ArrayLike<number>} values Of features, row by row.
   * @param {number} [row] Whose.
   * @returns {[number, number, number]}
   */
  place(values, row = 0) {
    const [x, y, z] = this.places(values, [row]);
    return [x[0], y[0], z[0]];
  }

  /**
   * The features of something that was moved in the box: in those that are not seen it
   * stays as it is.
   *
   * @param {ArrayLike<number>} values Its features before.
   * @param {ArrayLike<number>} to Where it is now.
   * @returns {number[]}
   */
  lift(values, to) {
    const from = this.place(values);
    const by = from.map((each, i) => (to[i] - each) / this.times);
    return Array.from(values, (value, n) =>
      this.axes.reduce((sum, { along }, i) => sum + along[n] * by[i], value),
    );
  }

  /**
   * Where points stand, axis by axis.
   *
   * @param {ArrayLike<number>} values
   * @param {Iterable<number>} of Their rows.
   */
  places(values, of) {
    return this.axes.map(({ along }, axis) => {
      const times = along.map((each) => this.times * each);
      return Float32Array.from(of, (row) => {
        let at = this.starts[axis];
        for (let n = 0; n < times.length; n++) at += times[n] * values[row * this.features + n];
        return at;
      });
    });
  }

  // The box, as long along each axis as the feature can be.
  /** @returns {Frame} */
  get frame() {
    const at = (/** @type {number} */ value, /** @type {number} */ axis) =>
      this.starts[axis] + this.times * value;
    return {
      axes: this.axes,
      low: this.ends.map(({ low }, axis) => at(low, axis)),
      high: this.ends.map(({ high }, axis) => at(high, axis)),
    };
  }
}

/**
 * @param {number[][]} pairs
 * @param {(...numbers: number[]) => number} of
 */
function total(pairs, of) {
  return pairs.reduce((sum, pair) => sum + of(...pair), 0);
}
