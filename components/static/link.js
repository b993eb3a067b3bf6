// A button that copies a link to what is on the screen.

import { copyText } from "./clipboard.js";
import { sliderStep } from "./slider_observer.js";
import { find } from "./widget.js";

const BY_HAND = "This browser does not let a page copy. Here is the link:";
const LIMITS =
  " It holds k and the settings, but not your picture: whoever opens it sees a sample.";

/**
 * The button, what is said of it, and the link where a browser copies nothing. Its looks
 * are in `link.css`.
 *
 * @param {string} label
 */
export function linkHTML(label) {
  return `
<button type="button">${label}</button>
<p role="status"></p>
<input type="text" readonly hidden aria-label="Address of this view" />
`;
}

/**
 * Has the button of `linkHTML` copy the address.
 *
 * @param {HTMLElement} frame
 * @param {boolean} holdsPicture Whether whoever opens it gets the picture too.
 * @param {readonly string[]} without Parameters that are left out.
 */
export function offerLink(frame, holdsPicture, without = []) {
  const said = find(frame, "p");
  const field = /** @type {HTMLInputElement} */ (find(frame, "input"));
  const limits = holdsPicture ? "" : LIMITS;
  find(frame, "button").onclick = async () => {
    const address = addressNow(without);
    const worked = await copyText(address);
    said.textContent = (worked ? "Link copied." : BY_HAND) + limits;
    field.hidden = worked;
    field.value = address;
    if (!worked) field.select();
  };
}

// Python writes the address, and while the slider moves it is behind: the number of
// colors is the slider's own.
/** @param {readonly string[]} without */
function addressNow(without) {
  const address = new URL(location.href);
  const k = sliderStep();
  if (Number.isInteger(k) && k > 0) address.searchParams.set("k", String(k));
  for (const name of without) address.searchParams.delete(name);
  return address.href;
}
