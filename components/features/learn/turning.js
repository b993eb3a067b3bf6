// The cloud in somebody's hands: mouse, finger or keys turn it, bring it nearer, and take
// hold of its centers. A finger that goes up or down scrolls the page, unless it has
// taken a center.

/** @import { Camera } from "./camera.js" */

const TURN = 0.008; // radians for each CSS pixel
const KEY_TURN = Math.PI / 24;
const KEY_STEP = 8; // CSS pixels that a key moves a center
const CLOSER = 1.25;
const SLACK = 8; // CSS pixels that a finger goes sideways before it means to turn
const [MOUSE_REACH, FINGER_REACH] = [13, 24]; // CSS pixels around a center

/** @typedef {{ x: number, y: number }} Place */

/**
 * What the hands do.
 *
 * @typedef {object} Hands
 * @property {() => void} turned The cloud is seen from elsewhere.
 * @property {(place: Place, reach: number) => number | null} centerAt
 * @property {(center: number, by: Place, goesOn: boolean) => void} drag Moves a center by
 *   some CSS pixels.
 * @property {() => void} letGo
 * @property {() => number} centers How many there are.
 * @property {(center: number | null) => void} pick Takes one, or none, into the hand.
 */

/** @type {Record<string, Place>} */
const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export class Turning {
  /** @type {Map<number, Place>} */
  pointers = new Map();
  /** @type {number | null} */
  center = null; // the one that is held
  moved = false; // whether it has been
  turns = false; // whether the cloud is to turn: not yet where a finger may want to scroll
  byKeys = false;

  /**
   * @param {HTMLElement} place
   * @param {Camera} camera
   * @param {Hands} hands
   */
  constructor(place, camera, hands) {
    this.place = place;
    this.camera = camera;
    this.hands = hands;
    place.addEventListener("pointerdown", (event) => this.down(event));
    place.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      place.addEventListener(name, (event) => this.up(/** @type {PointerEvent} */ (event)));
    }
    place.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    place.addEventListener("keydown", (event) => this.key(event));
    place.addEventListener("blur", () => this.release());
    // Or the finger would scroll the page, and lose the center.
    place.addEventListener(
      "touchstart",
      (event) => {
        const [touch] = event.touches;
        const held = hands.centerAt(this.point(touch), FINGER_REACH);
        if (event.touches.length > 1 || held !== null) event.preventDefault();
      },
      { passive: false },
    );
  }

  /** @param {{ clientX: number, clientY: number }} event */
  point({ clientX, clientY }) {
    const box = this.place.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button !== 0) return;
    const point = this.point(event);
    this.pointers.set(event.pointerId, point);
    this.place.setPointerCapture(event.pointerId);
    this.release();
    if (this.pointers.size > 1) return;
    const finger = event.pointerType === "touch";
    this.turns = !finger;
    const reach = finger ? FINGER_REACH : MOUSE_REACH;
    this.take(this.hands.centerAt(point, reach));
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.pointers.get(event.pointerId);
    const now = this.point(event);
    if (!before) {
      const over = event.pointerType !== "touch" && this.hands.centerAt(now, MOUSE_REACH) !== null;
      this.place.classList.toggle("over", over);
      return;
    }
    const by = { x: now.x - before.x, y: now.y - before.y };
    this.turns ||= this.pointers.size > 1 || this.center !== null || Math.abs(by.x) > SLACK;
    if (!this.turns) return;
    const spread = this.spread;
    this.pointers.set(event.pointerId, now);
    if (this.pointers.size > 1) this.camera.closer(this.spread / spread);
    else if (this.center !== null) this.drag(by);
    else this.camera.turn(-TURN * by.x, TURN * by.y);
    this.hands.turned();
  }

  // How far two fingers are apart.
  get spread() {
    const [one, other] = [...this.pointers.values()];
    return other ? Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)) : 1;
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.pointers.delete(event.pointerId);
    if (!this.byKeys) this.release();
  }

  /** @param {number | null} center */
  take(center) {
    this.center = center;
    this.moved = false;
    this.hands.pick(center);
  }

  /** @param {Place} by */
  drag(by) {
    if (this.center === null) return;
    this.hands.drag(this.center, by, this.moved);
    this.moved = true;
  }

  // Whoever has moved a center sees what becomes of it.
  release() {
    const moved = this.moved;
    this.byKeys = false;
    if (this.center !== null) this.take(null);
    if (moved) this.hands.letGo();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    this.camera.closer(CLOSER ** (-event.deltaY / 50));
    this.hands.turned();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { camera } = this;
    const arrow = ARROWS[event.key];
    if (arrow && this.byKeys) this.drag({ x: KEY_STEP * arrow.x, y: KEY_STEP * arrow.y });
    else if (arrow) camera.turn(-KEY_TURN * arrow.x, KEY_TURN * arrow.y);
    else if (event.key === "+" || event.key === "=") camera.closer(CLOSER);
    else if (event.key === "-") camera.closer(1 / CLOSER);
    else if (event.key === "0") camera.reset();
    else if (event.key.toLowerCase() === "c") this.next();
    else if ((event.key === "Enter" || event.key === "Escape") && this.byKeys) this.release();
    else return;
    event.preventDefault();
    this.hands.turned();
  }

  // With the keys, centers are taken one after the other.
  next() {
    const all = this.hands.centers();
    if (all === 0) return;
    this.byKeys = true;
    this.take(this.center === null ? 0 : (this.center + 1) % all);
  }
}
