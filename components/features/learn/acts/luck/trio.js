// Three loops that are stepped together: one that is at rest waits for the others.

/** @import { Loop } from "../../loop.js" */

export class Trio {
  chosen = 0; // the loop that is in the cloud
  /** @type {number[][]} */
  steps = []; // where each loop was, step by step
  at = 0;

  /** @param {Loop[]} loops */
  constructor(loops) {
    this.loops = loops;
    this.steps = [this.places];
  }

  get places() {
    return this.loops.map(({ at }) => at);
  }

  get loop() {
    return this.loops[this.chosen];
  }

  get now() {
    return this.loop.now;
  }

  get atStart() {
    return this.at === 0;
  }

  get atRest() {
    return this.loops.every(({ atRest }) => atRest);
  }

  forward() {
    if (this.at < this.steps.length - 1) return this.go(this.at + 1);
    for (const loop of this.loops) loop.forward();
    this.notice();
  }

  back() {
    if (!this.atStart) this.go(this.at - 1);
  }

  /** @param {number} at */
  go(at) {
    this.at = at;
    for (const [i, loop] of this.loops.entries()) loop.go(this.steps[at][i]);
  }

  // A loop has taken a step, or a hand has moved a center of one: that is one step more.
  notice() {
    if (String(this.places) === String(this.steps[this.at])) return;
    this.steps.length = this.at + 1;
    this.steps.push(this.places);
    this.at += 1;
  }

  /**
   * Another start in the place of one; all begin anew.
   *
   * @param {number} place
   * @param {Loop} loop
   */
  put(place, loop) {
    this.go(0);
    this.loops[place] = loop;
    this.chosen = place;
    this.steps = [this.places];
  }
}
