// What a scale does, in words.

import { count, percent } from "../../../../static/text.js";

/** @import { Copy } from "./copy.js" */
/** @import { Feature, Measured, Scale } from "./features.js" */

const [MOST, LEAST] = [0.65, 0.35]; // shares from which on one side decides
const EXACT = 1e9;

/**
 * How much position counts; all is all, whatever was lost in adding up.
 *
 * @param {Feature[]} features
 */
export function counts(features) {
  const sum = features.slice(3).reduce((all, { share }) => all + share, 0);
  return Math.round(EXACT * sum) / EXACT;
}

/**
 * @param {Scale} scale
 * @param {Measured} measured
 */
export function about({ space, position, standardized }, { features }) {
  if (position) {
    const share = counts(features);
    return `Position makes ${percent(share)} of all squared distances, color ${percent(1 - share)}: ${decides(share)}`;
  }
  if (space === "oklab") {
    return "In Oklab, steps of equal length look about equally large to the eye.";
  }
  if (standardized) {
    return "Each channel is divided by its own spread, so all three count the same, even one that hardly varies here.";
  }
  return "Red, green and blue need no normalizing: all three share one scale, from 0 to 255.";
}

/** @param {number} share */
function decides(share) {
  if (share >= MOST) return "clusters are patches of neighbors (superpixels).";
  if (share <= LEAST) return "clusters follow the colors.";
  return "both decide.";
}

/** @param {Copy} copy */
export function onCopy({ every, picture }) {
  const { width, height } = picture;
  const all = count(width * height, "pixel");
  if (every === 1) return `Worked out on all ${all} of the picture.`;
  return `So that it is quick, worked out on a small copy: one pixel in ${every}, across and down, ${all} in all.`;
}
