// What the page's own palettes do to the picture, for every k: the color of each pixel,
// and the inertia, in the space in which the page measures.

import { colorsOf } from "../../../../static/color.js";
import { Metric } from "../../../../static/metric.js";
import { assign, labelled, pointsOf } from "../../../../static/nearest.js";

/** @import { Subject } from "../../stage.js" */

const KEPT = 4; // labels of so many k are remembered

export class Survey {
  /** @type {Map<number, Uint8Array>} */
  known = new Map();

  /**
   * @param {Subject} subject
   * @param {Pick<Palettes, "colors" | "metric">} palettes
   */
  constructor(subject, { colors, metric }) {
    this.subject = subject;
    this.colors = colors.map(colorsOf);
    this.metric = new Metric(metric);
    this.inertias = new Float64Array(colors.length).fill(NaN);
    this.unit = unitOf(this.metric, subject.counted);
  }

  get most() {
    return this.colors.length;
  }

  /**
   * For each color of the picture its color of the palette.
   *
   * @param {number} k
   */
  labels(k) {
    let labels = this.known.get(k);
    if (!labels) {
      labels = this.find(k);
      this.known.set(k, labels);
      if (this.known.size > KEPT) this.known.delete([...this.known.keys()][0]);
    }
    return labels;
  }

  /** @param {number} k */
  find(k) {
    const nearest = labelled(this.subject.picture.index);
    assign(nearest, this.colors[k - 1], this.metric);
    return nearest.labels;
  }

  /** @param {number} k */
  inertia(k) {
    if (Number.isNaN(this.inertias[k - 1])) this.inertias[k - 1] = this.workOut(k);
    return this.inertias[k - 1];
  }

  /** @param {number} k */
  workOut(k) {
    const { subject, metric, unit } = this;
    const { x, y, z } = pointsOf(subject.picture.index, metric);
    const { x: px, y: py, z: pz } = metric.points(this.colors[k - 1]);
    const { weights } = subject.counted;
    const labels = this.known.get(k) ?? this.find(k);
    let inertia = 0;
    for (let i = 0; i < labels.length; i++) {
      const c = labels[i];
      const d0 = x[i] - px[c];
      const d1 = y[i] - py[c];
      const d2 = z[i] - pz[c];
      inertia += weights[i] * (d0 * d0 + d1 * d1 + d2 * d2);
    }
    return inertia / unit ** 2;
  }

  // The first k of which nothing is known yet; null where all are.
  get next() {
    const at = this.inertias.findIndex(Number.isNaN);
    return at < 0 ? null : at + 1;
  }
}

/**
 * How many whole steps one unit of the space has: Oklab's lightness goes from 0 to 1, and
 * z-scores are in standard deviations.
 *
 * @param {Metric} metric
 * @param {import("../../counted.js").Counted} counted
 */
function unitOf({ space, times, high, low }, { red, weights }) {
  if (space === "srgb") return 1;
  if (space !== "standardized") return high[0] - low[0];
  let mass = 0;
  let mean = 0;
  for (let i = 0; i < red.length; i++) {
    mass += weights[i];
    mean += weights[i] * red[i];
  }
  let variance = 0;
  for (let i = 0; i < red.length; i++) variance += weights[i] * (red[i] - mean / mass) ** 2;
  return times[0] * (Math.sqrt(variance / mass) || 1);
}
