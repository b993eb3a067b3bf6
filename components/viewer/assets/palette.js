// The palette: a strip as wide as each color's share, and a list of the same
// colors as buttons. A click on either copies the color's hex code.

const VISIBLE_FOR = 4000; // ms that "Copied" stays

function element(name, parent) {
  return parent.appendChild(document.createElement(name));
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed here: try the old way.
    }
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;top:0;opacity:0";
  const before = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  document.body.append(field);
  field.select();
  const worked = document.execCommand("copy");
  field.remove();
  before?.focus?.({ preventScroll: true });
  return worked;
}

function teller(line) {
  let timer;
  return async (hex) => {
    const worked = await copy(hex);
    line.textContent = worked
      ? `Copied ${hex}.`
      : `This browser does not let a page copy. The code is ${hex}.`;
    clearTimeout(timer);
    if (worked) timer = setTimeout(() => (line.textContent = ""), VISIBLE_FOR);
  };
}

function piece({ hex, share, percent }, strip, tell) {
  const span = element("span", strip);
  span.dataset.role = "swatch";
  span.dataset.hex = hex;
  span.title = `${hex} · ${percent} of the picture. Click to copy.`;
  span.style.flexGrow = share;
  span.style.background = hex;
  span.onclick = () => tell(hex);
}

function entry({ hex, percent }, list, tell) {
  const button = element("button", element("li", list));
  button.type = "button";
  button.dataset.copies = hex;
  button.setAttribute("aria-label", `Copy ${hex}, ${percent} of the picture`);
  element("i", button).style.background = hex;
  const words = element("span", button);
  element("b", words).textContent = hex;
  words.append(percent);
  button.onclick = () => tell(hex);
}

export default function ({ data, parentElement }) {
  const strip = parentElement.querySelector(".strip");
  const list = parentElement.querySelector(".list");
  const line = parentElement.querySelector(".said");
  const tell = teller(line);
  const focused = parentElement.activeElement?.dataset.copies;
  strip.replaceChildren();
  list.replaceChildren();
  for (const swatch of data.swatches) {
    piece(swatch, strip, tell);
    entry(swatch, list, tell);
  }
  // Whoever stood on a color with the keyboard stays there if it is still there.
  if (focused) list.querySelector(`[data-copies="${focused}"]`)?.focus();
}
