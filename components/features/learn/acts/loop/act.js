// Act 2: assign, move, assign, move.

import { STARTS } from "../../words.js";
import { Part } from "../part.js";

/** @import { LearnWidget } from "../../learn.js" */

const starts = Object.entries(STARTS)
  .map(([start, name]) => `<option value="${start}">${name}</option>`)
  .join("");

class StepByStep extends Part {
  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    super(lesson);
    const start = lesson.select(".start");
    start.onchange = () => {
      lesson.turnTo({ start: /** @type {LearnData["start"]} */ (start.value) });
      lesson.restart();
    };
    lesson.find(".again").onclick = () => lesson.again();
  }

  tell() {
    const { lesson } = this;
    const { start, seed } = lesson.where;
    const drawn = start === "random" || start === "plusplus";
    lesson.select(".start").value = start;
    lesson.find(".again").hidden = start === "page";
    lesson.find(".again").textContent = drawn ? "Draw others" : "Start over";
    lesson.find(".seed").textContent = drawn ? `Seed ${seed}` : "";
    return super.tell();
  }
}

/** @type {import("../index.js").Act} */
export const ACT = {
  act: "2",
  name: "The loop",
  says: "k-means repeats two steps: each center moves to the average of its pixels, then each pixel goes to its nearest center. The error falls with every step until nothing moves. Drag a ball anywhere, and watch it find its way.",
  byCenter: true,
  tools: `<label>Start <select class="start">${starts}</select></label>
    <button type="button" class="again"></button>
    <span class="seed"></span>`,
  panel: "",
  part: (lesson) => new StepByStep(lesson),
};
