// Marks k in the chart and says what the curve says there, at every step of the
// slider; and the keyboard's way along the curve. The chart is the page's own and
// marked by a rule of style alone. The sentences of every k are in the store.

import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<div class="keys" role="slider" tabindex="0" aria-label="k on the curve" aria-valuemin="1"><span class="reading"></span> <small aria-hidden="true">Click a point, or ← → here.</small></div>
`;

const REST = 250; // ms without a key before Python is told
const ANSWER = 3000; // ms that Python's answer to it is waited for
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

/** @extends {Widget<CurveData>} */
class Curve extends Widget {
  /** @type {number | null} */
  asked = null; // a k from the keyboard that Python does not know yet
  /** @type {number | undefined} */
  told = undefined; // what Python said last
  /** @type {number | undefined} */
  k = undefined; // what is marked
  mark = ""; // CSS, with $k in the place of k
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.sentence = find(frame, ".reading");
    this.keys = find(frame, ".keys");
    this.style = document.head.appendChild(document.createElement("style"));
    this.slider = new SliderObserver((k) => this.heard(k));
    this.keys.onkeydown = (event) => this.pressed(event);
    this.keys.onpointerdown = () => this.keys.focus();
    this.keys.onblur = () => this.left();
    this.unsubscribe = store.subscribe(() => this.write());
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
    this.style.remove();
    clearTimeout(this.timer);
  }

  /** @param {CurveData} data */
  take({ k, mark }) {
    this.told = k;
    this.mark = mark;
    this.keys.dataset.told = String(k);
    this.slider.told(k);
    if (this.k === undefined) this.show(k);
    else this.restyle(); // another point may have been suggested
  }

  /**
   * The slider has moved, or Python says so. Until it has heard of the keys, what it
   * says is older than they are.
   *
   * @param {number} k
   */
  heard(k) {
    if (this.asked !== null && k !== this.asked) return;
    this.forget();
    this.show(k);
  }

  forget() {
    clearTimeout(this.timer);
    this.asked = null;
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
    const readings = store.items.readings?.readings;
    if (!readings || !this.k) return;
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
    this.forget();
    this.asked = k;
    this.timer = setTimeout(() => this.ask(k), REST);
    this.show(k);
  }

  /** @param {number} k */
  ask(k) {
    if (k === this.told) {
      this.forget();
      return;
    }
    this.call.setTriggerValue("k", k);
    this.timer = setTimeout(() => this.giveUp(), ANSWER);
  }

  // Whoever goes elsewhere, to the slider perhaps, is not held to what was asked here.
  left() {
    const { asked } = this;
    this.forget();
    if (asked !== null && asked !== this.told) this.call.setTriggerValue("k", asked);
  }

  giveUp() {
    this.forget();
    if (this.told) this.show(this.told);
  }
}

export default widget(Curve, HTML, new URL("curve.css", import.meta.url));
