// Copies the address of the lesson that is on the screen.

import { linkHTML, offerLink } from "../../static/link.js";
import { Widget, widget } from "../../static/widget.js";

/** @extends {Widget<ClassLinkData>} */
class ClassLink extends Widget {
  /** @param {ClassLinkData} data */
  take({ holds_picture }) {
    // A class sits at screens of its own, not before a projector.
    offerLink(this.frame, holds_picture, ["show"]);
  }
}

const STYLES = new URL("../../static/link.css", import.meta.url);

export default widget(ClassLink, linkHTML("Copy link for the class"), STYLES);
