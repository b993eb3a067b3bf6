// Act 2: assign, move, assign, move.

/** @type {import("./index.js").Act} */
export const ACT = {
  act: "2",
  name: "The loop",
  says: "k-means repeats two steps: each center moves to the average of its pixels, then each pixel goes to its nearest center. The error falls with every step until nothing moves. Drag a ball anywhere, and watch it find its way.",
  byCenter: true,
};
