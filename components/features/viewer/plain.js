// Pictures for browsers without a canvas: there the server draws.

/** @type {WeakMap<Element, Uint8Array>} */
const files = new WeakMap(); // what an image shows

/**
 * Puts an image in the place of a canvas, or of the image before.
 *
 * @param {HTMLElement} before
 * @param {Uint8Array<ArrayBuffer> | undefined} file A PNG.
 * @returns {HTMLElement} What stands there now.
 */
export function showPlain(before, file) {
  if (!file || files.get(before) === file) return before;
  const image = document.createElement("img");
  image.alt = before.getAttribute("aria-label") ?? before.dataset.role ?? "";
  image.dataset.role = before.dataset.role;
  files.set(image, file);
  const address = URL.createObjectURL(new Blob([file], { type: "image/png" }));
  image.onload = () => URL.revokeObjectURL(address);
  image.src = address;
  before.replaceWith(image);
  return image;
}
