// What one more color does, in words.

import { count, percent } from "../../../../static/text.js";

/** @import { Counted } from "../../counted.js" */
/** @import { Change } from "./change.js" */

const NAMED = 3; // of those that gave pixels away, so many are named

/**
 * @param {number} k
 * @param {number | null} before The inertia with one color less.
 * @param {number} after
 * @param {[number, number] | null} elbow
 */
export function stepped(k, before, after, elbow) {
  if (before === null) return "1 color: the average of all pixels.";
  const words = `${count(k, "color")}: one more took away ${taken(before, after)}`;
  const bends = elbow && elbow[0] <= k && k <= elbow[1];
  return bends ? `${words} Here the curve bends.` : words;
}

/**
 * @param {number} before
 * @param {number} after
 */
function taken(before, after) {
  if (before <= 0 || after >= before) return "nothing of the error that was left.";
  return `${percent(1 - after / before)} of the error that was left.`;
}

/**
 * The sentences, in pieces: words, and colors.
 *
 * @param {Change} change
 * @param {number[]} colors
 * @param {number[]} before The colors without the new one.
 * @param {Counted} counted
 * @returns {(string | number)[]}
 */
export function spoken({ added, givers, pixels }, colors, before, counted) {
  const all = counted.pixels.reduce((sum, some) => sum + some, 0);
  const moved = ` ${count(pixels, "pixel")} (${percent(pixels / (all || 1))}) changed sides.`;
  if (givers.length === 0) return ["The new color ", colors[added], " has no pixels yet.", moved];
  const named = givers.slice(0, NAMED).flatMap(({ color, share }, i, some) => {
    const joint = i === 0 ? "" : i < some.length - 1 || givers.length > NAMED ? ", " : " and ";
    return [joint, before[color], ` (${percent(share)})`];
  });
  const others = givers.length > NAMED ? ` and ${givers.length - NAMED} more` : "";
  return ["The new color ", colors[added], " took its pixels from ", ...named, `${others}.`, moved];
}
