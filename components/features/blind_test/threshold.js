// The k from which on somebody cannot tell a picture from its original any more, found
// in few choices between two: after each, how likely every threshold is, and the k of
// the next choice, the one that is expected to say most. That is the psi method
// (Kontsevich and Tyler 1999, doi:10.1016/S0042-6989(98)00285-5) in the form in which
// only the threshold counts and the slope is averaged over (Prins 2013,
// doi:10.1167/13.7.3).
//
// Who sees no difference guesses, and is right in one of two choices. "Cannot tell" is
// what lies beyond the usual threshold, half way between guessing and knowing: right in
// three of four. From there the share of right choices falls as a logistic function of
// log k, since the error of a palette is about a power of k.

export const MOST_CHOICES = 15;
export const SURE = 0.9; // of the threshold being in the range that is told

// Somebody who sees the difference is wrong all the same in so many choices: a finger
// slips. Without, one slip would outweigh all else.
const LAPSES = 0.02;

// Exponents of k. Seeing has a slope of about 3.5 on log contrast, as a Weibull function
// (Watson and Pelli 1983, doi:10.3758/BF03202828); the error of the sample photos falls
// with the root of k, or a little slower, which makes it 2.4 on log k, as a logistic one.
// On either side are those of pictures whose error falls slower and faster.
const SLOPES = [1.5, 2.4, 3.8];

const STEPS = 8; // thresholds for each doubling of k
const BEYOND = 4; // thresholds reach so many times farther than what can be shown

const FEWEST_CHOICES = 6; // a few slips at the start end nothing

/**
 * What is known of a threshold.
 *
 * @typedef {object} Estimate
 * @property {number} k The smallest that cannot be told from the original: the median.
 * @property {number} low
 * @property {number} high As surely as `SURE`, it is from here to there.
 * @property {number} below How likely the least k cannot be told, 0–1.
 * @property {number} above How likely even the largest can, 0–1.
 */

export class Threshold {
  choices = 0;
  right = 0;

  /**
   * @param {number} least The least k that can be shown ...
   * @param {number} most ... and the largest.
   */
  constructor(least, most) {
    this.least = least;
    this.most = most;
    const octaves = Math.log2((most * BEYOND ** 2) / least);
    this.thresholds = Float64Array.from(
      { length: Math.ceil(octaves * STEPS) + 1 },
      (_, i) => (least / BEYOND) * 2 ** (i / STEPS),
    );
    // How likely each pair of threshold and slope is: at first all are alike.
    const pairs = this.thresholds.length * SLOPES.length;
    this.likely = new Float64Array(pairs).fill(1 / pairs);
    /** @type {Float64Array[]} */
    this.chances = []; // by k and pair: that a choice is right
    for (let k = least; k <= most; k++) this.chances[k] = this.chancesOf(k);
  }

  /** @param {number} k */
  chancesOf(k) {
    const { thresholds, likely } = this;
    return likely.map((_, i) =>
      chance(k, thresholds[Math.floor(i / SLOPES.length)], SLOPES[i % SLOPES.length]),
    );
  }

  /** The k of the next choice: what is expected to be unknown after it is least. */
  next() {
    let best = this.least;
    let fewest = Infinity;
    for (let k = this.least; k <= this.most; k++) {
      const unknown = this.unknownAfter(k);
      if (unknown < fewest) [best, fewest] = [k, unknown];
    }
    return best;
  }

  /**
   * The entropy of the threshold that is expected after a choice.
   *
   * @param {number} k
   */
  unknownAfter(k) {
    const { likely } = this;
    const chances = this.chances[k];
    const each = SLOPES.length;
    let [right, wrong, sum] = [0, 0, 0];
    for (let start = 0; start < likely.length; start += each) {
      let [r, w] = [0, 0];
      for (let i = start; i < start + each; i++) {
        r += likely[i] * chances[i];
        w += likely[i] * (1 - chances[i]);
      }
      right += r;
      wrong += w;
      sum -= plogp(r) + plogp(w);
    }
    return sum + plogp(right) + plogp(wrong);
  }

  /**
   * @param {number} k
   * @param {boolean} right Whether the choice was.
   */
  answer(k, right) {
    const chances = this.chances[k];
    const weighed = this.likely.map((p, i) => p * (right ? chances[i] : 1 - chances[i]));
    const all = weighed.reduce((sum, p) => sum + p, 0);
    this.likely = weighed.map((p) => p / all);
    this.choices++;
    if (right) this.right++;
  }

  // As sure as is wanted: of one k, or of one that cannot be shown.
  get done() {
    if (this.choices < FEWEST_CHOICES) return false;
    const { low, high, below, above } = this.estimate;
    return this.choices >= MOST_CHOICES || low === high || Math.max(below, above) >= SURE;
  }

  /** @returns {Estimate} */
  get estimate() {
    const { middle, low, high, below, above } = this.range;
    const [k, from, to] = [middle, low, high].map((at) => Math.ceil(at));
    return { k, low: from, high: to, below, above };
  }

  // The same, not in whole colors.
  get range() {
    const [low, middle, high] = [(1 - SURE) / 2, 0.5, (1 + SURE) / 2].map((p) => this.quantile(p));
    return { low, middle, high, below: this.upTo(this.least), above: 1 - this.upTo(this.most) };
  }

  /** How likely each threshold is, whatever the slope. */
  get marginal() {
    const each = SLOPES.length;
    return this.thresholds.map((_, t) =>
      this.likely.subarray(t * each, (t + 1) * each).reduce((sum, p) => sum + p, 0),
    );
  }

  /**
   * How likely the threshold is not beyond a k, 0–1.
   *
   * @param {number} k
   */
  upTo(k) {
    const at = STEPS * Math.log2(k / this.thresholds[0]) + 0.5; // each has a step's width
    return this.marginal.reduce((sum, p, t) => sum + p * Math.max(0, Math.min(1, at - t)), 0);
  }

  /**
   * The threshold that is not exceeded with some probability.
   *
   * @param {number} p
   */
  quantile(p) {
    let left = p;
    let t = 0;
    const { marginal } = this;
    while (t < marginal.length - 1 && marginal[t] < left) left -= marginal[t++];
    return this.thresholds[t] * 2 ** ((left / marginal[t] - 0.5) / STEPS);
  }
}

/**
 * How likely a choice is right.
 *
 * @param {number} k
 * @param {number} threshold
 * @param {number} slope
 */
export function chance(k, threshold, slope) {
  return 0.5 + (0.5 - LAPSES) / (1 + (k / threshold) ** slope);
}

/** @param {number} p */
function plogp(p) {
  return p > 0 ? p * Math.log(p) : 0;
}
