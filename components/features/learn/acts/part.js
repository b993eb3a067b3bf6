// What an act does of its own. All have the stage, steps, words and the inertia in common;
// a part says what is stepped through, how it is shown, and what its own tools do.

import { told } from "../words.js";

/** @import { LearnWidget } from "../learn.js" */

/**
 * What is stepped through.
 *
 * @typedef {object} Played
 * @property {boolean} atStart
 * @property {boolean} atRest Whether there is nothing more to come.
 * @property {{ inertia: number } | undefined} now How things stand; none before the first.
 * @property {() => void} forward
 * @property {() => void} back
 * @property {(at: number) => void} go To a step that was taken already.
 */

export class Part {
  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    this.lesson = lesson;
  }

  /** @returns {Played | null} The loop on the colors of the picture, if not said otherwise. */
  get played() {
    return this.lesson.loop;
  }

  // The act begins. What it has to work out, it works out from here on.
  enter() {}

  // Another act begins, or the page is left.
  leave() {}

  // The picture, its colors or the start are others; so is the loop on the colors.
  begin() {}

  /** @param {number} glides Milliseconds that the balls take to where they are. */
  show(glides) {
    this.lesson.showLoop(glides);
  }

  // After each step: figures and tools. Returns what is said, and read out.
  /** @returns {string} */
  tell() {
    const { loop, where, palette, figures } = this.lesson;
    if (!loop) return "";
    const words = told(loop, where.start, palette.length);
    figures.show(loop, words);
    return words;
  }
}
