// Horizontal bars: a name, a length, the figure in words. Amounts that are not known
// yet have their place, and come by the shelf.

const charts = new WeakMap();

function row({ label, note, value, text, hint, look }, largest, list) {
  const name = list.appendChild(document.createElement("dt"));
  const amount = list.appendChild(document.createElement("dd"));
  name.append(label);
  if (note) name.appendChild(document.createElement("small")).textContent = note;
  amount.append(document.createElement("i"), text);
  amount.style.setProperty("--share", largest && value ? value / largest : 0);
  for (const part of [name, amount]) {
    part.className = value === null ? `${look} waiting` : look;
    part.title = hint;
  }
}

class Chart {
  constructor(root) {
    this.list = root.querySelector("dl");
    this.onput = () => this.draw();
    shelf.addEventListener("put", this.onput);
  }

  take(data) {
    this.data = data;
    this.draw();
  }

  draw() {
    const late = shelf.items.late_bars;
    const { rows } = late?.name === this.data?.name ? late : this.data;
    if (rows === this.drawn) return;
    this.drawn = rows;
    const largest = Math.max(...rows.map(({ value }) => value ?? 0));
    this.list.replaceChildren();
    for (const each of rows) row(each, largest, this.list);
  }
}

export default function ({ data, parentElement }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new Chart(parentElement));
  const chart = charts.get(parentElement);
  chart.take(data);
  return () => {
    shelf.removeEventListener("put", chart.onput);
    charts.delete(parentElement);
  };
}
