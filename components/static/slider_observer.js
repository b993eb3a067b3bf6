// Follows the page's own slider while it is moved. Streamlit tells Python only
// when it is let go, but the hidden input inside carries every step in its
// attributes. If that ever changes, the value from Python still arrives.

const SLIDER = ".st-key-k";
const LATER = 400; // ms until all of what Python has sent is on the page

const FIELD = "input[type=range]"; // what takes its keys

/** @returns {HTMLInputElement | null} */
function field() {
  return document.querySelector(`${SLIDER} ${FIELD}`);
}

/**
 * The slider that something was done to; null if it was to anything else. For a moment
 * there may be two of them.
 *
 * @param {Event} event
 * @returns {HTMLInputElement | null}
 */
export function sliderOf({ target }) {
  const slider = target instanceof Element ? target.closest(SLIDER) : null;
  return slider?.querySelector(FIELD) ?? null;
}

/**
 * The k at which a slider stands, the page's if no other is given; NaN where there is none.
 *
 * @param {HTMLInputElement | null} input
 */
export function sliderStep(input = field()) {
  return Number(input?.getAttribute("aria-valuetext") ?? input?.value);
}

/** @type {Set<SliderObserver>} */
const following = new Set();

// One for all of them: it hears of every change of the page.
const changes = new MutationObserver(() => {
  const k = sliderStep();
  for (const each of following) each.hear(k);
});

/**
 * What is seen is what the slider says: that alone is asked, whatever comes in whichever
 * order from Python.
 */
export class SliderObserver {
  /** @param {(k: number) => void} show Called with each new k. */
  constructor(show) {
    this.show = show;
    /** @type {number | undefined} */
    this.current = undefined; // what was shown last
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    following.add(this);
    changes.observe(document.body, {
      subtree: true,
      childList: true, // another picture may come with another slider
      attributeFilter: ["value", "aria-valuenow", "aria-valuetext"],
    });
  }

  /** @param {number} k At which the slider stands; NaN where there is none. */
  hear(k) {
    if (!Number.isInteger(k) || k < 1 || k === this.current) return;
    this.current = k;
    this.show(k);
  }

  /**
   * What Python believes. The slider knows better, but may not be there yet; and where
   * its steps cannot be seen, it is looked at now.
   *
   * @param {number} k
   */
  told(k) {
    clearTimeout(this.timer);
    this.hear(sliderStep());
    this.timer = setTimeout(() => this.hear(sliderStep()), LATER);
    if (this.current === undefined) this.show(k);
  }

  stop() {
    clearTimeout(this.timer);
    following.delete(this);
    if (following.size === 0) changes.disconnect();
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
  const input = field();
  if (!input || input.disabled) return null;
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
