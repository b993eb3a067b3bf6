// The color under the pointer, before and after. The keyboard has a pointer of its
// own: the arrow keys move a mark over the picture.

const STRIDE = 8; // CSS pixels that an arrow key moves the mark

class Probe {
  // look: called with a place of the picture, or null
  constructor(root, stages, look) {
    this.stages = stages;
    this.look = look;
    this.marks = stages.windows.map((stage) => stage.querySelector(".mark"));
    this.place = null;
    for (const stage of stages.windows) {
      stage.addEventListener("pointermove", (event) => {
        const box = stage.getBoundingClientRect();
        this.move(stages.at({ x: event.clientX - box.left, y: event.clientY - box.top }));
      });
      stage.addEventListener("pointerleave", () => this.move(null));
      stage.addEventListener("keydown", (event) => this.key(event));
      stage.addEventListener("blur", () => this.move(null));
    }
  }

  move(place) {
    const { width, height } = this.stages.size ?? { width: 0, height: 0 };
    const x = Math.floor(place?.x ?? -1);
    const y = Math.floor(place?.y ?? -1);
    this.place = x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null;
    this.follow();
    this.look(this.place);
  }

  // Keeps the marks on their pixel when the picture moves under them.
  follow() {
    for (const mark of this.marks) {
      mark.hidden = !this.place;
      if (!this.place) continue;
      const side = Math.max(9, this.stages.shown);
      const at = this.stages.of({ x: this.place.x + 0.5, y: this.place.y + 0.5 });
      mark.style.width = `${side}px`;
      mark.style.height = `${side}px`;
      mark.style.transform = `translate(${at.x - side / 2}px, ${at.y - side / 2}px)`;
    }
  }

  key(event) {
    const { stages } = this;
    const step = Math.max(1, Math.round(STRIDE / stages.shown));
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const point = this.place ? stages.of(this.place) : stages.middle;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) this.walk(moves[event.key]);
    else if (event.key === "+" || event.key === "=") stages.step(1, point);
    else if (event.key === "-") stages.step(-1, point);
    else if (event.key === "0") stages.fit();
    else if (event.key === "1") stages.actual(point);
    else return;
    event.preventDefault();
  }

  walk([dx, dy]) {
    const { stages } = this;
    const { width, height } = stages.size;
    const from = this.place ?? { x: Math.floor(stages.x), y: Math.floor(stages.y) };
    const place = {
      x: Math.min(Math.max(from.x + dx, 0), width - 1),
      y: Math.min(Math.max(from.y + dy, 0), height - 1),
    };
    // The picture comes along when the mark would leave the window.
    const { x, y } = stages.of(place);
    const across = Math.min(0, x - 20) + Math.max(0, x + 20 - 2 * stages.middle.x);
    const down = Math.min(0, y - 20) + Math.max(0, y + 20 - 2 * stages.middle.y);
    if (stages.scale !== null && (across || down)) stages.pan(-across, -down);
    this.move(place);
  }
}
