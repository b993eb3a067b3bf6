// The nearest named color of CSS, by distance in Oklab, as the server finds it.
// NAMED, from name to "#rrggbb", stands before this; the first of equals wins.

const NAMES = Object.keys(NAMED);
const PLACES = Object.values(NAMED).map((code) => oklab(parseInt(code.slice(1), 16)));
const named = new Map(); // colors that were asked for

function nearestName(color) {
  if (!named.has(color)) named.set(color, NAMES[nearestPlace(oklab(color))]);
  return named.get(color);
}

function nearestPlace([l, a, b]) {
  let best = 0;
  let smallest = Infinity;
  PLACES.forEach((place, i) => {
    const distance = (l - place[0]) ** 2 + (a - place[1]) ** 2 + (b - place[2]) ** 2;
    if (distance < smallest) {
      smallest = distance;
      best = i;
    }
  });
  return best;
}

// https://bottosson.github.io/posts/oklab/
function oklab(color) {
  const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255].map(light);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function light(value) {
  const encoded = value / 255;
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}
