// Sizes of the files of every k, as far as they are known: they come by and by.

import { store } from "./store.js";

/** @typedef {{ bytes: number, text: string, change: string }} FileSize */
/** @typedef {Map<string, FileSize>} Known */

const page = /** @type {Record<symbol, Known>} */ (/** @type {unknown} */ (globalThis));
const NAME = Symbol.for("k-colors sizes");

// On the window, as the store is: there is one even where modules were loaded again.
page[NAME] ??= new Map();

const known = page[NAME];

/** @type {Sizes | undefined} */
let latest;

function take() {
  const { sizes } = store.items;
  if (!sizes || sizes === latest) return;
  latest = sizes;
  for (const [i, k] of sizes.ks.entries()) {
    known.set(`${sizes.key} ${k} ${sizes.file}`, {
      bytes: sizes.bytes[i],
      text: sizes.texts[i],
      change: sizes.changes[i],
    });
  }
}

store.subscribe(take);
take(); // what came before this module did

/**
 * @param {string} key Key of the palettes.
 * @param {number} k
 * @param {string} file Name of how the file is written.
 */
export function fileSize(key, k, file) {
  return known.get(`${key} ${k} ${file}`);
}
