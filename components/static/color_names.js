// What the colors of a palette are called, from the same file and by the same rule as on
// the server (components/engine/judging/vision/color_names.py says what and why). The
// file is asked for when somebody first wants a name.

import { colorsOf, oklab } from "./color.js";

const FILE = new URL("../engine/judging/vision/color_names.csv", import.meta.url);

// Steps of lightness, a and b; and how much farther than the nearest name another still
// fits nearly as well.
const STEPS = [1e4, 2e4, 2e4];
const TOLERANCE = 600;

/**
 * What the file says.
 *
 * @typedef {object} Names
 * @property {string[]} all
 * @property {[number, number, number][]} places Of the first of them; the others are
 *   CSS's.
 * @property {Map<number, number>} css The name of a color of CSS.
 */

/** @type {Names | null} */
let known = null;
/** @type {Promise<boolean> | null} */
let coming = null;

/** Tells whether the names have come; where they could not, the next call tries again. */
export function loadNames() {
  coming ??= load().then(
    () => true,
    () => {
      coming = null;
      return false;
    },
  );
  return coming;
}

async function load() {
  const answer = await fetch(FILE);
  if (!answer.ok) throw new Error(`${FILE.href} gave ${answer.status}.`);
  known = read(await answer.text());
}

/**
 * @param {string} text
 * @returns {Names}
 */
function read(text) {
  /** @type {Map<string, number>} */
  const place = new Map(); // of each name among all
  /** @type {Names} */
  const names = { all: [], places: [], css: new Map() };
  let exactly = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("# =")) exactly = true;
    if (!line || line[0] === "#") continue;
    const [name, code] = line.split(",");
    const [color] = colorsOf(code.slice(1));
    const at = place.get(name) ?? names.all.push(name) - 1;
    place.set(name, at);
    if (exactly) names.css.set(color, at);
    else names.places.push(placeOf(color));
  }
  return names;
}

/**
 * @param {number} color
 * @returns {[number, number, number]}
 */
function placeOf(color) {
  const [l, a, b] = oklab(color).map((value, i) => Math.round(value * STEPS[i]));
  return [l, a, b];
}

/**
 * The names of a palette's colors; null while the names are not here.
 *
 * @param {number[]} colors
 */
export function namesOf(colors) {
  if (!known) return null;
  const different = [...new Set(colors)].sort((a, b) => a - b);
  const found = shareOut(different, known);
  return colors.map((color) => String(found.get(color)));
}

/** @typedef {{ color: number, name: number, squared: number }} Pair */

/**
 * The closest pair of color and name first, then the next of which both are free. Colors
 * that are left over get a name where others can move to names that fit them as well.
 *
 * @param {number[]} colors
 * @param {Names} names
 * @returns {Map<number, string>}
 */
function shareOut(colors, names) {
  /** @type {Map<number, string>} */
  const found = new Map();
  /** @type {Map<number, Pair[]>} */
  const choices = new Map();
  for (const color of colors) {
    const fitting = choicesOf(color, names);
    choices.set(color, fitting);
    found.set(color, names.all[fitting[0].name]);
  }
  /** @type {Map<number, number>} */
  const holder = new Map(); // the color of each name
  const unnamed = new Set(colors);
  const pairs = [...choices.values()].flat().sort((a, b) => a.squared - b.squared);
  for (const { color, name } of pairs) {
    if (!holder.has(name) && unnamed.delete(color)) holder.set(name, color);
  }
  for (const color of unnamed) makeRoom(color, choices, holder, new Set());
  for (const [name, color] of holder) found.set(color, names.all[name]);
  return found;
}

/**
 * The names that fit a color nearly as well as can be, the nearest first.
 *
 * @param {number} color
 * @param {Names} names
 * @returns {Pair[]}
 */
function choicesOf(color, names) {
  const all = distances(color, names);
  const nearest = all.reduce((least, squared) => Math.min(least, squared), Infinity);
  const reach = Math.sqrt(nearest) + TOLERANCE;
  return all
    .map((squared, name) => ({ color, name, squared }))
    .filter(({ squared }) => Math.sqrt(squared) <= reach)
    .sort((a, b) => a.squared - b.squared);
}

/**
 * Gives a color a name that fits, others moving on to theirs.
 *
 * @param {number} color
 * @param {Map<number, Pair[]>} choices
 * @param {Map<number, number>} holder
 * @param {Set<number>} tried
 * @returns {boolean}
 */
function makeRoom(color, choices, holder, tried) {
  for (const { name } of choices.get(color) ?? []) {
    if (tried.has(name)) continue;
    tried.add(name);
    const other = holder.get(name);
    if (other === undefined || makeRoom(other, choices, holder, tried)) {
      holder.set(name, color);
      return true;
    }
  }
  return false;
}

/**
 * Squared distances of a color to all names; those of CSS are beyond reach of all colors
 * but their own.
 *
 * @param {number} color
 * @param {Names} names
 */
function distances(color, { all, places, css }) {
  const [l, a, b] = placeOf(color);
  const squared = new Array(all.length).fill(Infinity);
  places.forEach((place, i) => {
    squared[i] = (l - place[0]) ** 2 + (a - place[1]) ** 2 + (b - place[2]) ** 2;
  });
  const own = css.get(color);
  if (own !== undefined) squared[own] = 0;
  return squared;
}
