// Ways to compare: side by side; a wipe over one picture; hold to see the original;
// beside it a map of what was lost.

class Compare {
  // root: the widget; stages: its windows; chosen: called with a new way
  constructor(root, stages, chosen) {
    this.stages = stages;
    this.chosen = chosen;
    this.frame = root.querySelector(".stages");
    this.handle = root.querySelector(".wipe");
    this.name = root.querySelector(".after .name");
    this.buttons = [...root.querySelectorAll("[data-mode-button]")];
    this.share = 0.5; // of the window that shows the original
    for (const button of this.buttons) {
      button.onclick = () => {
        this.set(button.value);
        this.chosen(button.value);
      };
    }
    this.listenToWipe();
    this.listenToHold();
  }

  set(mode) {
    this.mode = mode;
    this.hold(false);
    this.frame.dataset.mode = mode;
    this.name.textContent = mode === "map" ? "Loss map" : "Redrawn";
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.value === mode));
    }
    this.stages.mode = mode;
    this.stages.apply();
    this.wipe(this.share);
  }

  // Takes a way of comparing off the page, where the browser cannot do it.
  without(mode) {
    this.buttons.find((button) => button.value === mode).hidden = true;
    if (this.mode === mode) this.set("side");
  }

  wipe(share) {
    this.share = Math.min(1, Math.max(0, share));
    const percent = Math.round(100 * this.share);
    this.frame.style.setProperty("--wipe", `${100 * this.share}%`);
    this.handle.setAttribute("aria-valuenow", String(percent));
    this.handle.setAttribute("aria-valuetext", `${percent} % original`);
  }

  listenToWipe() {
    let dragging = false;
    const follow = (event) => {
      const box = this.frame.getBoundingClientRect();
      this.wipe((event.clientX - box.left) / box.width);
    };
    this.frame.addEventListener("pointerdown", (event) => {
      const grabbed = event.target === this.handle;
      if (this.mode !== "wipe" || event.button !== 0) return;
      if (!grabbed && this.stages.scale !== null) return; // that drag moves the picture
      dragging = true;
      this.frame.setPointerCapture(event.pointerId);
      follow(event);
    });
    this.frame.addEventListener("pointermove", (event) => dragging && follow(event));
    for (const name of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(name, () => (dragging = false));
    }
    const steps = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1 };
    this.handle.addEventListener("keydown", (event) => {
      if (event.key in steps) this.wipe(this.share + steps[event.key]);
      else if (event.key === "Home") this.wipe(0);
      else if (event.key === "End") this.wipe(1);
      else return;
      event.preventDefault();
    });
  }

  hold(held) {
    this.frame.classList.toggle("held", held);
  }

  listenToHold() {
    const keys = [" ", "Enter"];
    const start = (event) => {
      if (this.mode === "hold" && event.button === 0) this.hold(true);
    };
    this.frame.addEventListener("pointerdown", start);
    for (const name of ["pointerup", "pointercancel", "pointerleave", "focusout"]) {
      this.frame.addEventListener(name, () => this.hold(false));
    }
    this.frame.addEventListener("keydown", (event) => {
      if (this.mode !== "hold" || !keys.includes(event.key)) return;
      event.preventDefault();
      this.hold(true);
    });
    this.frame.addEventListener("keyup", (event) => {
      if (keys.includes(event.key)) this.hold(false);
    });
    // A long touch would open the browser's menu.
    this.frame.addEventListener("contextmenu", (event) => {
      if (this.mode === "hold") event.preventDefault();
    });
  }
}
