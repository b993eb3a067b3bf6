// What the stage is made of.

import { ACTS } from "./acts/index.js";

const acts = ACTS.map(
  ({ act, name }) =>
    `<button type="button" data-act-button value="${act}">${act} · ${name}</button>`,
).join("\n    ");

const tools = ACTS.map(
  ({ act, tools }) => `<div class="group tools" data-of="${act}" hidden>${tools}</div>`,
).join("\n  ");

const panels = ACTS.map(
  ({ act, panel }) => panel && `<div class="panel" data-of="${act}" hidden>${panel}</div>`,
).join("");

export const HTML = `
<div class="top">
  <div class="group" role="group" aria-label="Act">
    ${acts}
  </div>
  ${tools}
  <label class="group shade"><input type="checkbox" class="by-center"> In the colors of the centers</label>
</div>
<p class="says"></p>
<div class="board">
  <div class="stage">
    <div class="picture" tabindex="0" role="group" aria-label="The picture" aria-describedby="picture-keys"><canvas class="pixels" data-role="lesson" role="img" width="1" height="1"></canvas><div class="mark" hidden></div></div>
    <div class="space" tabindex="0" role="group" aria-label="The cloud" aria-describedby="cloud-keys"><canvas data-role="cloud" role="img" width="1" height="1"></canvas></div>
    <canvas class="air" aria-hidden="true" width="1" height="1"></canvas>
  </div>
  <div class="figures">
    <p class="step"></p>
    <p><span class="name">Inertia (the error that is left)</span><strong data-role="inertia"></strong><span class="share"></span></p>
    <svg viewBox="0 0 200 70" role="img" aria-label="The inertia, step by step"><path fill="none"></path><circle></circle></svg>
    <div class="centers" aria-hidden="true"></div>
  </div>
  <div class="controls">
    <div class="group" role="group" aria-label="Steps">
      <button type="button" class="first">To the start</button>
      <button type="button" data-role="step-back">Step back</button>
      <button type="button" data-role="play">Play</button>
      <button type="button" data-role="step-forward">Step forward</button>
      <button type="button" class="last">To the end</button>
    </div>
    <label class="group">Speed <select class="speed"><option value="slow">Slow</option><option value="normal" selected>Normal</option><option value="fast">Fast</option></select></label>
  </div>
</div>
${panels}
<p class="hint"></p>
<p class="unseen announce" role="status"></p>
<p id="cloud-keys" class="unseen">Arrow keys turn the cloud, plus and minus bring it nearer or farther, 0 puts it back. C takes a center, the next with each press; then arrow keys move it, and Enter lets go.</p>
<p id="picture-keys" class="unseen">Arrow keys move a mark, and the cloud shows where its color is. Enter places a center there, where centers are placed by hand.</p>
`;
