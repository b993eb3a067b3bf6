// The histogram of the errors: how many starts end with how much.

import { count, percent } from "../../../../static/text.js";
import { find } from "../../../../static/widget.js";
import { bestOf, quantile } from "./statistics.js";
import { more, TWICE } from "./words.js";

/** @import { Known } from "./words.js" */

export const BINS = 40;
const TRIES = 10;
const [FROM, TO] = [0.1, 0.9]; // what the best of ten lies between in 8 of 10 cases
const NEARLY_ALL = 0.95;
const SHORTEST = 0.01; // of the least error: an axis of less would make much of nothing
const LONG = 1.5; // times as long as for nearly all: then the axis is cut

export const HISTOGRAM = `<div class="histogram" role="img">
  <div class="plot"><div class="bars">${"<i></i>".repeat(BINS)}</div><div class="of-page"><span>this page's answer</span></div></div>
  <div class="rail"><div class="of-ten"></div></div>
  <div class="ticks"><span></span><span></span><span></span></div>
</div>`;

/**
 * The axis: from the least error, to the largest unless a few are far beyond.
 *
 * @param {Known} known
 */
export function axisOf({ inertias, page, total }) {
  const low = Math.min(inertias[0], page);
  const largest = Math.max(inertias[inertias.length - 1], page);
  const most = Math.max(quantile(inertias, NEARLY_ALL), page);
  const isLong = most > low && largest - low > LONG * (most - low);
  const high = Math.max(isLong ? most : largest, low + SHORTEST * (low || total || 1));
  return { low, high, cut: largest > high };
}

/**
 * @param {number[]} inertias
 * @param {{ low: number, high: number }} axis What is beyond is in the last bin.
 * @returns {number[]} How many are in each bin.
 */
export function binned(inertias, { low, high }) {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const inertia of inertias) {
    bins[Math.min(BINS - 1, Math.floor((BINS * (inertia - low)) / (high - low)))]++;
  }
  return bins;
}

/**
 * @param {HTMLElement} place
 * @param {Known} known
 */
export function drawHistogram(place, known) {
  const { inertias, page, total } = known;
  const axis = axisOf(known);
  const bins = binned(inertias, axis);
  const most = Math.max(...bins);
  const across = (/** @type {number} */ inertia) =>
    100 * Math.min(1, (inertia - axis.low) / (axis.high - axis.low));
  for (const [i, bar] of [...find(place, ".bars").children].entries()) {
    /** @type {HTMLElement} */ (bar).style.height = `${(100 * bins[i]) / most}%`;
  }
  const mark = find(place, ".of-page");
  mark.style.left = `${across(page)}%`;
  mark.classList.toggle("late", across(page) > 50);
  const [from, to] = [FROM, TO].map((chance) => across(bestOf(inertias, TRIES, chance)));
  const { style } = find(place, ".of-ten");
  style.left = `${from}%`;
  style.width = `${to - from}%`;
  const ticks = find(place, ".ticks").children;
  ticks[0].textContent = "least error";
  ticks[1].textContent = tick((axis.low + axis.high) / 2, axis.low, total);
  ticks[2].textContent = tick(axis.high, axis.low, total) + (axis.cut ? " and more" : "");
  const worst = more(inertias[inertias.length - 1], axis.low, total);
  find(place, ".histogram").setAttribute(
    "aria-label",
    `Histogram of the errors of ${count(inertias.length, "start")}, from the least to ${worst || "the same"}.`,
  );
}

/**
 * @param {number} inertia
 * @param {number} least
 * @param {number} total
 */
function tick(inertia, least, total) {
  if (least <= 1e-6 * total) return `${percent((inertia - least) / (total || 1))} of the variance`;
  const share = inertia / least - 1;
  return share < TWICE ? `+${percent(share)}` : `${(1 + share).toFixed(1)} times`;
}
