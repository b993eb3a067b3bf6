// Follows the page's own slider while it is moved. Streamlit tells Python only
// when it is let go, but the hidden input inside carries every step in its
// attributes. If that ever changes, the value from Python still arrives.

const SLIDER = ".st-key-k";
const QUIET = 400; // ms after the last step in which Python may still be behind

/**
 * The k that a slider shows.
 *
 * @param {Element | null | undefined} input
 */
function stepOf(input) {
  const typed = input instanceof HTMLInputElement ? input.value : undefined;
  return Number(input?.getAttribute("aria-valuetext") ?? typed);
}

/** The k at which the page's slider stands; NaN where there is none. */
export function sliderStep() {
  return stepOf(document.querySelector(`${SLIDER} input[type=range]`));
}

export class SliderObserver {
  /** @param {(k: number) => void} show Called with each new k. */
  constructor(show) {
    this.show = show;
    /** @type {number | undefined} */
    this.current = undefined; // where the slider is
    /** @type {number | undefined} */
    this.before = undefined; // what Python told last
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.last = -Infinity; // when the slider last moved
    this.pressed = false;
    /** @type {Set<number>} */
    this.passed = new Set(); // steps that Python may still be about to tell
    this.observer = new MutationObserver((changes) => this.moved(changes));
    this.observer.observe(document.body, {
      subtree: true,
      attributeFilter: ["value", "aria-valuenow", "aria-valuetext"],
    });
    /** @param {PointerEvent} event */
    this.press = (event) => {
      this.pressed = event.target instanceof Element && !!event.target.closest(SLIDER);
    };
    this.release = () => {
      if (this.pressed) this.last = performance.now();
      this.pressed = false;
    };
    addEventListener("pointerdown", this.press, true);
    addEventListener("pointerup", this.release, true);
    addEventListener("pointercancel", this.release, true);
  }

  /** @param {MutationRecord[]} changes */
  moved(changes) {
    const targets = changes.map(({ target }) => (target instanceof Element ? target : null));
    const k = stepOf(targets.findLast((target) => target?.closest(SLIDER)));
    if (!Number.isInteger(k) || k < 1) return;
    this.last = performance.now();
    this.current = k;
    this.passed.add(k);
    this.show(k);
  }

  /**
   * What Python believes. It may be behind: then it tells of a step that the slider
   * has passed, and of the last one later.
   *
   * @param {number} k
   */
  told(k) {
    if (k === this.before) return; // it only says so again
    clearTimeout(this.timer);
    // Where the slider stands there is no doubt. It may be a new one, put up for
    // another picture, of which no step was seen: so it is looked at again.
    if (k === this.current || k === sliderStep()) this.passed.clear();
    else if (this.passed.has(k)) {
      this.timer = setTimeout(() => this.told(k), QUIET);
      return;
    }
    const wait = this.pressed ? QUIET : this.last + QUIET - performance.now();
    if (wait > 0) {
      this.timer = setTimeout(() => this.told(k), wait);
      return;
    }
    this.before = k;
    this.show(k);
  }

  stop() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    removeEventListener("pointerdown", this.press, true);
    removeEventListener("pointerup", this.release, true);
    removeEventListener("pointercancel", this.release, true);
  }
}

/**
 * Moves the page's slider as an arrow key on it does: all that follows it does so at
 * once, and Python is told.
 *
 * @param {number} wanted
 * @returns {HTMLInputElement | null} What takes its keys.
 */
export function setSlider(wanted) {
  const input = document.querySelector(`${SLIDER} input[type=range]`);
  if (!(input instanceof HTMLInputElement) || input.disabled) return null;
  const [least, most] = [Number(input.min), Number(input.max)];
  const k = Math.max(least, Math.min(wanted, most));
  if (k === Number(input.value)) return input;
  // A value that is set is shown, but told to nobody until a key has moved it: so the
  // last step is a key's.
  const up = k > least;
  type(input, up ? k - 1 : k + 1);
  input.dispatchEvent(
    new KeyboardEvent("keydown", { key: up ? "ArrowRight" : "ArrowLeft", bubbles: true }),
  );
  return input;
}

/**
 * Sets a field so that React hears of it: by the element's own setter, told by an event.
 *
 * @param {HTMLInputElement} input
 * @param {number} value
 */
function type(input, value) {
  if (value === Number(input.value)) return;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(input, String(value));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
