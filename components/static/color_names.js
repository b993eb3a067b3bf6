// The nearest named color of CSS, by distance in Oklab, as the server finds it; the
// first of equals wins.

import { oklab } from "./color.js";
import { NAMED_COLORS } from "./named_colors.js";

const NAMES = Object.keys(NAMED_COLORS);
const PLACES = Object.values(NAMED_COLORS).map(oklab);

/** @type {Map<number, string>} */
const named = new Map(); // colors that were asked for

/** @param {number} color */
export function nearestName(color) {
  const known = named.get(color);
  if (known !== undefined) return known;
  const name = NAMES[nearestPlace(oklab(color))];
  named.set(color, name);
  return name;
}

/** @param {[number, number, number]} place */
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
