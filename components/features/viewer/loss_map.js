// The loss map: where the redrawn picture differs most from the original, in the
// difference that ciede2000.js measures.

import { hexOf, mix } from "../../static/color.js";
import { ofPixels } from "../../static/drawable.js";
import { blank, FADED, word } from "../../static/paint.js";
import { SOLID } from "../../static/picture.js";
import { below as belowWhat, difference } from "../../static/text.js";
import { fillDifferences, fillDotDifferences, toLab } from "./ciede2000.js";

/** @import { Lab } from "./ciede2000.js" */
/** @import { Drawable } from "../../static/drawable.js" */

/**
 * What a picture lost, and what was worked out to find that.
 *
 * @typedef {object} Loss
 * @property {Lab} lab The picture's distinct colors.
 * @property {OfColors} [ofColors] Of each distinct color.
 * @property {Differences} [ofPixels] Of each pixel, in dithered pictures.
 * @property {number} mean
 * @property {number} below What 95 % of the pixels stay below.
 * @property {number} pixels How many there are, weighed by their opacity.
 */

/** @typedef {Drawable & { loss?: Loss }} Judged A picture, and what was looked at of it. */

/**
 * What is said of it. What is shown of a large picture is a smaller copy, so that its
 * figures are not quite those of the picture.
 *
 * @typedef {{ mean: string, below: string, nothing: boolean }} Said
 */

// Weights are in solid pixels, or, one for each pixel, its opacity.
/** @typedef {{ weights: Float64Array | Uint8Array, differences: Float32Array }} Differences */
/** @typedef {Differences & { shades: Uint32Array }} OfColors */

// The scale "inferno" of van der Walt and Smith, given to the public domain
// (https://bids.github.io/colormap/), at every ninth of its length. Its lightness
// grows evenly, so that it can be read in gray and with any kind of color vision.
const INFERNO = [
  0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d,
  0xfcffa4,
];
const SHADES = 256;
const BRIGHTEST = 10; // the difference from which on all looks alike

// Up to 5 after Mokrzycki and Tatol 2011, "Colour difference ΔE – a survey",
// Machine Graphics and Vision 20(4), 383–411.
const LEVELS = [
  { from: 0, to: 1, words: "nobody sees it" },
  { from: 1, to: 2, words: "practiced eyes" },
  { from: 2, to: 3.5, words: "most people" },
  { from: 3.5, to: 5, words: "clear" },
  { from: 5, to: 10, words: "another color" },
  { from: 10, to: 10, words: "far off" },
];

export const COLORMAP = Uint32Array.from({ length: SHADES }, (_, i) => {
  const at = (i / (SHADES - 1)) * (INFERNO.length - 1);
  const before = Math.min(Math.floor(at), INFERNO.length - 2);
  return mix(INFERNO[before + 1], INFERNO[before], at - before);
});

/** @param {number} difference */
function shadeOf(difference) {
  return Math.round(Math.min(difference / BRIGHTEST, 1) * (SHADES - 1));
}

/**
 * Notes in `picture.loss` how far each distinct color, or of dithered pictures each
 * pixel, is from its label's in the palette; the mean over the pixels, weighed by
 * their opacity, and what 95 % of them stay below. What does not depend on the palette
 * is found once a picture.
 *
 * @param {Judged} picture
 * @param {{ colors: number[] }} palette
 */
export function measureLoss(picture, palette) {
  picture.loss ??= { lab: toLab(picture.index.colors), mean: 0, below: 0, pixels: 0 };
  const { loss, index, single } = picture;
  const lab = toLab(palette.colors);
  if (single) {
    loss.ofPixels ??= prepareDots(picture);
    const { differences } = loss.ofPixels;
    fillDotDifferences(loss.lab, index.pixels, lab, ofPixels(picture), differences);
    Object.assign(loss, summary(loss.ofPixels));
  } else {
    loss.ofColors ??= prepareColors(picture);
    fillDifferences(loss.lab, lab, index.labels, loss.ofColors.differences);
    Object.assign(loss, summary(loss.ofColors));
  }
}

/**
 * @param {Judged} picture
 * @returns {OfColors}
 */
function prepareColors({ index, alpha }) {
  const { colors, pixels } = index;
  const weights = new Float64Array(colors.length);
  for (let i = 0; i < pixels.length; i++) weights[pixels[i]] += alpha ? alpha[i] : SOLID;
  return {
    weights,
    differences: new Float32Array(colors.length),
    shades: new Uint32Array(colors.length),
  };
}

/**
 * @param {Judged} picture
 * @returns {Differences}
 */
function prepareDots({ rgb, alpha }) {
  const weights = alpha ?? new Uint8Array(rgb.length).fill(SOLID);
  return { weights, differences: new Float32Array(rgb.length) };
}

/**
 * The difference of one pixel; after `measureLoss`.
 *
 * @param {Judged} picture
 * @param {number} at
 */
export function lossAt({ loss, index, single }, at) {
  if (single) return loss?.ofPixels?.differences[at] ?? 0;
  return loss?.ofColors?.differences[index.pixels[at]] ?? 0;
}

/**
 * `below` is in tenths, rounded up, so that what is claimed holds.
 *
 * @param {Differences} of
 */
function summary({ differences, weights }) {
  const tenths = new Float64Array(2000);
  let weight = 0;
  let sum = 0;
  for (let i = 0; i < differences.length; i++) {
    weight += weights[i];
    sum += weights[i] * differences[i];
    tenths[Math.floor(differences[i] * 10)] += weights[i];
  }
  let below = 0;
  for (let seen = 0; below < tenths.length && seen < 0.95 * weight; below++) seen += tenths[below];
  return { mean: weight ? sum / weight : 0, below: below / 10, pixels: weight / SOLID };
}

/**
 * Draws how much every pixel lost; after `measureLoss`. With a `chosen` color the
 * rest fades towards `paper`. Soft pixels are drawn solid, to be read against the
 * scale.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Judged} picture
 * @param {number | null} chosen
 * @param {number} paper
 */
export function paintLoss(canvas, picture, chosen, paper) {
  const out = blank(canvas, picture);
  const { words } = out;
  const { alpha, loss, single } = picture;
  const bright = COLORMAP.map((color) => word(color, 255));
  const faded = COLORMAP.map((color) => word(mix(color, paper, FADED), 255));
  /** @param {number} label */
  const scaleOf = (label) => (chosen === null || label === chosen ? bright : faded);
  if (single && loss?.ofPixels) {
    const labels = ofPixels(picture);
    const { differences } = loss.ofPixels;
    for (let i = 0; i < words.length; i++) {
      words[i] = scaleOf(labels[i])[shadeOf(differences[i])];
    }
  } else if (loss?.ofColors) {
    const { pixels, labels } = picture.index;
    const { differences, shades } = loss.ofColors;
    for (let i = 0; i < shades.length; i++) {
      shades[i] = scaleOf(labels[i])[shadeOf(differences[i])];
    }
    for (let i = 0; i < words.length; i++) words[i] = shades[pixels[i]];
  }
  if (alpha) for (let i = 0; i < words.length; i++) if (alpha[i] === 0) words[i] = 0;
  out.show();
}

/**
 * The figures as they are said: the server's, of the whole picture, if they are here.
 *
 * @param {Loss} loss
 * @param {{ mean: number, p95: number } | null} measured
 * @param {number} pixels How many the whole picture has, weighed likewise.
 * @returns {Said}
 */
export function sayLoss(loss, measured, pixels) {
  const about = measured || Math.abs(pixels - loss.pixels) < 0.5 ? "" : "about ";
  const mean = measured ? measured.mean : loss.mean;
  const tenth = measured ? belowWhat(measured.p95) : loss.below.toFixed(1);
  return { mean: about + difference(mean), below: about + tenth, nothing: mean === 0 };
}

/** @param {Said} said */
export function lossInWords({ mean, below, nothing }) {
  if (nothing) return "no difference, every color is kept";
  return `mean difference ${mean}, 95 % of the pixels below ${below}`;
}

/** @param {Said} said */
export function lossInShort({ mean, below, nothing }) {
  if (nothing) return "nothing lost";
  return `mean ${mean}, 95 % below ${below}`;
}

/**
 * The scale: a piece of it and words for each level.
 *
 * @param {HTMLElement} list
 */
export function showLevels(list) {
  for (const { from, to, words } of LEVELS) {
    const item = list.appendChild(document.createElement("li"));
    const piece = item.appendChild(document.createElement("i"));
    const range = item.appendChild(document.createElement("b"));
    const colors = [0, 0.25, 0.5, 0.75, 1].map((share) =>
      hexOf(COLORMAP[shadeOf(from + share * (to - from))]),
    );
    piece.style.background = `linear-gradient(to right, ${colors.join()})`;
    range.textContent = to > from ? `${from}–${to}` : `${from} +`;
    item.append(" ", words);
  }
}
