// The picture beside the cloud: what is pointed at in it, by mouse, finger or keys.

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ width: number, height: number }} Size */

const STEPS = 32; // of an arrow key, from one edge to the other

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Panel {
  /** @type {Place | null} */
  at = null;

  /**
   * @param {HTMLElement} place
   * @param {HTMLCanvasElement} canvas It fills the place as far as its shape lets it.
   * @param {HTMLElement} mark
   * @param {(pixel: Place | null) => void} look Called with a pixel that is pointed at.
   * @param {(pixel: Place) => void} pick Called with one that is clicked.
   */
  constructor(place, canvas, mark, look, pick) {
    this.place = place;
    this.canvas = canvas;
    this.mark = mark;
    this.look = look;
    this.pick = pick;
    place.addEventListener("pointermove", (event) => this.point(event));
    place.addEventListener("pointerleave", () => this.move(null));
    place.addEventListener("blur", () => this.move(null));
    place.addEventListener("click", (event) => {
      this.point(/** @type {PointerEvent} */ (event));
      if (this.at) this.pick(this.at);
    });
    place.addEventListener("keydown", (event) => this.key(event));
  }

  // The picture in its place: CSS pixels for one of its own, and where it begins.
  get box() {
    const { clientWidth, clientHeight } = this.place;
    const { width, height } = this.canvas;
    const scale = Math.min(clientWidth / width, clientHeight / height);
    return {
      scale,
      left: (clientWidth - scale * width) / 2,
      top: (clientHeight - scale * height) / 2,
    };
  }

  /** @param {PointerEvent} event */
  point({ clientX, clientY }) {
    const from = this.place.getBoundingClientRect();
    const { scale, left, top } = this.box;
    const x = Math.floor((clientX - from.left - left) / scale);
    const y = Math.floor((clientY - from.top - top) / scale);
    const { width, height } = this.canvas;
    this.move(x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null);
  }

  /** @param {Place | null} pixel */
  move(pixel) {
    this.at = pixel;
    this.mark.hidden = !pixel;
    if (pixel) {
      const { scale, left, top } = this.box;
      const [x, y] = [left + scale * (pixel.x + 0.5), top + scale * (pixel.y + 0.5)];
      this.mark.style.transform = `translate(${x}px, ${y}px)`;
    }
    this.look(pixel);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.canvas;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const from = this.at ?? { x: width >> 1, y: height >> 1 };
      const step = Math.max(1, Math.round(Math.max(width, height) / STEPS));
      this.move({
        x: Math.max(0, Math.min(width - 1, from.x + step * arrow[0])),
        y: Math.max(0, Math.min(height - 1, from.y + step * arrow[1])),
      });
    } else if (event.key === "Enter" && this.at) this.pick(this.at);
    else return;
    event.preventDefault();
  }
}
