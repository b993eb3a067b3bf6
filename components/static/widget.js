// What all widgets have in common. Streamlit calls a function whenever what Python
// says changes; what has to be remembered between calls is an object, found by the
// element it lives in.

/**
 * What Streamlit gives to a widget.
 *
 * @typedef {object} Call
 * @property {any} data What Python says.
 * @property {ShadowRoot} parentElement Where the widget lives.
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * One widget, at its place on the page.
 *
 * @template Data What Python says.
 */
export class Widget {
  /**
   * @param {HTMLElement} frame Its skeleton.
   * @param {Call} call The first one.
   */
  constructor(frame, call) {
    this.frame = frame;
    this.call = call;
  }

  /** @param {Data} _data */
  take(_data) {}

  stop() {}
}

const CONTROLS = new URL("controls.css", import.meta.url);

/** @typedef {new (frame: HTMLElement, call: Call) => Widget<any>} Kind */

/**
 * Returns what a widget's module exports: a promise of the function that Streamlit
 * calls, kept when the styles are here, so that nobody sees the widget without.
 *
 * @param {Kind} kind
 * @param {string} html Its skeleton.
 * @param {...URL} styles Where its styles are, beside those of all widgets.
 * @returns {() => Promise<(call: Call) => () => void>}
 */
export function widget(kind, html, ...styles) {
  return async () => {
    const sheets = await Promise.all([CONTROLS, ...styles].map(({ href }) => stylesheet(href)));
    /** @type {WeakMap<ShadowRoot, Widget<any>>} */
    const parts = new WeakMap();

    return (call) => {
      const root = call.parentElement;
      let part = parts.get(root);
      if (!part) {
        root.adoptedStyleSheets = sheets;
        part = new kind(root.appendChild(skeleton(html)), call);
        parts.set(root, part);
      }
      part.call = call;
      part.take(call.data);
      return () => {
        // Not for a call that the next one has overtaken on its way here.
        if (part.call !== call) return;
        part.stop();
        part.frame.remove();
        parts.delete(root);
      };
    };
  };
}

/** @param {string} html */
function skeleton(html) {
  const frame = document.createElement("div");
  frame.innerHTML = html;
  return frame;
}

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/**
 * Widgets that come at the same time wait for the same answer; one that failed is asked
 * for again.
 *
 * @param {string} address
 */
function stylesheet(address) {
  let sheet = sheets.get(address);
  if (!sheet) {
    sheet = load(address);
    sheets.set(address, sheet);
    sheet.catch(() => sheets.delete(address));
  }
  return sheet;
}

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} gave ${answer.status}.`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}

/**
 * Finds what has to be there.
 *
 * @param {ParentNode} root
 * @param {string} selector
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`There is no ${selector}.`);
  return found;
}

/**
 * Names of the properties of an object that has no others than its type says.
 *
 * @template {string} Name
 * @param {Record<Name, unknown>} of
 */
export function names(of) {
  return /** @type {Name[]} */ (Object.keys(of));
}
