// Draws a PNG on a canvas, pixel for pixel, and fits the canvas to its column.
// Streamlit calls the exported function again whenever the data changes; what it
// has to remember stands in `views`, by the element it was given.

const TALLEST = 560; // CSS pixels, so that the palette below stays in sight
const MOST_ZOOM = 32; // a picture of one pixel need not fill the screen

const views = new WeakMap();

function fit(canvas, room) {
  if (!room || !canvas.width) return;
  let zoom = Math.min(room / canvas.width, TALLEST / canvas.height);
  // Enlarged pixels are all of one size only at whole steps.
  if (zoom > 1) zoom = Math.min(Math.floor(zoom), MOST_ZOOM);
  canvas.style.width = `${canvas.width * zoom}px`;
  canvas.style.height = `${canvas.height * zoom}px`;
}

function watch(root) {
  const stage = root.querySelector(".stage");
  const canvas = root.querySelector("canvas");
  const view = { canvas, stage, turn: 0, png: null };
  view.observer = new ResizeObserver(() => fit(canvas, stage.clientWidth));
  view.observer.observe(stage);
  views.set(root, view);
  return view;
}

// The browser must not "correct" colors, or blend them with the transparency.
const AS_IT_IS = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

async function draw(view, data) {
  const turn = ++view.turn;
  const blob = new Blob([data.png], { type: "image/png" });
  const bitmap = await createImageBitmap(blob, AS_IT_IS);
  if (turn === view.turn) {
    // Set and draw in one go: changing the size clears the canvas.
    if (view.canvas.width !== bitmap.width) view.canvas.width = bitmap.width;
    if (view.canvas.height !== bitmap.height) view.canvas.height = bitmap.height;
    const context = view.canvas.getContext("2d");
    context.clearRect(0, 0, bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    view.canvas.dataset.drawn = String(turn);
    fit(view.canvas, view.stage.clientWidth);
  }
  bitmap.close();
}

// The message: length of the header, the header as JSON, a PNG file.
function unpack(message) {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const end = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, end)));
  return { ...header, png: message.subarray(end) };
}

export default function ({ data: message, parentElement }) {
  const data = unpack(message);
  const first = !views.has(parentElement);
  const view = views.get(parentElement) ?? watch(parentElement);
  parentElement.querySelector(".title").textContent = data.title;
  parentElement.querySelector(".detail").textContent = data.detail;
  view.canvas.dataset.role = data.role;
  view.canvas.setAttribute("aria-label", `${data.title}, ${data.detail}`);
  if (first) {
    // Take up the right room before the pixels arrive.
    view.canvas.width = data.width;
    view.canvas.height = data.height;
    fit(view.canvas, view.stage.clientWidth);
  }
  draw(view, data);
  return () => {
    view.turn += 1;
    view.observer.disconnect();
    views.delete(parentElement);
  };
}
