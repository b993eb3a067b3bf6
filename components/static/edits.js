// What somebody has changed in the palette of each k, as the server tells it
// (components/model/edits.py says what that does). Seen at once, and told: shown.js.

import { ofPixels } from "./drawable.js";
import { store } from "./store.js";

/** @import { Drawable } from "./drawable.js" */

/**
 * What is changed in a palette; null if nothing.
 *
 * @param {string} palettes Their key.
 * @param {number} k
 */
export function editsOf(palettes, k) {
  const { edits } = store.items;
  return (edits?.palettes === palettes && edits.ks[k]) || null;
}

/**
 * The key of palettes with that of what is changed among k colors.
 *
 * @param {string} palettes Their key.
 * @param {number} k
 */
export function keyWithEdits(palettes, k) {
  const edits = editsOf(palettes, k);
  return edits ? `${palettes} ${edits.key}` : palettes;
}

/**
 * What the colors of a palette are drawn in.
 *
 * @param {number[]} own
 * @param {Edited | null} edits
 * @param {Map<number, number>} tried Colors that are being looked for, by their rows.
 */
export function recolored(own, edits, tried) {
  const colors = [...own];
  for (const [row, code] of Object.entries(edits?.recolored ?? {})) {
    colors[Number(row)] = parseInt(code.slice(1), 16);
  }
  for (const [row, color] of tried) colors[row] = color;
  return edits ? edits.into.map((row) => colors[row]) : colors;
}

/**
 * The rows of a palette that draw nothing any more.
 *
 * @param {Edited | null} edits
 * @returns {Set<number>}
 */
export function gone(edits) {
  if (!edits?.remaining) return new Set();
  const { into, remaining } = edits;
  const there = new Set(remaining.entries);
  return new Set([...into.keys()].filter((row) => into[row] !== row || !there.has(row)));
}

/**
 * The colors among which pixels look for theirs.
 *
 * @param {number[]} own
 * @param {Edited | null} edits
 */
export function remaining(own, edits) {
  return edits?.remaining ? edits.remaining.entries.map((row) => own[row]) : own;
}

/**
 * Has pixels name rows of the whole palette that have found one of those that remain.
 *
 * @param {Drawable} picture
 * @param {Edited | null} edits
 */
export function relabel(picture, edits) {
  if (!edits?.remaining) return;
  const rows = rowsOf(edits.into, edits.remaining);
  const labels = picture.single ? ofPixels(picture) : picture.index.labels;
  for (let i = 0; i < labels.length; i++) labels[i] = rows[labels[i]];
}

/**
 * What each row of the whole palette draws, of what those draw that remain.
 *
 * @param {ArrayLike<number>} weights
 * @param {Edited | null} edits
 */
export function gathered(weights, edits) {
  if (!edits?.remaining) return weights;
  const rows = rowsOf(edits.into, edits.remaining);
  const sums = new Float64Array(edits.into.length);
  for (let i = 0; i < rows.length; i++) sums[rows[i]] += weights[i];
  return sums;
}

/**
 * @param {number[]} into
 * @param {Remaining} remaining
 */
function rowsOf(into, { entries }) {
  return Uint8Array.from(entries, (row) => into[row]);
}
