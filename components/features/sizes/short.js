// The size of the original file, and of that in k colors: two bars, which follow the slider.

import { keyWithEdits } from "../../static/edits.js";
import { fileSize } from "../../static/file_sizes.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { count } from "../../static/text.js";
import { find, Widget, widget } from "../../static/widget.js";
import { Ask } from "./ask.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<dl>
  <dt class="before">Original</dt><dd data-role="size-loaded"><i></i><span></span></dd>
  <dt class="in-k"></dt><dd data-role="size-indexed" class="strong"><i></i><span></span></dd>
</dl>
`;

/** @extends {Widget<ShortData>} */
class Short extends Widget {
  /** @type {ShortData | undefined} */
  told = undefined;
  k = 1;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.slider = new SliderObserver((k) => {
      this.k = k;
      this.draw();
    });
    this.ask = new Ask();
    this.unsubscribe = store.subscribe(() => this.draw());
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
    this.ask.stop();
  }

  /** @param {ShortData} told */
  take(told) {
    if (!this.told) this.k = told.k;
    this.told = told;
    this.draw();
    this.slider.told(told.k);
  }

  draw() {
    if (!this.told) return;
    const { key, ask, file, loaded, loaded_text, format } = this.told;
    const size = fileSize(keyWithEdits(key, this.k), this.k, file);
    // The next picture is on the screen before its sizes are here. Keys of palettes begin
    // with that of the picture.
    const { picture } = store.items;
    this.frame.classList.toggle("of-another", !key.startsWith(picture?.id ?? ""));
    this.ask.want(!size && ask ? `${ask}/${this.k}` : "");
    const largest = Math.max(loaded, size?.bytes ?? 0);
    find(this.frame, ".before").textContent = `Original (${format})`;
    const colors = store.items.picture?.aside ? `${this.k} + 1 colors` : count(this.k, "color");
    find(this.frame, ".in-k").textContent = `${colors} (PNG)`;
    bar(find(this.frame, '[data-role="size-loaded"]'), loaded / largest, loaded_text);
    const words = size ? [size.text, size.change].filter(Boolean).join(", ") : "measuring …";
    bar(find(this.frame, '[data-role="size-indexed"]'), (size?.bytes ?? 0) / largest, words);
  }
}

/**
 * @param {HTMLElement} amount
 * @param {number} share
 * @param {string} words
 */
function bar(amount, share, words) {
  amount.style.setProperty("--share", String(share));
  find(amount, "span").textContent = words;
}

export default widget(Short, HTML, new URL("short.css", import.meta.url));
