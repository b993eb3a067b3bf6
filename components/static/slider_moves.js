// What somebody asked for by moving the slider, until Python has heard of it. A picture
// of fewer colors comes with another slider: what the old one was told at that moment
// reaches nobody.

import { sliderOf, sliderStep } from "./slider_observer.js";

const PATIENCE = 800; // ms without an answer after which a move is told once more
const TRIES = 3;

/** @typedef {Pick<ViewerData, "k" | "wanted" | "by_slider" | "revision" | "doubted">} Said */

export class SliderMoves {
  /** @type {number[]} */
  open = []; // those that Python has not heard of, the latest last
  /** @type {Said | undefined} */
  said = undefined; // by Python, last
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  /** @type {{ slider: HTMLInputElement, before: number } | null} */
  held = null; // while it is, it may stand anywhere
  elsewhere = true; // whether anything else was pressed after the latest move
  tries = 0;
  confirmed = -1; // the revision for which a move was told once more because it was asked

  /** @param {(wish: Wish) => void} tell Called with a move that has got no answer. */
  constructor(tell) {
    this.tell = tell;
    this.listening = new AbortController();
    for (const name of ["pointerdown", "click", "keydown"]) {
      this.listen(name, (event) => {
        if (!sliderOf(event)) this.elsewhere = true;
      });
    }
    this.listen("keydown", (event) => this.follow(sliderOf(event)));
    this.listen("pointerdown", (event) => this.hold(sliderOf(event)));
    this.listen("pointerup", () => this.release());
    this.listen("pointercancel", () => this.release());
  }

  /**
   * @param {string} name
   * @param {(event: Event) => void} hear
   */
  listen(name, hear) {
    document.addEventListener(name, hear, { capture: true, signal: this.listening.signal });
  }

  /** @param {HTMLInputElement | null} slider */
  hold(slider) {
    if (slider) this.held = { slider, before: sliderStep(slider) };
  }

  release() {
    if (this.held) this.follow(this.held.slider, this.held.before);
    this.held = null;
  }

  /**
   * A slider stands at its new place only when everybody has heard of the event.
   *
   * @param {HTMLInputElement | null} slider
   * @param {number} before Where it stood.
   */
  follow(slider, before = sliderStep(slider)) {
    if (!slider) return;
    setTimeout(() => {
      const k = sliderStep(slider);
      if (Number.isInteger(k) && k !== before) {
        this.open.push(k);
        this.elsewhere = false;
      }
      this.wait();
    });
  }

  /**
   * Python says what it knows of.
   *
   * @param {Said} said
   */
  told(said) {
    const { wanted, revision, by_slider } = said;
    if (revision !== this.said?.revision) {
      // It has heard of a move, or of something else that was asked for later: not if
      // nothing else was pressed since. Of a click and a move that reach it together,
      // Python cannot tell which was first. A slider that told its old value once more,
      // unmoved, is neither, nor is a server that has just taken the place of another.
      const heard = this.open.lastIndexOf(wanted);
      if (heard >= 0) this.open = this.open.slice(heard + 1);
      else if (!by_slider && revision > 0 && this.elsewhere) this.open = [];
    }
    this.said = said;
    this.tries = 0;
    this.wait();
    // Python has heard of a move, but cannot tell it from an old value that has come late.
    const move = this.open.at(-1);
    if (move === undefined || move !== said.doubted || revision === this.confirmed) return;
    this.confirmed = revision;
    this.tell({ k: move, stands: sliderStep(), revision });
  }

  // What Python has not heard of is told once more. If it has heard of all, and says
  // another k than the slider, an old value has overtaken a newer one on its way here.
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { said } = this;
      const k = sliderStep();
      if (!said || this.held || !Number.isInteger(k)) return;
      const move = this.open.at(-1);
      if (move === undefined && k === said.k) return;
      this.tell({ k: move ?? said.wanted, stands: k, revision: said.revision });
      this.tries += 1;
      if (this.tries < TRIES) this.wait();
    }, PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.listening.abort();
  }
}
