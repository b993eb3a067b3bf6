// The way along the curve: a step forward is one more color.

/** @import { Survey } from "./survey.js" */

export class Walk {
  /**
   * @param {Survey} survey
   * @param {number} k Where it begins.
   */
  constructor(survey, k) {
    this.survey = survey;
    this.k = 1;
    this.go(k - 1);
  }

  get now() {
    return { inertia: this.survey.inertia(this.k) };
  }

  get atStart() {
    return this.k === 1;
  }

  get atRest() {
    return this.k === this.survey.most;
  }

  forward() {
    this.go(this.k);
  }

  back() {
    this.go(this.k - 2);
  }

  /** @param {number} at Colors without the first. */
  go(at) {
    this.k = Math.max(1, Math.min(at + 1, this.survey.most));
  }
}
