// What stands above the stage in this act, and in the place of its picture.

import { STARTS } from "../../words.js";
import { HISTOGRAM } from "./histogram.js";
import { MANY } from "./thousand.js";
import { THREE } from "./three.js";

export const TOOLS = `<label>Start <select class="draws"><option value="random">${STARTS.random}</option><option value="plusplus">${STARTS.plusplus}</option></select></label>
    <button type="button" class="others">Draw others</button>
    <span class="seeds"></span>`;

export const PANEL = `<div class="luck" data-of="3" hidden>
  <div class="group" role="group" aria-label="How many starts">
    <button type="button" class="few">Three starts</button>
    <button type="button" class="many">A thousand starts</button>
  </div>
  <div class="three">
    <div class="starts" role="group" aria-label="The start in the cloud">
    ${THREE}
    </div>
    <p class="verdict"></p>
    <div class="group" role="group" aria-label="A third start that is odd">
      <button type="button" class="odd-empty">An empty cluster</button>
      <button type="button" class="odd-outlier">A center on an outlier</button>
    </div>
  </div>
  <div class="thousand" hidden>
    <div class="group">
      <button type="button" class="run"></button>
      <progress max="${MANY}" value="0" aria-label="Starts that have been run" hidden></progress>
      <span class="group watch" hidden>
        <button type="button" class="best">Watch the best</button>
        <button type="button" class="worst">Watch the worst</button>
      </span>
    </div>
    ${HISTOGRAM}
    <p class="legend" hidden><i class="key-of-ten"></i> the best of ten starts, in 8 of 10 cases</p>
    <p class="odds"></p>
  </div>
</div>`;
