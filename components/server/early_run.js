// Streamlit asks the server for the page when it has been read and run: until then the
// server has nothing to do, and then the browser. Here the server is asked as soon as
// Streamlit's scripts have come; what it answers waits until Streamlit asks too, and then
// is drawn in one go (early_run.py). A socket that Streamlit does not want is closed.
{
  const Usual = WebSocket;
  const address = new URL("_stcore/stream", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = address.hash = "";
  const token = document.cookie.match(/\b_streamlit_xsrf=([^;]*)/)?.[1];
  const socket = new Usual(address, ["streamlit", token ?? "PLACEHOLDER_AUTH_TOKEN"]);
  socket.binaryType = "arraybuffer";

  /** @param {HTMLLinkElement} script */
  const loaded = (script) =>
    performance.getEntriesByName(script.href).length ? true : over(script, "load", "error");
  /** @type {(target: EventTarget, ...events: string[]) => Promise<unknown>} */
  const over = (target, ...events) =>
    new Promise((done) => {
      for (const event of events) target.addEventListener(event, done);
    });
  /** @type {NodeListOf<HTMLLinkElement>} */
  const scripts = document.head.querySelectorAll("link[rel=modulepreload]");
  let asked = false;
  Promise.all([over(socket, "open"), ...Array.from(scripts, loaded)]).then(() => {
    if (!asked && socket.readyState === Usual.OPEN) socket.send(location.search.slice(1));
  });

  /** @type {unknown[]} */
  const answers = [];
  /** @param {MessageEvent} event */
  const hold = (event) => {
    event.stopImmediatePropagation();
    answers.push(event.data);
  };
  const pass = () => {
    socket.removeEventListener("message", hold);
    for (const data of answers) socket.dispatchEvent(new MessageEvent("message", { data }));
  };
  socket.addEventListener("message", hold);

  const take = () => {
    asked = true; // or it will be, now
    if (socket.readyState === Usual.OPEN) {
      queueMicrotask(() => socket.dispatchEvent(new Event("open")));
    }
    socket.send = (/** @type {any} */ data) => {
      socket.send = Usual.prototype.send;
      socket.send(data);
      setTimeout(pass);
    };
    return socket;
  };

  // For the first socket that anybody wants. Whoever was here before names the session.
  window.WebSocket = new Proxy(Usual, {
    construct(_usual, [wanted, protocols]) {
      window.WebSocket = Usual;
      const same = new URL(wanted, location.href).href === address.href;
      if (same && protocols?.length === 2 && socket.readyState <= Usual.OPEN) return take();
      socket.close();
      return new Usual(wanted, protocols);
    },
  });
}
