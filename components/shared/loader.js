// What Streamlit has as the script of a widget: it loads the module that makes it.
// It travels with every message, so it is short, and it never fails: a module that
// could not be loaded is tried again, each time at an address of its own, because some
// browsers remember that it could not.

/** @type {(nth: number) => Promise<(call: import("../static/widget.js").Call) => unknown>} */
const load = (nth) =>
  import(new URL(`$FOLDER-${nth}/$NAME`, document.baseURI).href)
    .then((module) => module.default())
    .catch(async (why) => {
      console.warn(why);
      await new Promise((go) => setTimeout(go, 250 << Math.min(nth, 5)));
      return load(nth + 1);
    });
const render = load(0);

/** @param {import("../static/widget.js").Call} call */
export default async (call) => (await render)(call);
