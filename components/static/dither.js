// Dots of few colors that mix to the colors between them, exactly as the server
// draws them (components/engine/drawing/dither.py says what and why): Floyd and
// Steinberg's error diffusion in whole numbers, row by row to the right and to the
// left in turn. Here errors, too, make colors that the picture does not have, so
// cells get their lists when they are first met.

// biome-ignore-all lint/complexity/useMathMinMax: no calls in a loop over all pixels.

import { FLAT, INVISIBLE, MIXES, marked, SOFT, stays } from "./flat.js";
import { Candidates, CELLS } from "./nearest.js";
import { SOLID } from "./picture.js";

/** @import { Drawable } from "./drawable.js" */

// Kept between frames, so that dragging the slider makes no garbage.
const dots = {
  lists: new Int32Array(CELLS * 64), // k for each cell: index << 24 | color
  lengths: new Uint16Array(CELLS), // 0 where the cell was not met yet
  kept: new Int32Array(256),
  asked: new Int32Array(0),
};

/**
 * Fills picture.labels: for each pixel its palette color. Returns what each color
 * draws: pixels, weighed by opacity.
 *
 * One long loop with plain variables on purpose: it runs for every pixel at every
 * step of the slider.
 *
 * @param {Pick<Drawable, "rgb" | "alpha" | "width" | "height" | "labels">} picture
 * @param {number[]} palette
 */
export function dither(picture, palette) {
  const { alpha, width, height } = picture;
  const pixels = marked(picture);
  const k = palette.length;
  picture.labels ??= new Uint8Array(pixels.length);
  const { labels } = picture;
  const opacities = new Float64Array(k);
  const candidates = new Candidates(palette);
  const bound = largestError(candidates.channels);
  if (dots.lists.length < CELLS * k) dots.lists = new Int32Array(CELLS * k);
  if (dots.asked.length < 3 * (width + 2)) dots.asked = new Int32Array(3 * (width + 2));
  const { lists, lengths, kept, asked } = dots;
  let flat = -1; // the last pixel in a flat area, and whether its color stays
  let still = false;
  lengths.fill(0);
  asked.fill(0);
  // Errors are in sixteenths. `asked` holds what the row above asks of each pixel,
  // and is overwritten with what this row asks of the one below: `behind` and
  // `under` are what is known so far for the pixels below the last and this one.
  for (let y = 0; y < height; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    const jump = 3 * step;
    const x = step === 1 ? 0 : width - 1;
    let i = y * width + x;
    let at = 3 * (x + 1);
    let ahead0 = 0;
    let ahead1 = 0;
    let ahead2 = 0;
    let behind0 = 0;
    let behind1 = 0;
    let behind2 = 0;
    let under0 = 0;
    let under1 = 0;
    let under2 = 0;
    for (let left = width; left > 0; left--) {
      const pixel = pixels[i];
      const part = pixel >> 24;
      let r = (pixel >> 16) & 255;
      let g = (pixel >> 8) & 255;
      let b = pixel & 255;
      if (part === FLAT && pixel !== flat) {
        flat = pixel;
        still = stays(r, g, b, candidates.channels);
      }
      const mixes = part === MIXES || (part === FLAT && !still);
      if (mixes) {
        const s0 = (asked[at] + ahead0 + 8) >> 4;
        const s1 = (asked[at + 1] + ahead1 + 8) >> 4;
        const s2 = (asked[at + 2] + ahead2 + 8) >> 4;
        r += s0 < -bound ? -bound : s0 > bound ? bound : s0;
        g += s1 < -bound ? -bound : s1 > bound ? bound : s1;
        b += s2 < -bound ? -bound : s2 > bound ? bound : s2;
        r = r < 0 ? 0 : r > 255 ? 255 : r;
        g = g < 0 ? 0 : g > 255 ? 255 : g;
        b = b < 0 ? 0 : b > 255 ? 255 : b;
      }
      const cell = ((r & 0xf8) << 7) | ((g & 0xf8) << 2) | (b >> 3);
      const start = cell * k;
      let count = lengths[cell];
      if (count === 0) {
        count = candidates.of((r << 16) | (g << 8) | b, kept);
        for (let n = 0; n < count; n++) lists[start + n] = (kept[n] << 24) | palette[kept[n]];
        lengths[cell] = count;
      }
      let best = lists[start];
      let d0 = r - ((best >> 16) & 255);
      let d1 = g - ((best >> 8) & 255);
      let d2 = b - (best & 255);
      if (count > 1) {
        let smallest = d0 * d0 + d1 * d1 + d2 * d2;
        for (let n = start + 1; n < start + count; n++) {
          const entry = lists[n];
          const e0 = r - ((entry >> 16) & 255);
          const e1 = g - ((entry >> 8) & 255);
          const e2 = b - (entry & 255);
          const distance = e0 * e0 + e1 * e1 + e2 * e2;
          if (distance < smallest) {
            smallest = distance;
            best = entry;
            d0 = e0;
            d1 = e1;
            d2 = e2;
          }
        }
      }
      best >>>= 24;
      labels[i] = best;
      if (part !== SOFT) opacities[best] += part === INVISIBLE ? 0 : SOLID;
      else if (alpha !== null) opacities[best] += alpha[i];
      if (!mixes) d0 = d1 = d2 = 0;
      ahead0 = 7 * d0;
      ahead1 = 7 * d1;
      ahead2 = 7 * d2;
      asked[at - jump] = behind0 + 3 * d0;
      asked[at - jump + 1] = behind1 + 3 * d1;
      asked[at - jump + 2] = behind2 + 3 * d2;
      behind0 = under0 + 5 * d0;
      behind1 = under1 + 5 * d1;
      behind2 = under2 + 5 * d2;
      under0 = d0;
      under1 = d1;
      under2 = d2;
      i += step;
      at += jump;
    }
    asked[at - jump] = behind0;
    asked[at - jump + 1] = behind1;
    asked[at - jump + 2] = behind2;
  }
  return opacities.map((sum) => sum / SOLID);
}

/**
 * Half of the widest gap in the palette, the longest edge of its minimum spanning
 * tree: more need not be asked of a pixel to mix two neighboring colors.
 *
 * @param {Int32Array[]} channels Of the palette.
 */
function largestError([red, green, blue]) {
  const away = new Float64Array(red.length).fill(Infinity); // of what is joined
  const joined = new Uint8Array(red.length);
  let widest = 0;
  for (let last = 0, left = red.length - 1; left > 0; left--) {
    joined[last] = 1;
    let nearest = -1;
    for (let c = 0; c < red.length; c++) {
      if (joined[c]) continue;
      const dr = red[c] - red[last];
      const dg = green[c] - green[last];
      const db = blue[c] - blue[last];
      away[c] = Math.min(away[c], dr * dr + dg * dg + db * db);
      if (nearest < 0 || away[c] < away[nearest]) nearest = c;
    }
    widest = Math.max(widest, away[nearest]);
    last = nearest;
  }
  return (Math.floor(Math.sqrt(widest)) + 1) >> 1;
}
