// What Python sends, kept where every part of the page finds it: the latest item
// of each kind. Modules of different widgets share nothing but the window.

const shelf = (globalThis[Symbol.for("k-colors")] ??= Object.assign(
  new EventTarget(),
  { items: {} },
));

function put(item) {
  shelf.items[item.kind] = item;
  shelf.dispatchEvent(new CustomEvent("put", { detail: item.kind }));
}
