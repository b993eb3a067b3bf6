// What many starts say about ten in a row, of which the best is kept: exactly, for starts
// drawn from those that were run, each as likely as any other.

/**
 * The smallest value that is not exceeded by at least a share of all.
 *
 * @param {ArrayLike<number>} sorted Values that rise; at least one.
 * @param {number} share From 0 to 1.
 */
export function quantile(sorted, share) {
  const place = Math.ceil(share * sorted.length - 1e-9) - 1;
  return sorted[Math.max(0, Math.min(sorted.length - 1, place))];
}

/**
 * What the best of some tries does not exceed, with a chance: all of them exceed a value
 * that a share F of starts does not with a chance of (1 − F) to the power of the tries.
 *
 * @param {ArrayLike<number>} sorted
 * @param {number} tries
 * @param {number} chance From 0 to 1.
 */
export function bestOf(sorted, tries, chance) {
  return quantile(sorted, 1 - (1 - chance) ** (1 / tries));
}

/**
 * How many values are below a limit.
 *
 * @param {ArrayLike<number>} sorted
 * @param {number} limit
 */
export function below(sorted, limit) {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
