// A test of one's own eye: from how many colors on can somebody, on this screen, not tell
// the picture from its original any more? All of it happens here; nothing is sent.

import { drawable } from "../../static/drawable.js";
import { Metric } from "../../static/metric.js";
import { decoded } from "../../static/picture.js";
import { setSlider } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";
import { Pair } from "./pair.js";
import { HTML } from "./skeleton.js";
import { paintIn } from "./stimulus.js";
import { MOST_CHOICES, Threshold } from "./threshold.js";
import { mistaken, verdict } from "./verdict.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Subject } from "./stimulus.js" */

const LEAST = 2; // colors; one alone is no picture

/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: 0, ArrowUp: 0, ArrowRight: 1, ArrowDown: 1 };

const QUESTIONS = {
  side: "Which of the two is the original?",
  flicker: "Which of the two flickers?",
};
const WAYS = { side: "Side by side", flicker: "Flickering" };

const FINGER = matchMedia("(hover: none), (pointer: coarse)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** @typedef {keyof typeof WAYS} Way */

/**
 * What a test is about, as it was when it began.
 *
 * @typedef {object} About
 * @property {Subject} subject
 * @property {number} most The largest k at which anything is lost.
 * @property {number | null} all How many colors the picture has, where k goes so far.
 */

/** @extends {Widget<BlindTestData>} */
class BlindTest extends Widget {
  /** @type {BlindTestData | undefined} */
  told = undefined; // what Python said last
  /** @type {About | null} */
  about = null;
  /** @type {Threshold | null} */
  test = null;
  /** @type {Way} */
  way = "side";
  k = 0; // of the picture that is shown beside the original ...
  odd = 0; // ... and its place

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.dialog = /** @type {HTMLDialogElement} */ (this.find("dialog"));
    this.pair = new Pair(this.find(".pair"), (place) => this.choose(place));
    this.find(".open").onclick = () => this.open();
    this.find(".leave").onclick = () => this.dialog.close();
    this.find(".side").onclick = () => this.start("side");
    this.find(".flicker").onclick = () => this.start("flicker");
    this.find(".again").onclick = () => this.begin();
    this.find(".use").onclick = () => this.use();
    this.dialog.onclose = () => this.pair.close();
    this.dialog.onkeydown = (event) => this.pressed(event);
  }

  stop() {
    this.dialog.close();
    this.pair.close();
  }

  /** @param {BlindTestData} told */
  take(told) {
    this.told = told;
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.frame, selector);
  }

  open() {
    this.dialog.showModal();
    this.begin();
  }

  /** @param {"start" | "trial" | "result"} step */
  show(step) {
    this.dialog.dataset.step = step;
    const title = step === "start" ? "h2" : `.${step} h3`;
    this.find(title).focus();
  }

  async begin() {
    this.about = null;
    this.find(".remark").textContent = this.told?.remark ?? "";
    this.find(".still").textContent = STILL.matches
      ? "Your device asks for little motion: this test moves all the same."
      : "";
    this.say("");
    this.show("start");
    this.enable(false);
    const found = await this.load();
    if (typeof found === "string") this.say(found);
    else this.about = found;
    this.enable(this.about !== null);
  }

  /** @param {string} trouble */
  say(trouble) {
    this.find(".trouble").textContent = trouble;
  }

  /** @param {boolean} on */
  enable(on) {
    for (const way of ["side", "flicker"]) {
      /** @type {HTMLButtonElement} */ (this.find(`.${way}`)).disabled = !on;
    }
  }

  /** @returns {Promise<About | string>} What to test, or why that cannot be. */
  async load() {
    const { told } = this;
    const { picture, palettes } = store.items;
    if (!told || picture?.id !== told.picture || palettes?.picture !== told.picture) {
      return "The colors are still being found. Come back in a moment.";
    }
    const shown = palettes.colors.length;
    const all = told.colors <= shown ? told.colors : null;
    const most = all === null ? shown : all - 1;
    if (most < LEAST) return "This picture has so few colors that there is nothing to test.";
    try {
      const pixels = drawable(await decoded(picture));
      const metric = new Metric(palettes.metric);
      return { subject: { picture: pixels, palettes, metric, dots: told.dots }, most, all };
    } catch {
      return "This browser cannot draw the pictures of the test by itself.";
    }
  }

  /** @param {Way} way */
  start(way) {
    if (!this.about) return;
    this.way = way;
    this.test = new Threshold(LEAST, this.about.most);
    this.find(".trial h3").textContent = QUESTIONS[way];
    this.show("trial");
    this.pair.open(this.about.subject.picture);
    this.ask();
  }

  ask() {
    const { about, test } = this;
    if (!about || !test) return;
    this.k = test.next();
    this.odd = crypto.getRandomValues(new Uint8Array(1))[0] & 1;
    this.find(".count").textContent = `Choice ${test.choices + 1} of at most ${MOST_CHOICES}`;
    this.find(".hint").textContent = hint();
    this.pair.show(this.odd, this.way === "flicker", (canvas) =>
      paintIn(canvas, about.subject, this.k),
    );
  }

  /** @param {number} place */
  choose(place) {
    const { test } = this;
    if (!test) return;
    const right = (place === this.odd) === (this.way === "flicker");
    test.answer(this.k, right);
    if (test.done) this.finish();
    else this.ask();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const place = KEYS[event.key];
    if (this.dialog.dataset.step !== "trial" || place === undefined) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat && this.pair.ready) this.choose(place);
  }

  finish() {
    const { about, test, way, pair } = this;
    if (!about || !test) return;
    const { found, sure, advice, k } = verdict(test, about.all);
    const [title, certainty] = [this.find(".result h3"), this.find(".sure")];
    title.textContent = found;
    certainty.textContent = sure;
    this.find(".advice").textContent = [advice, this.advice(test, k)].filter(Boolean).join(" ");
    this.find(".how").textContent =
      `${WAYS[way]}, on this screen, shown at ${Math.round(100 * pair.scale)} % of its size. ` +
      `${test.right} of your ${test.choices} choices were right.`;
    const use = this.find(".use");
    use.hidden = k === null;
    use.textContent = `Use k = ${k}`;
    use.dataset.k = String(k);
    pair.close();
    this.show("result");
  }

  /**
   * @param {Threshold} test
   * @param {number | null} k
   */
  advice(test, k) {
    if (this.way === "side" && mistaken(test)) {
      return "You were wrong more often than by guessing: you may well see a difference, and take the picture in fewer colors for the original.";
    }
    return k === null && this.told?.further
      ? "“Drawing”, at the top of the page, lets k go up to 256."
      : "";
  }

  use() {
    const k = Number(this.find(".use").dataset.k);
    this.dialog.close();
    setSlider(k);
  }
}

function hint() {
  return FINGER.matches ? "Tap it." : "Click it, or press an arrow key. Esc leaves.";
}

export default widget(BlindTest, HTML, new URL("blind_test.css", import.meta.url));
