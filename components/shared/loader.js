// What Streamlit has as the script of a widget: it loads the module that makes it.
// It travels with every message, so it is short, and it never fails. Some browsers
// remember that a module could not be loaded, so each attempt has its own address.
/** @param {number} tried */
const load = async (tried) => {
  try {
    const module = await import(new URL(`$FOLDER-${tried}/$NAME`, document.baseURI).href);
    return await module.default();
  } catch (problem) {
    console.warn(problem);
    await new Promise((go) => setTimeout(go, 250 << Math.min(tried, 5)));
    return load(tried + 1);
  }
};
const render = load(0);
/** @param {import("../static/widget.js").Call} widget */
export default async (widget) => (await render)(widget);
