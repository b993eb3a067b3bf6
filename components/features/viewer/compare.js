// Ways to compare: side by side; a wipe over one picture; hold to see the original;
// beside it a map of what was lost.

import { find, names } from "../../static/widget.js";

/** @import { Viewport } from "./viewport.js" */

/** @typedef {ViewerData["mode"]} Mode */

/** @type {Record<Mode, string>} */
export const MODES = {
  side: "Side by side",
  wipe: "Wipe",
  hold: "Hold",
  map: "Loss map",
};

// A phone has room for one picture: there, side by side is one beside the other at a
// line that moves.
const ONE = matchMedia("(max-width: 640px), (max-height: 480px)");

export class Compare {
  /** @type {Mode} */
  mode = "side";
  /** @type {Mode | undefined} */
  missing = undefined; // the way that this browser cannot show

  /**
   * @param {HTMLElement} root The widget.
   * @param {Viewport} viewport Its windows.
   * @param {(mode: Mode) => void} chosen Called with a new way.
   */
  constructor(root, viewport, chosen) {
    this.viewport = viewport;
    this.frame = find(root, ".stages");
    ONE.addEventListener("change", this.turned);
    this.handle = find(root, ".wipe");
    this.note = find(root, ".held-note");
    this.share = 0.5; // of the picture that shows the original
    this.buttons = names(MODES).map((mode) => ({
      mode,
      button: find(root, `[data-mode-button][value="${mode}"]`),
    }));
    for (const { button, mode } of this.buttons) {
      button.onclick = () => {
        this.set(mode);
        chosen(mode);
      };
    }
    this.listenToWipe();
    this.listenToHold();
  }

  /** @param {Mode} mode */
  set(mode) {
    this.mode = mode;
    this.hold(false);
    this.frame.dataset.mode = this.seen;
    for (const each of this.buttons) {
      each.button.setAttribute("aria-pressed", String(each.mode === this.seen));
    }
    this.offer();
    this.viewport.apply();
    this.wipe(this.share);
  }

  // The window has become a phone's, or is no longer.
  turned = () => this.set(this.mode);

  stop() {
    ONE.removeEventListener("change", this.turned);
  }

  /** The way that is on the screen. */
  get seen() {
    return this.mode === "side" && ONE.matches ? "wipe" : this.mode;
  }

  /**
   * Takes a way of comparing off the page, where the browser cannot do it.
   *
   * @param {Mode} mode
   */
  without(mode) {
    this.missing = mode;
    this.offer();
    if (this.mode === mode) this.set("side");
  }

  // Shows the buttons of those ways that there are.
  offer() {
    for (const { mode, button } of this.buttons) {
      button.hidden = mode === this.missing || (mode === "side" && ONE.matches);
    }
  }

  /** @param {number} share Of the picture, as far as it is seen, that shows the original. */
  wipe(share) {
    this.share = Math.min(1, Math.max(0, share));
    const percent = Math.round(100 * this.share);
    this.place();
    this.handle.setAttribute("aria-valuenow", String(percent));
    this.handle.setAttribute("aria-valuetext", `${percent} % original`);
  }

  // Puts the line, and the word that is shown while the original is held, on the picture:
  // the margin around it is no part.
  place() {
    const { left, right, top, bottom } = this.viewport.seen;
    const { style } = this.frame;
    style.setProperty("--wipe", `${left + this.share * (right - left)}px`);
    style.setProperty("--left", `${left}px`);
    style.setProperty("--top", `${top}px`);
    style.setProperty("--height", `${bottom - top}px`);
  }

  listenToWipe() {
    let dragging = false;
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const { left, right } = this.viewport.seen;
      const at = event.clientX - this.frame.getBoundingClientRect().left;
      this.wipe((at - left) / (right - left));
    };
    this.frame.addEventListener("pointerdown", (event) => {
      const grabbed = event.target === this.handle;
      if (this.seen !== "wipe" || event.button !== 0) return;
      // That drag moves the picture, or is a finger's, which scrolls the page.
      if (!grabbed && (this.viewport.movable || event.pointerType === "touch")) return;
      dragging = true;
      this.frame.setPointerCapture(event.pointerId);
      follow(event);
    });
    this.frame.addEventListener("pointermove", (event) => {
      if (dragging) follow(event);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(name, () => {
        dragging = false;
      });
    }
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1 };
    this.handle.addEventListener("keydown", (event) => {
      if (event.key in steps) this.wipe(this.share + steps[event.key]);
      else if (event.key === "Home") this.wipe(0);
      else if (event.key === "End") this.wipe(1);
      else return;
      event.preventDefault();
    });
  }

  /** @param {boolean} held Whether the original is looked at. */
  hold(held) {
    this.frame.classList.toggle("held", held);
    this.note.hidden = !held;
  }

  listenToHold() {
    const keys = [" ", "Enter"];
    /** @param {PointerEvent} event */
    const start = (event) => {
      if (this.mode === "hold" && event.button === 0) this.hold(true);
    };
    this.frame.addEventListener("pointerdown", start);
    for (const name of ["pointerup", "pointercancel", "pointerleave", "focusout"]) {
      this.frame.addEventListener(name, () => this.hold(false));
    }
    this.frame.addEventListener("keydown", (event) => {
      if (this.mode !== "hold" || !keys.includes(event.key)) return;
      event.preventDefault();
      this.hold(true);
    });
    this.frame.addEventListener("keyup", (event) => {
      if (keys.includes(event.key)) this.hold(false);
    });
    // A long touch would open the browser's menu.
    this.frame.addEventListener("contextmenu", (event) => {
      if (this.mode === "hold") event.preventDefault();
    });
  }
}
