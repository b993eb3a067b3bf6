// The loop, and the way it has come: steps are taken forward, and back again exactly.

import * as lloyd from "./lloyd.js";

/** @import { Counted } from "./counted.js" */

/**
 * The halves of a step, on some kind of points.
 *
 * @template Points
 * @typedef {object} Lloyd
 * @property {number} axes How many numbers say where a center is.
 * @property {(points: Points, centers: Float64Array, labels: Uint8Array) => number} assign
 * @property {(points: Points, labels: Uint8Array, centers: Float64Array) => Float64Array} means
 * @property {(points: Points, labels: Uint8Array, centers: Float64Array) => number} inertiaOf
 * @property {(points: Points, before: Uint8Array, after: Uint8Array) => number} changedSides
 */

/** @type {Lloyd<Counted>} */
const ON_COLORS = { axes: 3, ...lloyd };

/**
 * What has been done: centers put into the cloud, all at once or one of several draws; a
 * center placed, or moved, by hand; all of them moved to the mean of their pixels; pixels
 * given to their nearest center.
 *
 * @typedef {"start" | "draw" | "place" | "drag" | "move" | "assign"} Kind
 */

/**
 * How things stand after a step.
 *
 * @typedef {object} State
 * @property {Kind} kind
 * @property {Float64Array} centers Where they are, one after the other: of colors red,
 *   green and blue.
 * @property {Float64Array} sides The centers that pixels have chosen between: labels are
 *   found again from these.
 * @property {number} inertia
 * @property {number} changed Pixels that got another center by it.
 */

// No loop on a picture was longer; should rounding ever turn one in a circle, it ends.
const MOST = 2000;

/** @template {Pick<Counted, "weights">} [Points=Counted] */
export class Loop {
  /** @type {State[]} */
  states = [];
  at = -1;
  /** @type {Uint8Array | undefined} */
  held = undefined; // labels as they were before a hand took a center
  /** @type {{ of: State, centers: Float64Array } | undefined} */
  foreseen = undefined; // where the next step moves the centers of a state

  /**
   * @param {Points} counted
   * @param {Float64Array} centers Those to start with; there may be none yet.
   * @param {"start" | "draw" | "place"} kind How they come: draws are shown one by one.
   * @param {Lloyd<Points>} [rules] Of points that are no colors.
   */
  constructor(counted, centers, kind, rules) {
    this.counted = counted;
    this.lloyd = rules ?? /** @type {Lloyd<any>} */ (ON_COLORS);
    this.drawn = kind === "draw" ? centers : null;
    this.labels = new Uint8Array(counted.weights.length);
    const first = this.drawn ? centers.slice(0, this.lloyd.axes) : centers;
    if (centers.length > 0) this.reach(kind, first);
  }

  /** @returns {State | undefined} */
  get now() {
    return this.states[this.at];
  }

  get k() {
    return (this.now?.centers.length ?? 0) / this.lloyd.axes;
  }

  // How many draws are still to come.
  get toDraw() {
    if (!this.drawn || this.now?.kind !== "draw") return 0;
    return this.drawn.length / this.lloyd.axes - this.k;
  }

  // How many centers have no pixels.
  get empty() {
    const { weights } = this.counted;
    const has = new Uint8Array(this.k);
    for (let i = 0; i < weights.length; i++) if (weights[i] > 0) has[this.labels[i]] = 1;
    return has.reduce((sum, some) => sum - some, this.k);
  }

  get atStart() {
    return this.at <= 0;
  }

  // Whether nothing moves any more.
  get atRest() {
    const { now } = this;
    if (!now) return true;
    if (this.at < this.states.length - 1 || this.toDraw > 0 || now.kind === "move") return false;
    return this.states.length >= MOST || same(now.centers, this.nextCenters());
  }

  // What the next step does.
  get next() {
    if (this.toDraw > 0) return "draw";
    return this.now?.kind === "move" ? "assign" : "move";
  }

  nextCenters() {
    const { now } = this;
    if (!now) throw new Error("There are no centers yet.");
    if (this.foreseen?.of !== now) {
      this.foreseen = {
        of: now,
        centers: this.lloyd.means(this.counted, this.labels, now.centers),
      };
    }
    return this.foreseen.centers;
  }

  forward() {
    const { now, drawn, next, k } = this;
    const { axes } = this.lloyd;
    if (!now) return;
    if (this.at < this.states.length - 1) this.go(this.at + 1);
    else if (next === "draw" && drawn) this.reach("draw", drawn.slice(0, axes * (k + 1)));
    else if (next === "assign") this.reach("assign", now.centers);
    else if (!this.atRest) this.move();
  }

  move() {
    const { counted, labels, now } = this;
    const centers = this.nextCenters();
    const inertia = this.lloyd.inertiaOf(counted, labels, centers);
    const sides = now?.sides ?? centers;
    this.push({ kind: "move", centers, sides, inertia, changed: 0 });
  }

  back() {
    if (!this.atStart) this.go(this.at - 1);
  }

  /**
   * To a step that was taken already.
   *
   * @param {number} at
   */
  go(at) {
    if (this.states.length === 0) return;
    const before = this.now?.sides;
    this.at = at;
    const { now } = this;
    if (now && now.sides !== before) this.lloyd.assign(this.counted, now.sides, this.labels);
  }

  /**
   * A center more, by hand.
   *
   * @param {number[]} where
   */
  place(where) {
    this.forget();
    this.reach("place", Float64Array.from([...(this.now?.centers ?? []), ...where]));
  }

  /**
   * Moves a center by hand.
   *
   * @param {number} center Its number.
   * @param {number[]} where To.
   * @param {boolean} goesOn Whether the hand had it already: all of its way is one step.
   */
  drag(center, where, goesOn) {
    this.forget();
    if (goesOn && this.now?.kind === "drag") this.states.pop();
    else this.held = this.labels.slice();
    this.at = this.states.length - 1;
    const { now, held } = this;
    if (!now || !held) return;
    const centers = now.centers.slice();
    centers.set(where, this.lloyd.axes * center);
    this.drawn = null;
    this.reach("drag", centers);
    this.states[this.at].changed = this.lloyd.changedSides(this.counted, held, this.labels);
  }

  // What has been done after this step is done no more.
  forget() {
    this.states.length = this.at + 1;
  }

  /**
   * @param {Kind} kind
   * @param {Float64Array} centers Among which all pixels choose anew.
   */
  reach(kind, centers) {
    const before = this.labels.slice();
    const inertia = this.lloyd.assign(this.counted, centers, this.labels);
    const changed = this.at < 0 ? 0 : this.lloyd.changedSides(this.counted, before, this.labels);
    this.push({ kind, centers, sides: centers, inertia, changed });
  }

  /** @param {State} state */
  push(state) {
    this.states.push(state);
    this.at = this.states.length - 1;
  }
}

/**
 * @param {Float64Array} one
 * @param {Float64Array} other
 */
function same(one, other) {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
