// Figures in words, as the server writes them (components/shared/text.py).

/**
 * How many there are of something, one or several.
 *
 * @param {number} number
 * @param {string} one What one is called; several have an s more.
 */
export function count(number, one) {
  const figure = number.toLocaleString("en-US");
  return number === 1 ? `${figure} ${one}` : `${figure} ${one}s`;
}

/**
 * A share in percent; neither nothing nor all is claimed wrongly. Halves are rounded up,
 * by the same sum as there.
 *
 * @param {number} share
 */
export function percent(share) {
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  if (share < 0.001) return "<0.1 %";
  if (share > 0.999) return ">99.9 %";
  const thousandths = Math.floor(1000 * share + 0.5);
  return `${Math.floor(thousandths / 10)}.${thousandths % 10} %`;
}

/**
 * A CIEDE2000, to a tenth.
 *
 * @param {number} value
 */
export function difference(value) {
  const tenths = Math.floor(10 * value + 0.5);
  return value > 0 && tenths === 0 ? "<0.1" : `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/**
 * A tenth that a CIEDE2000 stays below.
 *
 * @param {number} value
 */
export function below(value) {
  const tenths = Math.floor(10 * value) + 1;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
