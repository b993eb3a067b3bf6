// The colors on the screen as a list: code, share, name.

import { Keep } from "../../static/keep.js";
import { ORDERS, shown } from "../../static/shown.js";
import { SwatchButtons } from "../../static/swatch_buttons.js";
import { count, percent } from "../../static/text.js";
import { find, names, Widget, widget } from "../../static/widget.js";
import { MENU, Menu } from "./menu.js";

/** @import { Call } from "../../static/widget.js" */
/** @import { Color, Order } from "../../static/shown.js" */

const SAID_FOR = 4000; // ms that "Copied" stays

const UNCHANGED = "⋯ beside a color changes it, merges it into another, or leaves it out.";

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
<p class="changes"><span role="status"></span>
  <button type="button" class="undo">Undo</button>
  <button type="button" class="undo-all">Undo all</button>
</p>
<ul class="list" aria-label="Colors of the palette"></ul>
${MENU}
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
    this.menu = new Menu(frame);
    find(frame, ".undo").onclick = () => shown.change({ does: "undo" });
    find(frame, ".undo-all").onclick = () => shown.change({ does: "undo all" });
    this.entries = new SwatchButtons(find(frame, ".list"), {
      make: (button) => entry(button, (more) => this.open(button, more)),
      set,
      tell: (words) => this.say(words),
    });
    this.keep = new Keep(find(frame, ".keep"), find(frame, ".aside"));
    this.unmark = shown.subscribe({ colors: () => this.mark() });
    this.mark();
  }

  stop() {
    this.menu.stop();
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
    const { changes } = shown;
    const said = changes ? `${count(changes, "color")} changed.` : UNCHANGED;
    const status = find(this.frame, ".changes span");
    if (status.textContent !== said) status.textContent = said;
    for (const button of [".undo", ".undo-all"].map((name) => find(this.frame, name))) {
      // Whoever has taken back the last one with the keyboard stands beside it.
      if (!changes && button.matches(":focus")) this.orders[1].button.focus();
      button.hidden = !changes;
    }
  }

  /**
   * @param {HTMLButtonElement} button Of a color.
   * @param {HTMLElement} more What opens the menu beside it.
   */
  open(button, more) {
    const { buttons, colors } = this.entries;
    const color = colors[buttons.indexOf(button)];
    if (color) this.menu.show(color.index, more);
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

/**
 * @param {HTMLButtonElement} button
 * @param {(more: HTMLElement) => void} open Called with what opens the menu.
 */
function entry(button, open) {
  for (const tag of ["i", "b", "span", "em"]) button.append(document.createElement(tag));
  button.querySelector("i")?.classList.add("swatch");
  const item = document.createElement("li");
  const more = document.createElement("button");
  more.type = "button";
  more.className = "more";
  more.textContent = "⋯";
  more.setAttribute("aria-haspopup", "dialog");
  more.onclick = () => open(more);
  // For the tab key it comes after its color, and all the others are passed over.
  more.tabIndex = -1;
  item.addEventListener("focusin", () => {
    more.tabIndex = 0;
  });
  item.addEventListener("focusout", () => {
    more.tabIndex = -1;
  });
  item.append(button, more);
  return item;
}

/**
 * @param {HTMLButtonElement} button
 * @param {Color} color
 */
function set(button, { index, hex, own, share }) {
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
  const changed = hex !== own && `changed from ${own}`;
  const words = [`Copy ${hex}`, `${amount} of the picture`, said, kept, changed];
  button.setAttribute("aria-label", words.filter(Boolean).join(", "));
  button.nextElementSibling?.setAttribute("aria-label", `Change ${hex}`);
}

export default widget(Colors, HTML, new URL("colors.css", import.meta.url));
