// Reads a PNG of 8 bits a channel, RGB or RGBA, not interlaced: what our server
// writes. Drawing it on a canvas and reading it back would not do: a canvas
// multiplies colors by their opacity, and some browsers add noise to what is read.

/** @type {Record<number, number>} By the PNG's color type. */
const CHANNELS = { 2: 3, 6: 4 };

/** @typedef {{ width: number, height: number, channels: number }} Header */

/**
 * @param {Uint8Array<ArrayBuffer>} file
 * @returns {Promise<Header & { rgb: Uint32Array, alpha: Uint8Array | null }>}
 */
export async function decodePng(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts = [];
  /** @type {Header | undefined} */
  let header;
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") header = readHeader(view, at + 8);
    if (name === "IDAT") parts.push(body);
    at += 12 + length;
  }
  if (!header) throw new Error("This is no PNG.");
  const rows = await inflated(...parts);
  unfilter(rows, header);
  return { ...header, ...split(rows, header) };
}

/**
 * Unpacks what zlib has packed.
 *
 * @param {Uint8Array<ArrayBuffer>[]} parts
 */
export async function inflated(...parts) {
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {DataView} view
 * @param {number} at
 */
function readHeader(view, at) {
  const channels = CHANNELS[view.getUint8(at + 9)];
  if (view.getUint8(at + 8) !== 8 || !channels || view.getUint8(at + 12) !== 0) {
    throw new Error("This kind of PNG is not for us.");
  }
  return { width: view.getUint32(at), height: view.getUint32(at + 4), channels };
}

/**
 * PNG specification, section 9: each row begins with the filter that was used.
 *
 * @param {Uint8Array} rows
 * @param {Header} header
 */
function unfilter(rows, { width, height, channels: step }) {
  const stride = width * step + 1;
  const before = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * stride;
    const row = rows.subarray(start, start + stride);
    const above = y ? rows.subarray(start - stride, start) : before;
    FILTERS[row[0]](row, above, step);
  }
}

/** @type {((row: Uint8Array, above: Uint8Array, step: number) => void)[]} */
const FILTERS = [
  () => {},
  (row, _above, step) => {
    for (let i = 1 + step; i < row.length; i++) row[i] += row[i - step];
  },
  (row, above) => {
    for (let i = 1; i < row.length; i++) row[i] += above[i];
  },
  (row, above, step) => {
    for (let i = 1; i < row.length; i++) {
      row[i] += ((i > step ? row[i - step] : 0) + above[i]) >> 1;
    }
  },
  (row, above, step) => {
    for (let i = 1; i <= step; i++) row[i] += above[i];
    for (let i = 1 + step; i < row.length; i++) {
      const a = row[i - step];
      const b = above[i];
      const c = above[i - step];
      const pa = Math.abs(b - c);
      const pb = Math.abs(a - c);
      const pc = Math.abs(a + b - c - c);
      row[i] += pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
  },
];

/**
 * Colors as one number a pixel, red in the high byte; opacity apart, if any.
 *
 * @param {Uint8Array} rows
 * @param {Header} header
 */
function split(rows, { width, height, channels }) {
  const rgb = new Uint32Array(width * height);
  const alpha = channels === 4 ? new Uint8Array(width * height) : null;
  const stride = width * channels + 1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let at = y * stride + 1, x = 0; x < width; x++, i++, at += channels) {
      rgb[i] = (rows[at] << 16) | (rows[at + 1] << 8) | rows[at + 2];
      if (alpha) alpha[i] = rows[at + 3];
    }
  }
  return { rgb, alpha };
}
