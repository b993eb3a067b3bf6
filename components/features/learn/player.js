// Plays the loop: a step now and then, or all that are left as fast as they come.

/** @import { Played } from "./acts/part.js" */

/** @type {Record<string, number>} */
export const SPEEDS = { slow: 1800, normal: 700, fast: 100 }; // ms from step to step
const AT_ONCE = 24; // ms of work before something is shown of it

export class Player {
  playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {() => Played | null} played
   * @param {() => number} pause Milliseconds between steps.
   * @param {() => void} show Called after each step, and when playing begins or ends.
   */
  constructor(played, pause, show) {
    this.played = played;
    this.pause = pause;
    this.show = show;
  }

  play() {
    this.start(() => {
      this.played()?.forward();
      return this.pause();
    });
  }

  hurry() {
    this.start(() => {
      const until = performance.now() + AT_ONCE;
      const played = this.played();
      while (played && !played.atRest && performance.now() < until) played.forward();
      return 0;
    });
  }

  /** @param {() => number} step Takes it; tells how long to wait for the next. */
  start(step) {
    clearTimeout(this.timer);
    this.playing = true;
    const go = () => {
      const wait = step();
      if (this.played()?.atRest ?? true) this.playing = false;
      else this.timer = setTimeout(go, wait);
      this.show();
    };
    go();
  }

  stop() {
    clearTimeout(this.timer);
    if (!this.playing) return;
    this.playing = false;
    this.show();
  }
}
