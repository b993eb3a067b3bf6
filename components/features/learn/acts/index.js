// The acts that are played on the stage, in order.

import { ACT as LOOP } from "./loop_step_by_step.js";
import { ACT as CLOUD } from "./picture_is_a_cloud.js";

/**
 * @typedef {object} Act
 * @property {LearnData["act"]} act Its number.
 * @property {string} name
 * @property {string} says At most three plain sentences.
 * @property {boolean} byCenter Whether it begins in the colors of the centers.
 */

/** @type {Act[]} */
export const ACTS = [CLOUD, LOOP];
