// The same picture in several numbers of colors, small, as buttons that take them.
// Pictures and sizes come later, by way of the shelf.

const SMALL = 76; // CSS pixels; a lower picture is enlarged, with sharp pixels

const ladders = new WeakMap();

class Ladder {
  constructor(root) {
    this.list = root.querySelector("ul");
    this.rungs = [];
    this.follower = new Follower((k) => this.mark(k));
    this.onput = () => this.fill();
    shelf.addEventListener("put", this.onput);
  }

  stop() {
    shelf.removeEventListener("put", this.onput);
    this.follower.stop();
  }

  take(told) {
    if (String(told.ks) !== String(this.told?.ks)) this.build(told.ks);
    this.told = told;
    this.fill();
    this.follower.told(told.k);
  }

  build(ks) {
    this.rungs = ks.map((k) => {
      const button = document.createElement("button");
      button.type = "button";
      button.onclick = () => this.send("k", k);
      const image = button.appendChild(document.createElement("img"));
      image.alt = "";
      image.onload = () => image.classList.toggle("small", image.naturalHeight < SMALL);
      const [title, share, size] = ["b", "span", "span"].map((tag) =>
        button.appendChild(document.createElement(tag)),
      );
      title.textContent = `k = ${k}`;
      return { k, button, image, share, size };
    });
    const items = this.rungs.map(({ button }) => {
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    this.list.replaceChildren(...items);
    this.mark(this.k);
  }

  fill() {
    const { rungs: drawn, rung_sizes: measured } = shelf.items;
    const mine = this.told && drawn?.picture === this.told.picture;
    const pictures = mine ? drawn.rungs : {};
    const sizes = mine && measured?.key === drawn.key ? measured.sizes : {};
    for (const { k, button, image, share, size } of this.rungs) {
      const { png, explained } = pictures[k] ?? {};
      if (png) image.src = `data:image/png;base64,${png}`;
      else image.removeAttribute("src");
      share.textContent = explained ?? "";
      size.textContent = sizes[k] ?? "measuring …";
      const facts = [explained && `explains ${explained}`, sizes[k] && `${sizes[k]} as PNG`];
      const words = [`Use ${k} colors`, facts.filter(Boolean).join(", ")].filter(Boolean);
      button.setAttribute("aria-label", words.join(": "));
    }
  }

  mark(k) {
    this.k = k;
    for (const rung of this.rungs) {
      rung.button.setAttribute("aria-pressed", String(rung.k === k));
    }
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement;
  if (!ladders.has(root)) ladders.set(root, new Ladder(root));
  const ladder = ladders.get(root);
  ladder.send = setTriggerValue;
  ladder.take(data);
  return () => {
    ladder.stop();
    ladders.delete(root);
  };
}
