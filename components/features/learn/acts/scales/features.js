// What is measured of each pixel, and how much it counts: three features of color, and
// where the pixel is. k-means adds up squared differences, so a feature counts as much as
// it varies, in whatever unit it is given.

import { Metric } from "../../../../static/metric.js";

/** @import { Counted } from "../../counted.js" */
/** @import { Copy } from "./copy.js" */
/** @import { Rows } from "./rows.js" */

/**
 * How features are measured.
 *
 * @typedef {object} Scale
 * @property {"rgb" | "oklab"} space Of the color.
 * @property {boolean} position Whether x and y count too.
 * @property {boolean} standardized Whether each feature is brought to mean 0 and standard
 *   deviation 1 (z-scores).
 */

/**
 * A feature of every pixel.
 *
 * @typedef {object} Feature
 * @property {string} name
 * @property {Float64Array} values
 * @property {number} low The least that it can be, ...
 * @property {number} high ... and the most.
 * @property {number} share Of all squared distances between pixels.
 */

/**
 * @typedef {Rows & { features: Feature[], natural: number }} Measured Also how much
 *   position counts where nobody weighs it, 0–1.
 */

// Ottosson's Oklab, in the whole numbers of the page's own k-means.
const OKLAB = new Metric({ space: "oklab", times: [1, 1, 1] });
const UNIT = OKLAB.high[0]; // white's lightness

/**
 * @param {Copy} copy
 * @param {Scale} scale
 * @param {number | null} share How much position is to count, 0–1; null where it counts
 *   what it does by its scale.
 * @returns {Measured}
 */
export function measured(copy, scale, share) {
  const { weights, pixels } = copy.counted;
  const colors = scale.space === "oklab" ? oklabOf(copy) : rgbOf(copy.counted);
  const places = scale.position ? placesOf(copy) : [];
  const ready = scale.standardized ? (/** @type {Raw} */ each) => zScored(each, weights) : same;
  const [color, position] = [colors.map(ready), places.map(ready)];
  const ofColor = sum(color.map(({ values }) => spread(values, weights).variance));
  const ofPlace = sum(position.map(({ values }) => spread(values, weights).variance));
  const all = ofColor + ofPlace;
  const natural = all > 0 ? ofPlace / all : 0;
  const times = weighed(ofColor, ofPlace, scale.position ? share : null);
  const raw = [
    ...color.map((each) => stretched(each, times.color)),
    ...position.map((each) => stretched(each, times.position)),
  ];
  const variances = raw.map(({ values }) => spread(values, weights).variance);
  const total = sum(variances);
  const features = raw.map((each, i) => ({
    ...each,
    share: total > 0 ? variances[i] / total : 0,
  }));
  return { features, natural, values: rowByRow(features), weights, pixels };
}

/** @typedef {Omit<Feature, "share">} Raw */

/**
 * @param {Counted} counted
 * @returns {Raw[]}
 */
function rgbOf({ red, green, blue }) {
  return [
    { name: "Red", values: red, low: 0, high: 255 },
    { name: "Green", values: green, low: 0, high: 255 },
    { name: "Blue", values: blue, low: 0, high: 255 },
  ];
}

/**
 * @param {Copy} copy
 * @returns {Raw[]}
 */
function oklabOf({ picture }) {
  const { x, y, z } = OKLAB.points(picture.rgb);
  return [x, y, z].map((axis, i) => ({
    name: ["L", "a", "b"][i],
    values: Float64Array.from(axis, (steps) => steps / UNIT),
    low: OKLAB.low[i] / UNIT,
    high: OKLAB.high[i] / UNIT,
  }));
}

/**
 * Where pixels are in the picture, in its pixels.
 *
 * @param {Copy} copy
 * @returns {Raw[]}
 */
function placesOf({ picture, every, rows, columns }) {
  return [
    { name: "x", values: Float64Array.from(columns), low: 0, high: every * (picture.width - 1) },
    { name: "y", values: Float64Array.from(rows), low: 0, high: every * (picture.height - 1) },
  ];
}

/** @param {Raw} feature */
function same(feature) {
  return feature;
}

/**
 * Mean 0 and standard deviation 1, over the pixels by what they count; a feature that
 * does not vary stays so.
 *
 * @param {Raw} feature
 * @param {Float64Array} weights
 * @returns {Raw}
 */
function zScored({ name, values, low, high }, weights) {
  const { mean, variance } = spread(values, weights);
  // Asked of the values: the mean of equal numbers is rounded, and off by a little.
  const varies = values.some((each) => each !== values[0]);
  const deviation = varies ? Math.sqrt(variance) : 1;
  const score = (/** @type {number} */ value) => (value - mean) / deviation;
  return { name, values: values.map(score), low: score(low), high: score(high) };
}

/**
 * @param {Raw} feature
 * @param {number} times
 * @returns {Raw}
 */
function stretched({ name, values, low, high }, times) {
  return {
    name,
    values: times === 1 ? values : values.map((value) => times * value),
    low: times * low,
    high: times * high,
  };
}

/**
 * What color and position have to be multiplied by, so that position makes a share of all
 * squared distances. Color stays as it is while it counts at all.
 *
 * @param {number} ofColor Variance of all its features.
 * @param {number} ofPlace
 * @param {number | null} share
 */
function weighed(ofColor, ofPlace, share) {
  if (share === null || ofColor === 0 || ofPlace === 0) return { color: 1, position: 1 };
  if (share >= 1) return { color: 0, position: 1 };
  return { color: 1, position: Math.sqrt((share / (1 - share)) * (ofColor / ofPlace)) };
}

/**
 * @param {Float64Array} values
 * @param {Float64Array} weights
 */
function spread(values, weights) {
  let mass = 0;
  let mean = 0;
  for (let i = 0; i < values.length; i++) {
    mass += weights[i];
    mean += weights[i] * values[i];
  }
  mean /= mass || 1;
  let variance = 0;
  for (let i = 0; i < values.length; i++) variance += weights[i] * (values[i] - mean) ** 2;
  return { mean, variance: variance / (mass || 1) };
}

/** @param {Feature[]} features */
function rowByRow(features) {
  const axes = features.length;
  const rows = new Float64Array(axes * features[0].values.length);
  for (const [axis, { values }] of features.entries()) {
    for (let i = 0; i < values.length; i++) rows[axes * i + axis] = values[i];
  }
  return rows;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, each) => all + each, 0);
}
