// What the viewer is made of.

import { MODES } from "./compare.js";

const modes = Object.entries(MODES)
  .map(([mode, name]) => `<button type="button" data-mode-button value="${mode}">${name}</button>`)
  .join("\n    ");

export const HTML = `
<div class="tools">
  <div class="group" role="group" aria-label="Compare">
    ${modes}
  </div>
  <div class="group zoom" role="group" aria-label="Zoom">
    <button type="button" class="out" aria-label="Zoom out">−</button>
    <span class="scale"></span>
    <button type="button" class="in" aria-label="Zoom in">+</button>
    <button type="button" class="fit">Fit</button>
    <button type="button" class="actual">100 %</button>
  </div>
</div>
<div class="stages" data-mode="side">
  <figure class="before">
    <figcaption><strong>Original</strong> <span class="detail"></span></figcaption>
    <div class="stage"><canvas data-role="original" role="img" width="0" height="0"></canvas><div class="mark" hidden></div></div>
  </figure>
  <figure class="after">
    <figcaption><strong class="k"></strong> <span class="facts"></span><span class="detail"></span></figcaption>
    <div class="stage" tabindex="0" role="group" aria-describedby="keys"><canvas data-role="quantized" role="img" width="0" height="0"></canvas><canvas data-role="map" role="img"></canvas><div class="mark" hidden></div><strong class="held-note" hidden>Original</strong></div>
  </figure>
  <div class="legend">
    <p>How different from the original (CIEDE2000)</p>
    <ol></ol>
  </div>
  <div class="wipe" role="slider" tabindex="0" aria-label="Wipe" aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="100"></div>
</div>
<div class="strip" data-role="strip" role="toolbar" aria-label="Palette"></div>
<div class="line"><p class="probe"></p><button type="button" class="undo" hidden></button><button type="button" class="keep" hidden></button><button type="button" class="aside" hidden></button></div>
<p class="unseen said" role="status"></p>
<p id="keys" class="unseen">Plus and minus zoom, 0 shows all, 1 is 100 %. Arrow keys move a mark and tell the color under it; Enter offers to keep that, or to set it aside.</p>
<p class="unseen announce" role="status"></p>
`;
