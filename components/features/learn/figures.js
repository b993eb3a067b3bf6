// What stands beside picture and cloud: the inertia as a figure and as a little curve, what
// the last step did, and a bar in which each center is as wide as its share.

import { hexOf } from "../../static/color.js";
import { percent } from "../../static/text.js";
import { find } from "../../static/widget.js";
import { drawFall } from "./falling.js";
import { inertiaOf, means } from "./lloyd.js";
import { rounded } from "./stage.js";

/** @import { Counted } from "./counted.js" */
/** @import { Loop } from "./loop.js" */

const EXACT = 1000; // a smaller inertia is told with decimals

export class Figures {
  /** @type {Counted | null} */
  counted = null;
  total = 0; // inertia of a single center

  /**
   * @param {HTMLElement} place
   * @param {(center: number | null) => void} point Called with a center whose bar is
   *   pointed at, or when none is.
   */
  constructor(place, point) {
    this.place = place;
    this.point = point;
  }

  /** @param {Counted} counted */
  take(counted) {
    this.counted = counted;
    const all = new Uint8Array(counted.weights.length);
    this.total = inertiaOf(counted, all, means(counted, all, new Float64Array(3)));
  }

  /**
   * @param {Loop} loop
   * @param {string} words What the last step did.
   */
  show(loop, words) {
    const { total, counted } = this;
    const { now, labels } = loop;
    const explained = now && total > 0 ? 1 - now.inertia / total : null;
    this.write(words, now?.inertia, explained === null ? "" : percent(explained));
    drawFall(this.place, loop.states, loop.at);
    const colors = rounded(now?.centers ?? new Float64Array(0));
    this.bars(colors, labels, counted?.weights ?? new Float64Array(0));
  }

  /**
   * @param {string} words
   * @param {number | undefined} inertia
   * @param {string} explained Which share of the color variance; empty where there is none.
   */
  write(words, inertia, explained) {
    const { place } = this;
    find(place, ".step").textContent = words;
    find(place, '[data-role="inertia"]').textContent =
      inertia === undefined ? "–" : written(inertia);
    find(place, ".share").textContent = explained && `explains ${explained} of the color variance`;
  }

  /**
   * @param {number[]} colors Of the centers.
   * @param {Uint8Array} labels
   * @param {Float64Array} weights
   */
  bars(colors, labels, weights) {
    const shares = new Float64Array(colors.length);
    if (colors.length > 0) for (let i = 0; i < weights.length; i++) shares[labels[i]] += weights[i];
    const bars = find(this.place, ".centers");
    while (bars.children.length > colors.length) bars.lastElementChild?.remove();
    while (bars.children.length < colors.length) bars.append(this.bar(bars.children.length));
    for (const [index, bar] of [...bars.children].entries()) {
      const { style } = /** @type {HTMLElement} */ (bar);
      style.background = hexOf(colors[index]);
      style.flexGrow = String(shares[index]);
    }
  }

  /** @param {number} center */
  bar(center) {
    const bar = document.createElement("i");
    bar.onpointerenter = () => this.point(center);
    bar.onpointerleave = () => this.point(null);
    return bar;
  }
}

/** @param {number} inertia */
export function written(inertia) {
  return inertia.toLocaleString("en-US", { maximumFractionDigits: inertia < EXACT ? 3 : 0 });
}
