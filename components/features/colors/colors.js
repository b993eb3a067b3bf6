// The colors on the screen as a list: code, share, name.

import { Keep } from "../../static/keep.js";
import { ORDERS, shown } from "../../static/shown.js";
import { SwatchButtons } from "../../static/swatch_buttons.js";
import { percent } from "../../static/text.js";
import { find, names, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Color, Order } from "../../static/shown.js" */

const SAID_FOR = 4000; // ms that "Copied" stays

const HTML = `
<div class="group" role="group" aria-label="Order of the colors">
  <button type="button" data-order-button value="list">As in the list</button>
  <button type="button" data-order-button value="coverage">Coverage</button>
  <button type="button" data-order-button value="lightness">Lightness</button>
  <button type="button" data-order-button value="hue">Hue</button>
  <button type="button" class="keep" hidden></button>
  <button type="button" class="aside" hidden></button>
  <span class="said" role="status"></span>
</div>
<ul class="list" aria-label="Colors of the palette"></ul>
`;

/** @extends {Widget<object>} */
class Colors extends Widget {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.orders = names(ORDERS).map((order) => ({
      order,
      button: find(frame, `[data-order-button][value="${order}"]`),
    }));
    for (const { button, order } of this.orders) button.onclick = () => this.sort(order);
    this.entries = new SwatchButtons(find(frame, ".list"), {
      make: entry,
      set,
      tell: (words) => this.say(words),
    });
    this.keep = new Keep(find(frame, ".keep"), find(frame, ".aside"));
    this.unmark = shown.subscribe({ colors: () => this.mark() });
    this.mark();
  }

  stop() {
    this.entries.stop();
    this.keep.stop();
    this.unmark();
    clearTimeout(this.timer);
  }

  /** @param {Order} order */
  sort(order) {
    shown.sort(order);
  }

  mark() {
    for (const { button, order } of this.orders) {
      button.setAttribute("aria-pressed", String(order === shown.order));
      if (order === "list") button.hidden = !shown.entries;
    }
  }

  /** @param {string} words */
  say(words) {
    const said = find(this.frame, ".said");
    said.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      said.textContent = "";
    }, SAID_FOR);
  }
}

/** @param {HTMLButtonElement} button */
function entry(button) {
  for (const tag of ["i", "b", "span", "em"]) button.append(document.createElement(tag));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/**
 * @param {HTMLButtonElement} button
 * @param {Color} color
 */
function set(button, { index, hex, share }) {
  const name = shown.nameOf(index);
  const amount = percent(share);
  const [sample, code, part, called] = /** @type {HTMLElement[]} */ ([...button.children]);
  button.dataset.copies = hex;
  sample.style.background = hex;
  const listed = shown.codeOf(hex);
  code.textContent = listed || hex;
  part.textContent = amount;
  called.textContent = listed ? name.replace(`${listed} `, "") : name;
  const said = listed ? name : name && `nearest name ${name}`;
  const kept = shown.isKept(hex) && "kept";
  const words = [`Copy ${hex}`, `${amount} of the picture`, said, kept];
  button.setAttribute("aria-label", words.filter(Boolean).join(", "));
}

export default widget(Colors, HTML, new URL("colors.css", import.meta.url));
