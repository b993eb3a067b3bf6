// Act 4: what counts depends on the scale. Position joins color, on a small copy of the
// picture's pixels; then color alone, in several spaces.

import { count, percent } from "../../../../static/text.js";
import { drawFall } from "../../falling.js";
import { Loop } from "../../loop.js";
import { mulberry32 } from "../../random.js";
import { randomPixels } from "../../starts.js";
import { told } from "../../words.js";
import { Part } from "../part.js";
import { explainedBy, meanColors } from "./clusters.js";
import { copyOf } from "./copy.js";
import { measured } from "./features.js";
import { lloydOf } from "./rows.js";
import { Stretch } from "./stretch.js";
import { View } from "./view.js";
import { about, counts, onCopy } from "./words.js";

/** @import { LearnWidget } from "../../learn.js" */
/** @import { Labelled, Subject } from "../../stage.js" */
/** @import { Copy } from "./copy.js" */
/** @import { Measured, Scale } from "./features.js" */
/** @import { Rows } from "./rows.js" */

const STRETCHES = 900; // ms that the cloud takes from one scale to another

/** @typedef {"units" | "z5" | "rgb" | "oklab" | "z3"} Name */

/** @type {Record<Name, Scale & { name: string }>} */
const SCALES = {
  units: { name: "In pixels", space: "rgb", position: true, standardized: false },
  z5: { name: "z-scores", space: "rgb", position: true, standardized: true },
  rgb: { name: "RGB", space: "rgb", position: false, standardized: false },
  oklab: { name: "Oklab", space: "oklab", position: false, standardized: false },
  z3: { name: "z-scores", space: "rgb", position: false, standardized: true },
};

class Scales extends Part {
  /** @type {Name} */
  name = "units";
  /** @type {number | null} */
  share = null; // how much position is to count; as much as it does by its scale if null
  /** @type {{ of: Subject, copy: Copy } | null} */
  made = null;
  /** @type {Measured | null} */
  measured = null;
  /** @type {View | null} */
  view = null;
  /** @type {Loop<Rows> | null} */
  fit = null;
  noted = ""; // what was read out of the scale last

  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    super(lesson);
    this.stretch = new Stretch(lesson.stage);
    this.slider = /** @type {HTMLInputElement} */ (lesson.find(".position-share"));
    for (const button of this.buttons) {
      button.onclick = () => {
        this.name = /** @type {Name} */ (button.value);
        this.share = null;
        this.change(STRETCHES);
      };
    }
    this.slider.oninput = () => {
      this.share = Number(this.slider.value) / 100;
      this.change(0);
    };
  }

  /** @returns {HTMLButtonElement[]} */
  get buttons() {
    return [...this.lesson.frame.querySelectorAll("button[data-scale]")].map(
      (button) => /** @type {HTMLButtonElement} */ (button),
    );
  }

  get scale() {
    return SCALES[this.name];
  }

  get played() {
    return this.fit;
  }

  get loop() {
    return this.fit;
  }

  get copy() {
    const { subject } = this.lesson;
    if (!subject) return null;
    if (this.made?.of !== subject) this.made = { of: subject, copy: copyOf(subject.picture) };
    return this.made.copy;
  }

  enter() {
    this.begin();
  }

  leave() {
    this.stretch.stop();
    const { stage, subject } = this.lesson;
    if (subject) stage.take(subject);
    stage.mark = null;
  }

  begin() {
    const { copy, lesson } = this;
    if (!copy) return;
    lesson.stage.take(copy);
    this.measure(0);
  }

  /**
   * Another scale: whoever asks for it sees what comes of it.
   *
   * @param {number} lasts Milliseconds until the cloud is there.
   */
  change(lasts) {
    this.lesson.player.stop();
    this.measure(lasts);
    this.lesson.player.hurry();
  }

  /** @param {number} lasts Milliseconds. */
  measure(lasts) {
    const { copy, scale, lesson } = this;
    if (!copy) return;
    const k = lesson.palette.length;
    const drawn = randomPixels(copy.counted, k, mulberry32(lesson.where.seed));
    this.measured = measured(copy, scale, this.share);
    const { values, features } = this.measured;
    this.view = new View(this.measured, scale.position ? "place" : scale.space);
    const axes = features.length;
    const start = Float64Array.from(
      drawn.flatMap((i) => Array.from(values.subarray(axes * i, axes * (i + 1)))),
    );
    this.fit = new Loop(/** @type {Rows} */ (this.measured), start, "start", lloydOf(axes));
    const places = this.view.places(values, copy.points.of);
    this.stretch.go({ places, frame: this.view.frame }, lasts);
  }

  /**
   * @returns {Labelled | null}
   */
  get labelled() {
    const { fit, copy } = this;
    if (!fit || !copy) return null;
    return { colors: meanColors(copy.counted, fit.labels, fit.k), labels: fit.labels };
  }

  get points() {
    const axes = this.view?.axes.map(({ name }) => name).join(", ") ?? "";
    return `${count(this.copy?.counted.distinct ?? 0, "pixel")} by ${axes}`;
  }

  /** @param {{ x: number, y: number }} pixel */
  placeOf({ x, y }) {
    const { copy, view, measured: found } = this;
    if (!copy || !view || !found) return null;
    return view.place(found.values, y * copy.picture.width + x);
  }

  /**
   * @param {number} center
   * @param {[number, number, number]} place
   * @param {boolean} goesOn
   */
  drag(center, place, goesOn) {
    const { fit, view } = this;
    if (!fit?.now || !view) return;
    const { axes } = fit.lloyd;
    const before = fit.now.centers.subarray(axes * center, axes * (center + 1));
    fit.drag(center, view.lift(before, place), goesOn);
  }

  /** @param {number} glides */
  show(glides) {
    const { fit, view, lesson, labelled } = this;
    const { stage } = lesson;
    if (fit?.now && view && labelled) {
      const { centers } = fit.now;
      stage.byCenter = lesson.byCenter ? labelled : null;
      stage.painted = labelled.colors;
      stage.glide(
        Float64Array.from(labelled.colors.flatMap((_, c) => view.place(centers, c))),
        glides,
      );
    }
    stage.lit = null;
    stage.paint();
  }

  tell() {
    const { lesson, fit, copy, measured: found, scale } = this;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.value === this.name));
    }
    if (!fit?.now || !copy || !found) return "";
    const words = told(fit, "random", lesson.palette.length);
    const { colors, labels } = this.labelled ?? { colors: [], labels: fit.labels };
    const explained = explainedBy(copy.counted, colors, labels);
    lesson.figures.write(words, fit.now.inertia, percent(explained));
    drawFall(lesson.find(".figures"), fit.states, fit.at);
    lesson.figures.bars(colors, labels, copy.counted.weights);
    this.weigh(found);
    lesson.find(".scale-copy").textContent = onCopy(copy);
    const note = about(scale, found);
    lesson.find(".scale-note").textContent = note;
    if (note === this.noted || lesson.player.playing) return words;
    this.noted = note;
    return `${words} ${note}`;
  }

  /** @param {Measured} found */
  weigh({ features }) {
    const { lesson, slider, scale } = this;
    const position = counts(features);
    lesson.find(".weigh").style.visibility = scale.position ? "" : "hidden";
    slider.value = String(Math.round(100 * position));
    slider.setAttribute("aria-valuetext", percent(position));
    lesson.find(".weigh output").textContent = percent(position);
    const bar = lesson.find(".feature-shares");
    bar.replaceChildren(
      ...features.map(({ name, share }) => {
        const part = document.createElement("i");
        const words = part.appendChild(document.createElement("span"));
        words.textContent = `${name} ${percent(share)}`;
        part.style.flexGrow = String(share);
        part.classList.toggle("of-place", name === "x" || name === "y");
        return part;
      }),
    );
  }
}

const buttons = (/** @type {Name[]} */ names) =>
  names
    .map((each) => `<button type="button" data-scale value="${each}">${SCALES[each].name}</button>`)
    .join("");

/** @type {import("../index.js").Act} */
export const ACT = {
  act: "4",
  name: "Scales",
  says: "Where a pixel is can count too: x and y beside red, green and blue. Counted in pixels, a photo's x and y are so large that they swamp the colors, and clusters become patches of neighbors. On one scale (z-scores), or with less weight on position, the colors are back.",
  byCenter: true,
  tools: `<div class="group" role="group" aria-label="Color and position">Color and position ${buttons(["units", "z5"])}</div>
    <div class="group" role="group" aria-label="Color alone">Color alone ${buttons(["rgb", "oklab", "z3"])}</div>
    <label class="weigh">Position counts <input type="range" class="position-share" aria-label="How much position counts" min="0" max="100" step="1"> <output></output></label>`,
  panel: `<p class="scale-note"></p>
    <div class="feature-shares" aria-hidden="true"></div>
    <p class="scale-copy"></p>`,
  styles: new URL("scales.css", import.meta.url),
  part: (lesson) => new Scales(lesson),
};
