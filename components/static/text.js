// Figures in words, as the server writes them (components/shared/text.py).

/**
 * A share in percent, rounded down; neither nothing nor all is claimed wrongly.
 *
 * @param {number} share
 */
export function percent(share) {
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  if (share > 0.999) return ">99.9 %";
  const tenths = Math.floor(1000 * share);
  return tenths ? `${Math.floor(tenths / 10)}.${tenths % 10} %` : "<0.1 %";
}
