// Colors as one number each, red in the high byte: how they are written, and where
// they are in spaces that the eye would choose.

/** @param {number} color */
export function hexOf(color) {
  return `#${color.toString(16).padStart(6, "0")}`;
}

/**
 * Colors from six digits each, one after the other.
 *
 * @param {string} hex
 */
export function colorsOf(hex) {
  return Array.from({ length: hex.length / 6 }, (_, i) =>
    parseInt(hex.slice(6 * i, 6 * i + 6), 16),
  );
}

/**
 * Bytes from two digits each.
 *
 * @param {string} hex
 */
export function bytesOf(hex) {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

// The light that each value of a channel stands for, 0–1 (IEC 61966-2-1).
export const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

/**
 * Lightness, a and b in Oklab: https://bottosson.github.io/posts/oklab/
 *
 * @param {number} color
 * @returns {[number, number, number]}
 */
export function oklab(color) {
  const r = LINEAR[color >> 16];
  const g = LINEAR[(color >> 8) & 255];
  const b = LINEAR[color & 255];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/**
 * How light a color is, 0–255: Rec. 709's weights on the gamma-encoded values.
 *
 * @param {number} color
 */
export function luma(color) {
  return 0.2126 * (color >> 16) + 0.7152 * ((color >> 8) & 255) + 0.0722 * (color & 255);
}

// Below this saturation a color has no hue worth sorting by.
const GRAY = 0.08;

/**
 * Where a color is around the wheel, 0 to 6; grays after it, from dark to light.
 *
 * @param {number} color
 */
export function hue(color) {
  const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255];
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (range / 255 < GRAY) return 10 + most / 255;
  if (most === r) return ((g - b) / range + 6) % 6;
  return most === g ? (b - r) / range + 2 : (r - g) / range + 4;
}

/**
 * A color on another.
 *
 * @param {number} color
 * @param {number} paper
 * @param {number} share How much of the color is left.
 */
export function mix(color, paper, share) {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const mine = (color >> shift) & 255;
    const theirs = (paper >> shift) & 255;
    mixed |= Math.round(theirs + (mine - theirs) * share) << shift;
  }
  return mixed;
}
