// A thousand starts: what is pressed to run them, and what they come to.

import { shown } from "../../../../static/shown.js";
import { store } from "../../../../static/store.js";
import { count } from "../../../../static/text.js";
import { find } from "../../../../static/widget.js";
import { centersOf } from "../../stage.js";
import { drawHistogram } from "./histogram.js";
import { MANY, Thousand } from "./thousand.js";
import { BEFORE, odds, onWhat } from "./words.js";

/** @import { LearnWidget } from "../../learn.js" */
/** @import { Draw, Run } from "./runs.js" */

const OTHERWISE = "This page is not set to look for the least error in RGB.";

export class Many {
  thousand = new Thousand(() => this.changed());
  /** @type {Draw} */
  draw = "random";
  ranOn = ""; // what they were run on

  /**
   * @param {HTMLElement} place
   * @param {LearnWidget} lesson
   * @param {(start: Float64Array) => void} watch Called with a start that somebody wants to
   *   see.
   */
  constructor(place, lesson, watch) {
    this.place = place;
    this.lesson = lesson;
    const see = (/** @type {Run | null} */ run) => run && watch(run.start);
    find(place, ".run").onclick = () => this.run();
    find(place, ".best").onclick = () => see(this.thousand.best);
    find(place, ".worst").onclick = () => see(this.thousand.worst);
    this.fill();
  }

  /** @param {Draw} draw */
  begin(draw) {
    this.draw = draw;
    if (this.ranOn !== this.toRunOn) this.thousand.clear();
    this.fill();
  }

  leave() {
    if (!this.thousand.running) return;
    this.thousand.clear();
    this.fill();
  }

  get toRunOn() {
    const { subject, palette } = this.lesson;
    return [subject?.picture.id, this.draw, ...palette].join();
  }

  // Or if they run already, no further.
  run() {
    const { thousand, lesson, draw } = this;
    const { subject } = lesson;
    if (thousand.running) {
      thousand.stop();
      this.fill();
    } else if (subject) {
      this.ranOn = this.toRunOn;
      thousand.start(subject.counted, draw, lesson.palette.length, centersOf(lesson.palette));
    }
  }

  changed() {
    this.fill();
    if (!this.thousand.running) this.lesson.announce(this.words);
  }

  fill() {
    const { thousand, place, words } = this;
    const { inertias, page, running } = thousand;
    find(place, ".run").textContent = running ? "Stop" : `Run ${count(MANY, "start")}`;
    const progress = /** @type {HTMLProgressElement} */ (find(place, "progress"));
    progress.hidden = !running;
    progress.value = inertias.length;
    const some = inertias.length > 0;
    for (const part of [".histogram", ".legend", ".watch"]) find(place, part).hidden = !some;
    find(place, ".odds").textContent = words;
    if (some) drawHistogram(place, { inertias, page, total: this.lesson.figures.total });
  }

  get words() {
    const { thousand, lesson } = this;
    const { inertias, page, cells, failed } = thousand;
    if (failed) return "This browser does nothing in the background.";
    if (inertias.length === 0) return BEFORE;
    const distinct = lesson.subject?.counted.distinct ?? 0;
    const said = [
      ...odds({ inertias, page, total: lesson.figures.total }),
      onWhat(cells, distinct),
    ];
    return [...said, ...(isPlain() ? [] : [OTHERWISE])].join(" ");
  }
}

// Whether the page's colors are those of k-means in RGB and nothing else.
function isPlain() {
  const { palettes } = store.items;
  const usual = palettes?.metric.space === "srgb" && !palettes.entries;
  return usual && shown.changes === 0 && (shown.pins?.length ?? 0) === 0;
}
