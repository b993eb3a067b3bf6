// Turns the page for a class on and off, and fills the screen with it. There the arrow
// keys move k wherever the focus is, and Escape leaves.

import { setSlider, sliderStep } from "../../static/slider_observer.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<button type="button" class="other" hidden></button>
<button type="button" class="turn"></button>
`;

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
// Fields in which the keys mean something else, and the slider, which knows them itself.
const FIELDS = "input, textarea, select, [role='slider']";
// The stage of the tab Learn: arrow keys turn its cloud, and move a mark in its picture.
const STAGE = ".space, .picture";

/** @extends {Widget<ProjectorData>} */
class Projector extends Widget {
  on = false;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.button = find(frame, ".turn");
    this.other = find(frame, ".other");
    this.other.onclick = () => this.call.setTriggerValue("swap", true);
    this.button.onclick = () => this.turn(!this.on);
    /** @param {KeyboardEvent} event */
    this.key = (event) => this.pressed(event);
    // Before anything else hears of it: wherever the focus is, they move k.
    addEventListener("keydown", this.key, true);
  }

  stop() {
    removeEventListener("keydown", this.key, true);
  }

  /** @param {ProjectorData} data */
  take({ wall }) {
    const on = wall !== "";
    this.on = on;
    this.other.hidden = wall === "" || wall === "page";
    this.other.textContent = wall === "stage" ? "Pictures" : "Stage";
    this.button.textContent = on ? "Leave" : "Projector";
    this.button.title = on
      ? "Back to the whole page (Escape)"
      : "Large, for a class: slider, pictures, palette and curve alone, or in the tab Learn the stage";
  }

  /** @param {boolean} on */
  turn(on) {
    // A browser may refuse; the page is turned all the same.
    if (on) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    this.call.setTriggerValue("on", on);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const step = STEPS[event.key];
    if (this.on && event.key === "Escape") this.turn(false);
    if (!this.on || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(`${FIELDS}, ${STAGE}`)) return;
    event.preventDefault();
    event.stopPropagation();
    setSlider(sliderStep() + step)?.focus(); // the next key is the slider's own
  }
}

export default widget(Projector, HTML, new URL("projector.css", import.meta.url));
