// A widget that shows nothing: it puts what it is given into the store. Messages are
// objects, or bytes: length of the header (4 bytes), the header as JSON, a file.

import "./file_sizes.js"; // so that it misses no message
import { store } from "./store.js";

/** @param {Uint8Array} message */
export function unpack(message) {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const end = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, end)));
  return { ...header, file: message.slice(end) };
}

/** @param {{ data: any }} message */
function render({ data }) {
  store.put(data instanceof Uint8Array ? unpack(data) : data);
}

export default async () => render;
