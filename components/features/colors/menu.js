// What can be done with a color of the palette: change it, merge it into another, leave
// it out. It stands beside the color that it was opened at, over all else.

import { shown } from "../../static/shown.js";
import { find } from "../../static/widget.js";

/** @import { Color } from "../../static/shown.js" */

const REST = 400; // ms after which a color that is looked for is told to the page
const GAP = 4; // pixels between it and what has opened it
const EDGE = 8; // pixels that are kept free at the edges of the window
const SMALL = { width: 294, height: 160 }; // pixels that the small picture may have
const CODE = /^#?([0-9a-f]{6})$/i;

export const MENU = `
<div class="menu" popover role="dialog">
  <canvas class="small" aria-hidden="true" width="0" height="0"></canvas>
  <p class="what"><i></i><b></b> <span></span></p>
  <p class="row">
    <label>Change to <input type="color"></label>
    <input type="text" class="code" maxlength="7" spellcheck="false" autocomplete="off" aria-label="Code of the new color">
  </p>
  <button type="button" class="back"></button>
  <button type="button" class="out">Leave out: the next best colors take over</button>
  <p class="merge">Or merge it into another, and take its color</p>
  <div class="others" role="group" aria-label="Merge into"></div>
</div>
`;

export class Menu {
  index = 0; // of the color in the palette
  own = ""; // its code before anybody changed it
  told = ""; // the code that was told last since it was opened
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  /** @type {HTMLElement | null} */
  opener = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".menu");
    this.small = /** @type {HTMLCanvasElement} */ (find(root, ".menu .small"));
    this.picker = /** @type {HTMLInputElement} */ (find(root, ".menu [type=color]"));
    this.code = /** @type {HTMLInputElement} */ (find(root, ".menu .code"));
    this.out = /** @type {HTMLButtonElement} */ (find(root, ".menu .out"));
    this.picker.oninput = () => this.try(this.picker.value);
    this.picker.onchange = () => this.tell();
    this.code.oninput = () => this.type();
    this.code.onchange = () => this.tell();
    find(root, ".back").onclick = () => this.back();
    this.out.onclick = () => this.do({ does: "leave out" });
    this.root.addEventListener("toggle", () => {
      if (!this.open) this.tell();
    });
    this.unsubscribe = shown.subscribe({
      colors: () => this.write(),
      named: () => this.write(),
      painted: () => this.paint(),
    });
    this.follow = () => this.place();
    for (const event of ["scroll", "resize"]) addEventListener(event, this.follow, true);
  }

  stop() {
    this.unsubscribe();
    clearTimeout(this.timer);
    for (const event of ["scroll", "resize"]) removeEventListener(event, this.follow, true);
  }

  get open() {
    return this.root.matches(":popover-open");
  }

  /** @returns {Color | undefined} */
  get color() {
    return shown.palette[this.index];
  }

  /**
   * @param {number} index Of a color in the palette.
   * @param {HTMLElement} opener Beside which it stands.
   */
  show(index, opener) {
    this.index = index;
    this.own = shown.palette[index].own;
    this.opener = opener;
    this.told = "";
    this.offerOthers();
    this.root.showPopover();
    this.write();
    this.paint();
    this.place();
    this.picker.focus();
  }

  // Below what has opened it, or above, or else beside it.
  place() {
    if (!this.open || !this.opener) return;
    const at = this.opener.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const below = at.bottom + GAP;
    const above = at.top - GAP - height;
    const fits = below + height + EDGE <= innerHeight;
    let left = at.right - width;
    if (!fits && above < EDGE) {
      const right = at.right + GAP;
      left = right + width + EDGE <= innerWidth ? right : at.left - GAP - width;
    }
    const top = Math.min(fits ? below : above, innerHeight - height - EDGE);
    this.root.style.left = `${Math.max(EDGE, left)}px`;
    this.root.style.top = `${Math.max(EDGE, top)}px`;
  }

  // The picture, small: that itself may be out of sight here.
  paint() {
    const { canvas } = shown;
    if (!this.open || !canvas?.width) return;
    const scale = Math.min(SMALL.width / canvas.width, SMALL.height / canvas.height, 1);
    const width = Math.max(1, Math.round(canvas.width * scale));
    const height = Math.max(1, Math.round(canvas.height * scale));
    this.small.width = width * devicePixelRatio;
    this.small.height = height * devicePixelRatio;
    this.small.style.width = `${width}px`;
    this.small.style.height = `${height}px`;
    this.small.getContext("2d")?.drawImage(canvas, 0, 0, this.small.width, this.small.height);
  }

  write() {
    const { color } = this;
    if (!this.open) return;
    // It is gone, or the slider has moved on to another palette.
    if (!color || color.gone || color.own !== this.own) {
      this.root.hidePopover();
      return;
    }
    const { hex, own } = color;
    const name = shown.nameOf(this.index);
    this.root.setAttribute("aria-label", `Change ${hex}`);
    find(this.root, ".what i").style.background = hex;
    find(this.root, ".what b").textContent = hex;
    find(this.root, ".what span").textContent = name;
    this.picker.value = hex;
    const typing = this.code.matches(":focus");
    if (!typing) this.code.value = hex;
    const back = find(this.root, ".back");
    back.textContent = `Back to ${own}`;
    /** @type {HTMLButtonElement} */ (back).disabled = hex === own;
    this.out.disabled = shown.palette.filter(({ gone }) => !gone).length < 2;
  }

  // Of the colors that draw anything; a swatch each, in the order of the list.
  offerOthers() {
    const others = shown.colors.filter(({ index }) => index !== this.index);
    const buttons = others.map(({ index, hex }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.style.background = hex;
      button.setAttribute("aria-label", `${hex} ${shown.nameOf(index)}`.trim());
      button.title = hex;
      button.onclick = () => this.do({ does: "merge", into: index });
      return button;
    });
    find(this.root, ".others").replaceChildren(...buttons);
    find(this.root, ".merge").hidden = !buttons.length;
  }

  // --- what somebody does

  /** @param {string} hex */
  try(hex) {
    shown.try(this.index, hex);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), REST);
  }

  type() {
    const found = CODE.exec(this.code.value.trim());
    this.code.setAttribute("aria-invalid", String(!found));
    if (found) this.try(`#${found[1].toLowerCase()}`);
  }

  // A color that is still being looked for counts as one change.
  tell() {
    clearTimeout(this.timer);
    const { color } = this;
    const before = this.told || this.known;
    if (!color || color.gone || color.own !== this.own || color.hex === before) return;
    const code = color.hex === color.own ? null : color.hex;
    shown.change({ does: "color", entry: this.index, code, again: this.told !== "" });
    this.told = color.hex;
  }

  // The color as the page knows it.
  get known() {
    return shown.edits?.recolored[this.index] ?? this.color?.own;
  }

  back() {
    if (!this.color) return;
    this.try(this.color.own);
    this.tell();
    this.picker.focus();
  }

  /** @param {{ does: "leave out" } | { does: "merge", into: number }} what */
  do(what) {
    clearTimeout(this.timer);
    shown.change({ ...what, entry: this.index });
    this.root.hidePopover();
  }
}
