// What the test is made of, before anything is filled in.

export const HTML = `
<p class="offer">
  <button type="button" class="open">Test your own eye</button>
  <span>Which is the original? In a minute you know from how many colors on you cannot tell.</span>
</p>
<dialog aria-labelledby="blind-test-title">
  <header>
    <h2 id="blind-test-title" tabindex="-1">Test your own eye</h2>
    <button type="button" class="leave">Leave</button>
  </header>
  <section class="start">
    <p>You see two pictures: the original, and one in fewer colors. You choose one of them; if you cannot tell, guess. After at most 15 choices you know from how many colors on you no longer see a difference: on this screen, from where you sit.</p>
    <p>Nothing that you choose leaves this browser.</p>
    <p class="remark"></p>
    <div class="ways">
      <div>
        <button type="button" class="side">Side by side</button>
        <p>Both stand still. Which of the two is the original?</p>
      </div>
      <div>
        <button type="button" class="flicker">Flicker</button>
        <p>One of the two changes between original and fewer colors, twice a second. Which one? So you notice far smaller differences.</p>
        <p class="warning"><b>Leave this out if flickering light is bad for you</b>, as with photosensitive epilepsy. <span class="still"></span></p>
      </div>
    </div>
    <p class="trouble" role="status"></p>
    <details>
      <summary>How it works</summary>
      <p>Who sees no difference guesses, and is right in one of two choices. “You cannot tell” means: right in fewer than three of four, half way between guessing and knowing, which is the usual limit. One slip of the finger does not spoil the test.</p>
      <p>After each choice the test works out how likely every limit is, and shows next the picture that will tell it most. That is the psi method (<a href="https://doi.org/10.1016/S0042-6989(98)00285-5" target="_blank" rel="noreferrer">Kontsevich and Tyler 1999</a>, <a href="https://doi.org/10.1167/13.7.3" target="_blank" rel="noreferrer">Prins 2013</a>). Fifteen choices are few, so the answer is a range.</p>
    </details>
  </section>
  <section class="trial">
    <h3 tabindex="-1"></h3>
    <div class="pair blank"></div>
    <p class="keys"><span class="count" role="status"></span><span class="hint"></span></p>
  </section>
  <section class="result">
    <h3 tabindex="-1"></h3>
    <p class="sure"></p>
    <p class="advice"></p>
    <p class="how"></p>
    <div class="next">
      <button type="button" class="use"></button>
      <button type="button" class="again">Test again</button>
    </div>
  </section>
</dialog>`;
