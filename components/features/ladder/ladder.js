// The same picture in several numbers of colors, small, as buttons that take them.
// Pictures and sizes come later, by way of the store.

import { fileSize } from "../../static/file_sizes.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = '<ul aria-label="The picture in several numbers of colors"></ul>';

const LINE = 100; // times as wide as high: lower than a pixel
const SMALL = 76; // CSS pixels; a lower picture is enlarged, with sharp pixels

/**
 * A button, and what is filled in on it.
 *
 * @typedef {object} Rung
 * @property {number} k
 * @property {HTMLButtonElement} button
 * @property {HTMLImageElement} image
 * @property {HTMLElement} share
 * @property {HTMLElement} size
 */

/** @extends {Widget<LadderData>} */
class Ladder extends Widget {
  /** @type {Rung[]} */
  rungs = [];
  /** @type {LadderData | undefined} */
  told = undefined; // what Python said last
  /** @type {number | undefined} */
  k = undefined; // the one that is taken

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.list = find(frame, "ul");
    this.slider = new SliderObserver((k) => this.mark(k));
    this.unsubscribe = store.subscribe(() => this.fill());
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
  }

  /** @param {LadderData} told */
  take(told) {
    if (String(told.ks) !== String(this.told?.ks)) this.build(told.ks);
    this.told = told;
    this.fill();
    this.slider.told(told.k);
  }

  /** @param {number[]} ks */
  build(ks) {
    this.rungs = ks.map((k) => {
      const button = document.createElement("button");
      button.type = "button";
      button.onclick = () => this.call.setTriggerValue("k", k);
      const image = button.appendChild(document.createElement("img"));
      image.alt = "";
      image.onload = () => {
        const { naturalWidth: width, naturalHeight: height } = image;
        image.classList.toggle("small", height < SMALL);
        image.classList.toggle("line", width > LINE * height);
      };
      const [title, share, size] = ["b", "span", "span"].map((tag) =>
        button.appendChild(document.createElement(tag)),
      );
      title.textContent = `k = ${k}`;
      return { k, button, image, share, size };
    });
    const items = this.rungs.map(({ button }) => {
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    this.list.replaceChildren(...items);
    this.mark(this.k);
  }

  fill() {
    if (!this.told) return;
    const { key, file, measured, picture } = this.told;
    const { rungs: drawn } = store.items;
    const pictures = drawn && drawn.picture === picture ? drawn.rungs : {};
    for (const { k, button, image, share, size } of this.rungs) {
      const { png, explained } = pictures[k] ?? {};
      if (png) image.src = `data:image/png;base64,${png}`;
      else image.removeAttribute("src");
      share.textContent = explained ?? "";
      const weight = fileSize(key, k, file)?.text;
      size.textContent = weight ?? (measured ? "measuring …" : "");
      const facts = [explained && `explains ${explained}`, weight && `${weight} as PNG`];
      const words = [`Use ${count(k, "color")}`, facts.filter(Boolean).join(", ")].filter(Boolean);
      button.setAttribute("aria-label", words.join(": "));
    }
  }

  /** @param {number | undefined} k */
  mark(k) {
    this.k = k;
    for (const rung of this.rungs) {
      rung.button.setAttribute("aria-pressed", String(rung.k === k));
    }
  }
}

export default widget(Ladder, HTML, new URL("ladder.css", import.meta.url));
