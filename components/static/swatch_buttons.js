// Buttons that each stand for a color on the screen. Pointing at one, or stepping to it
// with the arrow keys, chooses its color; a click copies the code, and offers to keep the
// color. For the tab key all of them are one stop.

import { copyText } from "./clipboard.js";
import { shown } from "./shown.js";

/** @import { Color } from "./shown.js" */

/** @type {Record<string, (at: number, last: number) => number>} */
const STEPS = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

export class SwatchButtons {
  /** @type {HTMLButtonElement[]} */
  buttons = [];
  /** @type {Color[]} */
  colors = [];
  at = 0; // the button that the tab key comes to
  /** @type {Color | null} */
  chosen = null; // the color that is pointed at
  told = false; // whether what came of a click stands where its name would

  /**
   * @param {HTMLElement} group What they stand in.
   * @param {object} parts
   * @param {(button: HTMLButtonElement) => HTMLElement} parts.make Gives a new button its
   *   parts; returns what is put into the group.
   * @param {(button: HTMLButtonElement, color: Color) => void} parts.set Shows a color.
   * @param {(color: Color | null) => void} [parts.look] Called with the color that is
   *   pointed at, or when none is.
   * @param {(words: string) => void} parts.tell Called with what came of a click.
   */
  constructor(group, { make, set, look, tell }) {
    this.group = group;
    this.make = make;
    this.set = set;
    this.look = look;
    this.tell = tell;
    group.onkeydown = (event) => this.key(event);
    this.stop = shown.subscribe({
      colors: () => this.draw(),
      lit: () => this.light(),
      named: () => this.name(),
      pins: () => this.draw(),
    });
    this.draw();
  }

  draw() {
    const focused = this.buttons.findIndex((button) => button.matches(":focus"));
    const kept = this.colors[focused]?.hex;
    this.colors = shown.colors;
    while (this.buttons.length < this.colors.length) this.grow();
    while (this.buttons.length > this.colors.length) {
      this.buttons.pop();
      this.group.lastElementChild?.remove();
    }
    for (const [i, color] of this.colors.entries()) {
      this.set(this.buttons[i], color);
      this.buttons[i].classList.toggle("kept", shown.isKept(color.hex));
      this.buttons[i].classList.toggle("changed", color.hex !== color.own);
    }
    // Whoever stood on a color with the keyboard stays on it if it is still there.
    const again = kept ? this.colors.findIndex(({ hex }) => hex === kept) : -1;
    this.stand(again >= 0 ? again : Math.max(0, Math.min(this.at, this.buttons.length - 1)));
    if (again >= 0 && again !== focused) this.buttons[again].focus();
    this.light();
  }

  grow() {
    const at = this.buttons.length;
    const button = document.createElement("button");
    button.type = "button";
    const choose = () => this.choose(this.colors[at] ?? null);
    const leave = () => this.choose(null);
    button.onpointerenter = choose;
    button.onpointerleave = leave;
    button.onfocus = () => {
      this.stand(at);
      choose();
    };
    button.onblur = leave;
    button.onclick = () => this.copy(this.colors[at].hex);
    this.buttons.push(button);
    this.group.append(this.make(button));
  }

  /** @param {Color | null} color */
  choose(color) {
    this.chosen = color;
    this.told = false;
    shown.choose(color?.index ?? null);
    this.look?.(color);
  }

  // What the colors are called is known now.
  name() {
    for (const [i, color] of this.colors.entries()) this.set(this.buttons[i], color);
    if (this.told || !this.chosen) return;
    if (this.colors.includes(this.chosen)) this.look?.(this.chosen);
  }

  /** @param {number} at */
  stand(at) {
    this.at = at;
    for (const [i, button] of this.buttons.entries()) button.tabIndex = i === at ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const last = this.buttons.length - 1;
    this.buttons[Math.max(0, Math.min(step(this.at, last), last))]?.focus();
  }

  /** @param {string} hex */
  async copy(hex) {
    shown.offer(hex);
    const worked = await copyText(hex);
    this.told = true;
    this.tell(
      worked ? `Copied ${hex}.` : `This browser does not let a page copy. The code is ${hex}.`,
    );
  }

  light() {
    for (const [i, { index }] of this.colors.entries()) {
      this.buttons[i].classList.toggle("lit", index === shown.lit);
    }
  }
}
