// The color of every pixel as the server chose it: for a smaller file a pixel may
// have another color than its nearest, and finding which takes too long to do here.

/** @import { Drawable } from "./drawable.js" */

/**
 * One byte a pixel.
 *
 * @param {Pick<Labels, "file">} message
 */
export async function unpackLabels({ file }) {
  const packed = new Blob([file]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Fills picture.labels; returns how many visible pixels each of k colors draws.
 *
 * @param {Drawable} picture
 * @param {Uint8Array} labels
 * @param {number} k
 */
export function takeLabels(picture, labels, k) {
  picture.labels ??= new Uint8Array(labels.length);
  picture.labels.set(labels);
  const counts = new Uint32Array(k);
  const { alpha } = picture;
  for (let i = 0; i < labels.length; i++) if (alpha?.[i] !== 0) counts[labels[i]]++;
  return counts;
}
