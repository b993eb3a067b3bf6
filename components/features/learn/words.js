// What has just been done, in words.

import { count } from "../../static/text.js";

/** @import { Loop } from "./loop.js" */

/** @typedef {LearnData["start"]} Start */

/** @type {Record<Start, string>} */
export const STARTS = {
  random: "Random pixels",
  plusplus: "k-means++",
  hand: "Placed by hand",
  page: "This page's colors",
};

/**
 * @param {Loop<any>} loop
 * @param {Start} start
 * @param {number} k How many centers there are to be.
 */
export function told(loop, start, k) {
  const { now } = loop;
  if (!now) return `Click the picture: each click places a center, ${count(k, "center")} in all.`;
  const changed = `${count(now.changed, "pixel")} changed sides`;
  const rest = (loop.atRest ? DONE : "") + (loop.empty > 0 ? without(loop.empty) : "");
  switch (now.kind) {
    case "start":
      return `Start: ${START_WORDS[start](loop.k)} Each pixel goes to the nearest.${rest}`;
    case "draw":
      return `Draw ${loop.k}: ${loop.k > 1 ? FAR : "a pixel at random."}${rest}`;
    case "place":
      return `Center ${loop.k} of ${k} placed${loop.k < k ? ". Click on, or press Play." : ": press Play."}`;
    case "drag":
      return `You moved a center: ${changed}.${rest}`;
    case "move":
      return `Move: each center went to the average of its pixels.${rest}`;
    case "assign":
      return `Assign: ${changed}.${rest}`;
  }
}

const DONE = " Nothing moves any more: k-means is done.";

/** @param {number} centers */
function without(centers) {
  return ` A center without pixels stays where it is (${count(centers, "center")} here).`;
}

const FAR = "the farther a pixel is from all centers, the likelier it is drawn.";

/** @type {Record<Start, (k: number) => string>} */
const START_WORDS = {
  random: (k) => `${count(k, "pixel")} drawn at random, a center each.`,
  plusplus: (k) => `${count(k, "center")}.`,
  hand: (k) => `${count(k, "center")}.`,
  page: (k) => `the ${count(k, "color")} of this page, rounded.`,
};
