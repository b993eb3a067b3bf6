// The size of the file as loaded, and in k colors: two bars, which follow the slider.

import { fileSize } from "../../static/file_sizes.js";
import { SliderObserver } from "../../static/slider_observer.js";
import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<dl>
  <dt class="as-loaded">As loaded</dt><dd data-role="size-loaded"><i></i><span></span></dd>
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
    this.unsubscribe = store.subscribe(() => this.draw());
  }

  stop() {
    this.unsubscribe();
    this.slider.stop();
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
    const { key, file, loaded, loaded_text, format } = this.told;
    const size = fileSize(key, this.k, file);
    const largest = Math.max(loaded, size?.bytes ?? 0);
    find(this.frame, ".as-loaded").textContent = `As loaded (${format})`;
    find(this.frame, ".in-k").textContent =
      this.k === 1 ? "1 color (PNG)" : `${this.k} colors (PNG)`;
    bar(find(this.frame, '[data-role="size-loaded"]'), loaded / largest, loaded_text);
    const words = size ? `${size.text}${change(loaded, size.bytes)}` : "measuring …";
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

/**
 * @param {number} before
 * @param {number} after
 */
function change(before, after) {
  const share = Math.round((100 * (after - before)) / before);
  return share === 0 ? "" : `, ${share < 0 ? "−" : "+"}${Math.abs(share)} %`;
}

export default widget(Short, HTML, new URL("short.css", import.meta.url));
