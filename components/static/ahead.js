// What is likely to be asked for next is drawn in the background before it is: the k
// beside the one on the screen. A step of the slider then has only to be shown.
//
// A worker does for them just what is done here, so the pixels are the same whoever drew
// them. It starts when somebody comes near the slider: who only looks pays nothing.

import { redraw } from "./dots.js";
import { sliderOf } from "./slider_observer.js";

/** @import { Dither } from "./dots.js" */
/** @import { Drawable } from "./drawable.js" */
/** @import { Metric } from "./metric.js" */
/** @import { Pixels } from "./ahead_worker.js" */

/**
 * How a picture is drawn.
 *
 * @typedef {object} Drawing
 * @property {string} key Tells it from all others.
 * @property {number[]} palette
 * @property {Rule} rule Of the space.
 * @property {Dither | null} kind Of dots, if there are any.
 */

/**
 * A picture that is drawn with dots: the palette color of each pixel; and what each color
 * then draws.
 *
 * @typedef {{ labels: Uint8Array, drawn: Float64Array | null }} Found
 */

const REACH = 8; // how far from the k on the screen, either way
const AT_ONCE = 2; // what the worker is told of: it never waits, and is never far behind
const INTEREST = ["pointerover", "pointerdown", "focusin"];

export class Ahead {
  /** @type {Worker | null} */
  worker = null;
  able = navigator.hardwareConcurrency > 1; // whether anything can be drawn beside this
  /** @type {Drawable | null} */
  picture = null;
  /** @type {Drawing[]} */
  wanted = []; // what is likeliest stands first
  /** @type {Map<string, Found>} */
  found = new Map();
  /** @type {Set<string>} */
  waiting = new Set(); // what the worker was told of
  k = 0; // on the screen

  constructor() {
    for (const name of INTEREST) addEventListener(name, this.near, { passive: true });
  }

  stop() {
    for (const name of INTEREST) removeEventListener(name, this.near);
    this.worker?.terminate();
    this.worker = null;
  }

  /**
   * Names a drawing.
   *
   * @param {Drawable} picture
   * @param {number[]} palette
   * @param {Rule} rule
   * @param {Dither | null} kind
   * @returns {Drawing}
   */
  static drawing({ id }, palette, rule, kind) {
    return { key: [id, kind, rule.space, rule.times, palette].join(), palette, rule, kind };
  }

  /**
   * As `redraw`, without its work where that is done already.
   *
   * @param {Drawable} picture
   * @param {Drawing} drawing
   * @param {Metric} metric
   */
  redraw(picture, { key, palette, kind }, metric) {
    const there = this.found.get(key);
    if (!there) {
      const drawn = redraw(picture, palette, metric, kind);
      const { labels } = picture;
      // A copy, because these are overwritten by the next.
      if (this.worker && kind && labels) this.found.set(key, { labels: labels.slice(), drawn });
      return drawn;
    }
    picture.single = true;
    if (picture.labels) picture.labels.set(there.labels);
    else picture.labels = there.labels.slice();
    return there.drawn;
  }

  /**
   * Says what is on the screen, so that what is beside it can be drawn.
   *
   * @param {Drawable} picture
   * @param {number} k
   * @param {number} most The greatest k.
   * @param {(k: number) => Drawing} drawingOf
   */
  show(picture, k, most, drawingOf) {
    // Without dots a drawing is as soon made as asked for.
    const dotted = drawingOf(k).kind !== null;
    this.wanted = dotted ? beside(k, this.k, most).map(drawingOf) : [];
    this.k = k;
    const near = new Set([drawingOf(k), ...this.wanted].map(({ key }) => key));
    for (const key of this.found.keys()) if (!near.has(key)) this.found.delete(key);
    const other = picture !== this.picture;
    this.picture = picture;
    if (other) this.send();
    this.feed();
  }

  // Somebody comes near the slider.
  near = (/** @type {Event} */ event) => {
    if (this.worker || !this.able || !this.wanted.length || !sliderOf(event)) return;
    try {
      this.worker = new Worker(new URL("ahead_worker.js", import.meta.url), { type: "module" });
    } catch {
      this.able = false;
      return;
    }
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = () => {
      this.able = false;
      this.worker = null;
    };
    this.send();
    this.feed();
  };

  send() {
    if (!this.worker || !this.picture) return;
    const { id, width, height, rgb, alpha } = this.picture;
    this.worker.postMessage(/** @type {Pixels} */ ({ id, width, height, rgb, alpha }));
  }

  feed() {
    if (!this.worker) return;
    for (const drawing of this.wanted) {
      if (this.waiting.size >= AT_ONCE) return;
      if (this.found.has(drawing.key) || this.waiting.has(drawing.key)) continue;
      this.waiting.add(drawing.key);
      this.worker.postMessage(drawing);
    }
  }

  /** @param {{ key: string, found: Found }} told */
  take({ key, found }) {
    this.waiting.delete(key);
    this.found.set(key, found);
    this.feed();
  }
}

/**
 * The k beside one, the likeliest first: those that the slider moves towards.
 *
 * @param {number} k
 * @param {number} before Where the slider was.
 * @param {number} most The greatest k.
 */
function beside(k, before, most) {
  const onward = k < before ? -1 : 1;
  const ahead = [];
  for (let off = 1; off <= REACH; off++) ahead.push(k + onward * off, k - onward * off);
  const rank = (/** @type {number} */ at) => ((at - k) * onward > 0 ? at - k : 3 * (at - k)) ** 2;
  return ahead.filter((at) => at >= 1 && at <= most).sort((a, b) => rank(a) - rank(b));
}
