// The little curve: the inertia of every k, where one is on it, and its elbow. It is
// walked along with the keys, the mouse or a finger.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, MARGIN] = [200, 84, 6];
// As on the page's own curve: these stand evenly, all others share the room of so many.
const [EVEN, REST] = [16, 12];

/** @type {Record<string, (k: number) => number>} */
const STEPS = {
  ArrowLeft: (k) => k - 1,
  ArrowDown: (k) => k - 1,
  ArrowRight: (k) => k + 1,
  ArrowUp: (k) => k + 1,
  Home: () => 1,
  End: () => Infinity,
};

export class Curve {
  k = 1;
  most = 1;

  /** @param {(k: number) => void} walk Called with the k that somebody goes to. */
  constructor(walk) {
    this.walk = walk;
    this.place = document.createElement("div");
    this.place.className = "walk";
    this.place.tabIndex = 0;
    this.place.setAttribute("role", "slider");
    this.place.setAttribute("aria-label", "Number of colors, along the curve");
    this.place.setAttribute("aria-valuemin", "1");
    const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
    this.band = drawn("rect", { y: "0", height: String(HEIGHT), class: "elbow" });
    this.path = drawn("path", { fill: "none" });
    this.dot = drawn("circle", { r: "4.5" });
    this.name = drawn("text", { y: "12", class: "elbow-name" });
    svg.append(this.band, this.path, this.dot, this.name);
    this.place.append(svg);
    this.place.onkeydown = (event) => this.key(event);
    this.place.onpointerdown = (event) => this.point(event);
    this.place.onpointermove = (event) => event.buttons > 0 && this.point(event);
  }

  /**
   * @param {Float64Array} inertias Of every k; NaN where it is not known yet.
   * @param {number} k
   * @param {[number, number] | null} elbow From which k to which.
   * @param {string} words
   */
  show(inertias, k, elbow, words) {
    this.k = k;
    this.most = inertias.length;
    const end = inertias.findIndex(Number.isNaN);
    const known = Array.from(end < 0 ? inertias : inertias.subarray(0, end));
    const line = known.map((inertia, i) => this.at(i + 1, inertia / (inertias[0] || 1)));
    this.path.setAttribute("d", line.length > 0 ? `M${line.join("L")}` : "");
    const here = this.at(k, inertias[k - 1] / (inertias[0] || inertias[k - 1] || 1));
    const [x, y] = here.split(" ");
    this.dot.setAttribute("cx", x);
    this.dot.setAttribute("cy", y);
    this.mark(elbow);
    this.place.setAttribute("aria-valuemax", String(this.most));
    this.place.setAttribute("aria-valuenow", String(k));
    this.place.setAttribute("aria-valuetext", words);
  }

  /** @param {[number, number] | null} elbow */
  mark(elbow) {
    this.band.setAttribute("width", "0");
    this.name.textContent = "";
    if (!elbow) return;
    const [first, last] = elbow;
    // Each k has the room up to the middle between it and the next one.
    const left = (this.x(first) + this.x(first - 1)) / 2;
    const right = (this.x(last) + this.x(last + 1)) / 2;
    this.band.setAttribute("x", left.toFixed(1));
    this.band.setAttribute("width", (right - left).toFixed(1));
    const beside = right < WIDTH / 2;
    this.name.setAttribute("x", (beside ? right + 4 : left - 4).toFixed(1));
    this.name.setAttribute("text-anchor", beside ? "start" : "end");
    this.name.textContent = `elbow at ${first < last ? `${first}–${last}` : last}`;
  }

  /** @param {number} k */
  x(k) {
    const deep = WIDTH - 2 * MARGIN;
    return (
      MARGIN + (deep * (stands(k, this.most) - 1)) / Math.max(1, stands(this.most, this.most) - 1)
    );
  }

  /**
   * @param {number} k
   * @param {number} share Of the inertia of one color.
   */
  at(k, share) {
    const y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share;
    return `${this.x(k).toFixed(1)} ${y.toFixed(1)}`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.walk(Math.max(1, Math.min(step(this.k), this.most)));
  }

  /** @param {PointerEvent} event */
  point({ clientX }) {
    const { left, width } = this.place.getBoundingClientRect();
    const x = (WIDTH * (clientX - left)) / width;
    let nearest = 1;
    for (let k = 2; k <= this.most; k++) {
      if (Math.abs(this.x(k) - x) < Math.abs(this.x(nearest) - x)) nearest = k;
    }
    if (nearest !== this.k) this.walk(nearest);
  }
}

/**
 * Where k stands along the axis.
 *
 * @param {number} k
 * @param {number} most
 */
function stands(k, most) {
  return k <= EVEN ? k : EVEN + ((k - EVEN) * REST) / Math.max(REST, most - EVEN);
}

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 */
function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, value);
  return element;
}
