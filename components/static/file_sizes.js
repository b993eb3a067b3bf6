// Sizes of the files of every k, as far as they are known: they come by and by.

import { store } from "./store.js";

/** @type {Map<string, FileSize>} */
const known = new Map();

/** @type {Sizes | undefined} */
let latest;

function take() {
  const { sizes } = store.items;
  if (!sizes || sizes === latest) return;
  latest = sizes;
  for (const [k, size] of Object.entries(sizes.sizes)) {
    known.set(`${sizes.key} ${k} ${sizes.file}`, size);
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
