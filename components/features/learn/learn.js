// k-means to play with: the picture, the cloud of its colors, and the loop that moves the
// centers. All of it is worked out here, from pixels and palettes that the page has.

import { hexOf } from "../../static/color.js";
import { Metric } from "../../static/metric.js";
import { assign, labelled } from "../../static/nearest.js";
import { decoded } from "../../static/picture.js";
import { shown } from "../../static/shown.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";
import { ACTS } from "./acts/index.js";
import { Figures } from "./figures.js";
import { Loop } from "./loop.js";
import { Panel } from "./panel.js";
import { Player, SPEEDS } from "./player.js";
import { mulberry32 } from "./random.js";
import { HTML } from "./skeleton.js";
import { centersOf, Stage, subjectOf } from "./stage.js";
import { centersAt, plusPlus, randomPixels } from "./starts.js";
import { Turning } from "./turning.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Part, Played } from "./acts/part.js" */
/** @import { Place } from "./panel.js" */
/** @import { Lit, Subject } from "./stage.js" */

const MOST_SEEDS = 9999;
const GLIDES = 400; // ms that balls take from one place to the next
const OUT_OF_SIGHT = 300; // ms of rest before anything is worked out that nobody sees
const READ_OUT = SPEEDS.slow; // ms between steps from which on each is read out

const FINGER = matchMedia("(hover: none), (pointer: coarse)");
const HINT = {
  turn: "Drag the cloud to turn it",
  move: ", drag a ball to move a center",
  point: ". Point at the picture, and the cloud shows where that pixel is.",
};
const TOUCH_HINT = {
  turn: "Swipe across the cloud to turn it",
  move: ", move a ball with a finger",
  point: ". Tap the picture, and the cloud shows where that pixel is.",
};

/** @extends {Widget<LearnData>} */
export class LearnWidget extends Widget {
  /** @type {LearnData | undefined} */
  told = undefined; // what Python said last
  /** @type {Where} */
  where = { act: "1", start: "random", seed: 1 };
  /** @type {Map<string, Part>} */
  parts = new Map(); // of the acts that have been played
  /** @type {Subject | null} */
  subject = null; // the picture; what is on the stage may be a copy
  /** @type {Loop | null} */
  loop = null; // on the colors of the picture
  /** @type {number[]} */
  palette = []; // the page's colors, when the loop began
  /** @type {number[]} */
  placed = []; // red, green and blue of each center that was placed by hand
  byCenter = false;
  inSight = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    const space = this.find(".space");
    this.stage = new Stage(space, this.canvas('[data-role="cloud"]'), this.canvas(".pixels"));
    this.player = new Player(
      () => this.part.played,
      () => SPEEDS[this.select(".speed").value],
      () => this.show(),
    );
    new Turning(space, this.stage.camera, {
      turned: () => this.stage.turned(),
      centerAt: (place, reach) =>
        this.part.loop && this.stage.cloud.ballAt(this.stage.balls, place, reach),
      drag: (center, by, goesOn) => this.drag(center, by, goesOn),
      letGo: () => this.player.play(),
      centers: () => this.part.loop?.k ?? 0,
      pick: (center) => this.pick(center),
    });
    this.panel = new Panel(
      this.find(".picture"),
      this.canvas(".pixels"),
      this.find(".mark"),
      (pixel) => this.look(pixel),
      (pixel) => this.place(pixel),
    );
    this.figures = new Figures(this.find(".figures"), (center) => this.alone(center));
    this.listen();
    this.unsubscribe = [
      store.subscribe(() => this.load()),
      shown.subscribe({
        colors: () => this.follow(),
        chosen: (event) => this.light(/** @type {CustomEvent} */ (event).detail),
      }),
    ];
    this.sight = new IntersectionObserver(([{ isIntersecting }]) => {
      this.inSight = isIntersecting;
      if (isIntersecting && this.timer) this.restart();
    });
    this.sight.observe(frame);
  }

  stop() {
    for (const end of this.unsubscribe) end();
    this.sight.disconnect();
    this.player.stop();
    this.part.leave();
    this.stage.stop();
    clearTimeout(this.timer);
  }

  listen() {
    for (const button of this.frame.querySelectorAll("[data-act-button]")) {
      const { value } = /** @type {HTMLButtonElement} */ (button);
      /** @type {HTMLButtonElement} */ (button).onclick = () => {
        this.part.leave();
        this.turnTo({ act: /** @type {Where["act"]} */ (value) });
        this.enter();
      };
    }
    this.find(".by-center").onchange = () => {
      this.byCenter = /** @type {HTMLInputElement} */ (this.find(".by-center")).checked;
      this.show();
    };
    this.step(".first", (played) => played.go(0));
    this.step('[data-role="step-back"]', (played) => played.back());
    this.step('[data-role="step-forward"]', (played) => played.forward());
    this.find('[data-role="play"]').onclick = () => this.play();
    this.find(".last").onclick = () => this.player.hurry();
  }

  /**
   * A button that stops what plays, and takes a step.
   *
   * @param {string} button
   * @param {(played: Played) => void} take
   */
  step(button, take) {
    this.find(button).onclick = () => {
      this.player.stop();
      const { played } = this.part;
      if (played) take(played);
      this.show();
    };
  }

  // At rest, it plays once more.
  play() {
    if (this.player.playing) return this.player.stop();
    const { played } = this.part;
    if (played?.atRest) played.go(0);
    this.player.play();
  }

  // Another start of the same kind.
  again() {
    this.placed = [];
    if (this.where.start !== "hand") this.turnTo({ seed: (this.where.seed % MOST_SEEDS) + 1 });
    this.restart();
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.frame, selector);
  }

  /** @param {string} selector */
  canvas(selector) {
    return /** @type {HTMLCanvasElement} */ (this.find(selector));
  }

  /** @param {string} selector */
  select(selector) {
    return /** @type {HTMLSelectElement} */ (this.find(selector));
  }

  /** @param {LearnData} said */
  take(said) {
    const first = !this.told;
    const bends = String(said.elbow) !== String(this.told?.elbow);
    this.told = said;
    if (first) {
      const { act, start, seed } = said;
      this.where = { act, start, seed };
      this.enter();
    }
    this.stage.page = {
      ink: this.color("--st-text-color"),
      paper: this.color("--st-background-color"),
    };
    this.stage.paint();
    if (bends && !first) this.tell();
    this.load();
  }

  /** @param {string} name Of a color of the page. */
  color(name) {
    const color = getComputedStyle(this.frame).getPropertyValue(name).trim();
    return /^#[0-9a-f]{6}$/i.test(color) ? color : "#808080";
  }

  /** @param {Partial<Where>} where */
  turnTo(where) {
    this.where = { ...this.where, ...where };
    this.call.setStateValue("where", this.where);
  }

  // From which k to which the page's curve bends.
  /** @returns {[number, number] | null} */
  get elbow() {
    const [first, last] = this.told?.elbow ?? [];
    return first && last ? [first, last] : null;
  }

  get script() {
    return ACTS.find(({ act }) => act === this.where.act) ?? ACTS[0];
  }

  // What is played.
  get part() {
    const { act, part } = this.script;
    const made = this.parts.get(act) ?? part(this);
    this.parts.set(act, made);
    return made;
  }

  // The act begins.
  enter() {
    const { act, says, byCenter } = this.script;
    this.player.stop();
    this.byCenter = byCenter;
    for (const button of this.frame.querySelectorAll("[data-act-button]")) {
      const { value } = /** @type {HTMLButtonElement} */ (button);
      button.setAttribute("aria-pressed", String(value === act));
    }
    for (const own of this.frame.querySelectorAll("[data-of]")) {
      const { dataset } = /** @type {HTMLElement} */ (own);
      /** @type {HTMLElement} */ (own).hidden = dataset.of !== act;
    }
    this.find(".says").textContent = says;
    this.part.enter();
    this.show();
  }

  // --- what is played with

  async load() {
    const { picture } = store.items;
    if (!this.told || picture?.id !== this.told.picture) return;
    if (this.subject?.picture.id === picture.id) return;
    try {
      if (!this.stage.cloud.there) throw new Error("There is no canvas.");
      const pixels = await decoded(picture);
      if (picture !== store.items.picture || this.subject?.picture === pixels) return;
      this.subject = subjectOf(pixels);
      this.stage.take(this.subject);
    } catch {
      this.find(".step").textContent = "This browser cannot draw the cloud.";
      return;
    }
    this.figures.take(this.subject.counted);
    this.placed = [];
    this.restart();
  }

  // The slider has been moved, or the page has other colors.
  follow() {
    const colors = shown.palette.map(({ color }) => color);
    const others = String(colors) !== String(this.palette);
    if (colors.length === this.palette.length && !(others && this.where.start === "page")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.restart(), this.inSight ? 0 : OUT_OF_SIGHT);
  }

  restart() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.player.stop();
    const { subject } = this;
    this.palette = shown.palette.map(({ color }) => color);
    if (!subject || this.palette.length === 0) return;
    const { start } = this.where;
    const kind = start === "plusplus" ? "draw" : start === "hand" ? "place" : "start";
    this.loop = new Loop(subject.counted, this.firstCenters(subject.counted), kind);
    this.part.begin();
    this.show(0);
  }

  /** @param {import("./counted.js").Counted} counted */
  firstCenters(counted) {
    const k = this.palette.length;
    const { start, seed } = this.where;
    switch (start) {
      case "hand":
        return Float64Array.from(this.placed.slice(0, 3 * k));
      case "page":
        return centersOf(this.palette);
      default: {
        const draw = start === "plusplus" ? plusPlus : randomPixels;
        return centersAt(counted, draw(counted, k, mulberry32(seed)));
      }
    }
  }

  // --- hands

  /**
   * @param {number} center
   * @param {Place} by CSS pixels.
   * @param {boolean} goesOn
   */
  drag(center, by, goesOn) {
    this.player.stop();
    this.part.drag(center, this.stage.pulled(center, by), goesOn);
    this.show(0);
  }

  /** @param {number | null} center */
  pick(center) {
    this.stage.picked = center ?? this.part.marked;
    this.stage.turned();
    if (center === null) return;
    this.player.stop();
    const color = hexOf(this.stage.colors[center]);
    this.announce(`Center ${center + 1} of ${this.part.loop?.k}, ${color}.`);
  }

  /** @param {Place | null} pixel */
  look(pixel) {
    const color = this.colorAt(pixel);
    this.stage.mark = color && pixel && this.part.placeOf(pixel, color);
    this.stage.turned();
    if (!color) return this.hint();
    const [red, green, blue] = color;
    const hex = hexOf((red << 16) | (green << 8) | blue);
    this.find(".hint").textContent =
      `This pixel is ${hex}: red ${red}, green ${green}, blue ${blue}.`;
  }

  /**
   * @param {Place | null} pixel
   * @returns {[number, number, number] | null} None where nothing is seen.
   */
  colorAt(pixel) {
    const picture = this.stage.subject?.picture;
    if (!pixel || !picture) return null;
    const at = pixel.y * picture.width + pixel.x;
    if (picture.alpha?.[at] === 0) return null;
    const rgb = picture.rgb[at];
    return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  }

  /** @param {Place} pixel */
  place(pixel) {
    const color = this.colorAt(pixel);
    const { loop } = this;
    if (this.where.start !== "hand" || !color || !loop || this.part.played !== loop) return;
    if (loop.now && (loop.now.kind !== "place" || loop.k >= this.palette.length)) return;
    this.player.stop();
    loop.place(color);
    this.placed = Array.from(loop.now?.centers ?? []);
    this.show(0);
  }

  /**
   * A color of the page's palette is pointed at.
   *
   * @param {number | null} index
   */
  light(index) {
    const { subject } = this.stage;
    const { palettes } = store.items;
    if (!subject || !palettes || !this.inSight || index === null) return this.put(null);
    const colors = shown.palette.map(({ color }) => color);
    const nearest = labelled(subject.picture.index);
    assign(nearest, colors, new Metric(palettes.metric));
    this.put({ colors, labels: nearest.labels, index });
  }

  /**
   * A center is pointed at, in the bar of all.
   *
   * @param {number | null} index
   */
  alone(index) {
    const labelled = this.part.labelled;
    this.put(labelled && index !== null ? { ...labelled, index } : null);
  }

  /** @param {Lit | null} pointed */
  put(pointed) {
    const lit = pointed ?? this.part.lit;
    if (lit === this.stage.lit) return;
    this.stage.lit = lit;
    this.stage.paint();
  }

  // --- what is seen and said

  /** @param {number} glides Milliseconds that the balls take to where they are. */
  show(glides = Math.min(GLIDES, SPEEDS[this.select(".speed").value] / 2)) {
    this.part.show(glides);
    this.tell();
  }

  /** @param {number} glides */
  showLoop(glides) {
    const { loop, stage } = this;
    if (loop) {
      stage.byCenter = this.byCenter ? this.part.labelled : null;
      stage.glide(loop.now?.centers ?? new Float64Array(0), glides);
    }
    stage.lit = null;
    stage.paint();
  }

  tell() {
    const { player, part } = this;
    const { playing } = player;
    const { played } = part;
    this.find('[data-role="play"]').textContent = playing ? "Pause" : "Play";
    for (const back of [".first", '[data-role="step-back"]']) this.enable(back, !played?.atStart);
    for (const on of ['[data-role="step-forward"]', ".last"]) this.enable(on, !played?.atRest);
    this.enable('[data-role="play"]', Boolean(played?.now));
    /** @type {HTMLInputElement} */ (this.find(".by-center")).checked = this.byCenter;
    this.hint();
    const words = part.tell();
    if (!playing || SPEEDS[this.select(".speed").value] >= READ_OUT) this.announce(words);
    this.label();
  }

  label() {
    const k = this.stage.colors.length;
    const drawn = this.stage.byCenter ? `The picture in ${count(k, "color")}` : "The picture";
    this.find(".pixels").setAttribute("aria-label", drawn);
    const cloud = `Cloud of ${this.part.points} with ${count(k, "center")}`;
    this.find('[data-role="cloud"]').setAttribute("aria-label", cloud);
  }

  hint() {
    const { turn, move, point } = FINGER.matches ? TOUCH_HINT : HINT;
    this.find(".hint").textContent = turn + (this.part.loop ? move : "") + point;
  }

  /** @param {string} words */
  announce(words) {
    this.find(".announce").textContent = words;
  }

  /**
   * A button that does nothing now. It stays one that can have the keyboard: whoever
   * stands on it would stand nowhere.
   *
   * @param {string} button
   * @param {boolean} on
   */
  enable(button, on) {
    this.find(button).setAttribute("aria-disabled", String(!on));
  }
}

const styles = ACTS.flatMap(({ styles }) => styles ?? []);

export default widget(LearnWidget, HTML, new URL("learn.css", import.meta.url), ...styles);
