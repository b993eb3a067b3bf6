// Marks k in the chart and says what the curve says there, at every step of the
// slider; and the keyboard's way along the curve. The chart is the page's own and
// marked by a rule of style alone. The sentences of every k are on the shelf.

const curves = new WeakMap();

const REST = 250; // ms without a key before Python is told
const ANSWER = 3000; // ms that Python's answer to it is waited for
const PAGE = 10;

const STEPS = {
  ArrowLeft: (k) => k - 1,
  ArrowDown: (k) => k - 1,
  ArrowRight: (k) => k + 1,
  ArrowUp: (k) => k + 1,
  PageDown: (k) => k - PAGE,
  PageUp: (k) => k + PAGE,
  Home: () => 1,
  End: () => Infinity,
};

class Curve {
  constructor(root) {
    this.sentence = root.querySelector(".reading");
    this.keys = root.querySelector(".keys");
    this.style = document.head.appendChild(document.createElement("style"));
    this.asked = null; // a k from the keyboard that Python does not know yet
    this.follower = new Follower((k) => this.heard(k));
    this.keys.onkeydown = (event) => this.pressed(event);
    this.keys.onpointerdown = () => this.keys.focus();
    this.keys.onblur = () => this.left();
    this.onput = () => this.write();
    shelf.addEventListener("put", this.onput);
  }

  stop() {
    shelf.removeEventListener("put", this.onput);
    this.follower.stop();
    this.style.remove();
    clearTimeout(this.timer);
  }

  take({ k, mark }) {
    this.told = k;
    this.mark = mark;
    this.keys.dataset.told = k;
    this.follower.told(k);
    if (this.k === undefined) this.show(k);
  }

  // The slider has moved, or Python says so. Until it has heard of the keys, what it
  // says is older than they are.
  heard(k) {
    if (this.asked !== null && k !== this.asked) return;
    this.forget();
    this.show(k);
  }

  forget() {
    clearTimeout(this.timer);
    this.asked = null;
  }

  show(k) {
    if (k === this.k) return;
    this.k = k;
    this.style.textContent = this.mark.replaceAll("$k", k);
    this.write();
  }

  write() {
    const { readings } = shelf.items.readings ?? {};
    if (!readings || !this.k) return;
    const sentence = readings[Math.min(this.k, readings.length) - 1];
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
    this.keys.setAttribute("aria-valuemax", readings.length);
    this.keys.setAttribute("aria-valuenow", this.k);
    this.keys.setAttribute("aria-valuetext", sentence.split(". ")[0]);
  }

  pressed(event) {
    const step = STEPS[event.key];
    const most = shelf.items.readings?.readings.length;
    if (!step || !most || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const k = Math.max(1, Math.min(step(this.k), most));
    this.forget();
    this.asked = k;
    this.timer = setTimeout(() => this.ask(k), REST);
    this.show(k);
  }

  ask(k) {
    if (k === this.told) {
      this.forget();
      return;
    }
    this.send("k", k);
    this.timer = setTimeout(() => this.giveUp(), ANSWER);
  }

  // Whoever goes elsewhere, to the slider perhaps, is not held to what was asked here.
  left() {
    const { asked } = this;
    this.forget();
    if (asked !== null && asked !== this.told) this.send("k", asked);
  }

  giveUp() {
    this.forget();
    this.show(this.told);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!curves.has(parentElement)) curves.set(parentElement, new Curve(parentElement));
  const curve = curves.get(parentElement);
  curve.send = setTriggerValue;
  curve.take(data);
  return () => {
    curve.stop();
    curves.delete(parentElement);
  };
}
