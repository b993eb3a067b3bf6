// Act 1: each pixel is a point.

/** @type {import("./index.js").Act} */
export const ACT = {
  act: "1",
  name: "A picture is a cloud",
  says: "Each pixel is a point: how much red, green and blue it has says where. All of them are a cloud; turn it. The balls are k centers, and k-means looks for the best places for them.",
  byCenter: false,
};
