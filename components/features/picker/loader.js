// Loads a picture by one gesture, anywhere: the button, a file dropped on the page, a
// picture pasted from the clipboard, a phone's camera. Streamlit's own uploader, which
// is not to be seen, does the sending.

import { store } from "../../static/store.js";
import { find, Widget, widget } from "../../static/widget.js";

/** @import { Call } from "../../static/widget.js" */

const HTML = `
<button type="button"><span aria-hidden="true">↑</span> Load a picture</button>
<input type="file" tabindex="-1" aria-hidden="true" />
<p role="alert" hidden></p>
<div class="target" hidden><strong>Drop the picture here</strong></div>
`;

const UPLOADER = ".st-key-upload";
const FAILED = '[data-testid="stFileChipIconError"]'; // a file that did not arrive
const MEGABYTE = 2 ** 20;
const SAID_FOR = 12000; // ms that a refusal stays
const FINGER = matchMedia("(pointer: coarse)");

/** @extends {Widget<LoaderData>} */
class Loader extends Widget {
  /** @type {LoaderData | undefined} */
  told = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  /** @type {MutationObserver | undefined} */
  sending = undefined;
  /** @type {string | undefined} */
  picture = undefined; // on the page

  /**
   * @param {HTMLElement} frame
   * @param {Call} call
   */
  constructor(frame, call) {
    super(frame, call);
    this.input = /** @type {HTMLInputElement} */ (find(frame, "input"));
    this.said = find(frame, "p");
    this.target = find(frame, ".target");
    this.button = find(frame, "button");
    this.button.onclick = () => this.input.click();
    this.said.onclick = () => this.say("");
    this.input.onchange = () => {
      this.give(this.input.files);
      this.input.value = ""; // the same file may be chosen once more
    };
    this.unsubscribe = store.subscribe(() => this.another());
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    addEventListener("dragover", (event) => this.over(event), { signal, capture: true });
    addEventListener("dragleave", (event) => this.left(event), { signal });
    addEventListener("drop", (event) => this.dropped(event), { signal, capture: true });
    addEventListener("paste", (event) => this.pasted(event), { signal });
  }

  stop() {
    this.unsubscribe();
    this.listeners.abort();
    this.sending?.disconnect();
    clearTimeout(this.timer);
  }

  /** @param {LoaderData} told */
  take(told) {
    this.told = told;
    // On a phone it opens camera and gallery. Elsewhere it would only gray out files
    // whose names do not tell that they are pictures.
    const kinds = ["image/*", ...told.endings.map((each) => `.${each}`)];
    this.input.accept = FINGER.matches ? kinds.join(",") : "";
    this.button.title = `${told.limits} Or drop a file anywhere on the page, or paste a picture.`;
  }

  /** @param {DragEvent} event */
  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    if (isForAnother(event)) {
      this.target.hidden = true; // it would lie over that
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
    this.target.hidden = false;
  }

  /** @param {DragEvent} event */
  left(event) {
    // The pointer goes from one element to another all the time; here it is gone.
    if (event.relatedTarget === null) this.target.hidden = true;
  }

  /** @param {DragEvent} event */
  dropped(event) {
    this.target.hidden = true;
    if (!event.dataTransfer?.types.includes("Files") || isForAnother(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.give(event.dataTransfer.files);
  }

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const files = event.clipboardData?.files;
    if (!files?.length) return; // words, for a field
    event.preventDefault();
    this.give(files);
  }

  /** @param {FileList | null} files */
  give(files) {
    const file = files?.[0];
    if (!file || !this.told) return;
    const problem = this.problemOf(file);
    this.say(problem);
    if (problem) return;
    const input = document.querySelector(`${UPLOADER} input[type=file]`);
    if (!(input instanceof HTMLInputElement)) return;
    const carrier = new DataTransfer();
    carrier.items.add(file);
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    this.follow(file.name);
  }

  /**
   * Says so if a file does not arrive: what sends it is not to be seen.
   *
   * @param {string} name
   */
  follow(name) {
    this.sending?.disconnect();
    const uploader = document.querySelector(UPLOADER);
    if (!uploader) return;
    const known = uploader.querySelector(FAILED);
    this.sending = new MutationObserver(() => {
      const failed = uploader.querySelector(FAILED);
      if (!failed || failed === known) return;
      this.sending?.disconnect();
      this.say(`${name} could not be sent to the server. Load it once more.`);
    });
    this.sending.observe(uploader, { subtree: true, childList: true });
  }

  /**
   * Why a file need not be sent. What it is does not count here: whoever reads it will
   * say so.
   *
   * @param {File} file
   */
  problemOf({ name, size }) {
    const { most, limits } = /** @type {LoaderData} */ (this.told);
    if (size <= most) return "";
    return `${name} has ${(size / MEGABYTE).toFixed(1)} MB. ${limits}`;
  }

  // What was said of a file is over when another picture is on the page.
  another() {
    const picture = store.items.picture?.id;
    if (picture === this.picture) return;
    this.picture = picture;
    this.say("");
  }

  /** @param {string} words */
  say(words) {
    clearTimeout(this.timer);
    this.said.hidden = !words;
    this.said.textContent = words;
    if (words) this.timer = setTimeout(() => this.say(""), SAID_FOR);
  }
}

/**
 * Tells whether a file is dragged to where something else is loaded: a palette, or many
 * pictures.
 *
 * @param {DragEvent} event
 */
function isForAnother({ clientX, clientY }) {
  const here = document.elementsFromPoint(clientX, clientY);
  return here.some((each) => each.closest(".st-key-own_file, .st-key-many_files"));
}

export default widget(Loader, HTML, new URL("loader.css", import.meta.url));
