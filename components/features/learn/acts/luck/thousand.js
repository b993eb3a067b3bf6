// A thousand starts, in the background: as many at a time as the machine has cores to
// spare, and what has come of them so far.

/** @import { Counted } from "../../counted.js" */
/** @import { Draw, Run } from "./runs.js" */
/** @import { Task, Told } from "./worker.js" */

export const MANY = 1000;
const [LEAST_WORKERS, MOST_WORKERS] = [2, 8];

export class Thousand {
  /** @type {Worker[]} */
  workers = [];
  failed = false; // whether this browser does nothing in the background
  /** @type {number[]} */
  inertias = []; // they rise
  /** @type {Run | null} */
  best = null;
  /** @type {Run | null} */
  worst = null;
  page = Number.NaN; // where the page's colors lead to
  cells = 0; // colors of the copy

  /** @param {() => void} changed Called whenever more is known. */
  constructor(changed) {
    this.changed = changed;
  }

  get running() {
    return this.workers.length > 0;
  }

  clear() {
    this.stop();
    this.inertias = [];
    this.best = null;
    this.worst = null;
  }

  stop() {
    for (const worker of this.workers) worker.terminate();
    this.workers = [];
  }

  /**
   * @param {Counted} counted
   * @param {Draw} draw
   * @param {number} k
   * @param {Float64Array} page
   */
  start({ red, green, blue, weights }, draw, k, page) {
    this.clear();
    const many = Math.max(LEAST_WORKERS, Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
    const seeds = Array.from({ length: MANY }, (_, i) => i + 1);
    const colors = { red, green, blue, weights };
    try {
      for (let part = 0; part < many; part++) {
        const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
        this.workers.push(worker);
        worker.onmessage = ({ data }) => this.take(data);
        worker.onerror = () => this.fail();
        /** @type {Task} */
        const task = { colors, draw, k, page, seeds: seeds.filter((seed) => seed % many === part) };
        worker.postMessage(task);
      }
    } catch {
      this.fail();
    }
    this.changed();
  }

  fail() {
    this.clear();
    this.failed = true;
    this.changed();
  }

  /** @param {Told} told */
  take({ inertias, ends, page, cells }) {
    this.inertias = [...this.inertias, ...inertias].sort((a, b) => a - b);
    for (const run of ends) {
      if (!this.best || run.inertia < this.best.inertia) this.best = run;
      if (!this.worst || run.inertia > this.worst.inertia) this.worst = run;
    }
    this.page = page;
    this.cells = cells;
    if (this.inertias.length === MANY) this.stop();
    this.changed();
  }
}
