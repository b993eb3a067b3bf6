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

export class Compare {
  /** @type {Mode} */
  mode = "side";

  /**
   * @param {HTMLElement} root The widget.
   * @param {Viewport} viewport Its windows.
   * @param {(mode: Mode) => void} chosen Called with a new way.
   */
  constructor(root, viewport, chosen) {
    this.viewport = viewport;
    this.frame = find(root, ".stages");
    this.handle = find(root, ".wipe");
    this.name = find(root, ".after .name");
    this.share = 0.5; // of the window that shows the original
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
    this.frame.dataset.mode = mode;
    this.name.textContent = mode === "map" ? "Loss map" : "Redrawn";
    for (const each of this.buttons) {
      each.button.setAttribute("aria-pressed", String(each.mode === mode));
    }
    this.viewport.mode = mode;
    this.viewport.apply();
    this.wipe(this.share);
  }

  /**
   * Takes a way of comparing off the page, where the browser cannot do it.
   *
   * @param {Mode} mode
   */
  without(mode) {
    for (const each of this.buttons) if (each.mode === mode) each.button.hidden = true;
    if (this.mode === mode) this.set("side");
  }

  /** @param {number} share Of the window that shows the original. */
  wipe(share) {
    this.share = Math.min(1, Math.max(0, share));
    const percent = Math.round(100 * this.share);
    this.frame.style.setProperty("--wipe", `${100 * this.share}%`);
    this.handle.setAttribute("aria-valuenow", String(percent));
    this.handle.setAttribute("aria-valuetext", `${percent} % original`);
  }

  listenToWipe() {
    let dragging = false;
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const box = this.frame.getBoundingClientRect();
      this.wipe((event.clientX - box.left) / box.width);
    };
    this.frame.addEventListener("pointerdown", (event) => {
      const grabbed = event.target === this.handle;
      if (this.mode !== "wipe" || event.button !== 0) return;
      if (!grabbed && this.viewport.scale !== null) return; // that drag moves the picture
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
