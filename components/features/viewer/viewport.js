// The two windows onto the picture: the same part, in the same scale, in both.
//
// `scale` is CSS pixels for one pixel of the picture; null means that all of it is
// to be seen, or, of one so tall that it would be a thread, its top. Enlarged, a pixel takes a whole number of the screen's own pixels,
// so that all are of one size and sharp. (`x`, `y`) is the place of the picture
// in the middle of the window.

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ width: number, height: number }} Size */

const STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const AROUND = 8; // times as much as a part that is looked at
const THREAD = 64; // CSS pixels; narrower, a tall picture is no picture any more
const WHEEL_STEP = 60; // how far the wheel turns for one step
const WHEEL_PAUSE = 300; // ms; a page that is being scrolled is not held up

export class Viewport {
  /** @type {Size | null} */
  size = null;
  /** @type {number | null} */
  scale = null;
  x = 0;
  y = 0;
  turned = 0; // how far the wheel has been, on the way to the next step

  /**
   * @param {HTMLElement[]} windows The elements around the canvases.
   * @param {() => void} changed Called after each move.
   */
  constructor(windows, changed) {
    this.windows = windows;
    this.changed = changed;
    this.observer = new ResizeObserver(() => this.apply());
    this.observer.observe(windows[0]);
    this.scrolled = -Infinity; // when the page last scrolled
    addEventListener("wheel", this.elsewhere, { capture: true, passive: true });
    for (const stage of windows) this.listen(stage);
  }

  /** @param {WheelEvent} event */
  elsewhere = (event) => {
    const path = event.composedPath();
    const here = this.windows.some((each) => path.includes(each));
    if (!here) this.scrolled = performance.now();
  };

  stop() {
    this.observer.disconnect();
    removeEventListener("wheel", this.elsewhere, { capture: true });
  }

  /**
   * A new picture: all of it is shown, unless it has the size of the one before.
   *
   * @param {Size} size
   */
  take({ width, height }) {
    if (this.size?.width !== width || this.size?.height !== height) {
      this.size = { width, height };
      this.fit();
    } else {
      this.apply();
    }
  }

  // The scale at which all is seen.
  get whole() {
    if (!this.size) return 1;
    const room = this.windows[0];
    const { width, height } = this.size;
    return sharp(Math.min(room.clientWidth / width, room.clientHeight / height));
  }

  // The scale of a picture that nobody has zoomed. A thread gets its width first.
  get fitting() {
    const { whole } = this;
    const width = this.size?.width ?? 1;
    if (whole * devicePixelRatio >= 1 || whole * width >= THREAD) return whole;
    return Math.max(whole, sharp(this.windows[0].clientWidth / width));
  }

  // Whether there is more of the picture than the window shows.
  get movable() {
    return this.shown > this.whole + 1e-9;
  }

  get shown() {
    return this.scale ?? this.fitting;
  }

  fit() {
    this.scale = null;
    this.apply();
  }

  /**
   * To a scale, keeping the place under a point of the window where it is.
   *
   * @param {number} scale
   * @param {Place} [point]
   */
  zoom(scale, point = this.middle) {
    const before = this.at(point);
    const fits = this.fitting;
    const all = fits === this.whole;
    this.scale = all && Math.abs(scale - fits) < 1e-9 ? null : scale;
    this.x = before.x - (point.x - this.middle.x) / this.shown;
    this.y = before.y - (point.y - this.middle.y) / this.shown;
    this.apply();
  }

  get steps() {
    const steps = [this.fitting, ...STEPS.map((step) => step / devicePixelRatio)];
    const { whole } = this;
    return [whole, ...steps.filter((step) => step > whole + 1e-9).sort((a, b) => a - b)];
  }

  /**
   * @param {number} direction
   * @param {Place} [point]
   */
  step(direction, point) {
    const steps = this.steps;
    const next =
      direction > 0
        ? steps.find((step) => step > this.shown + 1e-9)
        : steps.findLast((step) => step < this.shown - 1e-9);
    if (next) this.zoom(next, point);
    return Boolean(next);
  }

  /**
   * One pixel of the picture on one pixel of the screen.
   *
   * @param {Place} [point]
   */
  actual(point) {
    this.zoom(1 / devicePixelRatio, point);
  }

  /**
   * A part of the picture with much of what is around it, in the middle of the window.
   *
   * @param {Place} place Its middle.
   * @param {Size} part
   */
  show({ x, y }, part) {
    const room = this.windows[0];
    const wide = room.clientWidth / (AROUND * Math.max(part.width, 1));
    const high = room.clientHeight / (AROUND * Math.max(part.height, 1));
    const scale = this.steps.findLast((step) => step <= Math.min(wide, high));
    this.scale = scale && scale > this.fitting ? scale : null;
    this.x = x;
    this.y = y;
    this.apply();
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    this.scale = this.shown; // from now on, no longer its top
    this.x -= dx / this.shown;
    this.y -= dy / this.shown;
    this.apply();
  }

  /**
   * Where the picture is under a point of the window; may be outside of it.
   *
   * @param {Place} point
   * @returns {Place}
   */
  at({ x, y }) {
    return {
      x: this.x + (x - this.middle.x) / this.shown,
      y: this.y + (y - this.middle.y) / this.shown,
    };
  }

  /**
   * Where a place of the picture is in the window.
   *
   * @param {Place} place
   * @returns {Place}
   */
  of({ x, y }) {
    return {
      x: this.middle.x + (x - this.x) * this.shown,
      y: this.middle.y + (y - this.y) * this.shown,
    };
  }

  get middle() {
    const room = this.windows[0];
    return { x: room.clientWidth / 2, y: room.clientHeight / 2 };
  }

  // The part of the window that shows the picture, CSS pixels from its left edge and
  // from its top.
  get seen() {
    const { clientWidth, clientHeight } = this.windows[0];
    const { width = 0, height = 0 } = this.size ?? {};
    const [from, to] = [this.of({ x: 0, y: 0 }), this.of({ x: width, y: height })];
    const [left, top] = [Math.max(0, from.x), Math.max(0, from.y)];
    return {
      left,
      right: Math.min(clientWidth, Math.max(to.x, left + 1)),
      top,
      bottom: Math.min(clientHeight, Math.max(to.y, top + 1)),
    };
  }

  apply() {
    if (!this.size || !this.windows[0].clientWidth) return;
    const { width, height } = this.size;
    const scale = this.shown;
    this.x = clamp(this.scale === null ? 0 : this.x, width, this.middle.x / scale);
    this.y = clamp(this.scale === null ? 0 : this.y, height, this.middle.y / scale);
    const left = toScreenPixel(this.middle.x - this.x * scale);
    const top = toScreenPixel(this.middle.y - this.y * scale);
    for (const stage of this.windows) {
      stage.classList.toggle("zoomed", this.movable);
      for (const picture of stage.querySelectorAll("[data-role]")) {
        const { style } = /** @type {HTMLElement} */ (picture);
        style.width = `${Math.max(1, width * scale)}px`;
        style.height = `${Math.max(1, height * scale)}px`;
        style.transform = `translate(${left}px, ${top}px)`;
        style.imageRendering = scale * devicePixelRatio < 0.999 ? "auto" : "pixelated";
      }
    }
    this.changed();
  }

  /** @param {HTMLElement} stage */
  listen(stage) {
    /** @type {Map<number, Place>} */
    const fingers = new Map();
    /** @type {{ spread: number, scale: number } | null} */
    let pinch = null;
    /** @param {MouseEvent} event */
    const point = (event) => {
      const box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    stage.addEventListener("wheel", (event) => this.wheel(event, point(event)), {
      passive: false,
    });
    stage.addEventListener("dblclick", (event) => {
      event.preventDefault();
      if (this.scale === null) this.zoom(this.closer, point(event));
      else this.fit();
    });
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      fingers.set(event.pointerId, point(event));
      if (fingers.size === 2) pinch = { spread: spread(fingers), scale: this.shown };
    });
    stage.addEventListener("pointermove", (event) => {
      if (event.buttons === 0) fingers.clear(); // let go where we did not see it
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = point(event);
      fingers.set(event.pointerId, now);
      if (fingers.size === 2 && pinch) {
        const wanted = (pinch.scale * spread(fingers)) / pinch.spread;
        const nearest = this.steps.reduce((a, b) =>
          Math.abs(Math.log(b / wanted)) < Math.abs(Math.log(a / wanted)) ? b : a,
        );
        if (nearest !== this.shown) this.zoom(nearest, between(fingers));
      } else if (this.movable) {
        stage.setPointerCapture(event.pointerId);
        this.pan(now.x - before.x, now.y - before.y);
      }
    });
    /** @param {PointerEvent} event */
    const lift = (event) => fingers.delete(event.pointerId);
    stage.addEventListener("pointerup", lift);
    stage.addEventListener("pointercancel", lift);
    stage.addEventListener("lostpointercapture", lift);
    stage.addEventListener("pointerleave", lift);
  }

  // A double click goes to 100 %, or, where that is no more than is seen, beyond.
  get closer() {
    const whole = STEPS.map((step) => step / devicePixelRatio);
    return whole.find((step) => step > this.fitting * 1.2) ?? this.fitting;
  }

  /**
   * @param {WheelEvent} event
   * @param {Place} point
   */
  wheel(event, point) {
    if (!event.ctrlKey && performance.now() - this.scrolled < WHEEL_PAUSE) {
      this.scrolled = performance.now();
      return;
    }
    const delta = event.deltaY * (event.deltaMode ? 40 : 1) * (event.ctrlKey ? 4 : 1);
    if (delta > 0 && this.scale === null && !event.ctrlKey) {
      // All is seen already: the page scrolls, and goes on to until a pause.
      this.scrolled = performance.now();
      return;
    }
    event.preventDefault();
    if (delta * this.turned < 0) this.turned = 0;
    this.turned += delta;
    if (Math.abs(this.turned) < WHEEL_STEP) return;
    this.step(-this.turned, point);
    this.turned = 0;
  }
}

/**
 * The middle of the window stays where no edge of the picture comes inside; what
 * is smaller than the window stands in its middle.
 *
 * @param {number} middle
 * @param {number} length
 * @param {number} half
 */
function clamp(middle, length, half) {
  if (length <= 2 * half) return length / 2;
  return Math.min(Math.max(middle, half), length - half);
}

/**
 * Enlarged, a pixel takes a whole number of the screen's own.
 *
 * @param {number} scale
 */
function sharp(scale) {
  const whole = Math.floor(scale * devicePixelRatio);
  return whole >= 1 ? Math.min(whole, 32) / devicePixelRatio : scale;
}

/** @param {number} at */
function toScreenPixel(at) {
  return Math.round(at * devicePixelRatio) / devicePixelRatio;
}

/** @param {Map<number, Place>} fingers */
function spread(fingers) {
  const [a, b] = [...fingers.values()];
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}

/** @param {Map<number, Place>} fingers */
function between(fingers) {
  const [a, b] = [...fingers.values()];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
