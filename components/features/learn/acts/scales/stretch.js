// The cloud stretches: its points, and the box around them, glide to where another scale
// has them.

/** @import { Frame } from "../../cloud.js" */
/** @import { Stage } from "../../stage.js" */

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** @typedef {{ places: Float32Array[], frame: Frame }} Shape */

export class Stretch {
  request = 0;

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
  }

  /**
   * @param {Shape} to
   * @param {number} lasts Milliseconds; 0 where it is to be there at once.
   */
  go(to, lasts) {
    this.stop();
    const { cloud } = this.stage;
    const { places, frame } = cloud;
    const from = { places, frame };
    if (STILL.matches || lasts === 0 || places[0].length !== to.places[0].length) {
      return this.put(to);
    }
    const begun = performance.now();
    const step = () => {
      const time = Math.min(1, (performance.now() - begun) / lasts);
      this.put(time === 1 ? to : between(from, to, time * time * (3 - 2 * time)));
      if (time < 1) this.request = requestAnimationFrame(step);
    };
    step();
  }

  /** @param {Shape} shape */
  put({ places, frame }) {
    this.stage.cloud.places = places;
    this.stage.cloud.frame = frame;
    this.stage.turned();
  }

  stop() {
    cancelAnimationFrame(this.request);
  }
}

/**
 * @param {Shape} from
 * @param {Shape} to
 * @param {number} share Of the way.
 * @returns {Shape}
 */
function between(from, to, share) {
  const way = (/** @type {number} */ here, /** @type {number} */ there) =>
    here + (there - here) * share;
  return {
    places: from.places.map((axis, i) => axis.map((at, n) => way(at, to.places[i][n]))),
    frame: {
      axes: to.frame.axes,
      low: from.frame.low.map((at, i) => way(at, to.frame.low[i])),
      high: from.frame.high.map((at, i) => way(at, to.frame.high[i])),
    },
  };
}
