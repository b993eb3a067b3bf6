// Plays the loop: a step now and then, or all that are left as fast as they come.

/** @import { Loop } from "./loop.js" */

/** @type {Record<string, number>} */
export const SPEEDS = { slow: 1800, normal: 700, fast: 100 }; // ms from step to step
const AT_ONCE = 24; // ms of work before something is shown of it

export class Player {
  playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {() => Loop | null} loop
   * @param {() => number} pause Milliseconds between steps.
   * @param {() => void} show Called after each step, and when playing begins or ends.
   */
  constructor(loop, pause, show) {
    this.loop = loop;
    this.pause = pause;
    this.show = show;
  }

  play() {
    this.start(() => {
      this.loop()?.forward();
      return this.pause();
    });
  }

  hurry() {
    this.start(() => {
      const until = performance.now() + AT_ONCE;
      const loop = this.loop();
      while (loop && !loop.atRest && performance.now() < until) loop.forward();
      return 0;
    });
  }

  /** @param {() => number} step Takes it; tells how long to wait for the next. */
  start(step) {
    clearTimeout(this.timer);
    this.playing = true;
    const go = () => {
      const wait = step();
      if (this.loop()?.atRest ?? true) this.playing = false;
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
