// What the starts come to, in words.

import { count, percent } from "../../../../static/text.js";
import { below, bestOf, quantile } from "./statistics.js";

export const LETTERS = ["A", "B", "C"];

const TRIES = 10;
const MOSTLY = 0.9;
const SAME = 1e-6; // of the error: by less two ends do not differ
export const TWICE = 1; // as much again: from there on it is told in times
const CLOSE = 0.001; // what is found on a copy is not more exact
const ANSWER = "this page's answer";
const ENOUGH = 100; // starts, from which on they say something about ten in a row
const FEW = 0.01; // of all pixels: what an outlier has at most

/**
 * How much more error there is than the least; nothing where it is the same.
 *
 * @param {number} inertia
 * @param {number} least
 * @param {number} total Inertia of a single center.
 */
export function more(inertia, least, total) {
  if (same(inertia, least, total)) return "";
  if (least <= SAME * total) return `${percent((inertia - least) / total)} of the variance more`;
  const share = inertia / least - 1;
  return share < TWICE ? `${percent(share)} more` : `${(1 + share).toFixed(1)} times as much`;
}

/**
 * @param {number} one
 * @param {number} other
 * @param {number} total
 */
function same(one, other, total) {
  return Math.abs(one - other) <= SAME * Math.min(one, other) + SAME * SAME * total;
}

/**
 * Which of three starts is best.
 *
 * @param {number[]} inertias
 * @param {number} total
 * @param {{ atStart: boolean, atRest: boolean }} trio
 */
export function verdict(inertias, total, { atStart, atRest }) {
  if (atStart && !atRest) return "The same picture and the same k, from three starts. Press Play.";
  const least = Math.min(...inertias);
  const ends = LETTERS.map((letter, i) => ({ letter, words: more(inertias[i], least, total) }));
  const best = ends.filter(({ words }) => !words).map(({ letter }) => letter);
  if (best.length === ends.length) {
    return atRest ? "All three come to the same end." : "So far all three have the same error.";
  }
  const others = ends.filter(({ words }) => words).map(({ letter, words }) => `${letter} ${words}`);
  const [, second] = best;
  const has = second ? "have" : "has";
  const winner = `${best.join(" and ")} ${has} the least error${atRest ? "" : " so far"}`;
  return `${[winner, ...others].join(", ")}.`;
}

/** @param {number} empty How many centers have no pixels. */
export function ofEmpty(empty) {
  return empty > 0
    ? "An empty cluster: no pixel goes to the larger ball. So nothing moves it, and C has one color fewer. scikit-learn would put it onto a pixel far from its center."
    : "At first no pixel went to the last center: an empty cluster. Then the others moved away, and it got some.";
}

/**
 * @param {string} color
 * @param {number} pixels That have its center now.
 * @param {number} all
 */
export function ofOutlier(color, pixels, all) {
  const begun = `C began with a center on ${color}, the color farthest from all others.`;
  return pixels <= FEW * all
    ? `An outlier: ${begun} Now ${count(pixels, "pixel")} have one color for themselves, and all the rest share the others.`
    : `${begun} Now ${percent(pixels / all)} of the pixels go to it: too many to be outliers.`;
}

/**
 * What many starts say.
 *
 * @typedef {object} Known
 * @property {number[]} inertias They rise.
 * @property {number} page Where this page's colors lead to.
 * @property {number} total Inertia of a single center.
 */

/**
 * @param {Known} known
 * @returns {string[]} Sentences.
 */
export function odds({ inertias, page, total }) {
  if (inertias.length < ENOUGH) return [`${count(inertias.length, "start")} so far.`];
  const close = CLOSE * page + SAME * SAME * total;
  const fewer = below(inertias, page - close);
  const equal = below(inertias, page + close) - fewer;
  const all = count(inertias.length, "start");
  if (equal === inertias.length) {
    return [`All ${all} come within 0.1 % of ${ANSWER}: luck hardly matters here.`];
  }
  const worse = (/** @type {number} */ inertia) =>
    inertia > page + close ? more(inertia, page, total) : "";
  return [
    fewer > 0 ? better(fewer, all, 1 - inertias[0] / page) : none(equal, all),
    ten(worse(bestOf(inertias, TRIES, MOSTLY))),
    alone(worse(quantile(inertias, 0.5)), worse(inertias[inertias.length - 1])),
  ];
}

/**
 * @param {number} fewer
 * @param {string} all
 * @param {number} share
 */
function better(fewer, all, share) {
  const number = fewer.toLocaleString("en-US");
  return `${number} of ${all} found less error than ${ANSWER}, ${percent(share)} less at best.`;
}

/**
 * @param {number} equal
 * @param {string} all
 */
function none(equal, all) {
  const number = equal.toLocaleString("en-US");
  return equal > 0
    ? `None of ${all} found clearly less error than ${ANSWER}; ${number} came within 0.1 % of it.`
    : `None of ${all} found as little error as ${ANSWER}.`;
}

/** @param {string} most */
function ten(most) {
  const best = "The best of ten starts in a row (scikit-learn's n_init=10)";
  return most
    ? `${best} has in 9 of 10 cases at most ${most}.`
    : `${best} does as well in 9 of 10 cases.`;
}

/**
 * @param {string} half
 * @param {string} worst
 */
function alone(half, worst) {
  const one = half
    ? `One start alone has ${half} or worse in half of all cases`
    : "One start alone does as well in half of all cases";
  return worst ? `${one}, ${worst} at worst.` : `${one}.`;
}

export const BEFORE = "Each start is run to its end, in the background. How often is one lucky?";

/**
 * On what they were run.
 *
 * @param {number} cells Colors of the copy.
 * @param {number} distinct Colors of the picture.
 */
export function onWhat(cells, distinct) {
  const where =
    cells < distinct
      ? `on a copy of the cloud with ${count(cells, "point")} instead of ${distinct.toLocaleString("en-US")}`
      : "on all colors of the picture";
  return `All are run ${where}, and so are this page's colors.`;
}
