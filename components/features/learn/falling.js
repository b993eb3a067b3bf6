// The little curve: how the inertia falls, step by step.

/** @import { State } from "./loop.js" */

const [WIDTH, HEIGHT, MARGIN] = [200, 70, 6];

/**
 * @param {HTMLElement} place Has a path and a circle.
 * @param {State[]} states
 * @param {number} at The step on show.
 */
export function drawFall(place, states, at) {
  const values = states.map(({ inertia }) => inertia);
  const most = Math.max(...values, 1e-9);
  const least = Math.min(...values, most);
  const x = (/** @type {number} */ i) =>
    MARGIN + ((WIDTH - 2 * MARGIN) * i) / Math.max(1, states.length - 1);
  const deep = HEIGHT - 2 * MARGIN;
  const y = (/** @type {number} */ value) =>
    MARGIN + (most > least ? (deep * (most - value)) / (most - least) : 0);
  const line = values.map((value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`);
  place.querySelector("path")?.setAttribute("d", line.length ? `M${line.join("L")}` : "");
  const dot = place.querySelector("circle");
  dot?.setAttribute("cx", String(x(Math.max(0, at))));
  dot?.setAttribute("cy", String(y(values[at] ?? least)));
  dot?.setAttribute("r", states.length ? "4" : "0");
}
