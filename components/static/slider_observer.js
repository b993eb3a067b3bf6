// Follows the page's own slider while it is moved. Streamlit tells Python only
// when it is let go, but the hidden input inside carries every step in its
// attributes. If that ever changes, the value from Python still arrives.

const SLIDER = ".st-key-k";
const LATER = 400; // ms until all of what Python has sent is on the page

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
    this.observer = new MutationObserver(() => this.look());
    this.observer.observe(document.body, {
      subtree: true,
      childList: true, // another picture may come with another slider
      attributeFilter: ["value", "aria-valuenow", "aria-valuetext"],
    });
  }

  look() {
    const k = sliderStep();
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
    this.look();
    this.timer = setTimeout(() => this.look(), LATER);
    if (this.current === undefined) this.show(k);
  }

  stop() {
    clearTimeout(this.timer);
    this.observer.disconnect();
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
