// Copies the address of what is on the screen.

import { linkHTML, offerLink } from "../../static/link.js";
import { Widget, widget } from "../../static/widget.js";

/** @extends {Widget<ShareData>} */
class Share extends Widget {
  /** @param {ShareData} data */
  take({ holds_picture }) {
    offerLink(this.frame, holds_picture);
  }
}

const STYLES = new URL("../../static/link.css", import.meta.url);

export default widget(Share, linkHTML("Copy link"), STYLES);
