// Figures in words, as the server writes them (components/shared/text.py).

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
