// An animation and the same in few colors, side by side and in step, in the colors of
// the slider. Frames and palettes are in the store, so that the drag asks nobody.

import { colorsOf, hexOf } from "../../static/color.js";
import { Metric, SRGB } from "../../static/metric.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";
import { Clock } from "./clock.js";
import { Film } from "./film.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<div class="palette" role="img"></div>
<div class="pair" role="group" tabindex="0">
  <figure class="original"><canvas role="img"></canvas><figcaption>Original</figcaption></figure>
  <figure class="quantized"><canvas role="img"></canvas><figcaption></figcaption></figure>
</div>
<div class="controls" role="group" aria-label="Playing">
  <button type="button" class="play">Play</button>
  <button type="button" class="back" aria-label="The frame before">‹</button>
  <button type="button" class="forward" aria-label="The frame after">›</button>
  <input type="range" min="1" step="1" aria-label="Frame">
  <span class="place"></span>
</div>
`;

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const SMALL = 400; // pixels; what is narrower is enlarged, with sharp pixels
const AT_ONCE = 12; // ms of work, so that what moves goes on moving
const LATE = 250; // ms; who was away for longer goes on about where he was

/** @extends {Widget<AnimationData>} */
class Player extends Widget {
  /** @type {AnimationData | undefined} */
  told = undefined; // what Python said last
  /** @type {Film | null} */
  film = null;
  /** @type {Clock | null} */
  clock = null;
  shown = ""; // key of the film
  palettes = ""; // key of those that are drawn
  /** @type {number | undefined} */
  k = undefined;
  metric = SRGB;
  drawn = ""; // what the film is drawn in
  drawnK = "";
  playing = !STILL.matches;
  seen = false; // whether it is in view
  /** @type {number | undefined} */
  before = undefined; // ms, when the screen was last drawn
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settling = undefined;
  asked = 0; // number of what is asked of the browser for the next time

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.strip = find(frame, ".palette");
    this.pair = find(frame, ".pair");
    this.caption = find(frame, ".quantized figcaption");
    this.place = find(frame, ".place");
    this.button = find(frame, ".play");
    this.scrubber = /** @type {HTMLInputElement} */ (find(frame, "input"));
    this.original = /** @type {HTMLCanvasElement} */ (find(frame, ".original canvas"));
    this.quantized = /** @type {HTMLCanvasElement} */ (find(frame, ".quantized canvas"));
    this.button.onclick = () => this.play(!this.playing);
    find(frame, ".back").onclick = () => this.step(-1);
    find(frame, ".forward").onclick = () => this.step(1);
    this.scrubber.oninput = () => this.go(Number(this.scrubber.value) - 1);
    this.pair.onkeydown = (event) => this.press(event);
    this.slider = new SliderObserver((k) => this.told?.follows && this.show(k));
    this.sight = new IntersectionObserver(([{ isIntersecting }]) => {
      this.seen = isIntersecting;
      this.next();
    });
    this.sight.observe(this.pair);
    this.unsubscribe = store.subscribe(() => this.update());
    this.tell();
  }

  stop() {
    cancelAnimationFrame(this.asked);
    clearTimeout(this.settling);
    this.sight.disconnect();
    this.unsubscribe();
    this.slider.stop();
  }

  /** @param {AnimationData} told */
  take(told) {
    this.told = told;
    const [width, height] = told.shape;
    for (const canvas of [this.original, this.quantized]) {
      canvas.style.setProperty("--shape", String(width / height));
      canvas.classList.toggle("small", width < SMALL);
    }
    this.update();
    if (told.follows) {
      this.slider.told(told.k);
    } else {
      this.slider.current = undefined; // so that it is asked again by what follows it
      this.show(told.k);
    }
  }

  // Something new is in the store, or is asked for.
  update() {
    const { told } = this;
    if (!told) return;
    const { film, film_palettes: palettes } = store.items;
    if (film && film.key === told.film && film.key !== this.shown) this.load(film);
    if (palettes && palettes.key === told.palettes && palettes.key !== this.palettes) {
      this.palettes = palettes.key;
      this.metric = new Metric(palettes.metric);
    }
    if (this.k !== undefined) this.show(this.k);
  }

  /** @param {FilmMessage} message */
  async load(message) {
    const { key, durations, loop } = message;
    this.shown = key;
    this.film = this.clock = null;
    this.drawn = "";
    const film = await Film.of(message);
    if (this.shown !== key) return; // another one has come
    this.film = film;
    this.clock = new Clock(durations, loop);
    this.scrubber.max = String(durations.length);
    this.update();
    this.paint(true);
    this.next();
  }

  /** @param {number} k */
  show(k) {
    this.k = k;
    const { told, film } = this;
    const { film_palettes: palettes } = store.items;
    if (!told || !palettes || palettes.key !== this.palettes) return;
    const drawn = Math.min(k, palettes.colors.length);
    const name = `${palettes.key} ${drawn} ${told.dots}`;
    if (!film || name === this.drawn) return;
    this.drawn = name;
    const colors = colorsOf(palettes.colors[drawn - 1]);
    film.use({ colors, metric: this.metric, dots: told.dots });
    this.caption.textContent = `${count(drawn, "color")} for all frames`;
    this.drawnK = String(drawn);
    this.showPalette(colors.map(hexOf));
    this.paint(false);
  }

  /** @param {string[]} codes */
  showPalette(codes) {
    const swatches = codes.map((code) => {
      const swatch = document.createElement("i");
      swatch.style.background = code;
      swatch.title = code;
      return swatch;
    });
    this.strip.replaceChildren(...swatches);
    this.strip.setAttribute("aria-label", `The palette for all frames: ${codes.join(", ")}`);
  }

  /** @param {boolean} other Whether it is another frame than before. */
  paint(other) {
    const { film, clock } = this;
    if (!film || !clock) return;
    if (other) film.paintOriginal(this.original, clock.at);
    if (film.paintDrawn(this.quantized, clock.at)) this.quantized.dataset.k = this.drawnK;
    else this.settleLater();
    if (other) this.tell();
  }

  // Dots of a frame depend on those before it, which are drawn bit by bit.
  settleLater() {
    delete this.quantized.dataset.k;
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      const { film, clock } = this;
      if (!film || !clock) return;
      if (film.catchUp(clock.at, AT_ONCE)) this.paint(false);
      else this.settleLater();
    });
  }

  // Says where it is.
  tell() {
    this.button.textContent = this.playing ? "Pause" : "Play";
    const { clock } = this;
    if (!clock) return;
    const number = clock.at + 1;
    const words = `Frame ${number.toLocaleString("en-US")} of ${clock.durations.length.toLocaleString("en-US")}`;
    this.place.textContent = words;
    this.scrubber.value = String(number);
    this.scrubber.setAttribute("aria-valuetext", words);
    for (const [canvas, what] of /** @type {[HTMLCanvasElement, string][]} */ ([
      [this.original, "original"],
      [this.quantized, this.caption.textContent],
    ])) {
      canvas.dataset.frame = String(number);
      canvas.setAttribute("aria-label", `${words}, ${what}`);
    }
    this.pair.setAttribute("aria-label", "Both animations; Space plays or pauses, arrows step");
  }

  // Asks to be called when the screen is drawn next, if anything moves.
  next() {
    cancelAnimationFrame(this.asked);
    if (!this.playing || !this.seen || !this.clock) {
      this.before = undefined;
      return;
    }
    this.asked = requestAnimationFrame((now) => this.tick(now));
  }

  /** @param {number} now In ms. */
  tick(now) {
    const { clock } = this;
    if (!clock) return;
    const passed = now - (this.before ?? now);
    this.before = now;
    if (clock.pass(Math.min(passed, LATE))) this.paint(true);
    if (clock.over) this.play(false);
    else this.next();
  }

  /** @param {boolean} playing */
  play(playing) {
    if (playing && this.clock?.over) {
      this.clock.go(0);
      this.paint(true);
    }
    this.playing = playing;
    this.tell();
    this.next();
  }

  /** @param {number} by Frames. */
  step(by) {
    if (this.clock) this.go(this.clock.at + by);
  }

  /**
   * Shows a frame, and stays there.
   *
   * @param {number} frame
   */
  go(frame) {
    if (!this.clock) return;
    this.clock.go(frame);
    this.paint(true);
    this.play(false);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = (this.clock?.durations.length ?? 1) - 1;
    /** @type {Record<string, () => void>} */
    const keys = {
      " ": () => this.play(!this.playing),
      ArrowLeft: () => this.step(-1),
      ArrowRight: () => this.step(1),
      Home: () => this.go(0),
      End: () => this.go(last),
    };
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  }
}

const FOR_ALL = new URL("../../static/for_all.css", import.meta.url);

export default widget(Player, HTML, FOR_ALL, new URL("animation.css", import.meta.url));
