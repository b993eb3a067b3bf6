// Once all that is loaded ahead is here, the page still waits for the server's first
// answer: time in which these scripts are run, so that no part of it waits for its own.
addEventListener("load", () => {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const links = document.querySelectorAll("link[rel=modulepreload]");
  // Whoever needs one that failed tries again, and tells.
  for (const { href } of links) import(href).catch(() => {});
});
