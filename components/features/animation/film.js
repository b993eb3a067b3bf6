// All frames of an animation, and each drawn in few colors when it is to be seen. What
// was drawn is kept as a byte a pixel, so that the second time round is quick.

import { redraw } from "../../static/dots.js";
import { drawable, ofPixels } from "../../static/drawable.js";
import { INVISIBLE, marked } from "../../static/flat.js";
import { indexColors } from "../../static/nearest.js";
import { paintOriginal, paintQuantized } from "../../static/paint.js";
import { decodePng } from "../../static/png.js";

/** @import { Drawable } from "../../static/drawable.js" */
/** @import { Metric } from "../../static/metric.js" */

/**
 * What frames are drawn in.
 *
 * @typedef {object} Colors
 * @property {number[]} colors
 * @property {Metric} metric
 * @property {AnimationData["dots"]} dots
 */

// Frames whose distinct colors are kept, in pixels of all of them: finding those takes
// as long as drawing, and they take twenty times as much room as what is drawn.
const KEPT = 2_000_000;

export class Film {
  /** @type {Colors | null} */
  colors = null;
  /** @type {(Uint8Array | undefined)[]} For each frame the color of each pixel. */
  labels = [];
  /** @type {Map<number, Drawable>} The latest last. */
  ready = new Map();

  /**
   * @param {{ width: number, height: number }} size Of a frame.
   * @param {Uint32Array} rgb Of all frames, one after the other.
   * @param {Uint8Array | null} alpha
   */
  constructor({ width, height }, rgb, alpha) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.alpha = alpha;
  }

  /**
   * @param {FilmMessage} message
   * @returns {Promise<Film>}
   */
  static async of({ file, durations, changes }) {
    const { width, height: rows, rgb, alpha } = await decodePng(file);
    const height = rows / durations.length;
    if (changes) for (const each of [rgb, alpha]) if (each) addUp(each, width * height);
    return new Film({ width, height }, rgb, alpha);
  }

  /**
   * Draws frames in other colors from now on.
   *
   * @param {Colors | null} colors
   */
  use(colors) {
    this.colors = colors;
    this.labels = [];
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} frame
   */
  paintOriginal(canvas, frame) {
    paintOriginal(canvas, this.pixels(frame));
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} frame
   * @returns {boolean} Whether it is as the file has it. Otherwise it is drawn as if it
   *   were the first one, until those before it are drawn: see `catchUp`.
   */
  paintDrawn(canvas, frame) {
    const { colors } = this;
    if (!colors) return false;
    const final = !this.chained || this.catchUp(frame, 0);
    const labels = this.labelsOf(frame, colors, final);
    const painted = { ...this.pixels(frame), single: true, labels };
    const index = { pixels: painted.rgb, labels: [] }; // not asked, where labels are
    paintQuantized(canvas, { ...painted, index }, { ...colors, opacity: null }, null, 0);
    return final;
  }

  /** Whether what a frame becomes depends on the one before. */
  get chained() {
    return this.colors?.dots === "full" || this.colors?.dots === "gentle";
  }

  /**
   * Draws the frames before another, as far as there is time.
   *
   * @param {number} frame
   * @param {number} time In ms.
   * @returns {boolean} Whether all are drawn.
   */
  catchUp(frame, time) {
    const { colors, labels } = this;
    const end = performance.now() + time;
    for (let each = 0; colors && each < frame; each++) {
      if (labels[each]) continue;
      if (performance.now() >= end) return false;
      this.labelsOf(each, colors, true);
    }
    return true;
  }

  /**
   * @param {number} frame
   * @param {Colors} colors
   * @param {boolean} keep
   * @returns {Uint8Array} The color of each pixel.
   */
  labelsOf(frame, colors, keep) {
    const known = this.labels[frame];
    if (known) return known;
    const drawn = this.draw(
      frame,
      colors,
      keep && this.chained ? this.labels[frame - 1] : undefined,
    );
    if (keep) this.labels[frame] = drawn;
    return drawn;
  }

  /**
   * @param {number} frame
   * @param {Colors} colors
   * @param {Uint8Array | undefined} before What the frame before became, if that matters.
   * @returns {Uint8Array} The color of each pixel.
   */
  draw(frame, { colors, metric, dots }, before) {
    const picture = before ? this.held(frame) : this.drawable(frame);
    redraw(picture, colors, metric, dots);
    if (!picture.single) {
      const { pixels, labels } = picture.index;
      return Uint8Array.from(pixels, (place) => labels[place]);
    }
    const drawn = ofPixels(picture).slice();
    if (before) {
      const marks = marked(picture);
      for (let i = 0; i < drawn.length; i++)
        if (marks[i] >>> 24 === INVISIBLE) drawn[i] = before[i];
    }
    return drawn;
  }

  /**
   * A frame in which nothing but what has changed takes an error or passes one on
   * (components/engine/animation/drawing.py says why): to the dots, all else is not
   * there.
   *
   * @param {number} frame
   * @returns {Drawable}
   */
  held(frame) {
    const own = this.pixels(frame);
    const before = this.pixels(frame - 1);
    const marks = marked(own);
    for (let i = 0; i < marks.length; i++) {
      const same = own.rgb[i] === before.rgb[i] && own.alpha?.[i] === before.alpha?.[i];
      if (same) marks[i] &= 0xffffff;
    }
    return { ...this.drawable(frame), ...own };
  }

  /**
   * A frame with its distinct colors.
   *
   * @param {number} frame
   * @returns {Drawable}
   */
  drawable(frame) {
    const { ready } = this;
    const pixels = this.pixels(frame);
    const found = ready.get(frame) ?? drawable({ ...pixels, index: indexColors(pixels.rgb) });
    ready.delete(frame);
    ready.set(frame, found);
    const most = Math.max(1, Math.floor(KEPT / (this.width * this.height)));
    for (const oldest of ready.keys()) if (ready.size > most) ready.delete(oldest);
    return found;
  }

  /** @param {number} frame */
  pixels(frame) {
    const { width, height } = this;
    const [from, to] = [frame * width * height, (frame + 1) * width * height];
    const rgb = this.rgb.subarray(from, to);
    const alpha = this.alpha?.subarray(from, to) ?? null;
    return { id: `frame ${frame}`, width, height, rgb, alpha, aside: null };
  }
}

/**
 * Makes frames of what changed from each to the next.
 *
 * @param {Uint32Array | Uint8Array} values
 * @param {number} frame Pixels of one.
 */
function addUp(values, frame) {
  for (let i = frame; i < values.length; i++) values[i] ^= values[i - frame];
}
