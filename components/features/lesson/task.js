// The question for a class, and its mission: what is to be found, and how near one is.
// All of it is shown as plain text: a question can come from anybody's link.

import { find, Widget, widget } from "../../static/widget.js";

const HTML = `
<p class="question" hidden><b>Question</b> <span></span></p>
<div class="mission" hidden>
  <p class="task"><i aria-hidden="true"></i> <span></span></p>
  <p class="says"><i aria-hidden="true"></i> <span role="status"></span></p>
</div>
`;

/** @extends {Widget<TaskData>} */
class Task extends Widget {
  /** @param {TaskData} data */
  take({ question, task, says, right, target, nearest }) {
    this.write(".question", question, "");
    find(this.frame, ".mission").hidden = !task;
    this.write(".task", task, target);
    this.write(".says", says, nearest);
    find(this.frame, ".says").classList.toggle("right", right);
  }

  /**
   * @param {string} line
   * @param {string} words
   * @param {string} color Shown before them, if any.
   */
  write(line, words, color) {
    const place = find(this.frame, line);
    place.hidden = !words;
    const said = find(place, "span");
    // Who listens hears it again only where it is another.
    if (said.textContent !== words) said.textContent = words;
    const chip = place.querySelector("i");
    if (!chip) return;
    chip.hidden = !color;
    chip.style.background = color;
  }
}

export default widget(Task, HTML, new URL("task.css", import.meta.url));
