// A widget that shows nothing: it puts what it is given on the shelf. Messages are
// objects, or bytes: length of the header (4 bytes), the header as JSON, a file.

function unpack(message) {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const end = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, end)));
  return { ...header, file: message.slice(end) };
}

export default function ({ data }) {
  put(data instanceof Uint8Array ? unpack(data) : data);
}
