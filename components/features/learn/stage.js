// What is seen on the stage: the picture, and beside it the cloud of its colors with the
// centers in it.

import { mix } from "../../static/color.js";
import { drawable } from "../../static/drawable.js";
import { FADED, paintOriginal, paintQuantized, word } from "../../static/paint.js";
import { SOLID } from "../../static/picture.js";
import { Camera } from "./camera.js";
import { Cloud } from "./cloud.js";
import { countColors, pointsOf } from "./counted.js";

/** @import { Drawable } from "../../static/drawable.js" */
/** @import { Picture } from "../../static/picture.js" */
/** @import { Counted, Points } from "./counted.js" */

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * The picture that is played with.
 *
 * @typedef {object} Subject
 * @property {Picture} picture
 * @property {Counted} counted
 * @property {Points} points
 * @property {Drawable} drawing
 * @property {Uint32Array} asTheyAre The points in their own colors, as on a canvas.
 */

/**
 * Colors with the one that each color of the picture belongs to.
 *
 * @typedef {object} Labelled
 * @property {number[]} colors
 * @property {Uint8Array} labels
 */

/**
 * What is lit up, while all else fades.
 *
 * @typedef {Labelled & { index: number | null, chosen?: Uint8Array }} Lit
 *   All that belongs to one of the colors, alone; or what is chosen, 1 for each color of
 *   the picture, among the others.
 */

/**
 * @param {Picture} picture
 * @returns {Subject}
 */
export function subjectOf(picture) {
  const counted = countColors(picture);
  const points = pointsOf(counted);
  const { colors } = picture.index;
  const asTheyAre = Uint32Array.from(points.of, (i) => word(colors[i], SOLID));
  return { picture, counted, points, asTheyAre, drawing: drawable(picture) };
}

/**
 * Centers as colors, one number each.
 *
 * @param {Float64Array} centers
 */
export function rounded(centers) {
  return Array.from(
    { length: centers.length / 3 },
    (_, c) =>
      (Math.round(centers[3 * c]) << 16) |
      (Math.round(centers[3 * c + 1]) << 8) |
      Math.round(centers[3 * c + 2]),
  );
}

/**
 * Colors as centers.
 *
 * @param {number[]} colors
 */
export function centersOf(colors) {
  return Float64Array.from(
    colors.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]),
  );
}

/**
 * Colors as they are, and after them the same faded, for all that is not chosen.
 *
 * @param {Labelled} labelled
 * @param {Uint8Array} chosen
 * @param {number} paper
 */
function twoToned({ colors, labels }, chosen, paper) {
  return {
    colors: [...colors, ...colors.map((color) => mix(color, paper, FADED))],
    labels: Uint16Array.from(labels, (label, i) => label + (chosen[i] ? 0 : colors.length)),
  };
}

export class Stage {
  camera = new Camera();
  /** @type {Subject | null} */
  subject = null;
  /** @type {Labelled | null} */
  byCenter = null; // what all is drawn in, if not in its own colors
  /** @type {Lit | null} */
  lit = null; // the color that is pointed at, or what an act points out
  /** @type {number[] | null} */
  painted = null; // the colors of balls, where these are not at their colors' places
  /** @type {Float64Array} */
  places = new Float64Array(0); // where the balls are, on their way to ...
  /** @type {Float64Array} */
  centers = new Float64Array(0); // ... the centers
  /** @type {number | null} */
  picked = null; // the center in somebody's hand
  /** @type {[number, number, number] | null} */
  mark = null; // a color that is pointed at in the picture
  hidden = false; // while its pixels are in the air
  page = { ink: "#000000", paper: "#ffffff" };
  request = 0;
  gliding = 0;
  /** @type {Uint32Array | null} */
  words = null;

  /**
   * @param {HTMLElement} space What the cloud fills.
   * @param {HTMLCanvasElement} cloud
   * @param {HTMLCanvasElement} picture
   */
  constructor(space, cloud, picture) {
    this.space = space;
    this.cloud = new Cloud(cloud, this.camera);
    this.picture = picture;
    this.observer = new ResizeObserver(() => this.turned());
    this.observer.observe(space);
  }

  stop() {
    this.observer.disconnect();
    cancelAnimationFrame(this.request);
    cancelAnimationFrame(this.gliding);
  }

  /** @param {Subject} subject */
  take(subject) {
    this.subject = subject;
    this.painted = null;
    this.cloud.take(subject.counted, subject.points);
  }

  // Of the balls.
  get colors() {
    return this.painted ?? rounded(this.centers);
  }

  // Everything is drawn anew.
  paint() {
    this.paintPicture();
    this.words = this.pointWords();
    this.turned();
  }

  paintPicture() {
    const { subject, byCenter, lit, picture } = this;
    if (!subject) return;
    const chosen = lit ?? byCenter;
    if (!chosen) return paintOriginal(picture, subject.picture);
    const { drawing } = subject;
    const paper = parseInt(this.page.paper.slice(1), 16);
    const { colors, labels } = lit?.chosen ? twoToned(lit, lit.chosen, paper) : chosen;
    const labelled = { ...drawing, index: { ...drawing.index, labels } };
    paintQuantized(picture, labelled, { colors, opacity: null }, lit?.index ?? null, paper);
  }

  // Of a color that is pointed at, only its points are there.
  pointWords() {
    const { subject, byCenter, lit } = this;
    if (!subject) return null;
    const { of } = subject.points;
    const solid = byCenter && Uint32Array.from(byCenter.colors, (color) => word(color, SOLID));
    const words = new Uint32Array(of.length);
    for (let i = 0; i < of.length; i++) {
      if (lit && !(lit.chosen ? lit.chosen[of[i]] : lit.labels[of[i]] === lit.index)) continue;
      words[i] = solid && byCenter ? solid[byCenter.labels[of[i]]] : subject.asTheyAre[i];
    }
    return words;
  }

  // The cloud is seen from elsewhere: soon, and once a frame.
  turned() {
    this.request ||= requestAnimationFrame(() => {
      this.request = 0;
      this.paintCloud();
    });
  }

  paintCloud() {
    const { clientWidth, clientHeight } = this.space;
    if (!clientWidth || !clientHeight) return;
    this.cloud.resize(clientWidth, clientHeight);
    const { words, mark, page, hidden } = this;
    const balls = hidden ? [] : this.balls;
    this.cloud.draw({ words: hidden ? null : words, balls, mark, page });
  }

  get balls() {
    const { places, picked, lit } = this;
    const paper = parseInt(this.page.paper.slice(1), 16);
    return this.colors.map((color, c) => ({
      place: /** @type {[number, number, number]} */ (
        /** @type {unknown} */ (places.subarray(3 * c, 3 * c + 3))
      ),
      color:
        lit && lit.index !== null && lit.index !== c && lit.labels === this.byCenter?.labels
          ? mix(color, paper, FADED)
          : color,
      picked: picked === c,
    }));
  }

  /**
   * Balls go to their centers.
   *
   * @param {Float64Array} centers
   * @param {number} lasts Milliseconds; 0 where they are there at once.
   */
  glide(centers, lasts) {
    cancelAnimationFrame(this.gliding);
    const from = this.places;
    this.centers = centers;
    if (STILL.matches || lasts === 0 || from.length !== centers.length) {
      this.places = centers;
      return;
    }
    const begun = performance.now();
    const frame = () => {
      const share = Math.min(1, (performance.now() - begun) / lasts);
      this.places = share === 1 ? centers : from.map((at, i) => at + (centers[i] - at) * share);
      this.turned();
      if (share < 1) this.gliding = requestAnimationFrame(frame);
    };
    frame();
  }

  /**
   * Where a center would be, moved on the screen as deep as it is.
   *
   * @param {number} center
   * @param {{ x: number, y: number }} by CSS pixels.
   * @returns {[number, number, number]}
   */
  pulled(center, by) {
    const { canvas, dense } = this.cloud;
    const { x, y, depth } = this.camera.see(
      this.centers.subarray(3 * center, 3 * center + 3),
      canvas,
    );
    return this.camera.colorAt({ x: x + dense * by.x, y: y + dense * by.y }, depth, canvas);
  }
}
