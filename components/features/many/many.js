// Many pictures, small, all in the colors of the slider; any of them large with a click.
// Pictures and palettes are in the store, so that the drag asks nobody.

import { colorsOf, hexOf } from "../../static/color.js";
import { Metric, SRGB } from "../../static/metric.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";
import { Large } from "./large.js";
import { Tile } from "./tile.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Colors } from "./tile.js" */

const HTML = `
<div class="palette" role="img"></div>
<section class="large" hidden></section>
<ul></ul>
`;

/** @extends {Widget<ManyData>} */
class Many extends Widget {
  /** @type {ManyData | undefined} */
  told = undefined; // what Python said last
  /** @type {Tile[]} */
  tiles = [];
  sheet = ""; // key of the one on show
  palettes = ""; // key of those that are drawn
  /** @type {number | undefined} */
  k = undefined;
  /** @type {Colors | null} */
  colors = null; // what is drawn
  metric = SRGB;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.list = find(frame, "ul");
    this.strip = find(frame, ".palette");
    this.large = new Large(find(frame, ".large"), (place) => this.open(place));
    this.slider = new SliderObserver((k) => this.show(k));
    // Only what is in view is drawn in the drag; the rest as it comes into view.
    this.views = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const tile = this.tiles.find(({ item }) => item === target);
        tile?.see(isIntersecting, this.colors);
      }
    });
    this.unsubscribe = store.subscribe(() => this.update());
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
    this.views.disconnect();
    this.large.stop();
  }

  /** @param {ManyData} told */
  take(told) {
    const other = this.told?.dots !== told.dots;
    this.told = told;
    if (other) this.colors = null;
    this.update();
    this.slider.told(told.k);
  }

  // Something new is in the store, or is asked for.
  update() {
    const { told } = this;
    if (!told) return;
    const { sheet, sheet_palettes: palettes, sheet_losses: losses, sheet_large } = store.items;
    if (sheet && sheet.key === told.sheet && sheet.key !== this.sheet) this.build(sheet);
    if (palettes && palettes.key === told.palettes && palettes.key !== this.palettes) {
      this.palettes = palettes.key;
      this.metric = new Metric(palettes.metric);
      this.colors = null;
    }
    if (this.k !== undefined && !this.colors) this.show(this.k);
    if (losses) this.tell(losses);
    if (sheet_large && sheet_large.sheet === this.sheet) this.large.receive(sheet_large);
  }

  /** @param {Sheet} sheet */
  build(sheet) {
    this.sheet = sheet.key;
    this.large.close();
    this.views.disconnect();
    let at = 0;
    this.tiles = sheet.names.map((name, place) => {
      const file = sheet.file.slice(at, at + sheet.lengths[place]);
      at += sheet.lengths[place];
      const tile = new Tile({ name, place, size: sheet.sizes[place], file }, () =>
        this.open(place),
      );
      this.views.observe(tile.item);
      return tile;
    });
    this.list.setAttribute("aria-label", count(sheet.names.length, "picture"));
    this.list.replaceChildren(...this.tiles.map(({ item }) => item));
    this.colors = null;
  }

  /** @param {number} k */
  show(k) {
    this.k = k;
    const { told } = this;
    const { sheet_palettes: palettes } = store.items;
    if (!told || !palettes || palettes.key !== this.palettes) return;
    const drawn = Math.min(k, palettes.colors.length);
    const { metric } = this;
    if (this.colors?.k === drawn && this.colors.metric === metric) return;
    this.colors = {
      k: drawn,
      colors: colorsOf(palettes.colors[drawn - 1]),
      metric,
      dots: told.dots,
    };
    this.frame.dataset.k = String(drawn);
    for (const tile of this.tiles) tile.draw(this.colors);
    this.large.draw(this.colors);
    this.showPalette(this.colors.colors.map(hexOf));
    const { sheet_losses: losses } = store.items;
    if (losses) this.tell(losses);
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
    this.strip.setAttribute("aria-label", `The palette for all: ${codes.join(", ")}`);
  }

  /**
   * Says what each picture loses, where that is known for what is drawn.
   *
   * @param {SheetLosses} losses
   */
  tell({ key, sheet, k, words }) {
    const mine = key === this.palettes && sheet === this.sheet && k === this.colors?.k;
    /** @type {string[]} */
    const said = [];
    for (const [each, places] of Object.entries(words)) {
      for (const place of places) said[place] = each;
    }
    this.tiles.forEach((tile, place) => {
      tile.tell(mine ? (said[place] ?? "measuring …") : "");
    });
  }

  /** @param {number} place */
  open(place) {
    const tile = this.tiles[(place + this.tiles.length) % this.tiles.length];
    if (!tile) return;
    this.large.open(tile, this.colors);
    const { sheet_large } = store.items; // there already, where it was open before
    if (sheet_large && sheet_large.sheet === this.sheet) this.large.receive(sheet_large);
    this.call.setTriggerValue("open", { sheet: this.sheet, place: tile.place });
  }
}

const FOR_ALL = new URL("../../static/for_all.css", import.meta.url);

export default widget(Many, HTML, FOR_ALL, new URL("many.css", import.meta.url));
