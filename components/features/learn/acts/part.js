// What an act does of its own. All have the stage, steps, words and the inertia in common;
// a part says what is stepped through, how it is shown, and what its own tools do.

import { count } from "../../../static/text.js";
import { rounded } from "../stage.js";
import { told } from "../words.js";

/** @import { LearnWidget } from "../learn.js" */
/** @import { Loop } from "../loop.js" */
/** @import { Labelled, Lit } from "../stage.js" */

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

  /**
   * The loop whose centers can be moved by hand; none where they cannot.
   *
   * @returns {Pick<Loop, "k"> | null}
   */
  get loop() {
    return this.lesson.loop;
  }

  /**
   * The colors of the centers, and the center of each color of what is on the stage.
   *
   * @returns {Labelled | null}
   */
  get labelled() {
    const { now, labels } = this.lesson.loop ?? {};
    return now && labels ? { colors: rounded(now.centers), labels } : null;
  }

  // What the act points out, while nobody points at anything else.
  /** @returns {Lit | null} */
  get lit() {
    return null;
  }

  // The ball that is larger, while none is in somebody's hand.
  /** @returns {number | null} */
  get marked() {
    return null;
  }

  // What the cloud is made of, in words.
  get points() {
    return count(this.lesson.subject?.counted.distinct ?? 0, "color");
  }

  /**
   * Where the cloud shows a pixel.
   *
   * @param {{ x: number, y: number }} _pixel
   * @param {[number, number, number]} color Its own.
   * @returns {[number, number, number] | null}
   */
  placeOf(_pixel, color) {
    return color;
  }

  /**
   * A center is moved by hand.
   *
   * @param {number} center
   * @param {[number, number, number]} place Where it is in the cloud now.
   * @param {boolean} goesOn Whether the hand had it already.
   */
  drag(center, place, goesOn) {
    this.lesson.loop?.drag(center, place, goesOn);
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
