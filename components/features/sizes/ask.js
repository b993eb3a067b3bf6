// Asks what a file weighs in colors that no run of the page has told of yet: while the
// slider rests, still held, and as soon as it is let go. The answer goes into the store,
// where whatever shows a size finds it.

import { store } from "../../static/store.js";
import { unpack } from "../../static/store_widget.js";

const REST = 80; // ms at one k: who only passes by does not have its file written
const KNOWN = 200; // else the server has other things to do: a run of the page will tell

export class Ask {
  address = ""; // what is wanted, and was asked for last
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  asking = new AbortController();

  constructor() {
    addEventListener("pointerup", this.now, true);
  }

  /**
   * Says which size is missing on the screen; none if empty.
   *
   * @param {string} address
   */
  want(address) {
    if (address === this.address) return;
    this.address = address;
    this.asking.abort();
    clearTimeout(this.timer);
    this.timer = address ? setTimeout(() => this.ask(), REST) : undefined;
  }

  now = () => {
    if (this.timer !== undefined) this.ask();
  };

  async ask() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(new URL(this.address, document.baseURI), { signal });
      if (answer.status === KNOWN) store.put(unpack(new Uint8Array(await answer.arrayBuffer())));
    } catch {
      // Nobody waits for it any more, or no server is there: the page says so elsewhere.
    }
  }

  stop() {
    removeEventListener("pointerup", this.now, true);
    this.want("");
  }
}
