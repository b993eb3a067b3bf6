// Which frame of an animation is to be seen, and for how long yet. It knows of no
// screen: whoever draws tells it what time has passed.

// Browsers show what is to be seen for 10 ms and less as long as this. Some programs
// write 0 where they mean "as fast as you like", which nobody has made such files for.
const [SHORT, INSTEAD] = [10, 100]; // ms

/**
 * How long a frame is seen, in ms.
 *
 * @param {number} duration As its file says.
 */
export function seenFor(duration) {
  return duration <= SHORT ? INSTEAD : duration;
}

export class Clock {
  at = 0; // the frame that is seen
  played = 0; // how often all were

  /**
   * @param {number[]} durations Of each frame, in ms, as the file says.
   * @param {number} loop How often all are played; 0 is for ever.
   */
  constructor(durations, loop) {
    this.durations = durations.map(seenFor);
    this.loop = loop;
    this.left = this.durations[0]; // ms
  }

  /** Whether it has been played as often as it is to be. */
  get over() {
    return this.loop > 0 && this.played >= this.loop;
  }

  /**
   * Lets time pass.
   *
   * @param {number} passed In ms.
   * @returns {boolean} Whether another frame is seen now.
   */
  pass(passed) {
    const before = this.at;
    this.left -= passed;
    while (this.left <= 0 && !this.over) {
      const last = this.at === this.durations.length - 1;
      if (last) this.played++;
      if (this.over) break; // the last frame stays
      this.at = last ? 0 : this.at + 1;
      this.left += this.durations[this.at];
    }
    return this.at !== before;
  }

  /**
   * Goes to a frame, for its whole time; behind the last is the first.
   *
   * @param {number} frame
   */
  go(frame) {
    const count = this.durations.length;
    this.at = (frame + count) % count;
    this.left = this.durations[this.at];
    this.played = 0;
  }
}
