// Two places for pictures. Each holds the original and, over it, what it is to be told
// from: in one of them the picture in few colors, in the other the original once more, so
// that nothing but the pixels is different between the two.

import { paintRest } from "../../static/paint.js";
import { layout } from "./stimulus.js";

/** @import { Picture } from "../../static/picture.js" */

// ms without pictures before each pair: after a tenth of a second nobody sees any more
// what has changed from one picture to the next (Rensink, O'Regan and Clark 1997,
// doi:10.1111/j.1467-9280.1997.tb00427.x). So long that whoever only presses keys makes
// fewer than three flashes a second (WCAG 2.3.1).
const BLANK = 350;

// ms for which each of two pictures that alternate is seen: two changes a second, which
// is one flash (WCAG 2.3.1 allows three).
export const ALTERNATE = 500;

const GAP = 20; // CSS pixels

export class Pair {
  /** @type {Picture | null} */
  picture = null;
  scale = 1;
  turn = 0; // counts what was shown, so that what comes late is left out
  ready = false; // whether the two can be chosen between
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {(place: number) => void} choose
   */
  constructor(frame, choose) {
    this.frame = frame;
    this.places = [0, 1].map((i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.onclick = () => this.ready && choose(i);
      return button;
    });
    frame.append(...this.places);
    this.sizes = new ResizeObserver(() => this.fit());
  }

  /** @param {Picture} picture */
  open(picture) {
    this.picture = picture;
    this.places.forEach((place, i) => {
      place.replaceChildren(document.createElement("canvas"), document.createElement("canvas"));
      paintRest(this.canvas(i, 0), picture);
    });
    this.sizes.observe(this.frame);
    this.fit();
  }

  close() {
    this.blank();
    this.sizes.disconnect();
    this.picture = null;
    for (const place of this.places) place.replaceChildren(); // they hold much memory
  }

  /**
   * @param {number} place
   * @param {number} layer 0 is the original's.
   */
  canvas(place, layer) {
    return /** @type {HTMLCanvasElement} */ (this.places[place].children[layer]);
  }

  fit() {
    if (!this.picture) return;
    const { width, height } = this.picture;
    const { clientWidth, clientHeight } = this.frame;
    const { beside, scale } = layout(
      { width, height },
      { width: clientWidth, height: clientHeight },
      GAP,
    );
    this.scale = scale;
    const { style, classList } = this.frame;
    style.setProperty("--width", `${Math.max(1, scale * width)}px`);
    style.setProperty("--height", `${Math.max(1, scale * height)}px`);
    style.setProperty("--gap", `${GAP}px`);
    classList.toggle("beside", beside);
    classList.toggle("sharp", scale >= 1);
    const names = beside ? ["Left picture", "Right picture"] : ["Upper picture", "Lower picture"];
    this.places.forEach((place, i) => {
      place.setAttribute("aria-label", names[i]);
    });
  }

  /**
   * Takes the pictures away, and shows two others.
   *
   * @param {number} odd The place where the picture in few colors is.
   * @param {boolean} alternating Whether the original takes turns with it.
   * @param {(canvas: HTMLCanvasElement) => void} paint Draws it.
   */
  async show(odd, alternating, paint) {
    const { picture } = this;
    if (!picture) return;
    this.blank();
    const { turn } = this;
    const pause = new Promise((go) => setTimeout(go, BLANK));
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go))); // nothing is seen
    paint(this.canvas(odd, 1));
    paintRest(this.canvas(1 - odd, 1), picture);
    await pause;
    if (turn !== this.turn) return;
    this.frame.classList.remove("blank");
    this.frame.classList.toggle("over", !alternating);
    this.ready = true;
    if (alternating) this.alternate();
  }

  blank() {
    clearTimeout(this.timer);
    this.turn++;
    this.ready = false;
    this.frame.classList.add("blank");
  }

  // Never sooner than after its time, however late the last change was.
  alternate() {
    this.timer = setTimeout(() => {
      this.frame.classList.toggle("over");
      this.alternate();
    }, ALTERNATE);
  }
}
