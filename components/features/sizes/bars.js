// Horizontal bars: a name, a length, the figure in words. Amounts that are not known
// yet have their place, and come by the store.

import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

/**
 * @param {Bar} bar
 * @param {number} largest
 * @param {HTMLElement} list
 */
function row({ label, note, value, text, hint, look }, largest, list) {
  const name = list.appendChild(document.createElement("dt"));
  const amount = list.appendChild(document.createElement("dd"));
  name.append(label);
  if (note) name.appendChild(document.createElement("small")).textContent = note;
  amount.append(document.createElement("i"), text);
  amount.style.setProperty("--share", String(largest && value ? value / largest : 0));
  for (const part of [name, amount]) {
    part.className = value === null ? `${look} waiting` : look;
    part.title = hint;
  }
}

/** @extends {Widget<BarsData>} */
class Bars extends Widget {
  /** @type {BarsData | undefined} */
  data = undefined;
  /** @type {BarsData | LateBars | undefined} */
  drawn = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.list = find(frame, "dl");
    this.unsubscribe = store.subscribe(() => this.draw());
  }

  stop() {
    this.unsubscribe();
  }

  /** @param {BarsData} data */
  take(data) {
    this.data = data;
    this.drawn = undefined;
    this.draw();
  }

  draw() {
    if (!this.data) return;
    const late = store.items.late_bars;
    const latest = late?.name === this.data.name ? late : this.data;
    if (latest === this.drawn) return;
    this.drawn = latest;
    const { rows } = latest;
    const largest = Math.max(...rows.map(({ value }) => value ?? 0));
    this.list.replaceChildren();
    for (const each of rows) row(each, largest, this.list);
  }
}

export default widget(Bars, "<dl></dl>", new URL("bars.css", import.meta.url));
