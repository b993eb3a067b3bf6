// Puts pixels on a canvas.

// What the other colors keep of themselves while one is looked at.
const FADED = 0.12;

function paintOriginal(canvas, picture) {
  const out = blank(canvas, picture);
  const { rgb, alpha } = picture;
  for (let i = 0; i < out.words.length; i++) {
    out.words[i] = word(rgb[i], alpha ? alpha[i] : 255);
  }
  out.show();
}

// Draws every pixel in its label's color. With a `chosen` color the rest fades
// towards `paper`.
function paintQuantized(canvas, picture, { colors, opacity }, chosen, paper) {
  const out = blank(canvas, picture);
  const { words } = out;
  const { alpha } = picture;
  const solid = Uint32Array.from(colors, (color, i) =>
    word(chosen === null || i === chosen ? color : mix(color, paper), 255),
  );
  if (picture.single) {
    const { labels } = picture;
    for (let i = 0; i < words.length; i++) words[i] = solid[labels[i]];
  } else {
    const { pixels, labels } = picture.index;
    for (let i = 0; i < words.length; i++) words[i] = solid[labels[pixels[i]]];
  }
  if (alpha) {
    const shift = LITTLE_ENDIAN ? 24 : 0;
    const mask = LITTLE_ENDIAN ? 0x00ffffff : 0xffffff00;
    for (let i = 0; i < words.length; i++) {
      const a = opacity ? opacity[alpha[i]] : alpha[i];
      words[i] = a === 0 ? 0 : (words[i] & mask) | (a << shift);
    }
  }
  out.show();
}

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function word(rgb, alpha) {
  if (alpha === 0) return 0;
  if (!LITTLE_ENDIAN) return (rgb << 8) | alpha;
  return (alpha << 24) | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16);
}

function mix(color, paper, share = FADED) {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const mine = (color >> shift) & 255;
    const theirs = (paper >> shift) & 255;
    mixed |= Math.round(theirs + (mine - theirs) * share) << shift;
  }
  return mixed;
}

// A buffer for a canvas's pixels, kept for the next time.
const buffers = new WeakMap();

function blank(canvas, { width, height }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  let buffer = buffers.get(canvas);
  if (!buffer || buffer.image.width !== width || buffer.image.height !== height) {
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    buffer = { image, words, show: () => context.putImageData(image, 0, 0) };
    buffers.set(canvas, buffer);
  }
  return buffer;
}
