// Pixels fly from the picture to their places in the cloud, and back. They are those of a
// small copy: so many that it is still the picture, so few that they fly smoothly.

import { blank, word } from "../../../../static/paint.js";

/** @import { Picture } from "../../../../static/picture.js" */
/** @import { Panel } from "../../panel.js" */
/** @import { Stage } from "../../stage.js" */

const MOST = 96; // pixels of the copy along its longer side
const LASTS = 2400; // ms
const LATE = 0.45; // of that, by which the last row leaves after the first
const FADES = 700; // ms, where somebody wants no motion
const SMALL = 3; // CSS pixels of one that has arrived in the cloud

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** @typedef {{ x: number, y: number }} Place */

/**
 * Where pixels are, CSS pixels from the corner of the stage.
 *
 * @typedef {object} Ways
 * @property {(pixel: Place) => Place} inPicture
 * @property {number} scale CSS pixels for one of the picture.
 * @property {(color: [number, number, number]) => Place} inCloud
 */

export class Flight {
  /** @type {"in" | "out" | null} */
  under = null; // whether pixels are on their way into the cloud, or out of it
  landed = false; // whether they have flown into it
  request = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLCanvasElement} air Over picture and cloud.
   * @param {Stage} stage
   * @param {Panel} panel
   * @param {() => void} changed Called when a flight begins and when it ends.
   */
  constructor(air, stage, panel, changed) {
    this.air = air;
    this.stage = stage;
    this.panel = panel;
    this.changed = changed;
  }

  // Whether nothing is to move: picture and cloud fade into each other.
  get still() {
    return STILL.matches;
  }

  // There, or if they are there, back.
  start() {
    this.stop();
    const picture = this.stage.subject?.picture;
    if (!picture) return;
    this.under = this.landed ? "out" : "in";
    this.changed();
    if (this.still) {
      this.timer = setTimeout(() => this.land(), FADES);
      return;
    }
    const swarm = small(picture);
    const begun = performance.now();
    const frame = () => {
      const share = Math.min(1, (performance.now() - begun) / LASTS);
      if (share === 1) return this.land();
      this.draw(swarm, picture, this.under === "in" ? share : 1 - share);
      this.request = requestAnimationFrame(frame);
    };
    frame();
  }

  land() {
    this.landed = this.under === "in";
    this.stop();
  }

  stop() {
    cancelAnimationFrame(this.request);
    clearTimeout(this.timer);
    if (!this.under) return;
    this.under = null;
    this.air.width = 1;
    this.changed();
  }

  // As they are now: the page may scroll, and the cloud be turned, while they fly.
  /** @returns {Ways} */
  ways() {
    const { cloud, camera, space } = this.stage;
    const air = this.air.getBoundingClientRect();
    const from = this.panel.place.getBoundingClientRect();
    const to = space.getBoundingClientRect();
    const { scale, left, top } = this.panel.box;
    return {
      scale,
      inPicture: ({ x, y }) => ({
        x: from.left - air.left + left + scale * (x + 0.5),
        y: from.top - air.top + top + scale * (y + 0.5),
      }),
      inCloud: (color) => {
        const { x, y } = camera.see(color, cloud.canvas);
        return { x: to.left - air.left + x / cloud.dense, y: to.top - air.top + y / cloud.dense };
      },
    };
  }

  /**
   * @param {Place[]} swarm
   * @param {Picture} picture
   * @param {number} time 0 while all are in the picture, 1 when all are in the cloud.
   */
  draw(swarm, picture, time) {
    const { inPicture, scale, inCloud } = this.ways();
    const { clientWidth: width, clientHeight: height } = this.air;
    const out = blank(this.air, { width, height });
    out.words.fill(0);
    const large = scale * strideOf(picture);
    for (const pixel of swarm) {
      const rgb = picture.rgb[pixel.y * picture.width + pixel.x];
      const late = LATE * (pixel.y / picture.height);
      const way = eased(Math.max(0, Math.min(1, (time - late) / (1 - LATE))));
      const from = inPicture(pixel);
      const to = inCloud([rgb >> 16, (rgb >> 8) & 255, rgb & 255]);
      const side = Math.max(1, Math.ceil(large + (SMALL - large) * way));
      const x = Math.round(from.x + (to.x - from.x) * way - side / 2);
      const y = Math.round(from.y + (to.y - from.y) * way - side / 2);
      square(out.words, width, height, x, y, side, word(rgb, 255));
    }
    out.show();
  }
}

/** @param {number} share */
function eased(share) {
  return share * share * (3 - 2 * share);
}

/**
 * Pixels of the picture from one to the next of its copy.
 *
 * @param {{ width: number, height: number }} picture
 */
function strideOf({ width, height }) {
  return Math.max(1, Math.max(width, height) / MOST);
}

/**
 * The pixels of a small copy, those that are seen.
 *
 * @param {Picture} picture
 */
function small(picture) {
  const { width, height, alpha } = picture;
  const stride = strideOf(picture);
  /** @type {Place[]} */
  const places = [];
  for (let y = stride / 2; y < height; y += stride) {
    for (let x = stride / 2; x < width; x += stride) {
      const pixel = { x: Math.floor(x), y: Math.floor(y) };
      if (alpha?.[pixel.y * width + pixel.x] !== 0) places.push(pixel);
    }
  }
  return places;
}

/**
 * @param {Uint32Array} words
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {number} color
 */
function square(words, width, height, x, y, side, color) {
  const right = Math.min(width, x + side);
  const left = Math.max(0, x);
  for (let row = Math.max(0, y); row < Math.min(height, y + side); row++) {
    if (left < right) words.fill(color, row * width + left, row * width + right);
  }
}
