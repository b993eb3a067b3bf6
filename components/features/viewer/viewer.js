// Original and redrawn picture, palette and figures for the k at hand. Everything
// needed for every k is in the store, so moving the slider asks nobody.

import { Ahead } from "../../static/ahead.js";
import { bytesOf, colorsOf, hexOf } from "../../static/color.js";
import { drawable } from "../../static/drawable.js";
import {
  editsOf,
  gathered,
  gone,
  keyWithEdits,
  recolored,
  relabel,
  remaining,
} from "../../static/edits.js";
import { fileSize } from "../../static/file_sizes.js";
import { Keep } from "../../static/keep.js";
import { Metric, SRGB } from "../../static/metric.js";
import { paintOriginal, paintQuantized } from "../../static/paint.js";
import { decoded } from "../../static/picture.js";
import { watchPopover } from "../../static/popover_keys.js";
import { shown } from "../../static/shown.js";
import { SliderMoves } from "../../static/slider_moves.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { watchTouch } from "../../static/slider_touch.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";
import { Compare } from "./compare.js";
import { Connection } from "./connection.js";
import { takeLabels, unpackLabels } from "./labels.js";
import {
  lossAt,
  lossInShort,
  lossInWords,
  measureLoss,
  paintLoss,
  sayLoss,
  showLevels,
} from "./loss_map.js";
import { paletteStrip } from "./palette_strip.js";
import { showPlain } from "./plain.js";
import { Probe } from "./probe.js";
import { HTML } from "./skeleton.js";
import { Viewport } from "./viewport.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Change } from "../../static/shown.js" */
/** @import { Judged, Loss } from "./loss_map.js" */
/** @import { Place as Point } from "./viewport.js" */

const PATIENCE = 200; // ms that a new picture waits for its palettes
const SETTLED = 700; // ms of rest before the figures are read out

// What a click offers; only where colors can be kept, the first of it.
const OFFERS = ", click to keep it or set it aside";
const TOUCH_OFFERS = ", or to keep it or set it aside";

/** @type {Record<ViewerData["mode"], string>} */
const HINTS = {
  side: "Point at a pixel to see its color before and after. Wheel, pinch or double click to zoom, drag to move.",
  wipe: "Drag the line: left of it is the original. Wheel, pinch or double click to zoom.",
  hold: "Press and hold the picture (or Space) to see the original. Wheel, pinch or double click to zoom.",
  map: "The brighter, the more was lost. Point at a pixel to see by how much. Wheel, pinch or double click to zoom.",
};

/** @type {Record<ViewerData["mode"], string>} */
const TOUCH_HINTS = {
  side: "Tap a pixel to see its color before and after. Two fingers zoom.",
  wipe: "Move the line: left of it is the original. Tap a pixel to see its color.",
  hold: "Keep a finger on the picture to see the original. Two fingers zoom.",
  map: "The brighter, the more was lost. Tap a pixel to see by how much.",
};

const FINGER = matchMedia("(hover: none), (pointer: coarse)");

/**
 * The palette that is drawn.
 *
 * @typedef {object} Colors
 * @property {number[]} colors
 * @property {Uint8Array | null} opacity What each opacity becomes, if any changes.
 */

/** @extends {Widget<ViewerData>} */
class Viewer extends Widget {
  /** @type {ViewerData | undefined} */
  told = undefined; // what Python said last
  /** @type {Judged | PictureMessage | null} */
  picture = null; // what is shown; without pixels where the browser cannot read them
  /** @type {Judged | PictureMessage | null} */
  next = null; // the one that waits for its palettes
  /** @type {string | undefined} */
  loading = undefined; // name of the latest that was sent
  /** @type {Palettes | null} */
  palettes = null;
  metric = SRGB; // of the palettes
  /** @type {Colors} */
  palette = { colors: [], opacity: null };
  /** @type {number[]} */
  own = []; // its colors before somebody changed them
  /** @type {Edited | null} */
  edits = null; // what is changed in it
  /** @type {Map<number, number>} */
  tried = new Map(); // colors that the server does not know of yet, by their rows
  triedIn = ""; // the palette that they are of
  /** @type {ArrayLike<number>} */
  weights = []; // what each color draws: pixels, weighed by opacity
  /** @type {Labels | undefined} */
  received = undefined;
  /** @type {(Labels & { labels: Uint8Array }) | undefined} */
  given = undefined; // the same, unpacked
  /** @type {number | null} */
  k = null;
  /** @type {number | null} */
  drawn = null; // the k that is drawn; less than k where there are fewer colors
  /** @type {number | null} */
  chosen = null; // the color that is pointed at
  drawings = 0;
  remark = ""; // what there is to say about the picture
  words = ""; // what there is to say about a color, for as long as it is pointed at
  ready = false;
  /** @type {number | undefined} */
  looked = undefined; // the latest wish for a place that was fulfilled
  /** @type {Measured | undefined} */
  measured = undefined; // the latest that came
  /** @type {Sizes | undefined} */
  sizes = undefined; // the latest that came
  /** @type {Partial<Record<"waiting" | "resting", ReturnType<typeof setTimeout>>>} */
  timers = {};

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.canvases = ["original", "quantized"].map((role) => this.find(`[data-role="${role}"]`));
    this.map = /** @type {HTMLCanvasElement} */ (this.find('[data-role="map"]'));
    this.plain = [0, 1].some((i) => !this.canvas(i).getContext("2d"));
    const windows = [".before .stage", ".after .stage"].map((each) => this.find(each));
    this.viewport = new Viewport(windows, () => this.moved());
    this.compare = new Compare(frame, this.viewport, (mode) => {
      this.hint();
      if (this.drawn) this.turn();
      this.send("mode", mode);
    });
    showLevels(this.find(".legend ol"));
    this.swatches = paletteStrip(frame, (text) => this.tell(text));
    this.unchoose = shown.subscribe({
      chosen: (event) => this.choose(/** @type {CustomEvent} */ (event).detail),
      named: () => this.look(this.probe.place),
      pin: (event) => this.pin(/** @type {CustomEvent<Pin>} */ (event).detail),
      tried: (event) => this.try(/** @type {CustomEvent} */ (event).detail),
      changed: (event) => this.change(/** @type {CustomEvent<Change>} */ (event).detail),
      asked: (event) => this.setAside(/** @type {CustomEvent} */ (event).detail),
    });
    this.keep = new Keep(this.find(".keep"), this.find(".aside"));
    this.undo = this.find(".undo");
    this.undo.onclick = () => shown.change({ does: "undo" });
    this.probe = new Probe(
      this.viewport,
      (place) => this.look(place),
      (place) => this.pick(place),
      () => this.keep.focus(),
    );
    this.slider = new SliderObserver((k) => this.show(k));
    this.ahead = new Ahead();
    this.moves = new SliderMoves((wish) => this.call.setTriggerValue("wish", wish));
    this.unwatch = [watchTouch(), watchPopover()];
    this.connection = new Connection(() => this.send("back", Date.now()));
    this.find(".in").onclick = () => this.viewport.step(1);
    this.find(".out").onclick = () => this.viewport.step(-1);
    this.find(".fit").onclick = () => this.viewport.fit();
    this.find(".actual").onclick = () => this.viewport.actual();
    this.unsubscribe = store.subscribe(() => this.update());
    if (this.plain) this.send("plain", true);
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
    this.ahead.stop();
    this.moves.stop();
    for (const end of this.unwatch) end();
    this.connection.stop();
    this.viewport.stop();
    this.swatches.stop();
    this.keep.stop();
    this.compare.stop();
    this.unchoose();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  /**
   * Tells Python.
   *
   * @template {keyof ViewerState} Name
   * @param {Name} name
   * @param {ViewerState[Name]} value
   */
  send(name, value) {
    this.call.setStateValue(name, value);
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.frame, selector);
  }

  /** @param {number} i */
  canvas(i) {
    return /** @type {HTMLCanvasElement} */ (this.canvases[i]);
  }

  // The picture's pixels, where the browser could read them.
  get pixels() {
    return this.picture && "rgb" in this.picture ? this.picture : null;
  }

  /**
   * A browser that cannot read or draw pixels gets plain pictures from the server.
   *
   * @param {PictureMessage} message
   */
  async load(message) {
    if (!this.plain) {
      try {
        return drawable(await decoded(message));
      } catch {
        this.plain = true;
        this.compare.without("map");
        this.send("plain", true);
      }
    }
    return message;
  }

  // --- what Python says

  /** @param {ViewerData} told */
  take(told) {
    const first = !this.told;
    const other = this.told?.style !== told.style;
    this.told = told;
    shown.keep(told.pins);
    if (first) this.compare.set(told.mode);
    if (this.plain) this.compare.without("map");
    this.update();
    if (other) this.restyle();
    else if (this.drawn) this.write();
    this.slider.told(told.k);
    this.moves.told(told);
    // One that is here from the start was fulfilled before the viewer was mounted anew.
    if (first) this.looked = told.look?.turn;
    if (told.look && told.look.turn !== this.looked) this.lookAt(told.look);
  }

  // Something new is in the store, or is asked for.
  async update() {
    const { items } = store;
    if (items.sizes !== this.sizes || items.measured !== this.measured) {
      this.sizes = items.sizes;
      this.measured = items.measured;
      this.write();
    }
    if (items.labels) this.receive(items.labels);
    if (!this.told) return;
    if (this.palettes && this.drawn) {
      const edits = editsOf(this.palettes.key, this.drawn);
      if (edits?.key !== this.edits?.key) this.restyle();
    }
    const wanted = items.picture;
    if (wanted?.id === this.told.picture && wanted.id !== this.loading) {
      this.loading = wanted.id;
      const picture = await this.load(wanted);
      if (wanted.id !== this.loading) return;
      this.next = picture;
      this.timers.waiting = setTimeout(() => this.adopt(), PATIENCE);
    }
    if (this.next && this.palettesOf(this.next)) this.adopt();
    else if (this.picture && this.palettesOf(this.picture)) this.redraw();
    if (this.plain) this.showPlain();
  }

  showPlain() {
    const files = [store.items.picture?.file, store.items.drawing?.file];
    const before = this.canvases;
    this.canvases = before.map((canvas, i) => showPlain(canvas, files[i]));
    if (this.canvases.some((each, i) => each !== before[i])) this.viewport.apply();
  }

  /** @param {{ id: string }} picture */
  palettesOf(picture) {
    const { palettes } = store.items;
    return palettes?.picture === picture.id ? palettes : null;
  }

  adopt() {
    clearTimeout(this.timers.waiting);
    if (!this.next || !this.told) return;
    this.picture = this.next;
    this.next = null;
    shown.offer(null);
    shown.leave(codeOf(this.picture.aside));
    this.palettes = null;
    this.drawn = null;
    this.viewport.take(this.picture);
    if (this.pixels) paintOriginal(this.canvas(0), this.pixels);
    this.find(".before .detail").textContent = this.told.colors;
    this.canvases[0].setAttribute("aria-label", `Original, ${this.told.colors}`);
    this.redraw();
  }

  // The palettes may have changed: those of another space, or the final ones.
  redraw() {
    if (!this.picture || !this.told) return;
    const palettes = this.palettesOf(this.picture);
    this.find(".stages").classList.toggle("pending", !palettes);
    if (!palettes) {
      this.find(".k").textContent = "";
      this.find(".facts").textContent = "finding the colors …";
      return;
    }
    if (palettes.key === this.palettes?.key) return;
    this.palettes = palettes;
    this.metric = new Metric(palettes.metric);
    this.drawn = null;
    this.show(this.k ?? this.told.k);
  }

  restyle() {
    this.drawn = null;
    if (this.k !== null) this.show(this.k);
  }

  /**
   * Labels from the server take the place of those found here, as soon as they come.
   *
   * @param {Labels} message
   */
  async receive(message) {
    if (message === this.received) return;
    this.received = message;
    const labels = await unpackLabels(message);
    if (message !== this.received) return;
    this.given = { ...message, labels };
    if (this.givenLabels && !this.plain) this.restyle();
  }

  // Those for what is drawn, if they are here.
  get givenLabels() {
    const { given, told, pixels, palettes } = this;
    if (!given || !palettes || !told?.smooth) return null;
    const mine =
      given.style === [told.style, this.edits?.places].filter(Boolean).join(" ") &&
      given.key === palettes.key &&
      given.k === Math.min(this.k ?? 0, palettes.colors.length) &&
      given.labels.length === pixels?.rgb.length;
    return mine ? given.labels : null;
  }

  // --- drawing

  /** @param {number} k */
  show(k) {
    this.k = k;
    if (!this.picture || !this.palettes || !this.told) return;
    const drawn = Math.min(k, this.palettes.colors.length);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.own = colorsOf(this.palettes.colors[drawn - 1]);
    this.edits = editsOf(this.palettes.key, drawn);
    this.forget();
    const opacities = this.told.dither ? "dithered_opacity" : "opacity";
    const left = this.edits?.remaining;
    this.palette = {
      colors: recolored(this.own, this.edits, this.tried),
      opacity: bytesOrNone(left ? left[opacities] : this.palettes[opacities][drawn - 1]),
    };
    this.weights = left?.weights ?? this.palettes.weights[drawn - 1];
    this.chosen = null;
    this.assign();
    this.measure();
    this.paint();
    shown.mostPins = this.palettes.most_pins;
    this.showPalette();
    this.write();
    this.look(this.probe.place);
    this.lookAhead();
    if (!this.ready) requestAnimationFrame(() => this.send("ready", true));
    this.ready = true;
    clearTimeout(this.timers.resting);
    this.timers.resting = setTimeout(() => this.announce(), SETTLED);
  }

  // Labels for every pixel: the server's if it has sent any, else as this k and
  // dithering want them.
  assign() {
    const { pixels, palette, told } = this;
    if (!pixels || !told || this.plain) return;
    const labels = this.givenLabels;
    this.canvases[1].dataset.given = String(labels !== null);
    if (labels) {
      pixels.single = true;
      palette.opacity = bytesOrNone(this.given?.opacity);
      this.weights = takeLabels(pixels, labels, palette.colors.length);
    } else {
      const drawn = this.ahead.redraw(pixels, this.drawing(this.drawn ?? 1), this.metric);
      relabel(pixels, this.edits);
      if (drawn) this.weights = gathered(drawn, this.edits);
    }
  }

  /**
   * How some k is drawn.
   *
   * @param {number} k
   */
  drawing(k) {
    const { pixels, palettes, told } = this;
    if (!pixels || !palettes || !told) throw new Error("There is nothing to draw.");
    const palette = remaining(colorsOf(palettes.colors[k - 1]), editsOf(palettes.key, k));
    return Ahead.drawing(pixels, palette, palettes.metric, told.dither ? told.dots : null);
  }

  // What is beside it is drawn in the background.
  lookAhead() {
    const { pixels, palettes, drawn } = this;
    if (!pixels || !palettes || !drawn || this.plain) return;
    this.ahead.show(pixels, drawn, palettes.colors.length, (k) => this.drawing(k));
  }

  // The strip and the list of colors show it.
  showPalette() {
    const { own, edits, palettes } = this;
    const entries = palettes?.entries ? { ...palettes.entries, ...edits?.entries } : null;
    shown.edits = edits;
    shown.show(this.palette.colors, this.weights, entries, own, gone(edits));
  }

  // Another palette, or the server knows of them by now: colors that were tried.
  forget() {
    const place = `${this.palettes?.key} ${this.drawn}`;
    if (place !== this.triedIn) this.tried.clear();
    this.triedIn = place;
    const known = recolored(this.own, this.edits, new Map());
    for (const [row, color] of this.tried) if (known[row] === color) this.tried.delete(row);
  }

  /**
   * Somebody looks for another color. Which pixels have it does not change.
   *
   * @param {{ index: number, hex: string }} wanted
   */
  try({ index, hex }) {
    if (!this.drawn) return;
    this.tried.set(index, parseInt(hex.slice(1), 16));
    this.palette.colors = recolored(this.own, this.edits, this.tried);
    this.measure();
    this.paint();
    this.showPalette();
    this.write();
  }

  /**
   * Somebody changes the palette: the server says what comes of it.
   *
   * @param {Change} change
   */
  change(change) {
    if (!this.drawn || !this.palettes) return;
    if (change.does !== "color") this.tried.clear();
    /** @type {Edit} */
    const edit = { palettes: this.palettes.key, k: this.drawn, ...change };
    this.call.setTriggerValue("edit", edit);
  }

  paint() {
    if (!this.pixels || this.plain) return;
    const canvas = this.canvas(1);
    paintQuantized(canvas, this.pixels, this.palette, this.chosen, this.paper);
    canvas.dataset.k = String(this.drawn);
    canvas.dataset.drawn = String(++this.drawings);
    shown.paint(canvas);
    this.paintMap();
  }

  /**
   * A pixel is clicked: its color can be kept or set aside, unless there is nothing to
   * see; one that is set aside can count again.
   *
   * @param {Point} place
   */
  pick({ x, y }) {
    const { pixels } = this;
    const at = y * (pixels?.width ?? 0) + x;
    const seen = pixels && !this.plain && pixels.alpha?.[at] !== 0;
    const aside = pixels && !this.plain && pixels.aside?.mask[at];
    shown.offer(aside ? shown.aside : seen ? hexOf(pixels.rgb[at]) : null);
    return Boolean(shown.offered);
  }

  /** @param {string | null} code Of a color to be set aside; null to count all. */
  setAside(code) {
    const told = /** @type {AsideWish} */ ({ code });
    this.call.setTriggerValue("aside", told);
    this.find(".said").textContent = code ? `${code} is set aside.` : "All pixels count.";
  }

  /** @param {Pin} pin */
  pin(pin) {
    this.call.setTriggerValue("pin", pin);
    this.find(".said").textContent = `${pin.code} is ${pin.keep ? "kept" : "let go"}.`;
  }

  // Only while it is looked at.
  get mapped() {
    return this.compare.mode === "map" && !this.plain;
  }

  measure() {
    if (this.mapped && this.pixels) measureLoss(this.pixels, this.palette);
  }

  paintMap() {
    if (!this.mapped || !this.pixels) return;
    paintLoss(this.map, this.pixels, this.chosen, this.paper);
    this.map.dataset.k = String(this.drawn);
  }

  // To or from the loss map.
  turn() {
    this.measure();
    this.paintMap();
    this.write();
  }

  /**
   * Somebody asked to be shown a place on the map, from elsewhere on the page.
   *
   * @param {Place} wish
   */
  lookAt({ turn, row, column, height, width }) {
    const { pixels, viewport } = this;
    if (!pixels || this.plain) return;
    this.looked = turn;
    this.compare.set("map");
    this.send("mode", "map");
    if (this.drawn) this.turn();
    const place = { x: column * pixels.width, y: row * pixels.height };
    viewport.show(place, { width: width * pixels.width, height: height * pixels.height });
    this.probe.move(place);
    const stage = this.find(".after .stage");
    stage.focus({ preventScroll: true });
    this.frame.scrollIntoView({ block: "nearest" });
  }

  // Asked for only while the rest fades: it has the browser work out all styles.
  get paper() {
    if (this.chosen === null) return 0;
    const style = getComputedStyle(this.frame);
    const color = style.getPropertyValue("--st-background-color").trim();
    return /^#[0-9a-f]{6}$/i.test(color) ? parseInt(color.slice(1), 16) : 0x808080;
  }

  /**
   * A color is pointed at: the rest of the picture fades.
   *
   * @param {number | null} index
   */
  choose(index) {
    shown.light(index);
    if (index === this.chosen || !this.drawn) return;
    this.chosen = index;
    this.paint();
  }

  // --- words

  write() {
    const { drawn: k, palettes, told, pixels } = this;
    if (!k || !palettes || !told) return;
    const used = Array.from(this.weights).filter((weight) => weight > 0).length;
    const size = fileSize(keyWithEdits(palettes.key, k), k, told.file)?.text;
    const before = this.edits ? " before your changes" : told.before;
    const share = `${palettes.explained[k - 1]}${before || " of the color variance"}`;
    this.find(".k").textContent = `k = ${k}`;
    this.find(".facts").replaceChildren(
      this.picture?.aside ? "+ 1 set aside · " : "",
      used < k ? `${used} in use · ` : "",
      wide("explains "),
      share,
      ...(size ? [` · ${size}`, wide(" as PNG")] : []),
    );
    const colors = count(used, "color");
    this.canvases[1].setAttribute("aria-label", `Redrawn in ${colors}`);
    this.canvases[1].setAttribute("aria-hidden", String(this.mapped));
    if (this.mapped && pixels?.loss) {
      const said = this.sayLoss(pixels.loss);
      this.find(".after .detail").textContent = lossInShort(said);
      this.map.setAttribute("aria-label", `Where it lost most: ${lossInWords(said)}`);
    }
    this.find(".after .stage").setAttribute("aria-label", `Picture in ${colors}`);
    const which = told.dither ? "dithered_steps" : "steps";
    const left = this.edits?.remaining;
    const steps = left ? left[which] : palettes[which][k - 1];
    // Whoever has taken back the last one with the keyboard stands at the picture.
    if (!shown.changes && this.undo.matches(":focus")) this.find(".after .stage").focus();
    this.undo.hidden = !shown.changes;
    this.undo.textContent = `${count(shown.changes, "color")} changed · Undo`;
    this.remark = told.remark + (steps === null ? "" : softened(steps));
    this.hint();
  }

  /** @param {Loss} loss */
  sayLoss(loss) {
    const { measured, palettes, told, drawn } = this;
    const key = palettes && drawn && keyWithEdits(palettes.key, drawn);
    const mine = measured?.key === key && measured?.k === drawn && measured?.style === told?.style;
    const weights = palettes?.weights[(drawn ?? 1) - 1] ?? [];
    const pixels = weights.reduce((sum, weight) => sum + weight, 0);
    return sayLoss(loss, mine && measured ? measured : null, pixels);
  }

  announce() {
    if (!this.drawn) return;
    const said = [`${this.find(".k").textContent}: ${this.find(".facts").textContent}`];
    if (this.mapped && this.pixels?.loss) said.push(lossInWords(this.sayLoss(this.pixels.loss)));
    this.find(".announce").textContent = said.join(" · ");
  }

  /** @param {string} text About a color of the palette; empty when it is left. */
  tell(text) {
    this.words = text;
    // What is stepped to a screen reader reads by itself; what came of a click not.
    this.find(".said").textContent = text.startsWith("#") ? "" : text;
    this.hint();
  }

  moved() {
    const { viewport } = this;
    const scale = `${Math.round(100 * viewport.shown * devicePixelRatio)} %`;
    this.find(".scale").textContent = viewport.shown === viewport.whole ? `all, ${scale}` : scale;
    this.compare?.place();
    this.probe?.follow();
  }

  // One line says it all: a color that is pointed at, else what there is to say about
  // the picture, else what can be done with it.
  hint() {
    if (this.probe?.place) return;
    this.find(".probe").textContent = this.words || this.remark || hintFor(this.compare.seen);
  }

  /**
   * The color of a pixel before and after; its swatch lights up.
   *
   * @param {Point | null} place
   */
  look(place) {
    const { pixels } = this;
    if (!place || !this.drawn || !pixels || this.plain) {
      shown.light(this.chosen);
      this.hint();
      return;
    }
    const { rgb, alpha, aside, width, index, labels, single } = pixels;
    const at = place.y * width + place.x;
    const line = this.find(".probe");
    if (alpha?.[at] === 0) {
      shown.light(null);
      const spot = `Column ${place.x + 1}, row ${place.y + 1}: `;
      if (aside?.mask[at]) line.replaceChildren(spot, ...sample(rgb[at]), " is set aside");
      else line.textContent = `${spot}transparent`;
      return;
    }
    const label = single && labels ? labels[at] : index.labels[index.pixels[at]];
    shown.light(label);
    line.replaceChildren(
      `Column ${place.x + 1}, row ${place.y + 1}: `,
      ...sample(rgb[at]),
      " becomes ",
      ...sample(this.palette.colors[label]),
    );
    const name = shown.nameOf(label);
    if (name) line.append(`, ${name}`);
    if (this.mapped) line.append(`, difference ${lossAt(pixels, at).toFixed(1)}`);
  }
}

/**
 * What can be done with the picture.
 *
 * @param {ViewerData["mode"]} mode
 */
function hintFor(mode) {
  const [hints, offers] = FINGER.matches ? [TOUCH_HINTS, TOUCH_OFFERS] : [HINTS, OFFERS];
  const offered = shown.pins ? offers : offers.replace("keep it or ", "");
  return hints[mode].replace("before and after", `$&${offered}`);
}

/**
 * The color that is set aside, also where the browser cannot read pixels.
 *
 * @param {{ color: number | string } | null} aside
 */
function codeOf(aside) {
  if (!aside) return null;
  return typeof aside.color === "string" ? `#${aside.color}` : hexOf(aside.color);
}

/** @param {string | null | undefined} hex */
function bytesOrNone(hex) {
  return hex ? bytesOf(hex) : null;
}

/** @param {number} steps */
function softened(steps) {
  return ` Partly transparent pixels keep ${count(steps, "degree")} of opacity: an indexed PNG has no room for more.`;
}

/**
 * Words that a narrow window does without.
 *
 * @param {string} words
 */
function wide(words) {
  const span = document.createElement("span");
  span.className = "wide";
  span.textContent = words;
  return span;
}

/** @param {number} color */
function sample(color) {
  const square = document.createElement("i");
  square.style.background = hexOf(color);
  return [square, hexOf(color)];
}

export default widget(Viewer, HTML, new URL("viewer.css", import.meta.url));
