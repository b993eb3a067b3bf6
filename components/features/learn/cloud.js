// Draws the cloud: points into a buffer of pixels, the nearest of those that meet in one
// on top, in plain JavaScript, because many schools and offices have no WebGL. Around
// them stands the box of all colors; centers are balls on top of everything, so that
// none is lost inside.

import { hexOf } from "../../static/color.js";
import { blank } from "../../static/paint.js";

/** @import { Camera, Seen } from "./camera.js" */
/** @import { Counted, Points } from "./counted.js" */

const THICK = 0.24; // edge of a point that stands for all pixels, of that of the canvas
const THICKEST = 0.075; // no point is larger
const ROUND = 4; // pixels; smaller points are squares

/**
 * The box around the cloud: what its axes are called, and from where to where they go.
 *
 * @typedef {object} Frame
 * @property {{ name: string, color: string }[]} axes To the right, up, and into depth.
 * @property {number[]} low
 * @property {number[]} high
 */

// All colors there are.
/** @type {Frame} */
const RGB = {
  axes: [
    { name: "Red", color: "#e03131" },
    { name: "Green", color: "#2b8a3e" },
    { name: "Blue", color: "#1c7ed6" },
  ],
  low: [0, 0, 0],
  high: [255, 255, 255],
};
const EDGES = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) =>
  [1, 2, 4].filter((axis) => !(i & axis)).map((axis) => ({ from: i, to: i | axis, axis })),
);

/**
 * A center as it is drawn.
 *
 * @typedef {object} Ball
 * @property {[number, number, number]} place
 * @property {number} color
 * @property {boolean} picked Whether it is in somebody's hand.
 */

/**
 * What there is to see.
 *
 * @typedef {object} Scene
 * @property {Uint32Array | null} words Of each point, as it is on a canvas; null hides them.
 * @property {Ball[]} balls
 * @property {[number, number, number] | null} mark A color that is pointed at.
 * @property {{ ink: string, paper: string }} page
 */

export class Cloud {
  /** @type {Points} */
  points = { of: new Uint32Array(0), share: new Float64Array(0) };
  /** @type {Float32Array[]} */
  places = [0, 1, 2].map(() => new Float32Array(0));
  frame = RGB;
  sides = new Uint8Array(0);
  sized = ""; // what the sides are made for
  nearest = new Float32Array(0);

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Camera} camera
   */
  constructor(canvas, camera) {
    this.canvas = canvas;
    this.camera = camera;
    const context = canvas.getContext("2d");
    this.there = context !== null; // some browsers are told not to draw
    this.context = /** @type {CanvasRenderingContext2D} */ (context);
    this.buffer = document.createElement("canvas");
  }

  /**
   * @param {Counted} counted
   * @param {Points} points
   */
  take({ red, green, blue }, points) {
    this.points = points;
    this.places = [red, green, blue].map((channel) =>
      Float32Array.from(points.of, (i) => channel[i]),
    );
    this.frame = RGB;
    this.sized = "";
  }

  /**
   * Gives the canvas as many pixels as it has on the screen.
   *
   * @param {number} width CSS pixels.
   * @param {number} height
   */
  resize(width, height) {
    const dense = Math.min(devicePixelRatio, 2);
    const size = [Math.round(width * dense), Math.round(height * dense)];
    if (this.canvas.width === size[0] && this.canvas.height === size[1]) return;
    [this.canvas.width, this.canvas.height] = size;
    this.nearest = new Float32Array(size[0] * size[1]);
  }

  // Pixels of the canvas for one of CSS.
  get dense() {
    return this.canvas.width / (this.canvas.clientWidth || this.canvas.width);
  }

  /** @param {Scene} scene */
  draw({ words, balls, mark, page }) {
    const { context, canvas, buffer } = this;
    if (!this.there || canvas.width === 0 || canvas.height === 0) return;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const { low, high } = this.frame;
    const corners = Array.from({ length: 8 }, (_, corner) =>
      this.camera.see(
        low.map((end, axis) => ((corner >> axis) & 1 ? high[axis] : end)),
        canvas,
      ),
    );
    const front = corners.reduce(
      (best, { depth }, i) => (depth < corners[best].depth ? i : best),
      0,
    );
    const isFront = (/** @type {{ from: number, to: number }} */ { from, to }) =>
      from === front || to === front;
    this.lines(
      EDGES.filter((edge) => !isFront(edge)),
      corners,
      page.ink,
    );
    if (words) {
      this.fill(words);
      context.drawImage(buffer, 0, 0);
    }
    this.lines(EDGES.filter(isFront), corners, page.ink);
    this.names(corners, page);
    for (const { ball, seen } of this.seen(balls)) this.ball(ball, seen, page);
    if (mark) this.cross(this.camera.see(mark, canvas), page);
  }

  /**
   * Balls with where they are, the nearest last.
   *
   * @param {Ball[]} balls
   */
  seen(balls) {
    return balls
      .map((ball, index) => ({ ball, index, seen: this.camera.see(ball.place, this.canvas) }))
      .sort((a, b) => b.seen.depth - a.seen.depth);
  }

  /** @param {Uint32Array} colors */
  fill(colors) {
    const out = blank(this.buffer, this.canvas);
    const { words } = out;
    const { width, height } = this.canvas;
    const { nearest, sides } = this;
    this.size();
    words.fill(0);
    nearest.fill(Infinity);
    const [reds, greens, blues] = this.places;
    const { across, up, into, from, strength, middle } = this.camera.lens(this.canvas);
    const [ar, ag, ab] = across;
    const [ur, ug, ub] = up;
    const [ir, ig, ib] = into;
    const [fromX, fromY, fromZ] = from;
    const [midX, midY] = middle;
    for (let i = 0; i < colors.length; i++) {
      const r = reds[i];
      const g = greens[i];
      const b = blues[i];
      const depth = ir * r + ig * g + ib * b + fromZ;
      if (depth < 0.1) continue;
      const scale = strength / depth;
      const side = sides[i];
      const x = (midX + scale * (ar * r + ag * g + ab * b + fromX) - side / 2 + 0.5) | 0;
      const y = (midY - scale * (ur * r + ug * g + ub * b + fromY) - side / 2 + 0.5) | 0;
      if (x < 0 || y < 0 || x + side > width || y + side > height) continue;
      const color = colors[i];
      const inset = side < ROUND ? null : insets(side);
      for (let row = 0; row < side; row++) {
        const left = inset ? inset[row] : 0;
        const start = (y + row) * width + x + left;
        const end = start + side - 2 * left;
        for (let at = start; at < end; at++) {
          if (depth >= nearest[at]) continue;
          nearest[at] = depth;
          words[at] = color;
        }
      }
    }
    out.show();
  }

  // A point is as large, in space, as the pixels that it stands for are many.
  size() {
    const edge = Math.min(this.canvas.width, this.canvas.height) * Math.sqrt(this.camera.zoom);
    const wanted = `${edge}`;
    if (wanted === this.sized) return;
    this.sized = wanted;
    this.sides = Uint8Array.from(this.points.share, (share) =>
      Math.max(1, Math.round(edge * Math.min(THICKEST, THICK * Math.cbrt(share)))),
    );
  }

  /**
   * @param {typeof EDGES} edges
   * @param {Seen[]} corners
   * @param {string} ink
   */
  lines(edges, corners, ink) {
    const { context, dense, frame } = this;
    for (const { from, to, axis } of edges) {
      const along = from === 0 ? frame.axes[Math.log2(axis)] : undefined;
      context.beginPath();
      context.moveTo(corners[from].x, corners[from].y);
      context.lineTo(corners[to].x, corners[to].y);
      context.strokeStyle = along?.color ?? ink;
      context.globalAlpha = along ? 1 : 0.3;
      context.lineWidth = (along ? 2 : 1) * dense;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {Seen[]} corners
   * @param {Scene["page"]} page
   */
  names(corners, { ink, paper }) {
    const { context, dense } = this;
    context.font = `600 ${13 * dense}px sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = paper;
    context.fillStyle = ink;
    context.lineWidth = 4 * dense;
    for (const [axis, { name }] of this.frame.axes.entries()) {
      const [zero, end] = [corners[0], corners[1 << axis]];
      const way = Math.hypot(end.x - zero.x, end.y - zero.y) || 1;
      const x = end.x + (14 * dense * (end.x - zero.x)) / way;
      const y = end.y + (14 * dense * (end.y - zero.y)) / way;
      context.strokeText(name, x, y);
      context.fillText(name, x, y);
    }
  }

  /**
   * @param {Ball} ball
   * @param {Seen} seen
   * @param {Scene["page"]} page
   */
  ball({ color, picked }, { x, y }, { ink, paper }) {
    const { context, dense } = this;
    const radius = (picked ? 11 : 8) * dense;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = hexOf(color);
    context.fill();
    context.lineWidth = 4 * dense;
    context.strokeStyle = paper;
    context.stroke();
    context.lineWidth = 2 * dense;
    context.strokeStyle = ink;
    context.stroke();
  }

  /**
   * @param {Seen} seen
   * @param {Scene["page"]} page
   */
  cross({ x, y }, { ink, paper }) {
    const { context, dense } = this;
    for (const [style, width] of /** @type {const} */ ([
      [paper, 5],
      [ink, 2],
    ])) {
      context.beginPath();
      context.arc(x, y, 7 * dense, 0, 2 * Math.PI);
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ]) {
        context.moveTo(x + 7 * dense * dx, y + 7 * dense * dy);
        context.lineTo(x + 16 * dense * dx, y + 16 * dense * dy);
      }
      context.strokeStyle = style;
      context.lineWidth = width * dense;
      context.stroke();
    }
  }

  /**
   * The ball under a point of the canvas.
   *
   * @param {Ball[]} balls
   * @param {{ x: number, y: number }} point CSS pixels from its corner.
   * @param {number} reach CSS pixels from a ball's middle.
   * @returns {number | null} Its number.
   */
  ballAt(balls, { x, y }, reach) {
    const { dense } = this;
    const near = this.seen(balls).filter(
      ({ seen }) => Math.hypot(seen.x / dense - x, seen.y / dense - y) <= reach,
    );
    return near.at(-1)?.index ?? null;
  }
}

/** @type {Uint8Array[]} */
const discs = [];

/**
 * How far each row of a disc is from its sides.
 *
 * @param {number} side Pixels across.
 */
function insets(side) {
  discs[side] ??= Uint8Array.from({ length: side }, (_, row) => {
    const half = side / 2;
    const away = row + 0.5 - half;
    return Math.round(half - Math.sqrt(half * half - away * away));
  });
  return discs[side];
}
