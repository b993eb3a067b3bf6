// Original and redrawn picture, palette and figures for the k at hand. Everything
// needed for every k is on the shelf, so moving the slider asks nobody.
//
// Streamlit calls the exported function whenever what Python says changes; what
// has to be remembered between calls is a View, found by the element it lives in.

const views = new WeakMap();

const PATIENCE = 200; // ms that a new picture waits for its palettes
const SETTLED = 700; // ms of rest before the figures are read out
const SAID_FOR = 4000; // ms that "Copied" stays

const HINTS = {
  side: "Point at a pixel to see its color before and after. Wheel, pinch or double click to zoom, drag to move.",
  wipe: "Drag the line: left of it is the original. Wheel, pinch or double click to zoom.",
  hold: "Press and hold the picture (or Space) to see the original. Wheel, pinch or double click to zoom.",
  map: "The brighter, the more was lost. Point at a pixel to see by how much. Wheel, pinch or double click to zoom.",
};

class View {
  constructor(root, send) {
    this.root = root;
    this.send = send;
    this.find = (selector) => root.querySelector(selector);
    this.canvases = ["original", "quantized"].map((role) => this.find(`[data-role="${role}"]`));
    this.map = this.find('[data-role="map"]');
    this.frame = this.find(".stages");
    this.k = null;
    this.chosen = null;
    this.drawings = 0;
    this.sizes = new Map();
    this.plain = this.canvases.some((canvas) => !canvas.getContext("2d"));
    this.stages = new Stages([...root.querySelectorAll(".stage")], () => this.moved());
    this.compare = new Compare(root, this.stages, (mode) => {
      this.hint();
      if (this.drawn) this.turn();
      send("mode", mode);
    });
    showLevels(this.find(".legend ol"));
    this.swatches = new Swatches(root, (index) => this.choose(index), (text) => this.tell(text));
    this.probe = new Probe(root, this.stages, (place) => this.look(place));
    this.follower = new Follower((k) => this.show(k));
    this.connection = new Connection(() => this.send("back", Date.now()));
    this.find(".in").onclick = () => this.stages.step(1);
    this.find(".out").onclick = () => this.stages.step(-1);
    this.find(".fit").onclick = () => this.stages.fit();
    this.find(".actual").onclick = () => this.stages.actual();
    this.onput = () => this.update();
    shelf.addEventListener("put", this.onput);
    if (this.plain) send("plain", true);
  }

  // A browser that cannot read or draw pixels gets plain pictures from the server.
  async load(item) {
    if (!this.plain) {
      try {
        const picture = await decodePng(item.file);
        return { ...picture, id: item.id, index: indexColors(picture.rgb) };
      } catch {
        this.plain = true;
        this.compare.without("map");
        this.send("plain", true);
      }
    }
    return item;
  }

  stop() {
    shelf.removeEventListener("put", this.onput);
    this.follower.stop();
    this.connection.stop();
    this.stages.stop();
    clearTimeout(this.waiting);
    clearTimeout(this.resting);
    clearTimeout(this.saying);
  }

  // --- what Python says

  take(told) {
    mendUploader();
    const first = !this.told;
    const other = this.told?.style !== told.style;
    this.told = told;
    if (first) this.compare.set(told.mode);
    if (this.plain) this.compare.without("map");
    this.find(".remark").textContent = told.remark;
    this.update();
    if (other) this.restyle();
    else if (this.drawn) this.write();
    this.follower.told(told.k);
  }

  // Something new is on the shelf, or is asked for.
  async update() {
    const { items } = shelf;
    if (items.sizes) this.note(items.sizes);
    if (items.labels) this.receive(items.labels);
    if (!this.told) return;
    const wanted = items.picture;
    if (wanted?.id === this.told.picture && wanted.id !== this.loading) {
      this.loading = wanted.id;
      const picture = await this.load(wanted);
      if (wanted.id !== this.loading) return;
      this.next = picture;
      this.waiting = setTimeout(() => this.adopt(), PATIENCE);
    }
    if (this.next && this.palettesOf(this.next)) this.adopt();
    else if (this.picture && this.palettesOf(this.picture)) this.redraw();
    if (this.plain) showPlain(this, items.drawing);
  }

  palettesOf(picture) {
    const { palettes } = shelf.items;
    return palettes?.picture === picture.id ? palettes : null;
  }

  adopt() {
    clearTimeout(this.waiting);
    if (!this.next) return;
    this.picture = this.next;
    this.next = null;
    this.palettes = null;
    this.drawn = null;
    this.stages.take(this.picture);
    if (!this.plain) paintOriginal(this.canvases[0], this.picture);
    this.find(".before .detail").textContent = this.told.colors;
    this.canvases[0].setAttribute("aria-label", `Original, ${this.told.colors}`);
    this.redraw();
  }

  // The palettes may have changed: those of another space, or the final ones.
  redraw() {
    const palettes = this.palettesOf(this.picture);
    this.frame.classList.toggle("pending", !palettes);
    if (!palettes) {
      this.find(".after .detail").textContent = "finding the colors …";
      return;
    }
    if (palettes.key === this.palettes?.key) return;
    this.palettes = palettes;
    this.drawn = null;
    this.show(this.k ?? this.told.k);
  }

  restyle() {
    this.drawn = null;
    if (this.k !== null) this.show(this.k);
  }

  // Labels from the server take the place of those found here, as soon as they come.
  async receive(item) {
    if (item === this.received) return;
    this.received = item;
    const labels = await unpackLabels(item);
    if (item !== this.received) return;
    this.given = { ...item, labels };
    if (this.givenLabels && !this.plain) this.restyle();
  }

  // Those for what is drawn, if they are here.
  get givenLabels() {
    const { given, told, picture, palettes } = this;
    const mine =
      told.smooth &&
      given?.style === told.style &&
      given.key === palettes?.key &&
      given.k === Math.min(this.k, palettes.colors.length) &&
      given.labels.length === picture?.rgb?.length;
    return mine ? given.labels : null;
  }

  // --- drawing

  show(k) {
    this.k = k;
    if (!this.picture || !this.palettes) return;
    const shown = Math.min(k, this.palettes.colors.length);
    if (shown === this.drawn) return;
    this.drawn = shown;
    this.palette = {
      colors: readColors(this.palettes.colors[shown - 1]),
      opacity: readBytes(this.ofDrawing("opacity")),
    };
    this.counts = this.palettes.counts[shown - 1];
    this.chosen = null;
    if (!this.plain) this.assign();
    this.measure();
    this.paint();
    this.swatches.show(this.palette.colors, this.counts);
    this.write();
    this.look(this.probe.place);
    if (!this.ready) requestAnimationFrame(() => this.send("ready", true));
    this.ready = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.announce(), SETTLED);
  }

  // Labels for every pixel: the server's if it has sent any, else as this k and
  // dithering want them.
  assign() {
    const { picture, palette, told } = this;
    const labels = this.givenLabels;
    picture.single = told.dither || labels !== null;
    this.canvases[1].dataset.given = labels !== null;
    if (labels) {
      palette.opacity = readBytes(this.given.opacity);
      this.counts = takeLabels(picture, labels, palette.colors.length);
    } else if (told.dither) {
      this.counts = dither(picture, palette.colors);
    } else {
      assign(picture.index, palette.colors);
    }
  }

  // What the palettes say of this k, as it is drawn.
  ofDrawing(what) {
    return this.palettes[this.told.dither ? `dithered_${what}` : what][this.drawn - 1];
  }

  paint() {
    if (this.plain) return;
    const canvas = this.canvases[1];
    paintQuantized(canvas, this.picture, this.palette, this.chosen, this.paper);
    canvas.dataset.k = this.drawn;
    canvas.dataset.drawn = ++this.drawings;
    this.paintMap();
  }

  // Only while it is looked at.
  get mapped() {
    return this.compare.mode === "map" && !this.plain;
  }

  measure() {
    if (this.mapped) measureLoss(this.picture, this.palette);
  }

  paintMap() {
    if (!this.mapped) return;
    paintLoss(this.map, this.picture, this.chosen, this.paper);
    this.map.dataset.k = this.drawn;
  }

  // To or from the loss map.
  turn() {
    this.measure();
    this.paintMap();
    this.write();
  }

  get paper() {
    const host = getComputedStyle(this.root.host ?? this.frame);
    const color = host.getPropertyValue("--st-background-color").trim();
    return /^#[0-9a-f]{6}$/i.test(color) ? parseInt(color.slice(1), 16) : 0x808080;
  }

  // A color is pointed at: the rest of the picture fades.
  choose(index) {
    this.swatches.light(index);
    if (index === this.chosen || !this.drawn) return;
    this.chosen = index;
    this.paint();
  }

  // --- words

  write() {
    const k = this.drawn;
    const used = this.counts.filter((count) => count > 0).length;
    const explained = inPercent(this.palettes.explained[k - 1]);
    const size = this.sizes.get(`${this.palettes.key} ${k} ${this.told.file}`);
    const facts = [`explains ${explained} of the color variance`];
    if (used < k) facts.unshift(`${used} in use`);
    if (size) facts.push(`${size} as PNG`);
    this.find(".k").textContent = `k = ${k}`;
    this.find(".facts").textContent = facts.join(" · ");
    const colors = used === 1 ? "1 color" : `${used} colors`;
    this.find(".after .detail").textContent = colors;
    this.canvases[1].setAttribute("aria-label", `Redrawn in ${colors}`);
    this.canvases[1].setAttribute("aria-hidden", String(this.mapped));
    if (this.mapped) {
      const { loss } = this.picture;
      this.find(".after .detail").textContent = lossInShort(loss);
      this.map.setAttribute("aria-label", `Where it lost most: ${lossInWords(loss)}`);
    }
    this.find(".after .stage").setAttribute("aria-label", `Picture in ${colors}`);
    const steps = this.ofDrawing("steps");
    const soft = steps === null ? "" : ` Soft transparency is drawn in ${steps} steps, as many as an indexed PNG has room for with this many colors.`;
    this.find(".remark").textContent = this.told.remark + soft;
  }

  announce() {
    if (!this.drawn) return;
    const said = [`${this.find(".k").textContent}: ${this.find(".facts").textContent}`];
    if (this.mapped) said.push(lossInWords(this.picture.loss));
    this.find(".announce").textContent = said.join(" · ");
  }

  note({ key, k, file, size }) {
    this.sizes.set(`${key} ${k} ${file}`, size);
    if (this.palettes?.key === key && this.drawn === k) this.write();
  }

  tell(text) {
    this.find(".said").textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.find(".said").textContent = ""), SAID_FOR);
  }

  moved() {
    const { stages } = this;
    const percent = Math.round(100 * stages.shown * devicePixelRatio);
    this.find(".scale").textContent = stages.scale === null ? `all, ${percent} %` : `${percent} %`;
    this.probe?.follow();
  }

  hint() {
    this.find(".probe").textContent = HINTS[this.compare.mode];
  }

  // The color of a pixel before and after; its swatch lights up.
  look(place) {
    if (!place || !this.drawn || this.plain) {
      this.swatches.light(this.chosen);
      this.hint();
      return;
    }
    const { rgb, alpha, width, index, labels, single } = this.picture;
    const at = place.y * width + place.x;
    const line = this.find(".probe");
    if (alpha?.[at] === 0) {
      this.swatches.light(null);
      line.textContent = `Column ${place.x + 1}, row ${place.y + 1}: transparent`;
      return;
    }
    const label = single ? labels[at] : index.labels[index.pixels[at]];
    this.swatches.light(label);
    line.replaceChildren(
      `Column ${place.x + 1}, row ${place.y + 1}: `,
      ...sample(rgb[at]),
      " becomes ",
      ...sample(this.palette.colors[label]),
    );
    if (this.mapped) line.append(`, difference ${lossAt(this.picture, at).toFixed(1)}`);
  }
}

function readColors(hex) {
  const colors = new Array(hex.length / 6);
  for (let i = 0; i < colors.length; i++) colors[i] = parseInt(hex.substr(6 * i, 6), 16);
  return colors;
}

function readBytes(hex) {
  return hex && Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.substr(2 * i, 2), 16));
}

function sample(color) {
  const square = document.createElement("i");
  square.style.background = hexOf(color);
  return [square, hexOf(color)];
}

// Without a canvas the server draws, and the browser only shows.
function showPlain(view, drawing) {
  const files = [shelf.items.picture, drawing];
  view.canvases.forEach((canvas, i) => {
    if (!files[i]?.file || canvas.file === files[i].file) return;
    const image = document.createElement("img");
    image.alt = canvas.getAttribute("aria-label") ?? canvas.dataset.role;
    image.dataset.role = canvas.dataset.role;
    image.file = files[i].file;
    const address = URL.createObjectURL(new Blob([image.file], { type: "image/png" }));
    image.onload = () => URL.revokeObjectURL(address);
    image.src = address;
    canvas.replaceWith(image);
    view.canvases[i] = image;
    view.stages.apply();
  });
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement;
  if (!views.has(root)) views.set(root, new View(root, setStateValue));
  const view = views.get(root);
  view.send = setStateValue;
  view.take(data);
  return () => {
    view.stop();
    views.delete(root);
  };
}
