// The textures of thresholds, as the server has them
// (components/engine/drawing/thresholds/textures.py says what they are).

import { blueNoise } from "./blue_noise.js";

/** @import { Texture } from "./ordered.js" */

/**
 * Bayer's thresholds.
 *
 * @returns {Texture}
 */
function bayer() {
  let [side, ranks] = [1, [0]];
  while (side < 8) {
    const wide = 2 * side;
    const old = ranks;
    const corners = [
      [0, 2],
      [3, 1],
    ];
    ranks = Array.from({ length: wide * wide }, (_, at) => {
      const [y, x] = [Math.floor(at / wide), at % wide];
      const corner = corners[y < side ? 0 : 1][x < side ? 0 : 1];
      return 4 * old[(y % side) * side + (x % side)] + corner;
    });
    side = wide;
  }
  return { side, values: Uint8Array.from(ranks, (rank) => 4 * rank + 2) };
}

/** @type {Record<string, Texture>} */
export const TEXTURES = { bayer: bayer(), "blue-noise": blueNoise };
