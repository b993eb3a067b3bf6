// Horizontal bars: a name, a length, the figure in words.

function row({ label, text, value, strong }, largest, list) {
  const name = list.appendChild(document.createElement("dt"));
  const amount = list.appendChild(document.createElement("dd"));
  name.textContent = label;
  amount.append(document.createElement("i"), text);
  amount.style.setProperty("--share", largest ? value / largest : 0);
  if (strong) {
    name.className = "strong";
    amount.className = "strong";
  }
}

export default function ({ data, parentElement }) {
  const list = parentElement.querySelector("dl");
  const largest = Math.max(...data.rows.map((each) => each.value));
  list.replaceChildren();
  data.rows.forEach((each) => row(each, largest, list));
}
