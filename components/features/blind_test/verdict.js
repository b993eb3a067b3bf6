// What a test found, in words.

import { count } from "../../static/text.js";
import { SURE } from "./threshold.js";

/** @import { Threshold } from "./threshold.js" */

const UNLIKELY = 0.05; // that so few choices are right by guessing

/**
 * @typedef {object} Verdict
 * @property {string} found
 * @property {string} sure How sure it is.
 * @property {string} advice What follows; may be empty.
 * @property {number | null} k What the page is offered.
 */

/**
 * @param {Pick<Threshold, "estimate" | "least" | "most" | "choices" | "right">} test
 * @param {number | null} all How many colors the picture has, where the page has as many.
 * @returns {Verdict}
 */
export function verdict(test, all) {
  const { estimate, least, most } = test;
  const { above, below } = estimate;
  if (above >= 0.5) {
    return {
      found: `You could still tell at ${count(most, "color")}.`,
      sure: surely(above),
      advice: all === null ? "" : `With all ${count(all, "color")} nothing is lost.`,
      k: all,
    };
  }
  if (below >= 0.5) {
    return {
      found: `You could not even tell at ${count(least, "color")}.`,
      sure: surely(below),
      advice: "",
      k: least,
    };
  }
  return {
    found: `You could no longer tell from about ${count(estimate.k, "color")} on.`,
    sure: `${SURE * 100} % sure: ${range(test, all)}.`,
    advice: "",
    k: estimate.k,
  };
}

/** @param {number} p */
function surely(p) {
  return `${Math.min(99, Math.floor(100 * p))} % sure.`;
}

/**
 * @param {Pick<Threshold, "estimate" | "least" | "most">} test
 * @param {number | null} all
 */
function range({ estimate, least, most }, all) {
  const low = Math.max(least, estimate.low);
  if (estimate.high > most && all === null) return `${low} or more`;
  const high = Math.min(estimate.high, all ?? most);
  return low === high ? String(low) : `${low} to ${high}`;
}

/**
 * Whether somebody was wrong so often that they seem to see a difference, and take it the
 * wrong way.
 *
 * @param {Pick<Threshold, "choices" | "right">} test
 */
export function mistaken({ choices, right }) {
  let likely = 0;
  let ways = 1;
  for (let i = 0; i <= right; i++) {
    likely += ways / 2 ** choices;
    ways *= (choices - i) / (i + 1);
  }
  return likely < UNLIKELY;
}
