// Act 5: along the curve, with this page's own palettes. Each step is one more color.

import { hexOf } from "../../../../static/color.js";
import { setSlider } from "../../../../static/slider_observer.js";
import { store } from "../../../../static/store.js";
import { count } from "../../../../static/text.js";
import { centersOf } from "../../stage.js";
import { Part } from "../part.js";
import { changeOf } from "./change.js";
import { Curve } from "./curve.js";
import { Survey } from "./survey.js";
import { Walk } from "./walk.js";
import { spoken, stepped } from "./words.js";

/** @import { LearnWidget } from "../../learn.js" */
/** @import { Labelled, Lit } from "../../stage.js" */
/** @import { Change } from "./change.js" */

const AT_ONCE = 16; // ms of work between two looks at the page

class Choosing extends Part {
  /** @type {Walk | null} */
  walk = null;
  key = ""; // of the palettes that are walked through
  begins = true; // whether nobody has seen anything of it yet
  /** @type {{ k: number, change: Change | null } | null} */
  seen = null; // the step that was looked at last
  /** @type {Lit | null} */
  alight = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  unsubscribe = () => {};

  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    super(lesson);
    this.curve = new Curve((k) => this.go(k));
    this.svg = /** @type {Element} */ (lesson.find(".figures").querySelector("svg"));
    this.only = /** @type {HTMLInputElement} */ (lesson.find(".changed-only"));
    this.only.onchange = () => lesson.show(0);
    lesson.find(".take-k").onclick = () => this.walk && setSlider(this.walk.k);
  }

  get played() {
    return this.walk;
  }

  // The page's own colors stand where they are.
  get loop() {
    return null;
  }

  get lit() {
    return this.alight;
  }

  get marked() {
    return this.change?.added ?? null;
  }

  /** @returns {Labelled | null} */
  get labelled() {
    if (!this.walk) return null;
    const { survey, k } = this.walk;
    return { colors: survey.colors[k - 1], labels: survey.labels(k) };
  }

  enter() {
    this.svg.replaceWith(this.curve.place);
    this.unsubscribe = store.subscribe(() => {
      if (store.items.palettes?.key === this.key) return;
      this.begin();
      this.lesson.show(0);
    });
    this.begins = true;
    this.begin();
  }

  leave() {
    this.unsubscribe();
    clearTimeout(this.timer);
    this.curve.place.replaceWith(this.svg);
    this.lesson.stage.picked = null;
    this.lesson.stage.painted = null;
  }

  // The picture or its palettes are others, or k's slider was moved.
  begin() {
    const { subject, palette } = this.lesson;
    const { palettes } = store.items;
    if (!subject || palettes?.picture !== subject.picture.id) {
      this.walk = null;
      this.key = "";
      return;
    }
    const survey = this.walk?.survey;
    const known = palettes.key === this.key && survey?.subject === subject;
    this.key = palettes.key;
    this.seen = null;
    this.walk = new Walk(known && survey ? survey : new Survey(subject, palettes), palette.length);
    // What one more color does is the point: at first there is one to come.
    if (this.begins && this.walk.atRest) this.walk.back();
    this.begins = false;
    this.workOut();
  }

  // The inertia of every k, a few at a time.
  workOut() {
    clearTimeout(this.timer);
    const { walk } = this;
    if (!walk) return;
    const { survey } = walk;
    const until = performance.now() + AT_ONCE;
    let next = survey.next;
    for (; next && performance.now() < until; next = survey.next) survey.inertia(next);
    this.draw();
    if (next) this.timer = setTimeout(() => this.workOut());
  }

  /** @param {number} k */
  go(k) {
    this.lesson.player.stop();
    this.walk?.go(k - 1);
    this.lesson.show();
  }

  // What the last color on show has done.
  get change() {
    const { walk, lesson } = this;
    if (!walk || walk.k < 2 || !lesson.subject) return null;
    const { k, survey } = walk;
    if (this.seen?.k !== k) {
      const { counted } = lesson.subject;
      this.seen = { k, change: changeOf(counted, survey.labels(k - 1), survey.labels(k), k) };
    }
    return this.seen?.change ?? null;
  }

  /** @param {number} glides */
  show(glides) {
    const { change, labelled, lesson } = this;
    const { stage } = lesson;
    const lights = labelled && change && this.only.checked;
    this.alight = lights ? { ...labelled, index: null, chosen: change.moved } : null;
    stage.byCenter = lesson.byCenter ? labelled : null;
    stage.lit = this.alight;
    stage.picked = this.marked;
    stage.painted = labelled?.colors ?? [];
    this.split(change);
    stage.glide(centersOf(stage.painted), glides);
    stage.paint();
  }

  /**
   * Balls begin where they were: the new one comes out of the one that gave it most.
   *
   * @param {Change | null} change
   */
  split(change) {
    const { stage } = this.lesson;
    if (!change || stage.places.length !== 3 * (change.from.length - 1)) return;
    const before = stage.places;
    const parent = change.givers[0]?.color ?? 0;
    stage.places = Float64Array.from(
      change.from.flatMap((old) => {
        const at = 3 * (old < 0 ? parent : old);
        return Array.from(before.subarray(at, at + 3));
      }),
    );
  }

  tell() {
    const { walk, change, lesson, labelled } = this;
    const take = lesson.find(".take-k");
    lesson.enable(".take-k", walk !== null && walk.k !== lesson.palette.length);
    const more = lesson.find(".more");
    if (!walk || !labelled || !lesson.subject) {
      take.textContent = "Use these colors";
      more.textContent = "";
      return "";
    }
    const { k, survey } = walk;
    take.textContent = `Use ${count(k, "color")} on the page`;
    const before = change && survey.inertia(k - 1);
    const words = stepped(k, before, survey.inertia(k), lesson.elbow);
    const { colors, labels } = labelled;
    const explained = store.items.palettes?.explained[k - 1] ?? "";
    lesson.figures.write(words, survey.inertia(k), explained);
    lesson.figures.bars(colors, labels, lesson.subject.counted.weights);
    this.draw();
    const parts = change
      ? spoken(change, colors, survey.colors[k - 2], lesson.subject.counted)
      : [];
    more.replaceChildren(...parts.map(written));
    return `${words} ${more.textContent}`;
  }

  draw() {
    const { walk, lesson } = this;
    if (!walk) return;
    const { k, survey } = walk;
    survey.inertia(k);
    const explained = store.items.palettes?.explained[k - 1] ?? "";
    const words = `${count(k, "color")}, ${explained} explained`;
    this.curve.show(survey.inertias, k, lesson.elbow, words);
  }
}

/**
 * A piece of a sentence, or a color in it.
 *
 * @param {string | number} piece
 */
function written(piece) {
  if (typeof piece === "string") return document.createTextNode(piece);
  const color = document.createElement("span");
  const chip = color.appendChild(document.createElement("i"));
  chip.style.background = hexOf(piece);
  color.className = "chip";
  color.append(hexOf(piece));
  return color;
}

/** @type {import("../index.js").Act} */
export const ACT = {
  act: "5",
  name: "Choosing k",
  says: "Each further color takes away some of the error that is left: much at first, then less and less. The larger ball is the new color, and the pixels that change sides for it light up. Where the curve bends, at its elbow, is a good place to stop.",
  byCenter: true,
  tools: `<label><input type="checkbox" class="changed-only" checked> Light up what changes sides</label>
    <button type="button" class="take-k"></button>`,
  panel: '<p class="more"></p>',
  styles: new URL("choosing.css", import.meta.url),
  part: (lesson) => new Choosing(lesson),
};
