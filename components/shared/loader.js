// What Streamlit has as the script of a widget: it loads the module that makes it.
// It travels with every message, so it is short, and it never fails: a module that
// could not be loaded is tried again, each time at an address of its own, because some
// browsers remember that it could not.

/** @type {(tried: number) => Promise<(call: import("../static/widget.js").Call) => unknown>} */
const load = (tried) =>
  import(new URL(`$FOLDER-${tried}/$NAME`, document.baseURI).href)
    .then((module) => module.default())
    .catch(async (problem) => {
      console.warn(problem);
      await new Promise((go) => setTimeout(go, 250 << Math.min(tried, 5)));
      return load(tried + 1);
    });
const render = load(0);

/** @param {import("../static/widget.js").Call} call */
export default async (call) => (await render)(call);
