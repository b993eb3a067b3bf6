// Three starts side by side: the picture as each of them has it, and its error.

import { paintOriginal, paintQuantized } from "../../../../static/paint.js";
import { find } from "../../../../static/widget.js";
import { written } from "../../figures.js";
import { rounded } from "../../stage.js";
import { LETTERS, more } from "./words.js";

/** @import { Subject } from "../../stage.js" */
/** @import { Trio } from "./trio.js" */

export const THREE = LETTERS.map(
  (letter) => `<button type="button" class="one">
    <canvas aria-hidden="true" width="1" height="1"></canvas>
    <span><b>${letter}</b> <span class="rank"></span></span>
    <span class="error"></span>
  </button>`,
).join("\n  ");

/**
 * @param {HTMLElement} place
 * @returns {HTMLButtonElement[]}
 */
export function buttonsIn(place) {
  return [...place.querySelectorAll("button")];
}

/**
 * @param {HTMLElement} place
 * @param {Trio} trio
 * @param {Subject} subject
 * @param {boolean} byCenter Whether the pictures are drawn in the colors of the centers.
 */
export function paintThree(place, { loops }, { picture, drawing }, byCenter) {
  for (const [i, button] of buttonsIn(place).entries()) {
    const canvas = /** @type {HTMLCanvasElement} */ (find(button, "canvas"));
    const { now, labels } = loops[i];
    if (!byCenter || !now) paintOriginal(canvas, picture);
    else {
      const labelled = { ...drawing, index: { ...drawing.index, labels } };
      paintQuantized(canvas, labelled, { colors: rounded(now.centers), opacity: null }, null, 0);
    }
  }
}

/**
 * @param {HTMLElement} place
 * @param {Trio} trio
 * @param {number} total Inertia of a single center.
 */
export function tellThree(place, { loops, chosen, atStart }, total) {
  const inertias = loops.map(({ now }) => now?.inertia ?? 0);
  const least = Math.min(...inertias);
  for (const [i, button] of buttonsIn(place).entries()) {
    const rank = more(inertias[i], least, total) || "least error";
    button.setAttribute("aria-pressed", String(i === chosen));
    find(button, ".rank").textContent = atStart ? "" : rank;
    find(button, ".error").textContent = written(inertias[i]);
  }
}
