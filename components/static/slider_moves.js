// What somebody asked for by moving the slider, until Python has heard of it. A picture
// of fewer colors comes with another slider: what the old one was told at that moment
// reaches nobody.

import { SLIDER, sliderStep } from "./slider_observer.js";

const PATIENCE = 800; // ms without an answer after which a move is told once more

export class SliderMoves {
  /** @type {number[]} */
  open = []; // those that Python has not heard of, the latest last
  /** @type {number} */
  revision = 0; // of what Python last said
  /** @type {number | undefined} */
  k = undefined; // the one that Python last showed
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /** @param {(wish: Wish) => void} tell Called with a move that has got no answer. */
  constructor(tell) {
    this.tell = tell;
    this.listening = new AbortController();
    const options = { capture: true, signal: this.listening.signal };
    document.addEventListener("keydown", (event) => this.touched(event), options);
    document.addEventListener(
      "pointerdown",
      (event) => {
        if (!onSlider(event)) return;
        document.addEventListener("pointerup", () => this.look(), { ...options, once: true });
      },
      options,
    );
  }

  /** @param {Event} event */
  touched(event) {
    if (onSlider(event)) this.look();
  }

  // The slider stands at its new place only when everybody has heard of the event.
  look() {
    setTimeout(() => {
      const k = sliderStep();
      if (!Number.isInteger(k)) return;
      this.open = k === this.k ? [] : [...this.open, k];
      this.wait();
    });
  }

  /**
   * Python says what it knows of.
   *
   * @param {Pick<ViewerData, "k" | "wanted" | "revision">} said
   */
  told({ k, wanted, revision }) {
    this.k = k;
    if (revision !== this.revision) {
      // Either it has heard of a move, or of something else that was asked for later.
      const heard = this.open.lastIndexOf(wanted);
      this.open = heard < 0 ? [] : this.open.slice(heard + 1);
      this.revision = revision;
    }
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    const k = this.open.at(-1);
    if (k === undefined) return;
    this.timer = setTimeout(() => {
      this.open = [];
      this.tell({ k, revision: this.revision });
    }, PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.listening.abort();
  }
}

/** @param {Event} event */
function onSlider(event) {
  return event.target instanceof Element && event.target.closest(SLIDER) !== null;
}
