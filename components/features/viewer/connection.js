// Streamlit says on its root whether the server is there. Back again it may be another
// one, that knows nothing of this page and has none of its files: then the page has to
// run once more, or what is on the screen would be all that is left of it. Should this
// hook break, that happens at the next click.

const CONNECTION = "data-test-connection-state";

export class Connection {
  /** @param {() => void} back Called when the server is there again. */
  constructor(back) {
    const root = document.querySelector(`[${CONNECTION}]`);
    let lost = false;
    this.observer = new MutationObserver(() => {
      const there = root?.getAttribute(CONNECTION) === "CONNECTED";
      if (there && lost) back();
      lost = !there;
    });
    if (root) this.observer.observe(root, { attributeFilter: [CONNECTION] });
  }

  stop() {
    this.observer.disconnect();
  }
}
