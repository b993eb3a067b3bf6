// The palette: a strip as wide as each color's share, and a list of the same
// colors as buttons. Pointing at a color, or stepping to it with the keyboard,
// chooses it; a click copies its hex code.

// Below this saturation a color has no hue worth sorting by.
const GRAY = 0.08;

const ORDERS = {
  coverage: (a, b) => b.share - a.share,
  lightness: (a, b) => luma(a.color) - luma(b.color),
  hue: (a, b) => hue(a.color) - hue(b.color),
};

class Swatches {
  // choose: called with an index or null; tell: called with words to say
  constructor(root, choose, tell) {
    this.strip = root.querySelector(".strip");
    this.list = root.querySelector(".list");
    this.buttons = [...root.querySelectorAll("[data-order-button]")];
    this.choose = choose;
    this.tell = tell;
    this.pieces = [];
    this.entries = [];
    this.colors = [];
    for (const button of this.buttons) button.onclick = () => this.sort(button.value);
    this.sort("coverage");
  }

  sort(order) {
    this.order = order;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.value === order));
    }
    this.draw();
  }

  // colors: numbers; counts: pixels each draws
  show(colors, counts) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    this.colors = colors.map((color, index) => ({
      color,
      index,
      hex: hexOf(color),
      name: nearestName(color),
      share: counts[index] / total,
    }));
    this.draw();
  }

  draw() {
    const focused = this.entries.find((entry) => entry.button.matches(":focus"))?.hex;
    const used = this.colors.filter(({ share }) => share > 0).sort(ORDERS[this.order]);
    this.grow(used.length);
    used.forEach((each, i) => {
      const percent = inPercent(each.share);
      this.pieces[i].set(each, percent);
      this.entries[i].set(each, percent);
    });
    // Whoever stood on a color with the keyboard stays on it if it is still there.
    if (focused) this.entries.find((entry) => entry.hex === focused)?.button.focus();
  }

  grow(count) {
    while (this.pieces.length < count) {
      this.pieces.push(this.piece());
      this.entries.push(this.entry());
    }
    while (this.pieces.length > count) {
      this.pieces.pop().span.remove();
      this.entries.pop().item.remove();
    }
  }

  piece() {
    const span = this.strip.appendChild(document.createElement("span"));
    span.dataset.role = "swatch";
    const piece = {
      span,
      set: ({ hex, name, share, index }, percent) => {
        piece.index = index;
        piece.hex = hex;
        if (span.dataset.hex !== hex) {
          span.dataset.hex = hex;
          span.style.background = hex;
        }
        span.title = `${hex}, ${name} · ${percent} of the picture. Click to copy.`;
        span.style.flexGrow = share;
      },
    };
    this.listen(span, piece);
    return piece;
  }

  entry() {
    const item = this.list.appendChild(document.createElement("li"));
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    const sample = button.appendChild(document.createElement("i"));
    const words = button.appendChild(document.createElement("span"));
    const code = words.appendChild(document.createElement("b"));
    const amount = words.appendChild(document.createElement("span"));
    const called = words.appendChild(document.createElement("em"));
    const entry = {
      item,
      button,
      set: ({ hex, name, index }, percent) => {
        entry.index = index;
        entry.hex = hex;
        button.dataset.copies = hex;
        sample.style.background = hex;
        code.textContent = hex;
        amount.textContent = percent;
        called.textContent = name;
        const label = `Copy ${hex}, ${percent} of the picture, nearest name ${name}`;
        button.setAttribute("aria-label", label);
      },
    };
    this.listen(button, entry);
    button.addEventListener("focus", () => this.choose(entry.index));
    button.addEventListener("blur", () => this.choose(null));
    return entry;
  }

  listen(element, each) {
    element.addEventListener("pointerenter", () => this.choose(each.index));
    element.addEventListener("pointerleave", () => this.choose(null));
    element.addEventListener("click", async () => {
      const worked = await copy(each.hex);
      this.tell(
        worked
          ? `Copied ${each.hex}.`
          : `This browser does not let a page copy. The code is ${each.hex}.`,
      );
    });
  }

  // Shows which color is meant; null for none.
  light(index) {
    for (const { span, index: mine } of this.pieces) {
      span.classList.toggle("lit", mine === index);
    }
    for (const { button, index: mine } of this.entries) {
      button.classList.toggle("lit", mine === index);
    }
  }
}

function hexOf(color) {
  return `#${color.toString(16).padStart(6, "0")}`;
}

// Neither nothing nor all is claimed wrongly.
function inPercent(share) {
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  if (share < 0.001) return "<0.1 %";
  if (share > 0.999) return ">99.9 %";
  return `${(100 * share).toFixed(1)} %`;
}

// Rec. 709's weights on the gamma-encoded values.
function luma(color) {
  return 0.2126 * (color >> 16) + 0.7152 * ((color >> 8) & 255) + 0.0722 * (color & 255);
}

// Around the color wheel, 0 to 6; grays after it, from dark to light.
function hue(color) {
  const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255];
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (range / 255 < GRAY) return 10 + most / 255;
  if (most === r) return ((g - b) / range + 6) % 6;
  return most === g ? (b - r) / range + 2 : (r - g) / range + 4;
}
