// Copies the address of what is on the screen.

import { copyText } from "../../static/clipboard.js";
import { sliderStep } from "../../static/slider_observer.js";
import { find, Widget, widget } from "../../static/widget.js";

const HTML = `
<button type="button">Copy link</button>
<p role="status"></p>
<input type="text" readonly hidden aria-label="Address of this view" />
`;

const BY_HAND = "This browser does not let a page copy. Here is the link:";
const LIMITS =
  " It holds k and the settings, but not your picture: whoever opens it sees a sample.";

/** @extends {Widget<ShareData>} */
class Share extends Widget {
  /** @param {ShareData} data */
  take({ holds_picture }) {
    const said = find(this.frame, "p");
    const field = /** @type {HTMLInputElement} */ (find(this.frame, "input"));
    const limits = holds_picture ? "" : LIMITS;
    find(this.frame, "button").onclick = async () => {
      const address = addressNow();
      const worked = await copyText(address);
      said.textContent = (worked ? "Link copied." : BY_HAND) + limits;
      field.hidden = worked;
      field.value = address;
      if (!worked) field.select();
    };
  }
}

// Python writes the address, and while the slider moves it is behind: the number of
// colors is the slider's own.
function addressNow() {
  const address = new URL(location.href);
  const k = sliderStep();
  if (Number.isInteger(k) && k > 0) address.searchParams.set("k", String(k));
  return address.href;
}

export default widget(Share, HTML, new URL("share.css", import.meta.url));
