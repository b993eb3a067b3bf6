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
 * A share in percent; neither nothing nor all is claimed wrongly.
 *
 * @param {number} share
 */
export function percent(share) {
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  if (share < 0.001) return "<0.1 %";
  if (share > 0.999) return ">99.9 %";
  return `${(100 * share).toFixed(1)} %`;
}
