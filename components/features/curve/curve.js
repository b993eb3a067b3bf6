// Marks k in the chart and says what the curve says there, at every step of the
// slider; and the keyboard's way along the curve. The chart is the page's own and
// marked by a rule of style alone. The sentences of every k are in the store.

import { SliderObserver, setSlider } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<div class="keys" role="slider" tabindex="0" aria-label="k on the curve" aria-valuemin="1"><span class="reading"></span> <small aria-hidden="true"></small></div>
`;

const HOW = "Click a point, or ← → here.";
const NOT_YET = "The curve follows soon. ← → move k here.";

const SLACK = 10; // CSS pixels that a finger moves in a tap
const PAGE = 10;

/** @type {Record<string, (k: number) => number>} */
const STEPS = {
  ArrowLeft: (k) => k - 1,
  ArrowDown: (k) => k - 1,
  ArrowRight: (k) => k + 1,
  ArrowUp: (k) => k + 1,
  PageDown: (k) => k - PAGE,
  PageUp: (k) => k + PAGE,
  Home: () => 1,
  End: () => Infinity,
};

const POINTS = ".st-key-elbow .overplot > .xy > .scatterlayer .points";

/** @extends {Widget<CurveData>} */
class Curve extends Widget {
  /** @type {number | undefined} */
  k = undefined; // what is marked
  mark = ""; // CSS, with $k in the place of k
  /** @type {PointerEvent | null} */
  touch = null; // a finger that came down on the chart
  chosen = false; // whether it has set k

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.sentence = find(frame, ".reading");
    this.hint = find(frame, "small");
    this.keys = find(frame, ".keys");
    this.style = document.head.appendChild(document.createElement("style"));
    this.slider = new SliderObserver((k) => this.show(k));
    this.keys.onkeydown = (event) => this.pressed(event);
    this.keys.onpointerdown = () => this.keys.focus();
    this.unsubscribe = store.subscribe(() => this.write());
    this.listeners = new AbortController();
    const options = { capture: true, signal: this.listeners.signal };
    addEventListener("pointerdown", (event) => this.touched(event), options);
    addEventListener("pointerup", (event) => this.tapped(event), options);
    addEventListener("touchstart", scrollable, options);
    addEventListener("touchend", (event) => this.ended(event), options);
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
    this.style.remove();
    this.listeners.abort();
  }

  /** @param {CurveData} data */
  take({ k, mark }) {
    this.mark = mark;
    this.keys.dataset.told = String(k);
    this.slider.told(k);
    if (this.k === undefined) this.show(k);
    else this.restyle(); // another point may have been suggested
  }

  /** @param {number} k */
  show(k) {
    if (k === this.k) return;
    this.k = k;
    this.restyle();
    this.write();
  }

  restyle() {
    this.style.textContent = this.mark.replaceAll("$k", String(this.k));
  }

  write() {
    const { readings, drawn } = store.items.readings ?? {};
    if (!readings || !this.k) return;
    this.hint.textContent = drawn ? HOW : NOT_YET;
    const sentence = readings[Math.min(this.k, readings.length) - 1];
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
    this.keys.setAttribute("aria-valuemax", String(readings.length));
    this.keys.setAttribute("aria-valuenow", String(this.k));
    this.keys.setAttribute("aria-valuetext", sentence.split(". ")[0]);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const step = STEPS[event.key];
    const most = store.items.readings?.readings.length;
    if (!step || !most || !this.k || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const k = Math.max(1, Math.min(step(this.k), most));
    this.show(k); // the next key counts from there, however soon it comes
    setSlider(k);
  }

  /** @param {PointerEvent} event */
  touched(event) {
    const here = event.target instanceof Element && event.target.closest(".st-key-elbow");
    this.touch = here && event.pointerType === "touch" ? event : null;
  }

  /**
   * The chart takes a first tap for a wish to see the label, and only a second one for
   * a click; here the first one sets k.
   *
   * @param {PointerEvent} event
   */
  tapped({ clientX, clientY }) {
    const { touch } = this;
    this.touch = null;
    if (!touch || Math.hypot(clientX - touch.clientX, clientY - touch.clientY) > SLACK) return;
    const places = [...(document.querySelector(POINTS)?.children ?? [])].map((point) => {
      const { x, width } = point.getBoundingClientRect();
      return Math.abs(x + width / 2 - clientX);
    });
    this.chosen = places.length > 0;
    if (this.chosen) setSlider(places.indexOf(Math.min(...places)) + 1);
  }

  /**
   * What has set k must not come to the chart as a click of a mouse too.
   *
   * @param {TouchEvent} event
   */
  ended(event) {
    if (this.chosen && event.cancelable) event.preventDefault();
    this.chosen = false;
  }
}

/**
 * The chart would keep every touch to itself: a finger that goes up or down over it
 * scrolls the page.
 *
 * @param {TouchEvent} event
 */
function scrollable(event) {
  if (event.target instanceof Element && event.target.closest(".st-key-elbow")) {
    event.stopPropagation();
  }
}

export default widget(Curve, HTML, new URL("curve.css", import.meta.url));
