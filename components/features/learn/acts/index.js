// The acts that are played on the stage, in order. Each is a folder here.

import { ACT as CHOOSING } from "./choosing/act.js";
import { ACT as CLOUD } from "./cloud/act.js";
import { ACT as LOOP } from "./loop/act.js";
import { ACT as LUCK } from "./luck/act.js";
import { ACT as SCALES } from "./scales/act.js";

/** @import { LearnWidget } from "../learn.js" */
/** @import { Part } from "./part.js" */

/**
 * @typedef {object} Act
 * @property {LearnData["act"]} act Its number.
 * @property {string} name
 * @property {string} says At most three plain sentences.
 * @property {boolean} byCenter Whether it begins in the colors of the centers.
 * @property {string} tools HTML of what stands above the stage in this act alone.
 * @property {string} panel HTML of what stands below it.
 * @property {URL} [styles] Where its own are.
 * @property {(lesson: LearnWidget) => Part} part What it does; made when it is first played.
 */

/** @type {Act[]} */
export const ACTS = [CLOUD, LOOP, LUCK, SCALES, CHOOSING];
