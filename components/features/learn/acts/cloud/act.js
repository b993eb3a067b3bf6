// Act 1: each pixel is a point.

import { Part } from "../part.js";
import { Flight } from "./flight.js";

/** @import { LearnWidget } from "../../learn.js" */

class Cloud extends Part {
  /** @param {LearnWidget} lesson */
  constructor(lesson) {
    super(lesson);
    const { stage, panel } = lesson;
    this.flight = new Flight(lesson.canvas(".air"), stage, panel, () => this.fly());
    lesson.find(".fly").onclick = () => this.flight.start();
  }

  leave() {
    this.flight.stop();
  }

  // Pixels have left, or have come.
  fly() {
    const { flight, lesson } = this;
    const { under, still } = flight;
    lesson.stage.hidden = under !== null && !still;
    const { dataset } = lesson.find(".stage");
    dataset.flight = under === null ? "" : still ? `fade-${under}` : under;
    lesson.stage.turned();
    lesson.tell();
  }

  tell() {
    this.lesson.find(".fly").textContent = this.flight.landed
      ? "Let them fly back"
      : "Let the pixels fly";
    return super.tell();
  }
}

/** @type {import("../index.js").Act} */
export const ACT = {
  act: "1",
  name: "A picture is a cloud",
  says: "Each pixel is a point: how much red, green and blue it has says where. All of them are a cloud; turn it. The balls are k centers, and k-means looks for the best places for them.",
  byCenter: false,
  tools: '<button type="button" class="fly"></button>',
  panel: "",
  part: (lesson) => new Cloud(lesson),
};
