// What Python sends, kept where every part of the page finds it: the latest message
// of each kind.

class Store extends EventTarget {
  /** @type {Partial<StoreItems>} */
  items = {};

  /** @param {StoreItems[keyof StoreItems]} item */
  put(item) {
    Object.assign(this.items, { [item.kind]: item });
    this.dispatchEvent(new Event("put"));
  }

  /**
   * @param {() => void} listener Called whenever something new is here.
   * @returns {() => void} Ends that.
   */
  subscribe(listener) {
    this.addEventListener("put", listener);
    return () => this.removeEventListener("put", listener);
  }
}

const page = /** @type {Record<symbol, Store>} */ (/** @type {unknown} */ (globalThis));
const NAME = Symbol.for("k-colors");

// On the window, so that there is one even where modules had to be loaded again.
page[NAME] ??= new Store();

export const store = page[NAME];
