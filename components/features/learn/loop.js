// The loop, and the way it has come: steps are taken forward, and back again exactly.

import { assign, changedSides, inertiaOf, means } from "./lloyd.js";

/** @import { Counted } from "./counted.js" */

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
 * @property {Float64Array} centers Red, green and blue of each.
 * @property {Float64Array} sides The centers that pixels have chosen between: labels are
 *   found again from these.
 * @property {number} inertia
 * @property {number} changed Pixels that got another center by it.
 */

// No loop on a picture was longer; should rounding ever turn one in a circle, it ends.
const MOST = 2000;

export class Loop {
  /** @type {State[]} */
  states = [];
  at = -1;
  /** @type {Uint8Array | undefined} */
  held = undefined; // labels as they were before a hand took a center
  /** @type {{ of: State, centers: Float64Array } | undefined} */
  foreseen = undefined; // where the next step moves the centers of a state

  /**
   * @param {Counted} counted
   * @param {Float64Array} centers Those to start with; there may be none yet.
   * @param {"start" | "draw" | "place"} kind How they come: draws are shown one by one.
   */
  constructor(counted, centers, kind) {
    this.counted = counted;
    this.drawn = kind === "draw" ? centers : null;
    this.labels = new Uint8Array(counted.weights.length);
    if (centers.length > 0) this.reach(kind, this.drawn ? centers.slice(0, 3) : centers);
  }

  /** @returns {State | undefined} */
  get now() {
    return this.states[this.at];
  }

  get k() {
    return (this.now?.centers.length ?? 0) / 3;
  }

  // How many draws are still to come.
  get toDraw() {
    if (!this.drawn || this.now?.kind !== "draw") return 0;
    return this.drawn.length / 3 - this.k;
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
      this.foreseen = { of: now, centers: means(this.counted, this.labels, now.centers) };
    }
    return this.foreseen.centers;
  }

  forward() {
    const { now, drawn, next } = this;
    if (!now) return;
    if (this.at < this.states.length - 1) this.go(this.at + 1);
    else if (next === "draw" && drawn) this.reach("draw", drawn.slice(0, now.centers.length + 3));
    else if (next === "assign") this.reach("assign", now.centers);
    else if (!this.atRest) this.move();
  }

  move() {
    const { counted, labels, now } = this;
    const centers = this.nextCenters();
    const inertia = inertiaOf(counted, labels, centers);
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
    if (now && now.sides !== before) assign(this.counted, now.sides, this.labels);
  }

  /**
   * A center more, by hand.
   *
   * @param {[number, number, number]} color
   */
  place(color) {
    this.forget();
    this.reach("place", Float64Array.from([...(this.now?.centers ?? []), ...color]));
  }

  /**
   * Moves a center by hand.
   *
   * @param {number} center Its number.
   * @param {[number, number, number]} color Where to.
   * @param {boolean} goesOn Whether the hand had it already: all of its way is one step.
   */
  drag(center, color, goesOn) {
    this.forget();
    if (goesOn && this.now?.kind === "drag") this.states.pop();
    else this.held = this.labels.slice();
    this.at = this.states.length - 1;
    const { now, held } = this;
    if (!now || !held) return;
    const centers = now.centers.slice();
    centers.set(color, 3 * center);
    this.drawn = null;
    this.reach("drag", centers);
    this.states[this.at].changed = changedSides(this.counted, held, this.labels);
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
    const inertia = assign(this.counted, centers, this.labels);
    const changed = this.at < 0 ? 0 : changedSides(this.counted, before, this.labels);
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
