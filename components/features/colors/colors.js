// The colors on the screen as a list: code, share, nearest name. Pointing at one, or
// stepping to it with the arrow keys, shows its pixels; a click copies its code. For
// the tab key all of the list is one stop.

import { copyText } from "../../static/clipboard.js";
import { nearestName } from "../../static/color_names.js";
import { ORDERS, shown } from "../../static/shown.js";
import { percent } from "../../static/text.js";
import { find, names, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Color, Order } from "../../static/shown.js" */

const SAID_FOR = 4000; // ms that "Copied" stays

const HTML = `
<div class="group" role="group" aria-label="Order of the colors">
  <button type="button" data-order-button value="coverage">Coverage</button>
  <button type="button" data-order-button value="lightness">Lightness</button>
  <button type="button" data-order-button value="hue">Hue</button>
  <span class="said" role="status"></span>
</div>
<ul class="list" aria-label="Colors of the palette"></ul>
`;

/** @type {Record<string, (at: number, last: number) => number>} */
const STEPS = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** @extends {Widget<object>} */
class Colors extends Widget {
  /** @type {HTMLButtonElement[]} */
  entries = [];
  /** @type {Color[]} */
  colors = [];
  at = 0; // the entry that the tab key comes to
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.list = find(frame, ".list");
    this.list.onkeydown = (event) => this.key(event);
    this.buttons = names(ORDERS).map((order) => ({
      order,
      button: find(frame, `[data-order-button][value="${order}"]`),
    }));
    for (const { button, order } of this.buttons) button.onclick = () => this.sort(order);
    this.leave = shown.subscribe({ colors: () => this.draw(), lit: () => this.light() });
    this.sort(shown.order);
  }

  stop() {
    this.leave();
    clearTimeout(this.timer);
  }

  /** @param {Order} order */
  sort(order) {
    for (const each of this.buttons) {
      each.button.setAttribute("aria-pressed", String(each.order === order));
    }
    shown.sort(order);
  }

  draw() {
    const root = /** @type {ShadowRoot} */ (this.frame.getRootNode());
    const focused = this.entries.indexOf(/** @type {HTMLButtonElement} */ (root.activeElement));
    const kept = this.colors[focused]?.hex;
    this.colors = shown.colors;
    while (this.entries.length < this.colors.length) this.grow();
    for (const entry of this.entries.splice(this.colors.length)) entry.parentElement?.remove();
    this.colors.forEach((color, i) => {
      set(this.entries[i], color);
    });
    // Whoever stood on a color with the keyboard stays on it if it is still there.
    const again = kept ? this.colors.findIndex(({ hex }) => hex === kept) : -1;
    this.stand(again >= 0 ? again : Math.max(0, Math.min(this.at, this.entries.length - 1)));
    if (again >= 0 && again !== focused) this.entries[again].focus();
    this.light();
  }

  grow() {
    const at = this.entries.length;
    const entry = document.createElement("button");
    entry.type = "button";
    for (const tag of ["i", "b", "span", "em"]) entry.append(document.createElement(tag));
    const choose = () => shown.choose(this.colors[at]?.index ?? null);
    entry.onpointerenter = choose;
    entry.onpointerleave = () => shown.choose(null);
    entry.onfocus = () => {
      this.stand(at);
      choose();
    };
    entry.onblur = () => shown.choose(null);
    entry.onclick = () => this.copy(this.colors[at].hex);
    this.list.appendChild(document.createElement("li")).append(entry);
    this.entries.push(entry);
  }

  /** @param {number} at */
  stand(at) {
    this.at = at;
    for (const [i, entry] of this.entries.entries()) entry.tabIndex = i === at ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const last = this.entries.length - 1;
    this.entries[Math.max(0, Math.min(step(this.at, last), last))]?.focus();
  }

  /** @param {string} hex */
  async copy(hex) {
    const worked = await copyText(hex);
    const said = find(this.frame, ".said");
    said.textContent = worked
      ? `Copied ${hex}.`
      : `This browser does not let a page copy. The code is ${hex}.`;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      said.textContent = "";
    }, SAID_FOR);
  }

  light() {
    this.colors.forEach(({ index }, i) => {
      this.entries[i].classList.toggle("lit", index === shown.lit);
    });
  }
}

/**
 * @param {HTMLButtonElement} entry
 * @param {Color} color
 */
function set(entry, { color, hex, share }) {
  const name = nearestName(color);
  const amount = percent(share);
  const [sample, code, part, called] = /** @type {HTMLElement[]} */ ([...entry.children]);
  entry.dataset.copies = hex;
  sample.style.background = hex;
  code.textContent = hex;
  part.textContent = amount;
  called.textContent = name;
  entry.setAttribute("aria-label", `Copy ${hex}, ${amount} of the picture, nearest name ${name}`);
}

export default widget(Colors, HTML, new URL("colors.css", import.meta.url));
