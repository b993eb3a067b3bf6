// The color under the pointer, before and after. The keyboard has a pointer of its
// own: the arrow keys move a mark over the picture.

const STRIDE = 8; // CSS pixels that an arrow key moves the mark

import { find } from "../../static/widget.js";

/** @import { Place, Viewport } from "./viewport.js" */

export class Probe {
  /** @type {Place | null} */
  place = null;

  /**
   * @param {Viewport} viewport
   * @param {(place: Place | null) => void} look Called with a place of the picture.
   * @param {(place: Place) => boolean} pick Called with one that is clicked; tells whether
   *   there is anything to be done with its color.
   * @param {() => void} go Goes to where that can be done.
   */
  constructor(viewport, look, pick, go) {
    this.viewport = viewport;
    this.look = look;
    this.pick = pick;
    this.go = go;
    this.marks = viewport.windows.map((stage) => find(stage, ".mark"));
    for (const stage of viewport.windows) {
      /** @param {PointerEvent} event */
      const point = (event) => {
        const box = stage.getBoundingClientRect();
        this.move(viewport.at({ x: event.clientX - box.left, y: event.clientY - box.top }));
      };
      stage.addEventListener("pointermove", (event) => {
        if (event.pointerType !== "touch") point(event); // a finger scrolls, or zooms
      });
      stage.addEventListener("pointerleave", (event) => {
        if (event.pointerType !== "touch") this.move(null);
      });
      stage.addEventListener("click", (event) => {
        point(/** @type {PointerEvent} */ (event));
        if (this.place) this.pick(this.place);
      });
      stage.addEventListener("keydown", (event) => this.key(event));
      stage.addEventListener("blur", () => this.move(null));
    }
  }

  /** @param {Place | null} place */
  move(place) {
    const { width, height } = this.viewport.size ?? { width: 0, height: 0 };
    const x = Math.floor(place?.x ?? -1);
    const y = Math.floor(place?.y ?? -1);
    this.place = x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null;
    this.follow();
    this.look(this.place);
  }

  // Keeps the marks on their pixel when the picture moves under them.
  follow() {
    for (const mark of this.marks) {
      mark.hidden = !this.place;
      if (!this.place) continue;
      const side = Math.max(9, this.viewport.shown);
      const at = this.viewport.of({ x: this.place.x + 0.5, y: this.place.y + 0.5 });
      mark.style.width = `${side}px`;
      mark.style.height = `${side}px`;
      mark.style.transform = `translate(${at.x - side / 2}px, ${at.y - side / 2}px)`;
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { viewport } = this;
    const step = Math.max(1, Math.round(STRIDE / viewport.shown));
    /** @type {Record<string, [number, number]>} */
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const point = this.place ? viewport.of(this.place) : viewport.middle;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) this.walk(moves[event.key]);
    else if (event.key === "+" || event.key === "=") viewport.step(1, point);
    else if (event.key === "-") viewport.step(-1, point);
    else if (event.key === "0") viewport.fit();
    else if (event.key === "1") viewport.actual(point);
    else if (event.key === "Enter" && this.place) {
      if (this.pick(this.place)) this.go();
    } else return;
    event.preventDefault();
  }

  /** @param {[number, number]} step In pixels of the picture. */
  walk([dx, dy]) {
    const { viewport } = this;
    if (!viewport.size) return;
    const { width, height } = viewport.size;
    const from = this.place ?? { x: Math.floor(viewport.x), y: Math.floor(viewport.y) };
    const place = {
      x: Math.min(Math.max(from.x + dx, 0), width - 1),
      y: Math.min(Math.max(from.y + dy, 0), height - 1),
    };
    // The picture comes along when the mark would leave the window.
    const { x, y } = viewport.of(place);
    const across = Math.min(0, x - 20) + Math.max(0, x + 20 - 2 * viewport.middle.x);
    const down = Math.min(0, y - 20) + Math.max(0, y + 20 - 2 * viewport.middle.y);
    if (viewport.movable && (across || down)) viewport.pan(-across, -down);
    this.move(place);
  }
}
