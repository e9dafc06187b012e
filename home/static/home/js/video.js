/* Replaces the picture by the provider's player on a click: <a data-embed="https://…/embed/…" href="…">. */
"use strict";
addEventListener("click", (event) => {
  const link = event.target.closest("a[data-embed]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.src = link.dataset.embed;
  player.title = link.dataset.title || link.textContent.trim();
  player.allow = "autoplay; fullscreen; picture-in-picture";
  link.closest(".video__frame").replaceChildren(player);
  player.focus();
});
