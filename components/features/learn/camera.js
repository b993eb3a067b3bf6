// From where the cloud is looked at: red to the right, green up, blue into depth.

const MIDDLE = 127.5; // of a channel
const AWAY = 5; // from the middle of the box, of which half an edge is 1
const ROOM = 1.82; // what has to fit: half a diagonal of the box, and its names
const [NEAREST, FARTHEST] = [0.6, 8];
const STEEPEST = Math.PI / 2;

/** @typedef {{ x: number, y: number, depth: number }} Seen */

// From a little above, at an edge of the box.
const [YAW, PITCH] = [-0.6, 0.38];

export class Camera {
  yaw = YAW;
  pitch = PITCH;
  zoom = 1;

  reset() {
    this.yaw = YAW;
    this.pitch = PITCH;
    this.zoom = 1;
  }

  /**
   * @param {number} yaw Radians.
   * @param {number} pitch Radians.
   */
  turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.max(-STEEPEST, Math.min(STEEPEST, this.pitch + pitch));
  }

  /** @param {number} times */
  closer(times) {
    this.zoom = Math.max(NEAREST, Math.min(FARTHEST, this.zoom * times));
  }

  /**
   * What takes a color onto a canvas, for loops that are to be quick.
   *
   * @param {{ width: number, height: number }} size
   */
  lens({ width, height }) {
    const [cy, sy] = [Math.cos(this.yaw), Math.sin(this.yaw)];
    const [cp, sp] = [Math.cos(this.pitch), Math.sin(this.pitch)];
    const rows = [
      [cy, 0, sy],
      [-sp * sy, cp, sp * cy],
      [-cp * sy, -sp, cp * cy],
    ];
    const [across, up, into] = rows.map((row) => row.map((each) => each / MIDDLE));
    const sum = (/** @type {number[]} */ row) => MIDDLE * (row[0] + row[1] + row[2]);
    return {
      across,
      up,
      into,
      from: [-sum(across), -sum(up), AWAY - sum(into)],
      strength: (this.zoom * (Math.min(width, height) / 2) * AWAY) / ROOM,
      middle: [width / 2, height / 2],
    };
  }

  /**
   * Where a color is seen.
   *
   * @param {ArrayLike<number>} color Red, green and blue.
   * @param {{ width: number, height: number }} size
   * @returns {Seen}
   */
  see(color, size) {
    const [r, g, b] = [color[0], color[1], color[2]];
    const { across, up, into, from, strength, middle } = this.lens(size);
    const along = (/** @type {number[]} */ row, /** @type {number} */ start) =>
      row[0] * r + row[1] * g + row[2] * b + start;
    const depth = along(into, from[2]);
    const scale = strength / depth;
    return {
      x: middle[0] + scale * along(across, from[0]),
      y: middle[1] - scale * along(up, from[1]),
      depth,
    };
  }

  /**
   * The color under a point of the canvas that is as deep in the box as another.
   *
   * @param {{ x: number, y: number }} point
   * @param {number} depth
   * @param {{ width: number, height: number }} size
   * @returns {[number, number, number]} Inside the box.
   */
  colorAt({ x, y }, depth, size) {
    const { across, up, into, strength, middle } = this.lens(size);
    const ways = [
      ((x - middle[0]) * depth) / strength,
      ((middle[1] - y) * depth) / strength,
      depth - AWAY,
    ];
    // The axes of the view are at right angles and equally long: back is across.
    const channel = (/** @type {number} */ n) => {
      const way = ways[0] * across[n] + ways[1] * up[n] + ways[2] * into[n];
      return Math.max(0, Math.min(255, MIDDLE + way * MIDDLE * MIDDLE));
    };
    return [channel(0), channel(1), channel(2)];
  }
}
