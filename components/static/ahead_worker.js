// Draws what is likely to be asked for next (ahead.js), in the background.

import { redraw } from "./dots.js";
import { drawable } from "./drawable.js";
import { Metric } from "./metric.js";
import { indexColors } from "./nearest.js";

/** @import { Drawable } from "./drawable.js" */
/** @import { Drawing } from "./ahead.js" */
/** @import { Picture } from "./picture.js" */

/** @typedef {Pick<Picture, "id" | "width" | "height" | "rgb" | "alpha">} Pixels */

/** @type {Drawable | undefined} */
let picture;
let metric = new Metric({ space: "srgb", times: [1, 1, 1] });

/** @type {(event: MessageEvent<Pixels | Drawing>) => void} */
const hear = ({ data }) => {
  if ("rgb" in data) picture = drawable({ ...data, aside: null, index: indexColors(data.rgb) });
  else if (picture) draw(picture, data);
};
addEventListener("message", hear);

/**
 * @param {Drawable} of
 * @param {Drawing} drawing
 */
function draw(of, { key, palette, rule, kind }) {
  // Points of colors are kept for as long as the metric is the same.
  if (String([metric.space, metric.times]) !== String([rule.space, rule.times])) {
    metric = new Metric(rule);
  }
  const drawn = redraw(of, palette, metric, kind);
  postMessage({ key, found: { labels: of.labels, drawn } });
}
