// A widget that shows nothing: it puts what it is given into the store. Messages are
// bytes: length of the header (4 bytes), the header as JSON, and a file if there is one.

import "./file_sizes.js"; // so that it misses no message
import { store } from "./store.js";

/** @param {Uint8Array} message */
export function unpack(message) {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const end = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, end)));
  return end < message.length ? { ...header, file: message.slice(end) } : header;
}

/** @param {{ data: Uint8Array }} message */
function render({ data }) {
  store.put(unpack(data));
}

export default async () => render;
