// A picture of the sheet as large as there is room, beside its original; in a narrow
// window the original is seen while the picture is pressed.

import { paintOriginal } from "../../static/paint.js";
import { count } from "../../static/text.js";
import { find } from "../../static/widget.js";
import { paint, pictureOf } from "./tile.js";

/** @import { Drawable } from "../../static/drawable.js" */
/** @import { Colors, Tile } from "./tile.js" */

const HTML = `
<header>
  <h3></h3>
  <button type="button" class="before" aria-label="The picture before">‹</button>
  <button type="button" class="after" aria-label="The picture after">›</button>
  <button type="button" class="close">Close</button>
</header>
<div class="pair" role="group" tabindex="0" aria-label="Hold to see the original">
  <figure class="original"><canvas role="img"></canvas><figcaption>Original</figcaption></figure>
  <figure class="quantized"><canvas role="img"></canvas><figcaption></figcaption></figure>
</div>
<p class="narrow">Press and hold the picture, or Space, to see the original.</p>
`;

export class Large {
  /** @type {Tile | null} */
  tile = null;
  /** @type {Drawable | null} */
  picture = null;
  /** @type {Colors | null} */
  colors = null;
  /** @type {SheetLarge | undefined} */
  received = undefined;

  /**
   * @param {HTMLElement} frame
   * @param {(place: number) => void} another Opens the picture at a place.
   */
  constructor(frame, another) {
    this.frame = frame;
    frame.innerHTML = HTML;
    this.title = find(frame, "h3");
    this.pair = find(frame, ".pair");
    this.caption = find(frame, ".quantized figcaption");
    this.canvases = ["original", "quantized"].map(
      (name) => /** @type {HTMLCanvasElement} */ (find(frame, `.${name} canvas`)),
    );
    find(frame, ".close").onclick = () => this.leave();
    find(frame, ".before").onclick = () => this.tile && another(this.tile.place - 1);
    find(frame, ".after").onclick = () => this.tile && another(this.tile.place + 1);
    frame.onkeydown = (event) => {
      if (event.key === "Escape") this.leave();
    };
    this.holding();
  }

  holding() {
    const { pair } = this;
    /** @param {boolean} held */
    const hold = (held) => pair.classList.toggle("held", held);
    pair.onpointerdown = () => hold(true);
    pair.oncontextmenu = (event) => event.preventDefault();
    this.end = () => hold(false);
    addEventListener("pointerup", this.end);
    addEventListener("pointercancel", this.end);
    pair.onkeydown = (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      hold(true);
    };
    pair.onkeyup = pair.onblur = this.end;
  }

  stop() {
    if (!this.end) return;
    removeEventListener("pointerup", this.end);
    removeEventListener("pointercancel", this.end);
  }

  /**
   * @param {Tile} tile Its small picture is shown until the large one is there.
   * @param {Colors | null} colors
   */
  open(tile, colors) {
    const first = this.tile === null;
    this.tile = tile;
    this.received = undefined;
    this.title.textContent = tile.name;
    const [width, height] = tile.size;
    this.frame.setAttribute("aria-label", `${tile.name}, large`);
    this.size = `${width.toLocaleString("en-US")} × ${height.toLocaleString("en-US")}`;
    this.frame.hidden = false;
    this.take(tile.picture, colors);
    if (!first) return;
    find(this.frame, ".close").focus({ preventScroll: true });
    this.frame.scrollIntoView({ block: "nearest" });
  }

  leave() {
    const { tile } = this;
    this.close();
    tile?.button.focus();
  }

  close() {
    this.tile = this.picture = null;
    this.received = undefined;
    this.frame.hidden = true;
  }

  /** @param {SheetLarge} message */
  async receive(message) {
    if (message === this.received || message.place !== this.tile?.place) return;
    this.received = message;
    const picture = await pictureOf(`large ${message.place}`, message.file);
    if (message === this.received) this.take(picture, this.colors);
  }

  /**
   * @param {Drawable | null} picture
   * @param {Colors | null} colors
   */
  take(picture, colors) {
    this.picture = picture;
    if (picture) {
      for (const canvas of this.canvases) {
        canvas.style.setProperty("--shape", String(picture.width / picture.height));
        canvas.classList.toggle("small", picture.width < 400);
      }
      paintOriginal(this.canvases[0], picture);
    }
    this.draw(colors);
  }

  /** @param {Colors | null} colors */
  draw(colors) {
    this.colors = colors;
    const { picture, tile } = this;
    if (!picture || !tile || !colors) return;
    paint(this.canvases[1], picture, colors);
    this.caption.textContent = `${count(colors.k, "color")} for all, ${this.size}`;
    this.canvases[0].setAttribute("aria-label", `${tile.name}, original`);
    this.canvases[1].setAttribute("aria-label", `${tile.name} in ${count(colors.k, "color")}`);
  }
}
