// Act 3: where k-means ends is where its start has led it.

import { hexOf } from "../../../../static/color.js";
import { find } from "../../../../static/widget.js";
import { Loop } from "../../loop.js";
import { centersOf, rounded } from "../../stage.js";
import { told } from "../../words.js";
import { Part } from "../part.js";
import { Many } from "./many.js";
import { withEmptyCluster, withOutlier } from "./odd.js";
import { drawn } from "./runs.js";
import { PANEL, TOOLS } from "./skeleton.js";
import { buttonsIn, paintThree, tellThree } from "./three.js";
import { Trio } from "./trio.js";
import { LETTERS, ofEmpty, ofOutlier, verdict } from "./words.js";

/** @import { LearnWidget } from "../../learn.js" */
/** @import { Subject } from "../../stage.js" */
/** @import { Draw } from "./runs.js" */

/** @typedef {"drawn" | "empty" | "outlier" | "known"} Third How the third start has come. */

const MOST_SEEDS = 9999;
const THIRD = 2;

class Luck extends Part {
  /** @type {Trio | null} */
  trio = null;
  /** @type {Loop | null} */
  own = null; // the loop of the other acts
  /** @type {Third} */
  third = "drawn";

  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    super(lesson);
    this.place = lesson.find(".luck");
    const panel = lesson.find('.panel[data-of="3"]');
    lesson.find(".stage").prepend(this.place);
    panel.remove();
    this.starts = find(this.place, ".starts");
    this.many = new Many(find(this.place, ".thousand"), lesson, (start) => this.watch(start));
    this.listen();
  }

  listen() {
    const { lesson } = this;
    const draws = lesson.select(".draws");
    draws.onchange = () => {
      lesson.turnTo({ start: /** @type {Draw} */ (draws.value) });
      lesson.restart();
    };
    lesson.find(".others").onclick = () => {
      lesson.turnTo({ seed: ((lesson.where.seed - 1 + LETTERS.length) % MOST_SEEDS) + 1 });
      lesson.restart();
    };
    for (const [i, button] of buttonsIn(this.starts).entries()) {
      button.onclick = () => {
        if (!this.trio) return;
        this.trio.chosen = i;
        lesson.stage.picked = this.marked;
        lesson.show();
      };
    }
    this.on(".few", () => this.turn(false));
    this.on(".many", () => this.turn(true));
    this.on(".odd-empty", () => this.odd("empty"));
    this.on(".odd-outlier", () => this.odd("outlier"));
    this.turn(false);
  }

  /**
   * @param {string} button
   * @param {() => void} does
   */
  on(button, does) {
    find(this.place, button).onclick = does;
  }

  get played() {
    return this.trio;
  }

  // The center that is odd.
  get marked() {
    const isOdd = this.third === "empty" || this.third === "outlier";
    const { trio } = this;
    return isOdd && trio?.chosen === THIRD ? trio.loop.k - 1 : null;
  }

  /** @returns {Draw} */
  get draw() {
    return this.lesson.where.start === "plusplus" ? "plusplus" : "random";
  }

  // --- from act to act

  enter() {
    const { lesson } = this;
    if (lesson.loop !== this.own) this.begin();
    else if (this.trio) {
      lesson.loop = this.trio.loop;
      lesson.stage.picked = this.marked;
    }
  }

  leave() {
    this.lesson.loop = this.own;
    this.lesson.stage.picked = null;
    this.many.leave();
  }

  begin() {
    const { lesson } = this;
    const { subject } = lesson;
    this.own = lesson.loop;
    this.third = "drawn";
    lesson.stage.picked = null;
    if (!subject) return;
    const { seed } = lesson.where;
    const starts = LETTERS.map((_, i) => this.startOf(subject, seed + i));
    this.trio = new Trio(starts);
    lesson.loop = this.trio.loop;
    this.many.begin(this.draw);
  }

  /**
   * @param {Subject} subject
   * @param {number} seed
   */
  startOf({ counted }, seed) {
    const centers = drawn(counted, this.draw, this.lesson.palette.length, seed);
    return new Loop(counted, centers, "start");
  }

  // --- three starts

  /** @param {number} glides */
  show(glides) {
    const { trio, lesson } = this;
    const { subject } = lesson;
    if (trio && subject) {
      trio.notice();
      lesson.loop = trio.loop;
      paintThree(this.starts, trio, subject, lesson.byCenter);
    }
    super.show(glides);
  }

  tell() {
    const { lesson, trio, draw, third } = this;
    const { seed } = lesson.where;
    lesson.select(".draws").value = draw;
    lesson.find(".seeds").textContent = `Seeds ${seed} to ${seed + THIRD}`;
    for (const button of [".odd-empty", ".odd-outlier"]) {
      lesson.enable(button, lesson.palette.length > 1);
      find(this.place, button).setAttribute("aria-pressed", String(`.odd-${third}` === button));
    }
    lesson.find(".hint").textContent = HINT;
    if (!trio) return "";
    const { total } = lesson.figures;
    tellThree(this.starts, trio, total);
    const inertias = trio.loops.map(({ now }) => now?.inertia ?? 0);
    const words = this.oddity() || verdict(inertias, total, trio);
    find(this.place, ".verdict").textContent = words;
    const isThird = trio.chosen === THIRD && third !== "drawn";
    const begun = isThird ? (third === "known" ? "hand" : "page") : draw;
    const step = `${LETTERS[trio.chosen]}: ${told(trio.loop, begun, lesson.palette.length)}`;
    lesson.figures.show(trio.loop, step);
    return `${step} ${words}`;
  }

  // What there is to see in a start that was made to be odd.
  oddity() {
    const { trio, third, lesson } = this;
    const { subject } = lesson;
    if (!trio || !subject || trio.chosen !== THIRD) return "";
    const { loop } = trio;
    if (third === "empty") return ofEmpty(loop.empty);
    if (third !== "outlier") return "";
    const { pixels } = subject.counted;
    const begun = rounded(loop.states[0].centers);
    let [mine, all] = [0, 0];
    for (let i = 0; i < pixels.length; i++) {
      all += pixels[i];
      if (loop.labels[i] === begun.length - 1) mine += pixels[i];
    }
    return ofOutlier(hexOf(begun[begun.length - 1]), mine, all);
  }

  /** @param {"empty" | "outlier"} kind */
  odd(kind) {
    const { subject } = this.lesson;
    const page = centersOf(this.lesson.palette);
    if (!subject || page.length < 6) return;
    const make = kind === "empty" ? withEmptyCluster : withOutlier;
    this.put(make(subject.counted, page), kind);
  }

  /**
   * @param {Float64Array} centers
   * @param {Third} kind
   */
  put(centers, kind) {
    const { lesson, trio } = this;
    const { subject } = lesson;
    if (!trio || !subject) return;
    lesson.player.stop();
    trio.put(THIRD, new Loop(subject.counted, centers, "start"));
    this.third = kind;
    lesson.stage.picked = this.marked;
    lesson.show(0);
  }

  // --- a thousand

  /** @param {boolean} many */
  turn(many) {
    find(this.place, ".few").setAttribute("aria-pressed", String(!many));
    find(this.place, ".many").setAttribute("aria-pressed", String(many));
    find(this.place, ".three").hidden = many;
    find(this.place, ".thousand").hidden = !many;
  }

  // One of the thousand takes the place of the third start.
  /** @param {Float64Array} start */
  watch(start) {
    this.turn(false);
    this.put(start, "known");
    buttonsIn(this.starts)[THIRD].focus();
    this.lesson.player.play();
  }
}

const HINT =
  "Click one of the three pictures, and the cloud shows its centers. Drag the cloud to turn it.";
/** @type {import("../index.js").Act} */
export const ACT = {
  act: "3",
  name: "Luck",
  says: "Where k-means ends depends on where it starts. Here three starts run side by side: the same picture, the same number of colors, and other colors in the end. So it is started several times, and the best end is kept.",
  byCenter: true,
  tools: TOOLS,
  panel: PANEL,
  styles: new URL("luck.css", import.meta.url),
  part: (lesson) => new Luck(lesson),
};
