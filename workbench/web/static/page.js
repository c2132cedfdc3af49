"use strict";
// What the page does when its connection is closed: say why, and come back by itself where that is wanted.
(() => {
  const RETRIES = 60, EVERY = 2000, AT_ONCE = 5;
  const body = document.body, words = document.querySelector("#why"), page = body.dataset.page;
  let tries = 0;

  function again() { window.location.reload(); }

  function quickly() {
    const soon = Number(sessionStorage.getItem("reloads") || "0");
    sessionStorage.setItem("reloads", String(soon + 1));
    return soon < AT_ONCE;
  }

  async function ask() {
    tries += 1;
    try {
      const answer = await fetch("/state?page=" + encodeURIComponent(page), { cache: "no-store" });
      const state = await answer.json();
      words.textContent = state.words;
      if (state.again && quickly()) { setTimeout(again, 500); }
    } catch {
      words.textContent = "The connection is lost; trying to come back. Every change that was marked as saved is kept.";
      if (tries < RETRIES) { setTimeout(ask, EVERY); }
    }
  }

  document.querySelector("#again").addEventListener("click", again);
  new MutationObserver((_, watching) => {
    // Keys belong to the screen as soon as it is there.
    if (body.classList.contains("-first-byte")) { document.querySelector(".xterm-helper-textarea")?.focus(); }
    if (body.classList.contains("-closed")) { watching.disconnect(); ask(); }
  }).observe(body, { attributes: true, attributeFilter: ["class"] });
  setTimeout(() => sessionStorage.removeItem("reloads"), 10000);
})();
