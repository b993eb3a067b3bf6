// Figures in words, as the server writes them (components/shared/text.py).

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
